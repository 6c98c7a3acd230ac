"""Budgets and the ledger as rows: what may be spent, what was, and on what."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from sqlalchemy import Column, Text, cast, exists, func, literal, select, union_all
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncConnection

from media.errors import InputError
from media.ids import uuid7
from store.repositories import commands
from store.tables.money import budgets, ledger, promises
from store.tables.runs import ENDED, runs, steps

Scope = Literal["tenant", "project", "run"]


@dataclass(frozen=True, kw_only=True)
class Budget:
    """What may be spent in a scope, and what is spent and promised; millionths of a dollar."""

    scope: str
    name: str
    limit_micros: int | None
    reserved_micros: int
    spent_micros: int


@dataclass(frozen=True)
class Full:
    """A budget that has no room for what was to be held."""

    scope: str
    spent_micros: int
    """Spent or promised."""
    limit_micros: int


@dataclass(frozen=True, kw_only=True)
class Use:
    """What an engine took."""

    engine: str
    calls: int
    spent_micros: int
    gpu_seconds: float


async def limit(
    connection: AsyncConnection,
    *,
    tenant: uuid.UUID,
    scope: Scope,
    name: str = "",
    micros: int | None,
) -> int:
    """Say what may be spent in a scope, and wake the runs that wait for it; how many.

    Args:
        connection: of the tenant.
        tenant: whose budget it is.
        scope: what it bounds.
        name: the project, or the run's id; none for the tenant.
        micros: the limit in millionths of a dollar; None for none.

    Raises:
        InputError: it is below nothing.
    """
    if micros is not None and micros < 0:
        raise InputError("a budget cannot be less than nothing", "give 0 or more", "limit")
    row = insert(budgets).values(tenant_id=tenant, scope=scope, name=name, limit_micros=micros)
    await connection.execute(
        row.on_conflict_do_update(
            index_elements=("tenant_id", "scope", "name"),
            set_={"limit_micros": micros, "alerted": False},
        )
    )
    return await _wake(connection, tenant, scope, name)


async def _wake(connection: AsyncConnection, tenant: uuid.UUID, scope: Scope, name: str) -> int:
    """Tell the runs of a scope of which a step waits for money that there may be some."""
    waiting = select(runs.c.id).where(
        runs.c.state.not_in(ENDED),
        exists().where(steps.c.run_id == runs.c.id, steps.c.reason == "budget"),
    )
    if scope == "project":
        waiting = waiting.where(runs.c.project == name)
    elif scope == "run":
        waiting = waiting.where(runs.c.id == uuid.UUID(name))
    found = (await connection.scalars(waiting)).all()
    for run_id in found:
        await commands.post(connection, tenant=tenant, run_id=run_id, kind="funds")
    return len(found)


async def of_tenant(connection: AsyncConnection) -> list[Budget]:
    """The tenant's budgets and those of its projects, and of runs that have a limit."""
    wanted = (budgets.c.scope != "run") | budgets.c.limit_micros.is_not(None)
    columns = [budgets.c[name] for name in Budget.__dataclass_fields__]
    rows = await connection.execute(
        select(*columns).where(wanted).order_by(budgets.c.scope.desc(), budgets.c.name)
    )
    return [Budget(**row._mapping) for row in rows]  # pyright: ignore[reportPrivateUsage]


async def of_run(connection: AsyncConnection, *, run_id: uuid.UUID) -> Budget | None:
    """What a run may spend and has spent; None where it never asked for anything that costs."""
    columns = [budgets.c[name] for name in Budget.__dataclass_fields__]
    found = await connection.execute(
        select(*columns).where(budgets.c.scope == "run", budgets.c.name == str(run_id))
    )
    row = found.one_or_none()
    return None if row is None else Budget(**row._mapping)  # pyright: ignore[reportPrivateUsage]


async def use(connection: AsyncConnection, *, since_s: float | None = None) -> list[Use]:
    """What each engine took, the dearest first.

    Args:
        connection: of the tenant.
        since_s: how far to look back; None for all.
    """
    spent = func.sum(ledger.c.spent_micros)
    asked = func.count(ledger.c.call_id.distinct())
    wanted = select(ledger.c.engine, asked, spent, func.sum(ledger.c.gpu_ms))
    if since_s is not None:
        age = func.now() - func.make_interval(0, 0, 0, 0, 0, 0, since_s)
        wanted = wanted.where(ledger.c.created_at > age)
    rows = await connection.execute(wanted.group_by(ledger.c.engine).order_by(spent.desc()))
    return [
        Use(engine=engine, calls=count, spent_micros=int(micros), gpu_seconds=int(gpu_ms) / 1000)
        for engine, count, micros, gpu_ms in rows
    ]


