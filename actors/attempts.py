"""Tries a step until it is done: timeouts, retries with backoff, conditions, waits."""

from __future__ import annotations

import asyncio
import random
from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any

from pydantic import ValidationError

from actors.binding import Bound
from actors.context import StepContext
from actors.inference import Inference
from actors.progress import Progress
from actors.routing import style_of
from actors.run import Run
from actors.steps import STEP_CANCELLED, Step
from media.errors import KinoraError
from pipelines.expressions import holds
from pipelines.foresight import expected_s
from pipelines.graph import Retry
from pipelines.node import BadAnswer, Node, Output, Waiting
from pipelines.orders import Fault, WorkFailed
from pipelines.ports import Stream
from pipelines.tracing import span
from pipelines.values import Packed
from store.database import DatabaseLost
from store.journal import LeaseLost

USUAL = Retry(tries=3, backoff_s=0.5, max_backoff_s=30.0)
"""For faults that say of themselves that another try may do."""
SHORT_WAIT_S = 5.0
"""A backoff up to this long is slept through; a longer one lets the run rest."""

Group = Callable[[Step, Bound, int], Awaitable[Packed]]


class StepFailed(WorkFailed):
    """A step failed for good."""


class StepCancelled(WorkFailed):
    """Somebody cancelled this step, and not its run."""


