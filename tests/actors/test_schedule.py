"""Guards the scheduler: what may run, in which order, and that every step is issued once."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from actors.schedule import Schedule, StepId
from pipelines.catalog import catalog
from pipelines.faults import InvalidFlow
from pipelines.graph import Flow
from pipelines.productions.options import FilmOptions
from pipelines.productions.script import film_flow
from pipelines.validation import validate


def flow_of(nodes: list[dict[str, Any]], edges: list[tuple[str, str]]) -> Flow:
    """A flow of nodes in their present versions."""
    known = catalog()
    for each in nodes:
        each["version"] = known[each["type"]].version if each["type"] in known else 1
    return Flow.model_validate({"nodes": nodes, "edges": [{"from": a, "to": b} for a, b in edges]})


@pytest.fixture
def film() -> Flow:
    return film_flow("One. Two.", FilmOptions(music="none", ambience="none"))


def test_an_item_follows_its_own_item_and_a_stream_starts_early(film: Flow) -> None:
    schedule = Schedule(film)
    assert schedule.start() == [StepId("plan")]
    assert schedule.finish(StepId("plan"), {}) == [StepId("direct")]
    ready = schedule.finish(StepId("direct"), {"shots": 2})
    assert set(ready) == {StepId(n, i) for n in ("voice", "panel") for i in (0, 1)}
    for step in ready[:-1]:
        assert schedule.finish(step, {}) == []
    assert schedule.finish(ready[-1], {}) == [StepId("cut")]
    ready = schedule.finish(StepId("cut"), {"segments": 3})
    assert {step.node for step in ready} == {"segment", "mix", "captions", "sheet", "page"}
    # The film starts as soon as its sound is there, before any segment is.
    assert schedule.finish(StepId("mix"), {}) == [StepId("film")]
    assert schedule.finish(StepId("segment", 1), {}) == [StepId("look", 1)]


def test_a_list_without_items_is_complete_at_once(film: Flow) -> None:
    schedule = Schedule(film)
    schedule.start()
    schedule.finish(StepId("plan"), {})
    assert schedule.finish(StepId("direct"), {"shots": 0}) == [StepId("cut")]


@given(st.integers(0, 6), st.integers(0, 9), st.randoms(use_true_random=False))
def test_every_step_is_issued_once_in_whatever_order_they_end(
    shots: int, segments: int, draw: Any
) -> None:
    flow = film_flow("One.", FilmOptions())
    schedule = Schedule(flow)
    ready = schedule.start()
    seen: list[StepId] = []
    while ready:
        step = ready.pop(draw.randrange(len(ready)))
        seen.append(step)
        cut = dict.fromkeys(("segments", "starts", "movements", "sounds"), segments)
        lists = {"direct": {"shots": shots}, "cut": cut}
        ready += schedule.finish(step, lists.get(step.node, {}))
    assert schedule.over
    assert len(seen) == len(set(seen)) == len(flow.nodes) - 6 + 2 * shots + 4 * segments


def test_every_fault_of_a_flow_is_told_at_once() -> None:
    broken = flow_of(
        [
            {"id": "a", "type": "script.direct", "params": {"scripd": "x"}},
            {"id": "b", "type": "no.such", "params": {}},
            {"id": "c", "type": "panel.draw", "params": {}, "each": "a.pictures"},
        ],
        [("a.shots", "c.shot"), ("a.plan", "z.plan"), ("a.plan", "c.style")],
    )
    with pytest.raises(InvalidFlow) as caught:
        validate(broken)
    codes = [fault.code for fault in caught.value.faults]
    assert sorted(codes) == [
        "BAD_PARAMETER",
        "INVALID_CONNECTION",
        "INVALID_CONNECTION",
        "INVALID_CONNECTION",
        "MISSING_INPUT",
        "MISSING_INPUT",
        "NODE_NOT_FOUND",
    ]


def test_a_cycle_is_refused() -> None:
    looped = flow_of(
        [
            {"id": "a", "type": "film.lay_out", "params": {"options": {}}},
            {"id": "b", "type": "film.captions", "params": {}},
        ],
        [("a.timeline", "b.timeline"), ("b.srt", "a.plan"), ("b.srt", "a.voices"),
         ("b.srt", "a.panels")],
    )  # fmt: skip
    with pytest.raises(InvalidFlow, match="CYCLE"):
        validate(looped)


def test_a_flow_is_read_and_written_without_loss(film: Flow) -> None:
    text = film.model_dump_json(by_alias=True)
    assert Flow.model_validate_json(text) == film
    assert Flow.model_validate_json(text).digest() == film.digest()
    assert film.model_copy(update={"meta": {"x": 1}}).digest() == film.digest()
