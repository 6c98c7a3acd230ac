"""Asks engines that Ray Serve holds: an order goes to a replica, and back comes how far it is.

A replica that dies takes its order with it; what engines make is decided by what is asked, so the
order is given to another replica, a few times. One that is paid for may have been: it is not.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import AsyncGenerator
from typing import Any

from ray import serve as ray_serve
from ray.exceptions import RayError
from ray.serve.exceptions import RayServeException

from models.weights.serving import states
from pipelines.orders import Fault, Listener, Outcome, Told, WorkOrder

MAX_DEATHS = 3
"""How many replicas an order may cost."""
SILENT_S = 1.0
"""How long an order may be without a word before it is said that it waits for a replica."""
PATIENCE_S = 900.0
"""How long to wait for a replica that is being started: a large model takes minutes to load."""

ABSENT_S = 120.0
"""How long an engine that is whole may not be deployed yet: others may come up before it."""

log = logging.getLogger(__name__)


class Served:
    """Serve's handles, one an engine."""

    def __init__(self) -> None:
        self._handles: dict[str, Any] = {}

    async def perform(self, order: WorkOrder, listener: Listener | None = None) -> Outcome:
        """Carry out an order; whatever happens is in the outcome."""
        assert order.engine is not None
        listener = listener or _nobody
        deaths, began = 0, time.monotonic()
        while True:
            try:
                async with asyncio.timeout(order.engine.serving.deadline_s + PATIENCE_S):
                    return await self._ask(order, listener)
            except RayError as error:
                deaths += 1
                log.warning("%s died under an order: %s", order.engine.id, _first_line(error))
                if deaths == MAX_DEATHS or order.engine.price.paid:
                    return Outcome(fault=_died(order, deaths))
            except RayServeException as error:
                self._handles.pop(order.engine.id, None)
                told = states().get(order.engine.id)
                hopeless = told is not None and told.state in ("failed", "refused")
                if hopeless or time.monotonic() - began > ABSENT_S:
                    return Outcome(fault=_absent(order, error))
                listener(Told(starting_s=order.engine.serving.load_s))
                await asyncio.sleep(SILENT_S)
            except TimeoutError:
                return Outcome(fault=_late(order))

    async def _ask(self, order: WorkOrder, listener: Listener) -> Outcome:
        handle = self._handle(order)
        if order.style:
            handle = handle.options(multiplexed_model_id=order.style)
        calls = handle.perform.remote(order.model_dump_json())
        heard = _messages(calls)
        try:
            told = await self._first(order, heard, listener)
            while told.outcome is None:
                listener(told)
                told = Told.model_validate_json(await anext(heard))
            return told.outcome
        finally:
            # Serve does not notice that a task which listened is gone.
            calls.cancel()

    async def _first(
        self, order: WorkOrder, heard: AsyncGenerator[str], listener: Listener
    ) -> Told:
        """The first word of a replica; while there is none, one is being started."""
        assert order.engine is not None
        asking = asyncio.ensure_future(anext(heard))
        try:
            done, _ = await asyncio.wait([asking], timeout=SILENT_S)
            if not done:
                listener(Told(starting_s=order.engine.serving.load_s))
            return Told.model_validate_json(await asking)
        finally:
            asking.cancel()

    def _handle(self, order: WorkOrder) -> Any:
        assert order.engine is not None
        name = order.engine.id
        if name not in self._handles:
            handle: Any = ray_serve.get_app_handle(name)
            self._handles[name] = handle.options(stream=True)
        return self._handles[name]


async def _messages(calls: Any) -> AsyncGenerator[str]:
    async for message in calls:
        yield message


def _nobody(told: Told) -> None:
    """Hear nothing."""


def _first_line(error: BaseException) -> str:
    return str(error).strip().partition("\n")[0][:200]


def _died(order: WorkOrder, deaths: int) -> Fault:
    return Fault(
        code="REPLICA_DIED",
        message=f"{_name(order)} lost {deaths} replicas under this order",
        remedy="see the log of Ray Serve; a smaller request may need less of the card's memory",
        retryable=True,
    )


def _absent(order: WorkOrder, error: BaseException) -> Fault:
    return Fault(
        code="ENGINE_UNAVAILABLE",
        message=f"{_name(order)} is not served here: {_first_line(error)}",
        remedy="`kinora models check` says what it lacks",
        retryable=True,
        retry_after_s=5.0,
    )


def _late(order: WorkOrder) -> Fault:
    return Fault(
        code="DEADLINE_EXCEEDED",
        message=f"{_name(order)} did not answer in time",
        remedy="see the log of Ray Serve",
        retryable=True,
    )


def _name(order: WorkOrder) -> str:
    return order.engine.id if order.engine else order.target
