"""What of a run's events is told to webhooks: pure, so that reading them again tells the same.

The executor's events are many and of steps; an endpoint hears that a run started, how far it is
(at most once in `PROGRESS_S`), that it waits for somebody, and how it ended. A message holds ids,
states and counts: never what was written, made or kept secret.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import datetime, timedelta
from typing import Any, Literal

from store.repositories.steps import FOR_SOMEBODY

Kind = Literal[
    "run.started", "run.progress", "run.waiting", "run.succeeded", "run.failed", "run.cancelled"
]
KINDS: tuple[Kind, ...] = (
    "run.started", "run.progress", "run.waiting", "run.succeeded", "run.failed", "run.cancelled",
)  # fmt: skip
ENDS: dict[str, Kind] = {
    "succeeded": "run.succeeded", "failed": "run.failed", "cancelled": "run.cancelled",
}  # fmt: skip
PROGRESS_S = 5.0

Data = Mapping[str, Any]


@dataclass(frozen=True, kw_only=True)
class Message:
    """What an endpoint hears."""

    kind: Kind
    at: datetime
    data: dict[str, Any]


@dataclass(kw_only=True)
class Story:
    """What is remembered of a run between two of its events."""

    single_steps: int = 0
    """Nodes that are one step each."""
    started: bool = False
    listed_steps: int = 0
    """Steps over lists, as far as the lists are known."""
    done: int = 0
    told_at: str = ""
    """When progress was told last."""
    waits: list[str] = field(default_factory=list[str])
    """What was told to be waited for."""

    def remembered(self) -> dict[str, Any]:
        """As the trail keeps it."""
        return asdict(self)

    def hear(self, kind: str, data: Data, at: datetime) -> Message | None:
        """Take the next event; what is told of it, if anything."""
        match kind:
            case "run.started":
                return self._start(at)
            case "node.expanded":
                self.listed_steps += int(data["steps"])
                return None
            case "step.ended":
                return self._end_step(data, at)
            case "step.waiting":
                return self._wait(data, at)
            case "call.sent":
                self._go_on("budget", _place(data))
                return None
            case "run.ended":
                return self._end(data, at)
            case _:
                return None

    def _start(self, at: datetime) -> Message | None:
        """Begin, or go on under another executor: which lists its steps again."""
        first, self.started = not self.started, True
        self.listed_steps = 0
        if not first:
            return None
        self.told_at = at.isoformat()
        return Message(kind="run.started", at=at, data={"state": "running"})

    def _end_step(self, data: Data, at: datetime) -> Message | None:
        self.done += 1
        for reason in FOR_SOMEBODY:
            self._go_on(reason, _place(data))
        if self.told_at and at - datetime.fromisoformat(self.told_at) < timedelta(
            seconds=PROGRESS_S
        ):
            return None
        self.told_at = at.isoformat()
        return Message(kind="run.progress", at=at, data={"state": "running", **self._counts()})

    def _wait(self, data: Data, at: datetime) -> Message | None:
        """Tell a wait for somebody, once: a run that is taken up again says so again."""
        reason = data["reason"]
        if reason not in FOR_SOMEBODY:
            return None
        name = _name(reason, _place(data))
        # Money is short for a run, not for each of hundreds of steps.
        told = name in self.waits or (
            reason == "budget" and any(wait.startswith("budget ") for wait in self.waits)
        )
        if name not in self.waits:
            self.waits.append(name)
        if told:
            return None
        about = {key: data.get(key) for key in ("reason", "node", "path", "until")}
        return Message(kind="run.waiting", at=at, data={"state": "waiting", **about})

    def _go_on(self, reason: str, place: str) -> None:
        name = _name(reason, place)
        if name in self.waits:
            self.waits.remove(name)

    def _end(self, data: Data, at: datetime) -> Message | None:
        state = data["state"]
        self.waits.clear()
        told: dict[str, Any] = {"state": state, **self._counts()}
        if data.get("error") and state == "failed":
            # The message of an error may quote what was written.
            told["error_code"] = data["error"].get("code")
        return Message(kind=ENDS[state], at=at, data=told)

    def _counts(self) -> dict[str, int]:
        return {
            "steps_done": self.done,
            "steps_known": max(self.done, self.single_steps + self.listed_steps),
        }


def _place(data: Data) -> str:
    return f"{data.get('node', '')}{list(data.get('path') or ())}"


def _name(reason: str, place: str) -> str:
    return f"{reason} {place}"
