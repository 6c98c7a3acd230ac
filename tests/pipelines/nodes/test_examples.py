"""Guards examples: each node that works here has one, and it runs."""

from pathlib import Path

import pytest

from media.errors import KinoraError
from pipelines.catalog import catalog
from pipelines.examples import example_flow
from pipelines.node import NodeType, Waiting
from pipelines.reference import kinds, reference
from pipelines.validation import validate
from tests.pipelines.nodes.running import run_example

WITH_EXAMPLE = [kind for kind in kinds() if kind.example is not None]
OF_THE_FILM = ("film.", "panel.", "script.", "quality.segment", "quality.film", "speech.say")
"""Parts of the film's own flow: that flow is their example."""
FILM_TOO = {
    "video.segment",
    "audio.mix_film",
    "audio.mix",
    "audio.music",
    "audio.fit",
    "audio.ambience",
}
STEERS = {"flow.group", "flow.gate", "flow.choose"}
"""Nodes that want a body or a person; `tests/actors/test_control.py` runs them."""


@pytest.mark.parametrize("kind", WITH_EXAMPLE, ids=lambda kind: kind.id)
def test_an_example_is_a_valid_flow(kind: NodeType) -> None:
    validate(example_flow(kind))


def test_every_node_has_an_example() -> None:
    bare = {kind.id for kind in kinds() if kind.example is None and not kind.needs}
    bare = {name for name in bare if not name.startswith(OF_THE_FILM)}
    assert bare - STEERS - FILM_TOO == set()


def test_the_reference_is_what_the_catalog_says() -> None:
    path = Path(__file__).parents[3] / "pipelines" / "nodes" / "README.md"
    assert path.read_text("utf-8") == reference(), "run: python -m pipelines.reference"


def test_a_node_that_waits_for_a_model_says_so(tmp_path: Path) -> None:
    for kind in catalog().values():
        if kind.needs and kind.example is not None:
            with pytest.raises(KinoraError) as caught:
                run_example(kind.id, tmp_path / kind.id)
            assert caught.value.code == "ENGINE_UNAVAILABLE", kind.id


@pytest.mark.parametrize(
    "kind",
    [
        kind
        for kind in WITH_EXAMPLE
        if kind.id.startswith("flow.") and not issubclass(kind.cls, Waiting)
    ],
    ids=lambda kind: kind.id,
)
def test_the_examples_of_steering_nodes_run(kind: NodeType, tmp_path: Path) -> None:
    assert isinstance(run_example(kind.id, tmp_path).out, kind.outputs)
