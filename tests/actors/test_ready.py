"""Guards the order of work: what others wait for first, and no join before it must be."""

import pytest

from actors.ready import Ready
from actors.schedule import Schedule, StepId
from pipelines.graph import Flow
from pipelines.productions.options import FilmOptions
from pipelines.productions.script import film_flow

CUT = {"segments": 2, "movements": 1, "starts": 2}


@pytest.fixture
def film() -> Flow:
    return film_flow("One. Two.", FilmOptions(ambience="none"))


@pytest.fixture
def schedule(film: Flow) -> Schedule:
    """A film that is planned and laid out."""
    schedule = Schedule(film)
    schedule.start()
    schedule.finish(StepId("plan"), {})
    for step in schedule.finish(StepId("direct"), {"shots": 1}):
        schedule.finish(step, {})
    return schedule


def test_what_nothing_waits_for_comes_last(film: Flow, schedule: Schedule) -> None:
    ready = Ready(film, schedule)
    ready.add(schedule.finish(StepId("cut"), CUT))
    taken = [step.node for step in ready.take(9)]
    assert set(taken[:3]) == {"music", "segment"}
    assert set(taken[3:]) == {"captions", "sheet", "page"}
    assert not ready


def test_single_steps_go_before_those_of_lists(film: Flow, schedule: Schedule) -> None:
    ready = Ready(film, schedule)
    ready.add(schedule.finish(StepId("cut"), CUT))
    ready.add(schedule.finish(StepId("music", 0), {}))
    assert ready.take(1) == [StepId("mix")]


def test_the_join_waits_while_all_may_come_from_the_cache(film: Flow, schedule: Schedule) -> None:
    ready = Ready(film, schedule)
    schedule.finish(StepId("cut"), CUT)
    schedule.finish(StepId("music", 0), {})
    ready.add(schedule.finish(StepId("mix"), {}))
    assert ready.take(9) == []
    schedule.finish(StepId("segment", 0), {})
    assert ready.take(9) == []
    ready.miss("segment")
    assert ready.take(9) == [StepId("film")]


def test_the_join_of_a_stream_that_is_whole_waits_no_longer(film: Flow, schedule: Schedule) -> None:
    ready = Ready(film, schedule)
    schedule.finish(StepId("cut"), CUT)
    schedule.finish(StepId("music", 0), {})
    ready.add(schedule.finish(StepId("mix"), {}))
    for path in (0, 1):
        schedule.finish(StepId("segment", path), {})
    assert ready.take(9) == [StepId("film")]
