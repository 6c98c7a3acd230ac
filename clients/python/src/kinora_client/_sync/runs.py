# Made from _async/runs.py by clients/python/twin.py: change that one.
"""Runs of flows."""

from __future__ import annotations

from collections.abc import Callable, Generator, Mapping, Sequence
from contextlib import closing
from typing import Any

from kinora_client._address import Id, Json, at, given
from kinora_client._patience import Deadline
from kinora_client._requests import Ask, parsed
from kinora_client._sync.following import followed
from kinora_client._sync.looking import ended
from kinora_client._sync.resource import PAGE, Pager, Resource
from kinora_client.errors import BadAnswer, ConnectionFailed, RunFailed, ServerError
from kinora_client.models.runs import (
    Event,
    Priority,
    QueuedRun,
    Run,
    RunState,
    Step,
    StepState,
    WholeRun,
)


class Runs(Resource):
    """Submitted, followed, told things."""

    def create(
        self,
        flow: Json,
        *,
        inputs: Json | None = None,
        project: str | None = None,
        priority: Priority | None = None,
        budget_micros: int | None = None,
        idempotency_key: str | None = None,
    ) -> QueuedRun:
        """Run a flow.

        Args:
            flow: its nodes and edges.
            inputs: values for its own ports.
            project: what it is for.
            priority: `interactive`, `standard` or `batch`.
            budget_micros: what it may spend, in millionths of a dollar.
            idempotency_key: one's own, to be able to ask again after a crash.
        """
        body = given(
            flow=flow, inputs=inputs, project=project, priority=priority,
            budget_micros=budget_micros,
        )  # fmt: skip
        return self._post(QueuedRun, at("runs"), body, key=idempotency_key)

    def list(
        self,
        *,
        project: str | None = None,
        state: RunState | None = None,
        page_size: int = PAGE,
        cursor: str | None = None,
    ) -> Pager[Run]:
        """Runs, the newest first."""
        return self._pages(Run, at("runs"), page_size, cursor, project=project, state=state)

    def read(self, id: Id) -> WholeRun:
        """A run with its inputs and outputs."""
        return self._get(WholeRun, at("runs", id))

    def steps(
        self,
        id: Id,
        *,
        state: StepState | None = None,
        page_size: int = PAGE,
        cursor: str | None = None,
    ) -> Pager[Step]:
        """Its steps by node and path."""
        return self._pages(Step, at("runs", id, "steps"), page_size, cursor, state=state)

    def cancel(
        self,
        id: Id,
        *,
        node: str | None = None,
        path: Sequence[int] = (),
        idempotency_key: str | None = None,
    ) -> Run:
        """Ask for it to be stopped, or the steps of a node, or the one of a path among them."""
        return self._tell(id, idempotency_key, kind="cancel", node=node, path=[*path])

    def pause(self, id: Id, *, idempotency_key: str | None = None) -> Run:
        """Begin nothing more in it."""
        return self._tell(id, idempotency_key, kind="pause")

    def resume(self, id: Id, *, idempotency_key: str | None = None) -> Run:
        """Go on after a pause."""
        return self._tell(id, idempotency_key, kind="resume")

    def signal(
        self,
        id: Id,
        node: str,
        data: Any = None,
        *,
        path: Sequence[int] = (),
        idempotency_key: str | None = None,
    ) -> Run:
        """Answer a gate, perhaps before it asks; `client.gates` lists those that do.

        Args:
            id: of the run.
            node: the gate.
            data: the answer.
            path: of the step, where the gate is in a loop.
            idempotency_key: one's own, to be able to ask again after a crash.
        """
        told = {"node": node, "data": data, "path": [*path]}
        return self._tell(id, idempotency_key, kind="signal", **told)

    def retry(
        self,
        id: Id,
        *,
        nodes: Sequence[str] = (),
        edits: Mapping[str, Json] | None = None,
        idempotency_key: str | None = None,
    ) -> WholeRun:
        """A run that takes over what this one finished, and makes the rest.

        Args:
            id: of the run that ended.
            nodes: are made again with all that hangs on them; else what failed alone.
            edits: by node, values in place of what its ports gave.
            idempotency_key: one's own, to be able to ask again after a crash.
        """
        body = {"nodes": [*nodes], "edits": dict(edits or {})}
        return self._post(WholeRun, at("runs", id, "retry"), body, key=idempotency_key)

    def events(
        self, id: Id, *, after: int = 0, timeout: float | None = None
    ) -> Generator[Event, None, None]:
        """What happens in a run, until its end: none missed, none twice, across broken lines.

        Who leaves before the end closes it, as `contextlib` helps to.

        Args:
            id: of the run.
            after: the number of the last event that is known: `run.last_seq` for what comes next.
            timeout: seconds until the end at most.

        Raises:
            DeadlineExceeded: it goes on for longer.
        """
        return followed(self._transport, id, after=after, deadline=Deadline(timeout))

    def wait(
        self,
        id: Id,
        *,
        timeout: float | None = None,
        on_event: Callable[[Event], object] | None = None,
    ) -> WholeRun:
        """Wait for its end, by its events; where those do not come through, by looking.

        Args:
            id: of the run.
            timeout: seconds that it may take; None: as long as it takes.
            on_event: is told everything that happens, from the beginning; a `step.waiting` whose
                `reason` is `gate` says that the run goes on when somebody answers `data["node"]`.

        Raises:
            RunFailed: it failed or was cancelled.
            DeadlineExceeded: it takes longer; it goes on, and may be waited for again.
        """
        deadline = Deadline(timeout)
        run = self._look(id, deadline)
        if on_event is not None or not run.ended:
            after = 0 if on_event else run.last_seq
            self._heard(id, after, deadline, on_event or _nobody)
            run = ended(self._transport, at("runs", id), WholeRun, deadline)
        if run.state != "succeeded":
            error = run.error
            told = (error.code, error.message, error.remedy) if error else ("", run.reason or "")
            raise RunFailed(str(id), run.state, *told)
        return run

    def _heard(
        self, id: Id, after: int, deadline: Deadline, tell: Callable[[Event], object]
    ) -> None:
        events = followed(self._transport, id, after=after, deadline=deadline)
        with closing(events):
            while True:
                try:
                    event = next(events)
                except StopIteration:
                    return
                except (BadAnswer, ConnectionFailed, ServerError):
                    # Something in between lets no streams through: what is left is to look.
                    return
                tell(event)

    def _look(self, id: Id, deadline: Deadline) -> WholeRun:
        ask = Ask(method="GET", path=at("runs", id))
        return parsed(self._transport.send(ask, deadline), WholeRun)

    def _tell(self, id: Id, key: str | None, **told: Any) -> Run:
        body = {name: value for name, value in told.items() if value is not None}
        return self._post(Run, at("runs", id, "commands"), body, key=key)


def _nobody(event: Event) -> None:
    """Hears of an event that nobody asked for."""
