"""Guards the data: what families and rows say of pipelines is what those take, as they are here."""

import inspect
from importlib import import_module
from typing import Any, get_type_hints

import diffusers
import pytest
from pydantic import TypeAdapter

from media.errors import InputError
from models.catalog.family import family
from models.catalog.row import Engine
from models.catalog.rows import engines
from models.diffusion.sizes import canvas_for
from models.diffusion.traits import Traits

ROWS = [
    row
    for row in engines()
    if row.family and family(row.family).engine.startswith("models.diffusion.")
]
GIVEN = {
    "image": {"width", "height"},
    "image_inpaint": {"image", "mask_image", "strength"},
    "video": {"num_frames", "width", "height"},
    "video_from_image": {"num_frames", "width", "height"},
    "video_extend": {"num_frames", "width", "height"},
    "video_edit": {"video", "width", "height"},
    "sound": {"audio_end_in_s"},
}
"""What the engines say of each modality, whatever the family."""


def traits_of(row: Engine) -> Traits:
    return Traits(**(family(row.family).options | row.options))


def said(traits: Traits, modality: str) -> set[str]:
    """The arguments by which the engines would call a pipeline."""
    found = GIVEN.get(modality, set()) | {"prompt", "num_inference_steps", "generator"}
    found |= {traits.guidance_argument} - {""}
    found |= {"negative_prompt"} if traits.negative else set()
    found |= set(traits.arguments.get(modality, {}))
    if modality == "image_edit":
        found |= {"image"} | ({"strength"} if traits.edits_by == "strength" else set())
        found |= {traits.area_argument} - {""}
    if modality == "video_edit":
        found |= {"strength"} if traits.edits_by == "strength" else set()
        found |= {traits.references_argument} - {""}
    if modality in ("video_from_image", "video_extend"):
        by_image = {"image", traits.last_argument} - {""}
        found |= by_image if traits.conditioned_by == "image" else {"conditions"}
    return found | ({traits.rate_argument} - {""} if modality.startswith("video") else set())


@pytest.mark.parametrize("row", ROWS, ids=[row.id for row in ROWS])
def test_pipelines_take_what_they_are_told(row: Engine) -> None:
    traits = traits_of(row)
    assert set(row.does) == set(traits.pipelines)
    for modality, name in traits.pipelines.items():
        pipeline: Any = getattr(diffusers, name)
        taken = set(inspect.signature(pipeline.__call__).parameters)
        assert said(traits, modality) <= taken


@pytest.mark.parametrize("row", ROWS, ids=[row.id for row in ROWS])
def test_rows_say_what_is_needed_to_plan_and_to_choose(row: Engine) -> None:
    assert row.runs == "serve"
    assert row.gpu is not None
    assert row.gpu.peak_gb > row.gpu.memory_gb
    assert row.weights is not None
    assert row.weights.source.startswith("hub:")
    assert {"steps"} <= set(row.defaults) <= {"steps", "guidance"}


@pytest.mark.parametrize("row", ROWS, ids=[row.id for row in ROWS])
def test_what_engines_take_and_give_can_cross_to_a_worker(row: Engine) -> None:
    for target in row.does.values():
        module, _, path = target.partition(":")
        name, _, method = path.partition(".")
        hints = get_type_hints(getattr(getattr(import_module(module), name), method))
        assert "return" in hints
        for argument, hint in hints.items():
            if argument != "work":
                TypeAdapter(hint)


@pytest.mark.parametrize("row", ROWS, ids=[row.id for row in ROWS])
def test_canvases_keep_to_what_a_model_can_draw(row: Engine) -> None:
    traits = traits_of(row)
    for wanted in ((1920, 1080), (1080, 1920), (1280, 720), (64, 64), (854, 480), (1000, 250)):
        try:
            canvas = canvas_for(wanted, traits)
        except InputError:
            assert traits.max_pixels or traits.sizes
            continue
        assert all(edge % traits.multiple_of == 0 for edge in canvas.edges)
        assert all(inner <= edge for inner, edge in zip(canvas.inner, canvas.edges, strict=True))
        aspect = wanted[0] / wanted[1]
        assert canvas.inner[0] / canvas.inner[1] == pytest.approx(aspect, rel=0.02)
        if not traits.sizes and wanted[0] * wanted[1] <= traits.max_pixels:
            spare = [edge - inner for edge, inner in zip(canvas.edges, canvas.inner, strict=True)]
            assert max(spare) < traits.multiple_of


def test_a_film_in_full_hd_is_within_what_each_engine_of_clips_gives() -> None:
    for row in ROWS:
        if "video" in row.does:
            assert canvas_for((1920, 1080), traits_of(row)).wanted == (1920, 1080)
