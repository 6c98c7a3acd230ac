"""Guards what is remembered of flows: good ones alone, by all that they say, not without end."""

import json

import pytest

from api.runs.ready import MOST_LETTERS, Remembered
from pipelines.documents import parse_flow
from pipelines.faults import InvalidFlow
from tests.api.worlds import FLOW


def _flow(value: object) -> dict[str, object]:
    return {**FLOW, "meta": {"note": value}}


def test_a_flow_is_the_same_the_second_time() -> None:
    flows = Remembered()
    ready = flows.ready(FLOW)
    assert flows.ready(json.loads(json.dumps(FLOW))) is ready
    assert (ready.digest, len(flows)) == (parse_flow(FLOW).digest(), 1)
    assert parse_flow(json.loads(ready.document)) == parse_flow(FLOW)


def test_values_that_python_holds_equal_are_told_apart() -> None:
    flows = Remembered()
    spelled = [flows.ready(_flow(value)).document for value in (1, 1.0, True, "1", None)]
    assert len(set(spelled)) == len(flows) == 5


def test_what_is_wrong_is_found_each_time() -> None:
    flows = Remembered()
    for _ in range(2):
        with pytest.raises(InvalidFlow):
            flows.ready({"nodes": [{"id": "a", "type": "no.such"}]})
    assert len(flows) == 0


def test_the_flow_that_was_asked_for_longest_ago_is_forgotten() -> None:
    flows = Remembered(most=2)
    first = flows.ready(_flow(1))
    flows.ready(_flow(2))
    assert flows.ready(_flow(1)) is first
    flows.ready(_flow(3))
    assert flows.ready(_flow(1)) is first
    assert len(flows) == 2


def test_a_long_flow_is_not_remembered() -> None:
    flows = Remembered()
    long = _flow("x" * MOST_LETTERS)
    assert flows.ready(long) == flows.ready(long)
    assert len(flows) == 0
