"""Guards how calls go: cancelled, in batches, out of memory, by other schedulers."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch

from media.errors import InputError, Interrupted
from media.still.files import load
from media.types import Size
from models.diffusion.loading import load as load_pipeline
from models.diffusion.traits import traits_of
from models.setup import Setup
from tests.fakes import FolderWorkspace

SMALL = {"min_edge": 0}
ASKED: dict[str, Any] = {"prompt": "a cat", "size": Size(width=70, height=38)}


class Impatient(FolderWorkspace):
    """Cancels after so many steps."""

    def __init__(self, root: Path, steps: int) -> None:
        super().__init__(root)
        self.left = steps

    def progress(self, fraction: float, **facts: Any) -> None:
        super().progress(fraction)
        self.left -= 1
        if not self.left:
            raise Interrupted("cancelled")


@pytest.mark.parametrize("family", ["sdxl", "flux"])
def test_a_cancelled_call_ends_within_its_step_and_leaves_no_trace(
    build: Callable[..., Any], work: FolderWorkspace, tmp_path: Path, family: str
) -> None:
    engine, impatient = build(family, family, **SMALL), Impatient(tmp_path / "short", 2)
    with pytest.raises(Interrupted):
        engine.generate(impatient, seed=7, steps=20, **ASKED)
    assert impatient.reports == pytest.approx([1 / 20, 2 / 20])
    after = engine.generate(work, seed=1, **ASKED)
    fresh = build(family, family, **SMALL).generate(work, seed=1, **ASKED)
    assert after.digest == fresh.digest


def test_what_others_draw_by_chance_is_not_touched(
    build: Callable[..., Any], work: FolderWorkspace
) -> None:
    engine = build("sdxl", "sdxl", **SMALL)
    torch.manual_seed(3)
    expected = torch.rand(4)
    torch.manual_seed(3)
    engine.generate(work, seed=1, **ASKED)
    assert torch.equal(torch.rand(4), expected)


def test_a_scheduler_is_chosen_by_name(build: Callable[..., Any], work: FolderWorkspace) -> None:
    usual = build("sdxl", "sdxl", **SMALL).generate(work, seed=1, **ASKED)
    engine = build(
        "sdxl", "sdxl", **SMALL, scheduler="DPMSolverMultistepScheduler",
        scheduler_options={"use_karras_sigmas": True},
    )  # fmt: skip
    scheduler = engine.runner.pipeline("image").scheduler
    assert type(scheduler).__name__ == "DPMSolverMultistepScheduler"
    assert scheduler.config.use_karras_sigmas
    assert engine.runner.pipeline("image_edit").scheduler is scheduler
    assert engine.generate(work, seed=1, **ASKED).digest != usual.digest


@pytest.mark.parametrize(
    ("options", "field"),
    [
        ({"scheduler": "NoSuchScheduler"}, "options.scheduler"),
        ({"step_cache": "none_such"}, "options.step_cache"),
        ({"step_cache": "first_block"}, "options.step_cache"),
        ({"offload": "sometimes"}, "options.offload"),
        ({"colour": "red"}, "options.colour"),
    ],
)
def test_options_that_mean_nothing_are_refused(
    build: Callable[..., Any], options: dict[str, Any], field: str
) -> None:
    with pytest.raises(InputError) as caught:
        build("sdxl", "sdxl", **SMALL, **options)
    assert caught.value.field == field


def test_a_step_cache_leaves_out_blocks_that_hardly_change(
    build: Callable[..., Any], work: FolderWorkspace
) -> None:
    steps = {"steps": 8, "seed": 1}
    usual = load(work, build("flux", "flux", **SMALL).generate(work, **ASKED, **steps))
    engine = build(
        "flux", "flux", **SMALL, step_cache="first_block", step_cache_options={"threshold": 1e9}
    )
    transformer = engine.runner.pipeline("image").transformer
    calls: list[int] = []
    transformer.transformer_blocks[1].attn.register_forward_pre_hook(lambda *_: calls.append(1))
    cached = engine.generate(work, **ASKED, **steps)
    assert load(work, cached).shape == usual.shape
    assert len(calls) < 8
    assert engine.generate(work, **ASKED, **steps).digest == cached.digest


def test_a_step_cache_that_asks_for_the_step_works_where_a_pipeline_does_not_say(
    build: Callable[..., Any], work: FolderWorkspace
) -> None:
    options = {
        "spatial_attention_block_skip_range": 2,
        "spatial_attention_timestep_skip_range": (-1, 1001),
    }
    engine = build("flux", "flux", **SMALL, step_cache="pyramid", step_cache_options=options)
    image = engine.generate(work, seed=1, **ASKED)
    asked: dict[str, Any] = {"image": image, "prompt": "a dog", "references": [], "seed": 1}
    changed = engine.edit(work, strength=1.0, **asked)
    assert engine.edit(work, strength=1.0, **asked).digest == changed.digest


def test_weights_have_the_rows_types_on_a_card(setup_for: Callable[..., Setup]) -> None:
    setup = setup_for("sdxl", "sdxl", dtype="bfloat16", dtypes={"vae": "float32"})
    for device, dtype in (("cpu", torch.float32), ("cuda:0", torch.bfloat16)):
        there = replace(setup, device=device)
        pipeline = load_pipeline(there, traits_of(there), "StableDiffusionXLPipeline")
        assert (pipeline.unet.dtype, pipeline.vae.dtype) == (dtype, torch.float32)


def batch_of(build: Callable[..., Any], family: str) -> Any:
    return build(family, family.replace("-", "_"), **SMALL, batch=True)


@pytest.mark.parametrize("family", ["sdxl", "flux", "z-image"])
def test_a_batch_gives_what_each_gives_alone_but_for_rounding(
    build: Callable[..., Any], tmp_path: Path, family: str
) -> None:
    engine = batch_of(build, family)
    works = [FolderWorkspace(tmp_path / str(index)) for index in range(3)]
    asked = [
        ASKED | {"prompt": prompt, "seed": seed, "style": ""}
        for prompt, seed in (("a cat", 1), ("a house by the sea", 2), ("a cat", 3))
    ]
    assert len({engine.joins("generate", one) for one in asked}) == 1
    made = engine.many("generate", works, asked)
    for work, request, image in zip(works, asked, made, strict=True):
        alone = load(work, engine.generate(work, **request))
        together = load(work, image)
        assert np.abs(np.float32(alone) - np.float32(together)).max() <= 2
        assert work.reports[:3] == pytest.approx([1 / 3, 2 / 3, 1])


def test_one_of_a_batch_may_end_without_the_others(
    build: Callable[..., Any], tmp_path: Path
) -> None:
    engine = batch_of(build, "sdxl")
    patient = FolderWorkspace(tmp_path / "patient")
    impatient = Impatient(tmp_path / "impatient", 1)
    asked = [ASKED | {"seed": 1}, ASKED | {"seed": 2}]
    ended, made = engine.many("generate", [impatient, patient], asked)
    assert isinstance(ended, Interrupted)
    assert (made.width, made.height) == (70, 38)
    others = [Impatient(tmp_path / str(index), 1) for index in range(2)]
    assert all(isinstance(one, Interrupted) for one in engine.many("generate", others, asked))
    assert len(others[0].reports) == 1


def test_what_differs_is_not_joined(build: Callable[..., Any]) -> None:
    engine = batch_of(build, "sdxl")
    key = engine.joins("generate", ASKED | {"seed": 1})
    assert key
    assert engine.joins("generate", ASKED | {"seed": 2, "steps": 9}) != key
    assert engine.joins("generate", ASKED | {"size": Size(width=64, height=64)}) != key
    assert engine.joins("edit", ASKED) == ""
    assert build("sdxl", "sdxl", **SMALL).joins("generate", ASKED | {"seed": 1}) == ""
