"""What words cost: counted when they were said, and refused when nothing may be spent.

Runs pay for themselves, step by step, by the executor's till. A conversation is no run: what it
took is written into the ledger when it ends, so a budget may be gone beyond by what is being said
at that moment, and by no more.
"""

from __future__ import annotations

from collections.abc import Mapping

from api.call import Call
from api.openai.errors import BudgetUsedUp
from models.catalog.row import Engine
from store.repositories import budgets


async def check_budget(call: Call, engine: Engine | None, project: str) -> None:
    """Refuse what costs money where none is left.

    Args:
        call: of whoever asks.
        engine: is asked; None: nobody who is paid.
        project: for which it is asked.

    Raises:
        BudgetUsedUp: the tenant's or the project's budget has no room for it.
    """
    if engine is None or not (engine.price.call_micros or engine.price.per):
        return
    least = max(1, engine.price.call_micros)
    async with call.transaction() as connection:
        known = await budgets.of_tenant(connection)
    for one in known:
        if one.limit_micros is None or (one.scope, one.name) not in _purses(project):
            continue
        if one.spent_micros + one.reserved_micros + least > one.limit_micros:
            raise BudgetUsedUp(
                f"{one.spent_micros / 1e6:.2f} of {one.limit_micros / 1e6:.2f} dollars are spent",
                "have the budget raised: /v1/budgets",
            )


async def pay(call: Call, engine: Engine, project: str, taken: Mapping[str, float]) -> None:
    """Write down what an answer took.

    Args:
        call: of whoever asked.
        engine: answered.
        project: for which it was asked.
        taken: what counts, such as tokens `read` and `written`.
    """
    micros = engine.price.of(dict(taken))
    async with call.transaction() as connection:
        await budgets.charge(
            connection, tenant=call.tenant, project=project, engine=engine.id, micros=micros
        )


def _purses(project: str) -> tuple[tuple[str, str], ...]:
    return (("tenant", ""), ("project", project))
