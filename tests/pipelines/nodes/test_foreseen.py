"""Guards what nodes say before they run: it is what they give when they have run."""

from pathlib import Path
from typing import Any

import pytest

from media.types import Asset, Audio, Image, Video
from pipelines.examples import example_flow
from pipelines.foresight import foreseen
from pipelines.node import Node, NodeType, Waiting
from pipelines.productions.options import FilmOptions
from pipelines.productions.script import film_flow
from pipelines.reference import kinds
from tests.pipelines.nodes.running import run_flow

WHOLE_FRAMES = 1
"""By how many frames what is foreseen may be off: times need not fall on frames."""
SMALL = {"width": 256, "height": 144}


def alike(told: Any, given: Any) -> bool:
    """Whether the facts are right by which work is weighed."""
    if isinstance(given, tuple):
        return len(told) == len(given) and all(map(alike, told, given))
    if isinstance(given, Audio):
        return told.seconds == pytest.approx(given.seconds, abs=0.1)
    if isinstance(given, Video):
        same = (told.size, told.rate, told.alpha) == (given.size, given.rate, given.alpha)
        return same and abs(told.frames - given.frames) <= WHOLE_FRAMES
    if isinstance(given, Image):
        # A sheet of pictures has gaps besides.
        sides = given.width, given.height
        return (told.width, told.height) == pytest.approx(sides, rel=0.06)
    return isinstance(given, Asset) or told == given


def tells(kind: NodeType) -> bool:
    return kind.cls.foresee is not Node.foresee and kind.example is not None


@pytest.mark.parametrize(
    "kind",
    [k for k in kinds() if tells(k) and not k.needs and not issubclass(k.cls, Waiting)],
    ids=lambda kind: kind.id,
)
def test_what_is_foreseen_comes(kind: NodeType, tmp_path: Path) -> None:
    flow = example_flow(kind)
    smaller = (
        node.but(params=node.params | {"size": SMALL}) if node.type == "sample.clip" else node
        for node in flow.nodes
    )
    ran = run_flow(flow.but(nodes=tuple(smaller)), tmp_path)
    foretold = ran.built["example"].foresee()

    assert foretold is not None
    for name, given in ran.out:
        told = getattr(foretold, name)
        assert type(told) is type(given), name
        assert alike(told, given), (name, told, given)


def test_each_node_that_waits_for_a_model_says_what_it_will_take() -> None:
    for kind in kinds():
        if kind.needs:
            assert kind.weighed, kind.id


def test_a_film_is_foreseen_as_far_as_its_script_says() -> None:
    works = {work.name: work for work in foreseen(film_flow("A word.", FilmOptions()), {})}

    assert works["plan"].steps == 1 and works["plan"].cost is not None
    assert works["voice"].steps is None
    assert works["panel"].cost is not None and works["panel"].num_bytes
