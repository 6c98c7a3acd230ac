"""Guards the time that a run has left: what is unfinished, by what such steps took."""

import pytest

from pipelines.foresight import foreseen
from pipelines.graph import Flow
from pipelines.time_left import TimeLeft, worded
from store.repositories.history import Learnt
from tests.actors.flows import flow, node

ITEM_S = 0.01 * 30


def listed(count: int | None) -> Flow:
    """A chain of two over a list, and one behind all."""
    nodes = [node("items", "flow.items", items=[1.0] * count)] if count is not None else []
    source = "items.items" if count is not None else "inputs.items"
    return flow(
        *nodes,
        node("clip", "sample.clip", each=source),
        node("fade", "video.fade", each=source),
        edges=[(source, "clip.seconds"), ("clip.clip", "fade.clip")],
    )


def ended(name: str, seconds: float = 0.0, state: str = "succeeded"):
    return "step.ended", {"node": name, "state": state, "seconds": seconds}


def clock(document: Flow, *events, cores: int = 1, history=None) -> TimeLeft:
    found = TimeLeft(foreseen(document, {}), history or {}, cores)
    for kind, data in events:
        found.take(kind, data)
    return found


def test_before_anything_ran_it_is_the_estimate() -> None:
    left = clock(listed(4)).left()

    fade_s = 0.045 * 640 * 360 * 30 / 1e6
    assert left is not None and left.whole
    assert left.seconds == pytest.approx(4 * (ITEM_S + fade_s))


def test_what_steps_took_counts_for_those_like_them() -> None:
    begun = [ended("items"), ended("clip", 10.0), ended("clip", 20.0)]
    events = [*begun, *(ended("fade", 1.0) for _ in range(4))]

    left = clock(listed(4), *events).left()
    assert left is not None
    assert left.seconds == pytest.approx(2 * 15.0)


def test_cached_steps_are_done_and_say_nothing_of_the_others() -> None:
    left = clock(listed(4), *(ended("clip", 0.0, "cached") for _ in range(3))).left()

    fade_s = 0.045 * 640 * 360 * 30 / 1e6
    assert left is not None
    assert left.seconds == pytest.approx(ITEM_S + 4 * fade_s)


def test_a_list_counts_as_soon_as_it_is_there() -> None:
    document = listed(None)
    before = clock(document).left()
    expanded = [("node.expanded", {"node": n, "steps": 6}) for n in ("clip", "fade")]
    history = {
        "sample.clip": Learnt(steps=3, ratio=None, median_s=2.0),
        "video.fade": Learnt(steps=3, ratio=None, median_s=1.0),
    }
    after = clock(document, *expanded, cores=2, history=history).left()

    assert before is not None and str(before).startswith("at least")
    assert after is not None and after.whole
    assert after.seconds == pytest.approx(6 * 3.0 / 2)


def test_the_longest_chain_bounds_it_from_below() -> None:
    left = clock(listed(2), ended("clip", 4.0), cores=64).left()

    fade_s = 0.045 * 640 * 360 * 30 / 1e6
    assert left is not None
    assert left.seconds == pytest.approx(4.0 + fade_s)


def test_a_group_that_is_over_leaves_nothing_in_it() -> None:
    body = {"nodes": [node("clip", "sample.clip", seconds=1.0)], "edges": []}
    loop = flow(node("loop", "flow.group", body=body, retry={"tries": 5, "until": "true"}))

    under_way = clock(loop, ended("loop/clip", 2.0)).left()
    over = clock(loop, ended("loop/clip", 2.0), ended("loop")).left()
    assert under_way is not None and over is not None
    assert over.seconds == 0.0


def test_an_ended_run_has_none() -> None:
    left = clock(listed(4), ("run.ended", {"state": "failed"})).left()

    assert left is not None and left.seconds == 0.0


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(0.2, "1 s"), (7.4, "7 s"), (43, "45 s"), (100, "2 min"), (3000, "50 min"), (9000, "2.5 h")],
)
def test_a_time_is_told_no_finer_than_it_is_known(seconds: float, words: str) -> None:
    assert worded(seconds) == words
