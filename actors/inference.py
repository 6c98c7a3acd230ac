"""Who answers a step's question: the preferred engine, or one that it falls back on.

An engine that fails is tried again as the step's retry says; in the step's last try, and at once
where its breaker is open, the next of its chain is asked.
"""

from __future__ import annotations

import time
from collections.abc import Awaitable, Callable, Mapping
from typing import Any, TypeVar

from actors.breakers import Breakers
from actors.routing import Paces
from models.catalog.choosing import Choice, choose
from models.catalog.lookup import chain, identity_of
from models.catalog.routing import Wants
from models.catalog.row import Engine
from pipelines.orders import Fault, WorkFailed

NOT_OVER = ("PROVIDER_UNCLEAR", "EXECUTION_TIMEOUT")
"""Faults after which an engine may yet deliver, and be paid: another one would be paid as well."""

T = TypeVar("T")
Tell = Callable[[dict[str, Any]], None]
Answered = Callable[[Engine], Awaitable[T]]


class Inference:
    """Asks engines for one attempt at one step."""

    def __init__(
        self,
        breakers: Breakers,
        *,
        last: bool = True,
        choices: Mapping[str, Choice] | None = None,
        paces: Paces | None = None,
        tell: Tell | None = None,
    ) -> None:
        """Prepare to ask.

        Args:
            breakers: of all engines.
            last: whether this is the step's last try.
            choices: for modalities in which the step wants more than the first that is live.
            paces: told how long engines take.
            tell: told who is asked, and why.
        """
        self._breakers = breakers
        self._last = last
        self._choices = choices or {}
        self._paces = paces or Paces()
        self._tell = tell
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
        engines = self._routed(modality, model)
        failed = ""
        for engine, has_next in zip(engines, [True] * (len(engines) - 1) + [False], strict=True):
            if failed and self._tell is not None:
                self._tell(_stands_in(modality, engines[0], engine, failed))
            try:
                began = time.monotonic()
                result = await self._one(engine, answered)
                self._paces.note(engine, modality, time.monotonic() - began)
            except WorkFailed as error:
                may_pass_on = self._last or error.code == "CIRCUIT_OPEN"
                over = error.fault.retryable and error.code not in NOT_OVER
                if not (has_next and may_pass_on and over):
                    raise
                failed = f"{error.code}: {error.message}"[:300]
                continue
            if engine is not engines[0]:
                self.stood_in[modality] = identity_of(engine)
            return result
        raise AssertionError("a chain has an engine")

    def _routed(self, modality: str, model: str) -> tuple[Engine, ...]:
        """Who is asked, in their order; why is told where there is something to tell."""
        choice = self._choices.get(modality)
        if choice is None:
            engines = chain(modality, model)
            if self._tell is None or not (model or _weighty(engines[0])):
                return engines
            choice = choose(Wants(modality=modality, model=model), self._paces.of)
        if self._tell is not None:
            self._tell(choice.decision.model_dump(mode="json", exclude_defaults=True))
        return choice.engines

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


def _weighty(engine: Engine) -> bool:
    """Whether it holds a card or costs money: of those that cost next to nothing, none is told."""
    return engine.weights is not None or engine.runs != "task"


def _stands_in(modality: str, first: Engine, other: Engine, failed: str) -> dict[str, Any]:
    return {
        "modality": modality, "engine": other.id, "instead_of": first.id,
        "why": f"{first.id} failed: {failed}",
    }  # fmt: skip
