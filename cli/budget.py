"""`kinora budget`: what may be spent, what was, and on which engine."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from rich.console import Console
from rich.table import Table

from cli.client import Client
from cli.money import dollars
from cli.runs import find
from media.errors import WorldError
from store.repositories import budgets
from store.repositories.budgets import Budget, Scope, Use


async def limit(client: Client, amount: int | None, project: str, run: str) -> int:
    """Say what may be spent by the tenant, or a project or run of it; how many runs it woke."""
    scope: Scope = "tenant"
    name = ""
    if run:
        scope, name = "run", str((await find(client, run)).id)
    elif project:
        scope, name = "project", project
    async with client.database.begin(client.tenant) as connection:
        return await budgets.limit(
            connection, tenant=client.tenant, scope=scope, name=name, micros=amount
        )


async def all_of(client: Client) -> tuple[list[Budget], list[str]]:
    """Every budget, and the names of those that are not what the ledger adds up to."""
    async with client.database.begin(client.tenant) as connection:
        rows = await budgets.of_tenant(connection)
        wrong = await budgets.disagreeing(connection)
    return rows, [f"{scope} {name}".strip() for scope, name, _, _ in wrong]


def complain(wrong: list[str]) -> None:
    """Say which budgets somebody wrote to past the till.

    Raises:
        WorldError: there is one.
    """
    if wrong:
        raise WorldError(
            f"the ledger does not add up to the budgets of {', '.join(wrong)}",
            "restore the database from a backup, or correct the budgets' rows by the ledger",
        )


async def used(client: Client, days: float) -> list[Use]:
    """What each engine took."""
    async with client.database.begin(client.tenant) as connection:
        return await budgets.use(connection, since_s=days * 86_400)


def show(rows: list[Budget]) -> None:
    """A table for a person."""
    table = Table("of", "spent", "promised", "limit", "left", box=None)
    for row in rows:
        gone = row.spent_micros + row.reserved_micros
        limited = row.limit_micros is not None
        table.add_row(
            row.scope if not row.name else f"{row.scope} {row.name}",
            dollars(row.spent_micros),
            dollars(row.reserved_micros),
            dollars(row.limit_micros or 0) if limited else "none",
            dollars(max(0, (row.limit_micros or 0) - gone)) if limited else "",
        )
    Console(highlight=False).print(table)


def show_use(rows: list[Use]) -> None:
    """A table for a person."""
    table = Table("engine", "calls", "spent", "GPU seconds", box=None)
    for row in rows:
        table.add_row(
            row.engine, str(row.calls), dollars(row.spent_micros), f"{row.gpu_seconds:,.1f}"
        )
    Console(highlight=False).print(table)


def plain(rows: list[Budget] | list[Use]) -> list[dict[str, Any]]:
    """The rows as JSON data."""
    return [asdict(row) for row in rows]
