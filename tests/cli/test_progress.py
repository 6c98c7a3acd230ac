"""Guards that every node of a film's flow belongs to a stage that its user sees."""

import pytest

from cli.progress import STAGES, stage_of
from media.cast import Likeness
from media.ids import digest_of
from media.types import Audio, Image
from pipelines.productions.options import FilmOptions
from pipelines.productions.script import Direction, film_flow, plan_flow

SONG = Audio(digest="0" * 64, num_bytes=9, format="wav", channels=2, samples=48_000)


@pytest.mark.parametrize("music", ["auto", "none", SONG])
@pytest.mark.parametrize("ambience", ["auto", "none"])
def test_each_node_has_a_stage(music, ambience):
    flow = film_flow("A word.", FilmOptions(music=music, ambience=ambience))

    assert {stage_of(node.id) for node in flow.nodes} == set(STAGES) - {"Animating"}


def test_each_node_of_a_film_by_models_has_a_stage():
    models = {"image": "flux-schnell", "image_edit": "flux-kontext-dev", "video": "ltx-video"}
    picture = Image(digest=digest_of(b"m"), num_bytes=1, format="png", width=8, height=8)
    cast = {"Mara": Likeness(pictures=(picture,))}
    flow = film_flow("A word.", FilmOptions(models=models, cast=cast))

    assert {"cast", "likeness", "motion", "moving", "longer"} <= set(flow.by_id)
    assert {stage_of(node.id) for node in flow.nodes} == set(STAGES)


def test_a_plan_is_planning_alone():
    flow = plan_flow("A word.", FilmOptions(), Direction())

    assert {stage_of(node.id) for node in flow.nodes} == {"Planning"}
