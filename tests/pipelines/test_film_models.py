"""Guards films by models: which nodes they have, and which names are refused at the door."""

from typing import Any

import pytest

from media.cast import Likeness
from media.errors import InputError
from media.ids import digest_of
from media.types import Image
from models.catalog.capability import longest_s, most_references
from models.catalog.lookup import resolved
from pipelines.foresight import foreseen
from pipelines.graph import Flow
from pipelines.productions.choices import check_choices
from pipelines.productions.options import FilmOptions
from pipelines.productions.script import film_flow

PNG = Image(digest=digest_of(b"mara"), num_bytes=9, format="png", width=16, height=16)
CAST = {"Mara": Likeness(phrase="red hair", pictures=(PNG, PNG, PNG))}
EDITOR = "qwen-image-edit-2509"


def film(**options: Any) -> Flow:
    return film_flow("A word.", FilmOptions(**options))


def edges(flow: Flow) -> set[tuple[str, str]]:
    return {(edge.source, edge.target) for edge in flow.edges}


def test_a_film_without_models_is_as_any_animatic() -> None:
    assert {"moving", "motion", "longer", "cast", "likeness"}.isdisjoint(film(cast=CAST).by_id)


def test_a_drawn_panel_is_animated_where_nothing_else_draws() -> None:
    flow = film(models={"video": "preview-videos"})
    assert flow.by_id["panel"].type == "panel.draw" and "longer" not in flow.by_id
    assert {("panel.panel", "moving.panel"), ("moving.footage", "cut.footage")} <= edges(flow)


def test_what_a_clip_takes_is_foreseen_of_a_usual_shot() -> None:
    works = {work.name: work for work in foreseen(film(models={"video": "preview-videos"}), {})}
    cost = works["moving"].cost
    assert cost is not None and cost.gpu_s == pytest.approx(5 * 30 * 1280 * 720 / 1e6)


def test_a_model_of_short_clips_goes_on_with_them() -> None:
    flow = film(models={"video": "wan-2.2-ti2v-5b"})
    assert flow.by_id["moving"].params["longest_s"] == 5.0
    assert {("moving.footage", "longer.footage"), ("longer.footage", "cut.footage")} <= edges(flow)


@pytest.mark.parametrize(("draft", "width"), [(False, 1280), (True, 640)])
def test_a_draft_asks_for_a_quarter_of_the_pixels(draft: bool, width: int) -> None:
    flow = film(models={"video": "preview-videos"}, draft=draft)
    assert flow.by_id["moving"].params["size"]["width"] == width


def test_who_appears_is_shown_to_a_model_that_edits() -> None:
    models = {"image": "flux-schnell", "image_edit": EDITOR, "video": "preview-videos"}
    flow = film(models=models, cast=CAST)
    assert flow.by_id["cast"].params["most_pictures"] == 2
    assert flow.by_id["likeness"].params["model"] == EDITOR
    wanted = {
        ("cast.told", "panel.cast"), ("cast.shown", "likeness.cast"), ("cast.told", "motion.cast"),
        ("panel.panel", "likeness.panel"), ("likeness.panel", "moving.panel"),
        ("likeness.panel", "cut.panels"),
    }  # fmt: skip
    assert wanted <= edges(flow)


def test_without_a_model_that_edits_the_phrase_alone_is_told() -> None:
    flow = film(models={"image": "flux-schnell"}, cast=CAST)
    assert "likeness" not in flow.by_id and flow.by_id["cast"].params["most_pictures"] == 0
    assert {("cast.told", "panel.cast"), ("panel.panel", "cut.panels")} <= edges(flow)


@pytest.mark.parametrize(
    ("models", "field", "code"),
    [
        ({"video": "nobody"}, "models.video", "UNKNOWN_MODEL"),
        ({"video": "preview-images"}, "models.video", "UNKNOWN_MODEL"),
        ({"image": "preview-videos"}, "models.image", "UNKNOWN_MODEL"),
        ({"image_edit": "preview-images"}, "models.image_edit", "UNKNOWN_MODEL"),
    ],
)
def test_what_a_model_cannot_do_is_refused(models: Any, field: str, code: str) -> None:
    with pytest.raises(InputError) as raised:
        check_choices(FilmOptions(models=models))
    assert (raised.value.field, raised.value.code) == (field, code)


def test_a_model_for_something_else_is_told_what_would_do() -> None:
    with pytest.raises(InputError, match="preview-images does image") as raised:
        check_choices(FilmOptions(models={"video": "preview-images"}))
    assert "preview-videos" in raised.value.remedy


@pytest.mark.parametrize(
    ("modality", "model", "seconds"),
    [
        ("video_from_image", "wan-2.2-i2v-a14b", 5.0),
        ("video_from_image", "ltx-video", 256 / 30),
        ("video_from_image", "preview-videos", 0.0),
    ],
)
def test_how_much_a_model_makes_at_once_is_known(modality: str, model: str, seconds: float) -> None:
    assert longest_s(resolved(modality, model)) == pytest.approx(seconds)


@pytest.mark.parametrize(
    ("model", "most"), [(EDITOR, 2), ("flux-kontext-dev", 3), ("qwen-image", 0)]
)
def test_how_many_pictures_a_model_looks_at_is_known(model: str, most: int) -> None:
    assert most_references(resolved("image_edit", model)) == most