async def disagreeing(connection: AsyncConnection) -> Sequence[tuple[str, str, int, int]]:
    """Budgets whose row is not what the ledger adds up to: scope, name, and the differences.

    There are none, ever; the tests of crashes ask, and so does `kinora budget`.
    """
    reserved, spent = ledger.c.reserved_micros, ledger.c.spent_micros
    entries = union_all(
        select(literal("tenant").label("scope"), literal("").label("name"), reserved, spent),
        select(literal("project"), ledger.c.project, reserved, spent),
        select(literal("run"), cast(ledger.c.run_id, Text), reserved, spent),
    ).subquery()
    sums = (
        select(
            entries.c.scope,
            entries.c.name,
            func.sum(entries.c.reserved_micros).label("reserved"),
            func.sum(entries.c.spent_micros).label("spent"),
        )
        .group_by(entries.c.scope, entries.c.name)
        .subquery()
    )
    both = budgets.join(
        sums, (sums.c.scope == budgets.c.scope) & (sums.c.name == budgets.c.name), full=True
    )
    less_reserved = func.coalesce(budgets.c.reserved_micros, 0) - func.coalesce(sums.c.reserved, 0)
    less_spent = func.coalesce(budgets.c.spent_micros, 0) - func.coalesce(sums.c.spent, 0)
    rows = await connection.execute(
        select(
            func.coalesce(budgets.c.scope, sums.c.scope),
            func.coalesce(budgets.c.name, sums.c.name),
            less_reserved,
            less_spent,
        )
        .select_from(both)
        .where((less_reserved != 0) | (less_spent != 0))
    )
    return [(scope, name, int(held), int(paid)) for scope, name, held, paid in rows]


async def charge(
    connection: AsyncConnection, *, tenant: uuid.UUID, project: str, engine: str, micros: int
) -> None:
    """Write down what something cost that was no run, and that was said and done.

    Args:
        connection: of the tenant.
        tenant: who pays.
        project: for which it was asked.
        engine: answered.
        micros: what it cost; nothing is written down as a call all the same.
    """
    await connection.execute(select(func.charge_words(tenant, project, engine, micros, uuid7())))


async def hold(
    connection: AsyncConnection,
    *,
    tenant: uuid.UUID,
    project: str,
    engine: str,
    micros: int,
    for_s: float,
) -> uuid.UUID | Full:
    """Hold a sum for an answer that is about to be given and is no run, or say what has no room.

    Args:
        connection: of the tenant.
        tenant: who pays.
        project: for which it is asked.
        engine: is asked.
        micros: the most that it is expected to cost.
        for_s: after so long it counts as spent, whatever became of it.
    """
    entry = uuid7()
    held = func.hold_words(tenant, project, engine, micros, entry, for_s)
    found = select(Column("full_scope"), Column("spent"), Column("most")).select_from(held)
    row = (await connection.execute(found)).one_or_none()
    return entry if row is None else Full(scope=row[0], spent_micros=row[1], limit_micros=row[2])


async def settle(
    connection: AsyncConnection, *, tenant: uuid.UUID, entry: uuid.UUID, micros: int | None
) -> bool:
    """Pay what was held; whether it was held still.

    Args:
        connection: of the tenant.
        tenant: who pays.
        entry: what `hold` gave.
        micros: what it cost; None: nobody knows, so all that was held.
    """
    return bool(await connection.scalar(select(func.settle_words(tenant, entry, micros))))


async def expired(connection: AsyncConnection, *, most: int) -> Sequence[tuple[uuid.UUID, ...]]:
    """Sums of all tenants that nobody settled in time, as id and tenant; for the courier."""
    found = select(promises.c.id, promises.c.tenant_id).where(promises.c.expires_at < func.now())
    return [tuple(row) for row in await connection.execute(found.limit(most))]
