"""What words cost: held before they are asked for, settled by their number when they were said.

Runs pay for themselves, step by step, by the executor's till. A conversation is no run, and neither
retried nor resumed: what may become due for it is held while it is given, so that many at once go
beyond no budget. What a process leaves open when it dies counts as spent after a while (see
`api.money.settling`).
"""

from __future__ import annotations

import uuid
from collections.abc import AsyncGenerator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass

from api.call import Call
from api.openai.errors import BudgetUsedUp
from media.errors import KinoraError
from models.catalog.row import Engine
from models.net.faults import OutcomeUnknown
from store.repositories import budgets
from store.repositories.budgets import Full

HELD_S = 3600.0
"""Longer than any answer takes."""
PAID_S = 10.0
"""How long an answer waits until it is paid."""
BYTES_PER_TOKEN = 2.0
"""Fewer than in most texts: English has four or five."""
TOKENS_PER_PICTURE = 1500.0
MOST_WRITTEN = 4096.0
"""Tokens of an answer, where neither who asks nor the row says how many there may be."""


async def check_budget(call: Call, engine: Engine | None, project: str) -> None:
    """Refuse what costs money where none is left.

    Args:
        call: of whoever asks.
        engine: is asked; None: nobody who is paid.
        project: for which it is asked.

    Raises:
        BudgetUsedUp: the tenant's or the project's budget has no room for it.
    """
    if engine is None or not engine.price.paid:
        return
    least = max(1, engine.price.call_micros)
    async with call.transaction() as connection:
        known = await budgets.of_tenant(connection)
    for one in known:
        if one.limit_micros is None or (one.scope, one.name) not in _purses(project):
            continue
        taken = one.spent_micros + one.reserved_micros
        if taken + least > one.limit_micros:
            raise _used_up(Full(one.scope, taken, one.limit_micros), least)


@dataclass
class Bill:
    """What an answer took, as soon as that is known: tokens `read` and `written`."""

    taken: Mapping[str, float] | None = None


@asynccontextmanager
async def billed(
    call: Call, engine: Engine, project: str, most: Mapping[str, float]
) -> AsyncGenerator[Bill]:
    """Hold what an answer may cost while it is given, and settle by its bill, however it ends.

    One that ends before anything was said costs nothing, unless it may have been billed all the
    same: then all that was held is spent. What is free is written down as well.

    Args:
        call: of whoever asks.
        engine: is asked.
        project: for which it is asked.
        most: what counts, and how much of it there may be.

    Raises:
        BudgetUsedUp: the tenant's or the project's budget has no room for it.
    """
    held = await _held(call, engine, project, most) if engine.price.paid else None
    bill, unknown = Bill(), False
    try:
        yield bill
    except KinoraError as error:
        unknown = error.code == OutcomeUnknown.code
        raise
    finally:
        micros = None if unknown else 0
        if bill.taken is not None:
            micros = engine.price.of(dict(bill.taken))
        # A client that is gone cancels whatever waits here; what it took is written down anyway.
        if held is not None:
            await call.services.tasks.begun(_settle(call, held, micros), wait_s=PAID_S)
        elif bill.taken is not None:
            await call.services.tasks.begun(_charge(call, engine, project), wait_s=PAID_S)


async def _held(call: Call, engine: Engine, project: str, most: Mapping[str, float]) -> uuid.UUID:
    micros = engine.price.of(dict(most))
    async with call.transaction() as connection:
        held = await budgets.hold(
            connection, tenant=call.tenant, project=project, engine=engine.id, micros=micros,
            for_s=HELD_S,
        )  # fmt: skip
    if isinstance(held, Full):
        raise _used_up(held, micros)
    return held


async def _settle(call: Call, held: uuid.UUID, micros: int | None) -> None:
    async with call.transaction() as connection:
        await budgets.settle(connection, tenant=call.tenant, entry=held, micros=micros)


async def _charge(call: Call, engine: Engine, project: str) -> None:
    async with call.transaction() as connection:
        await budgets.charge(
            connection, tenant=call.tenant, project=project, engine=engine.id, micros=0
        )


def _used_up(full: Full, micros: int) -> BudgetUsedUp:
    taken, most = full.spent_micros / 1e6, full.limit_micros / 1e6
    return BudgetUsedUp(
        f"{taken:.2f} of {most:.2f} dollars of the {full.scope}'s budget are spent or promised, "
        f"and this may cost {micros / 1e6:.4f}",
        "have the budget raised (/v1/budgets), or ask for less",
    )


def _purses(project: str) -> tuple[tuple[str, str], ...]:
    return (("tenant", ""), ("project", project))