class Attempts:
    """Carries steps out, each as often as it takes and may."""

    def __init__(self, run: Run, group: Group) -> None:
        self._run = run
        self._group = group

    async def until_done(self, step: Step, bound: Bound) -> None:
        """Try a step; its outputs, packed, are in it afterwards.

        Raises:
            StepFailed: it failed for good.
            StepCancelled: somebody cancelled it.
        """
        retry = step.node.retry or USUAL
        tried = 0
        if step.state == "waiting" and step.reason == "retry":
            tried = step.attempt
            await self._rest(step, step.wake_at)
        while True:
            tried += 1
            fault = await self._try(step, bound, last=tried >= retry.tries)
            if fault is None:
                return
            # What a group's own steps could not mend, a second round of them will not.
            worth_it = fault.retryable and step.node.body is None
            if tried >= retry.tries or not (worth_it or step.node.retry):
                raise StepFailed(fault.model_dump())
            await self._back_off(step, retry, tried, fault)

    async def _try(self, step: Step, bound: Bound, *, last: bool) -> Fault | None:
        """One attempt; what went wrong."""
        if step.state != "waiting":
            step.begin()
            self._run.tell(step)
        try:
            if step.node.timeout_s is None:
                step.outputs = await self._attempt(step, bound, last=last)
            else:
                async with asyncio.timeout(step.node.timeout_s):
                    step.outputs = await self._attempt(step, bound, last=last)
        except TimeoutError:
            return Fault(
                code="EXECUTION_TIMEOUT",
                message=f"{step.name} took more than {step.node.timeout_s:g} s",
                remedy="raise its timeout_s",
                field=step.name,
                retryable=True,
            )
        except (LeaseLost, DatabaseLost):
            raise
        except WorkFailed as error:
            return error.fault
        except KinoraError as error:
            return Fault.of(error)
        except asyncio.CancelledError as cancelled:
            if STEP_CANCELLED in cancelled.args:
                told = Fault(code="CANCELLED", message=f"{step.name} was cancelled")
                raise StepCancelled(told.model_dump()) from None
            raise
        return self._unmet(step)

    def _unmet(self, step: Step) -> Fault | None:
        """The fault of outputs that are not what the node's retry waits for."""
        until = step.node.retry.until if step.node.retry else ""
        if until:
            outputs = step.outputs or {}
            if not holds(until, {port: held.value() for port, held in outputs.items()}):
                step.outputs = None
                return Fault(
                    code="CONDITION_NOT_MET", message=f"{step.name}: {until!r} does not hold"
                )
        step.end("succeeded")
        return None

    async def _attempt(self, step: Step, bound: Bound, *, last: bool) -> Packed:
        if step.node.body is not None:
            return await self._group(step, bound, step.attempt)
        node = _built(step, bound)
        with self._run.waits.working():
            if isinstance(node, Waiting):
                output = await self._waited(step, node)
            else:
                step.cost_s = expected_s(node)
                told = {"run": str(self._run.claim.run_id), "step": step.name}
                with span(step.node.type, self._run.trace, **told, attempt=step.attempt) as trace:
                    output = await self._worked(step, node, trace, last=last)
        if not isinstance(output, Output):
            raise WorkFailed({"code": "BAD_DEFINITION", "message": f"{step.node.type}: no Output"})
        return self._run.values.pack(output)

    async def _worked(self, step: Step, node: Node, trace: str | None, *, last: bool) -> Any:
        """What a node's own work gives."""
        engines = self._run.engines
        inference = Inference(
            engines.breakers, last=last, choices=step.choices, paces=engines.paces,
            tell=partial(self._tell_routed, step),
        )  # fmt: skip
        context = StepContext(
            self._run.carrier,
            self._run.place,
            step.rank,
            step=f"{step.name}{list(step.path)}",
            inference=inference,
            shop=self._run.shop_for(step),
            trace=trace,
            listener=Progress(self._run, step).hear,
            style=style_of(step.node),
            asks=(*step.node.kind.uses, *step.node.kind.prefers),
        )
        try:
            return await node.run(context)
        finally:
            step.seconds, step.cpu_seconds = context.seconds, context.cpu_seconds
            step.gpu_seconds, step.stood_in = context.gpu_seconds, inference.stood_in
            step.made_by = [maker.model_dump() for maker in context.made_by]

    def _tell_routed(self, step: Step, told: dict[str, Any]) -> None:
        """Tell who serves a step; of tries of the same engine once."""
        known = step.routed or {}
        if known.get(told["modality"]) != told["engine"]:
            step.routed = {**known, told["modality"]: told["engine"]}
            self._run.tell_routed(step, told)

    async def _waited(self, step: Step, node: Waiting) -> Output:
        """What comes of a node that waits for a time or a word, and holds no worker meanwhile."""
        seconds = node.wait_s()
        until = None if seconds is None else datetime.now(UTC) + timedelta(seconds=seconds)
        while True:
            answer = await self._run.waits.until(step, node.waits_for, until)
            try:
                data = None if answer is None else answer.data
                return node.resumed(data, timed_out=answer is None)
            except BadAnswer as error:
                self._run.waits.refuse(step, Fault.of(error))

    async def _back_off(self, step: Step, retry: Retry, tried: int, fault: Fault) -> None:
        """Wait as the fault asks, or twice as long each time, with jitter."""
        seconds = min(retry.backoff_s * 2 ** (tried - 1), retry.max_backoff_s)
        seconds = max(seconds * (0.5 + random.random()), fault.retry_after_s or 0.0)
        if seconds <= SHORT_WAIT_S:
            with self._run.waits.working():
                await asyncio.sleep(seconds)
            return
        step.error = fault.model_dump()
        await self._rest(step, datetime.now(UTC) + timedelta(seconds=seconds))

    async def _rest(self, step: Step, until: datetime | None) -> None:
        """Wait for the next try, so that a run with nothing else to do can rest."""
        with self._run.waits.working():
            await self._run.waits.until(step, "retry", until)
        step.state, step.error = "pending", None


def _built(step: Step, bound: Bound) -> Node:
    """The node with its inputs.

    Raises:
        WorkFailed: a value does not fit.
    """
    kind = step.node.kind
    streams: dict[str, Any] = dict(bound.streams)
    for name in kind.streams - streams.keys():
        streams[name] = Stream(_each(bound.values[name]), len(bound.values[name]))
    try:
        return kind.cls.model_validate({**bound.values, **streams})
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        fault = Fault(code="BAD_PARAMETER", message=first["msg"], field=f"{step.name}.{where}")
        raise WorkFailed(fault.model_dump()) from None


async def _each(items: list[Any]) -> AsyncIterator[Any]:
    for item in items:
        yield item
