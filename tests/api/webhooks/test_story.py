"""Guards what endpoints hear of a run: enough, once, and nothing that is secret."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from api.webhooks.retrying import WAITS_S, wait_s
from api.webhooks.story import Message, Story

NOW = datetime(2030, 1, 1, tzinfo=UTC)


def told(story: Story, *events: tuple[float, str, dict[str, Any]]) -> list[Message]:
    """What is told of events, each with its second."""
    found = [story.hear(kind, data, NOW + timedelta(seconds=at)) for at, kind, data in events]
    return [message for message in found if message]


def step(node: str = "say", **more: Any) -> dict[str, Any]:
    return {"node": node, "path": [], "state": "succeeded", **more}


def waiting(reason: str, node: str = "approve") -> dict[str, Any]:
    return {"node": node, "path": [], "reason": reason, "until": None}


def test_a_start_is_told_once_however_often_a_run_is_taken_up() -> None:
    story = Story()
    found = told(story, (0, "run.started", {"epoch": 1}), (9, "run.started", {"epoch": 2}))
    assert [message.kind for message in found] == ["run.started"]


def test_progress_is_told_at_most_once_in_five_seconds() -> None:
    story = Story(single_steps=1)
    ended = [(second, "step.ended", step()) for second in (1, 4, 5, 6, 9.9, 10, 30)]
    expanded = (0.0, "node.expanded", {"node": "say", "steps": 6})
    found = told(story, (0, "run.started", {}), expanded, *ended)[1:]
    assert [(message.at - NOW).total_seconds() for message in found] == [5, 10, 30]
    assert [message.data["steps_done"] for message in found] == [3, 6, 7]
    assert {message.data["steps_known"] for message in found} == {7}


def test_lists_are_counted_once_where_a_run_is_taken_up_again() -> None:
    expanded = (0, "node.expanded", {"node": "say", "steps": 6})
    story = Story(single_steps=1)
    told(story, (0, "run.started", {}), expanded, (1, "step.ended", step()))
    (_, ended) = told(
        story, (7, "run.started", {}), expanded, (8, "step.ended", step()),
        (9, "run.ended", {"state": "succeeded", "error": None}),
    )  # fmt: skip
    assert (ended.data["steps_done"], ended.data["steps_known"]) == (2, 7)


def test_a_wait_for_somebody_is_told_once_until_it_is_over() -> None:
    story = Story()
    found = told(
        story,
        (0, "step.waiting", waiting("gate")),
        (1, "step.waiting", waiting("gate")),
        (2, "step.waiting", waiting("timer")),
        (3, "step.waiting", waiting("retry")),
        (4, "step.waiting", waiting("unknown_payment", "buy")),
        (5, "step.ended", step("approve")),
        (6, "step.waiting", waiting("gate")),
    )
    waits = [message for message in found if message.kind == "run.waiting"]
    assert [(message.data["reason"], message.data["node"]) for message in waits] == [
        ("gate", "approve"), ("unknown_payment", "buy"), ("gate", "approve"),
    ]  # fmt: skip


def test_missing_money_is_told_for_the_run_and_not_for_each_step() -> None:
    story = Story()
    shots = [(0.0, "step.waiting", waiting("budget", f"shot_{i}")) for i in range(9)]
    assert len(told(story, *shots)) == 1
    sent = [(1.0, "call.sent", step(f"shot_{i}")) for i in range(9)]
    assert len(told(story, *sent, (2, "step.waiting", waiting("budget", "shot_9")))) == 1


@pytest.mark.parametrize("state", ["succeeded", "failed", "cancelled"])
def test_an_end_is_told_without_what_an_error_quotes(state: str) -> None:
    error = {"code": "BAD", "message": "the script says: my secret"}
    (ended,) = told(Story(), (0, "run.ended", {"state": state, "error": error}))
    assert (ended.kind, ended.data["state"]) == (f"run.{state}", state)
    assert "secret" not in str(ended)
    assert ended.data.get("error_code") == ("BAD" if state == "failed" else None)


def test_what_is_remembered_goes_on_where_it_was() -> None:
    story = Story(single_steps=2)
    told(story, (0, "run.started", {}), (1, "step.waiting", waiting("gate")))
    again = Story(**story.remembered())
    assert told(again, (2, "run.started", {}), (3, "step.waiting", waiting("gate"))) == []


def test_a_message_is_tried_for_about_a_day() -> None:
    waits = [wait_s(attempt, asked_s=None, jitter=lambda: 0) for attempt in range(1, 12)]
    assert waits[:4] == [5, 30, 120, 600] and waits[-1] is None
    assert 22 < sum(filter(None, waits)) / 3600 < 26
    assert waits[:-1] == list(WAITS_S)


def test_what_failed_together_does_not_come_back_together_nor_before_it_is_asked_for() -> None:
    assert wait_s(2, asked_s=None, jitter=lambda: 1) == pytest.approx(33)
    assert wait_s(1, asked_s=90, jitter=lambda: 0) == 90
    assert wait_s(3, asked_s=90, jitter=lambda: 0) == 120
