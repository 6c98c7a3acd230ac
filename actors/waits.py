"""What the steps of one run wait for: a time, a word, money; and whether the run is at rest."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Generator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any, TypeVar

from actors.steps import Step
from pipelines.node import BadAnswer
from pipelines.orders import Fault
from store.journal import Entry, Journal
from store.repositories.commands import Command

T = TypeVar("T")

Name = tuple[str, tuple[int, ...]]
"""A step within a run: the node's name, with those of its groups before it, and all its indices."""


def name_of(step: Step) -> Name:
    """The step's name within its run."""
    return step.name, step.path


class Waits:
    """The waits of one run under one lease."""

    def __init__(self, journal: Journal) -> None:
        self._journal = journal
        self._answers: dict[Name, Command] = {}
        self._asking: dict[Name, asyncio.Event] = {}
        self._timers: dict[Name, datetime | None] = {}
        self._working = 0
        self.funded = asyncio.Event()
        """Set, and replaced, when somebody has raised a budget."""

    # -- whether the run is at rest

    @contextmanager
    def working(self) -> Generator[None]:
        """While it lasts, the run is not at rest."""
        self._working += 1
        try:
            yield
        finally:
            self._working -= 1

    @contextmanager
    def _resting(self, name: Name, until: datetime | None) -> Generator[None]:
        """While it lasts, a step that is at work waits."""
        self._timers[name] = until
        self._working -= 1
        try:
            yield
        finally:
            self._working += 1
            del self._timers[name]

    @property
    def idle(self) -> bool:
        """Whether no step is being worked on."""
        return not self._working

    @property
    def any(self) -> bool:
        """Whether some step waits for a time or a word."""
        return bool(self._timers)

    @property
    def wakes_at(self) -> datetime | None:
        """When the first of the waits is over by itself."""
        return min(filter(None, self._timers.values()), default=None)

    # -- waiting; whoever waits is at work

    async def until(self, step: Step, reason: str, until: datetime | None) -> Command | None:
        """Wait until a time, or until somebody answers; the answer, if that came first.

        A wait that the journal holds goes on: its end is not moved.
        """
        name = name_of(step)
        step.wait(reason, step.wake_at or until)
        self.tell(step)
        answered = self._asking.setdefault(name, asyncio.Event())
        try:
            with self._resting(name, step.wake_at):
                if name not in self._answers:
                    await _either(answered, step.wake_at)
            return self._answers.get(name)
        finally:
            del self._asking[name]

    async def ask(self, step: Step, reason: str, meant: Callable[[Any], T], since: datetime) -> T:
        """What a person says; the word counts as heard before anything is done about it.

        Args:
            step: who asks.
            reason: what it waits for.
            meant: reads an answer; raises `BadAnswer` for what is none.
            since: what was said before that was about something else.
        """
        while True:
            command = await self.until(step, reason, None)
            try:
                if command is None or command.created_at <= since:
                    raise BadAnswer("this was said before it was asked", "look, and say it again")
                answer = meant(command.data)
            except BadAnswer as error:
                self.refuse(step, Fault.of(error))
                continue
            heard = self._answers.pop(name_of(step))
            await self._journal.put(Entry(commands=(heard.id,)))
            return answer

    async def until_funded(self, step: Step, raised: asyncio.Event) -> None:
        """Wait until a budget is raised.

        Args:
            step: who waits.
            raised: `funded`, as it was before it was seen that there is no money.
        """
        with self._resting(name_of(step), None):
            await raised.wait()

    def tell(self, step: Step) -> None:
        """Journal that a step waits, and for what."""
        data = {
            "node": step.name,
            "path": step.path,
            "reason": step.reason,
            "until": step.wake_at.isoformat() if step.wake_at else None,
        }
        self._journal.post(Entry(step=step, events=(("step.waiting", data),)))

    # -- what somebody says

    def answer(self, command: Command) -> None:
        """Take a signal for a step; one that does not ask yet finds it when it does."""
        name = (command.node, command.path)
        self._answers[name] = command
        if name in self._asking:
            self._asking[name].set()

    def refuse(self, step: Step, fault: Fault) -> None:
        """Take an answer that was none out of the way, and tell why."""
        answer = self._answers.pop(name_of(step))
        data = {"node": step.name, "path": step.path, "error": fault.model_dump()}
        self._journal.post(Entry(events=(("answer.refused", data),), commands=(answer.id,)))

    def heard(self, step: Step) -> Command | None:
        """The answer that a step which ends has had."""
        return self._answers.pop(name_of(step), None) if self._answers else None

    def fund(self, command: Command) -> None:
        """Let every step that waits for money look again."""
        self.funded.set()
        self.funded = asyncio.Event()
        self._journal.post(Entry(commands=(command.id,)))


async def _either(answered: asyncio.Event, until: datetime | None) -> None:
    """Wait for an event, but no longer than until a time."""
    if until is None:
        await answered.wait()
        return
    left = (until - datetime.now(UTC)).total_seconds()
    if left > 0:
        try:
            async with asyncio.timeout(left):
                await answered.wait()
        except TimeoutError:
            return
