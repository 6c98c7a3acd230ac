"""One engine in one process: it takes orders, tells how far they are, and says when it is ill."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import AsyncGenerator, Sequence
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from ray import serve as ray_serve
from starlette.requests import Request
from starlette.responses import Response

from media.errors import WorldError
from models.catalog.row import Engine
from models.setup import made, setup_of
from pipelines.orders import Outcome, Told, WorkOrder
from pipelines.performing import perform, perform_together
from serve.desk import Desk, Ticket, joined, reports_together
from serve.gauge import Gauge
from serve.ingress import Ingress
from serve.language import HandleLine

STYLES = 3
"""Of the latest, how many are told to be at hand: engines keep about as many loaded."""
STALLED_S = 300.0
"""Without a word from the engine for so long, its card is taken for stuck: a step of the largest
models on the slowest cards that hold them takes a minute."""


class Replica:
    """Serves one row of the catalog; Serve starts and ends it."""

    def __init__(
        self,
        row: str,
        *,
        memory_share: float | None = None,
        share: float = 0.0,
        server: Any = None,
    ) -> None:
        """Load the engine.

        Args:
            row: as JSON.
            memory_share: the part of the card's memory that this process may take.
            share: the part of a card, or how many cards, by which its time is counted.
            server: Serve's handle of what holds the cards, where that is not this process.
        """
        self._row = Engine.model_validate_json(row)
        self._share = share
        self._engine: Any = made(setup_of(self._row, _device(share), memory_share))
        if server is not None:
            self._engine.connect(HandleLine(server, self._row.id))
        warm_up = getattr(self._engine, "warm_up", None)
        if warm_up is not None:
            warm_up()
        self._gauge = Gauge(self._row, self._engine)
        self._desk = Desk(self._row.serving, self._carry_out)
        self._serving: asyncio.Task[None] | None = None
        self._ingress = Ingress(self._row, self._engine, self._answered)

    async def perform(self, order: str) -> AsyncGenerator[str]:
        """Carry out an order, telling of it as `pipelines.orders.Told` does.

        Whoever stops listening stops the engine.
        """
        self._serve()
        asked = WorkOrder.model_validate_json(order)
        if asked.style:
            at_hand: Any = self._at_hand
            await at_hand(asked.style)
        ticket = self._desk.take(asked, joined(asked, self._engine))
        try:
            while True:
                told = await ticket.said()
                yield told.model_dump_json(exclude_none=True)
                if told.outcome is not None:
                    return
        finally:
            self._desk.drop(ticket)

    async def __call__(self, request: Request) -> Response:
        """Answer what comes over HTTP; see `serve.ingress`."""
        return await self._ingress.answer(request)

    @ray_serve.multiplexed(max_num_models_per_replica=STYLES)
    async def _at_hand(self, style: str) -> str:
        """Have Serve tell `serve.routing` that the style is here: the engine loads it in turn."""
        return style

    async def _answered(self, order: WorkOrder) -> Outcome:
        async for said in self.perform(order.model_dump_json()):
            told = Told.model_validate_json(said)
            if told.outcome is not None:
                return told.outcome
        raise AssertionError("an order has an outcome")

    def check_health(self) -> None:
        """Say whether it works; called by Serve, which replaces one that does not.

        Raises:
            WorldError: its card is stuck or lost.
        """
        stalled_s = self._desk.stalled_s()
        if stalled_s > STALLED_S:
            raise WorldError(f"{self._row.id} has said nothing for {stalled_s:.0f} s")
        if self._serving is not None and self._serving.done():
            raise WorldError(f"{self._row.id} takes no more orders")
        _check_card()

    def _serve(self) -> None:
        if self._serving is None:
            self._serving = asyncio.create_task(self._desk.serve())

    def _carry_out(self, tickets: Sequence[Ticket]) -> list[Outcome]:
        """Do what is asked, in the desk's thread."""
        if len(tickets) == 1:
            outcomes = [perform(tickets[0].order, self._engine, tickets[0].report)]
        else:
            orders = [ticket.order for ticket in tickets]
            outcomes = perform_together(orders, self._engine, reports_together(tickets))
        return [
            one.model_copy(update={"gpu_seconds": one.seconds * self._share})
            for one in self._gauge.told(outcomes)
        ]


def _device(share: float) -> str:
    """As torch names it. Ray shows a replica its own cards alone; logical ones are none."""
    if not share or find_spec("torch") is None:
        return "cpu"
    torch: Any = import_module("torch")
    return "cuda:0" if torch.cuda.is_available() else "cpu"


def _check_card() -> None:
    """Ask the card for its free memory, where torch has one: a lost card refuses.

    Raises:
        WorldError: it does not answer.
    """
    torch: Any = sys.modules.get("torch")
    if torch is None or not torch.cuda.is_available():
        return
    try:
        torch.cuda.mem_get_info()
    except RuntimeError as error:
        raise WorldError(f"the card does not answer: {str(error).splitlines()[0]}") from error
