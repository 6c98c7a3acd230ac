"""Who answers a step's question: the preferred engine, or one that it falls back on.

An engine that fails is tried again as the step's retry says; in the step's last try, and at once
where its breaker is open, the next of its chain is asked.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TypeVar

from actors.breakers import Breakers
from models.catalog.lookup import chain, identity_of
from models.catalog.row import Engine
from pipelines.orders import Fault, WorkFailed

NOT_OVER = ("PROVIDER_UNCLEAR", "EXECUTION_TIMEOUT")
"""Faults after which an engine may yet deliver, and be paid: another one would be paid as well."""

T = TypeVar("T")
Answered = Callable[[Engine], Awaitable[T]]


class Inference:
    """Asks engines for one attempt at one step."""

    def __init__(self, breakers: Breakers, *, last: bool = True) -> None:
        """Prepare to ask.

        Args:
            breakers: of all engines.
            last: whether this is the step's last try.
        """
        self._breakers = breakers
        self._last = last
        self.stood_in: dict[str, str] = {}
        """For each modality in which another engine than the preferred one answered, its
        identity."""

    async def ask(self, modality: str, model: str, answered: Answered[T]) -> T:
        """What the first engine that can says.

        Args:
            modality: what is to be done.
            model: the engine that is wanted; empty: the preferred one.
            answered: asks one engine.

        Raises:
            WorkFailed: none of them could.
            EngineUnavailable: there is none.
        """
        engines = chain(modality, model)
        for engine, has_next in zip(engines, [True] * (len(engines) - 1) + [False], strict=True):
            try:
                result = await self._one(engine, answered)
            except WorkFailed as error:
                may_pass_on = self._last or error.code == "CIRCUIT_OPEN"
                over = error.fault.retryable and error.code not in NOT_OVER
                if not (has_next and may_pass_on and over):
                    raise
                continue
            if engine is not engines[0]:
                self.stood_in[modality] = identity_of(engine)
            return result
        raise AssertionError("a chain has an engine")

    async def _one(self, engine: Engine, answered: Answered[T]) -> T:
        breaker = self._breakers.of(engine.id)
        left_s = breaker.closed_in_s()
        if left_s:
            fault = Fault(
                code="CIRCUIT_OPEN",
                message=f"{engine.id} has failed too often to be asked now",
                retryable=True,
                retry_after_s=left_s,
            )
            raise WorkFailed(fault.model_dump())
        try:
            result = await answered(engine)
        except WorkFailed as error:
            # What is wrong with the question says nothing about the engine.
            if error.fault.retryable:
                breaker.failed()
            else:
                breaker.left()
            raise
        except BaseException:
            breaker.left()
            raise
        breaker.worked()
        return result
