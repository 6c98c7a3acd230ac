"""Where one attempt at one step buys what engines elsewhere make."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import Any

from actors.engines import Engines
from actors.purchases import Order, Purchases
from actors.steps import Step
from models.catalog.row import Engine


class StepShop:
    """Implements `actors.context.Shop`."""

    def __init__(self, purchases: Purchases, engines: Engines, step: Step) -> None:
        self._purchases, self._engines, self._step = purchases, engines, step
        self._asked: Counter[str] = Counter()

    async def buy(self, engine: Engine, request: dict[str, Any]) -> Any:
        """The result of a request, as JSON data."""
        order = Order(
            step=self._step,
            engine=engine,
            provider=self._engines.provider(engine),
            request=request,
            micros=engine.price.of(request),
        )
        before = self._asked[order.digest]
        self._asked[order.digest] += 1
        return await self._purchases.make(replace(order, occurrence=before))
