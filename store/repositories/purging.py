"""Takes rows away for good, a bounded batch a statement: for the keeper, of one tenant at a time.

Every statement names the tenant though row-level security would do: what is deleted here comes back
by no means.
"""

from __future__ import annotations

import uuid
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from sqlalchemy import Table, text
from sqlalchemy.ext.asyncio import AsyncConnection

from media.ids import LOCAL_TENANT
from store.tables import metadata
from store.tables.requests import audit
from store.tables.tenants import tenants

BATCH = 1000
"""Rows at once."""
NOBODY = "user:erased"
"""Whom documents name as their author once he was erased."""

OWNED: Sequence[Table] = [
    table for table in reversed(metadata.sorted_tables)
    if "tenant_id" in table.c and table.name != "erasures"
]  # fmt: skip
"""All that is a tenant's: what refers to others first. Receipts stay."""


def all_of(table: Table) -> str:
    """Which rows are a tenant's, in SQL that finds them by an index.

    What hangs on a run has none on the tenant: it is found by its tenant's runs.
    """
    if table.name != "runs" and any(key.column.table.name == "runs" for key in table.foreign_keys):
        return "tenant_id = :tenant AND run_id IN (SELECT id FROM runs WHERE tenant_id = :tenant)"
    return "tenant_id = :tenant"


AUTHORED: Sequence[Table] = [table for table in OWNED if "made_by" in table.c]


async def delete_some(
    connection: AsyncConnection, table: Table, tenant: uuid.UUID, *, most: int = BATCH,
    where: str = "", values: Mapping[str, Any] | None = None, waiting: bool = True,
) -> int:  # fmt: skip
    """Delete some rows of a tenant's; how many.

    Args:
        connection: of the keeper, for the tenant.
        table: of the rows.
        tenant: whose.
        most: at once.
        where: which, in SQL; all of them, if empty.
        values: of its parameters.
        waiting: for rows that somebody holds; else they are left for another time.
    """
    skipped = "" if waiting else "SKIP LOCKED"
    which = f"tenant_id = :tenant AND ({where})" if where else all_of(table)
    found = f"SELECT ctid FROM {table.name} WHERE {which} LIMIT :most"
    statement = (
        f"DELETE FROM {table.name} WHERE tenant_id = :tenant "
        f"AND ctid = ANY(ARRAY({found} FOR UPDATE {skipped}))"
    )
    done = await connection.execute(
        text(statement), {"tenant": tenant, "most": most, **(values or {})}
    )
    return done.rowcount


async def delete_tenant(connection: AsyncConnection, tenant: uuid.UUID) -> int:
    """Delete the tenant itself, but for the one that every home has; how many that were."""
    if tenant == LOCAL_TENANT:
        return 0
    return (await connection.execute(tenants.delete().where(tenants.c.id == tenant))).rowcount


async def disown_some(
    connection: AsyncConnection, table: Table, tenant: uuid.UUID, actors: Collection[str],
    *, most: int = BATCH,
) -> int:  # fmt: skip
    """Have some rows no longer name their author; how many."""
    statement = text(
        f"UPDATE {table.name} SET made_by = '{NOBODY}' WHERE tenant_id = :tenant AND ctid = ANY("
        f"ARRAY(SELECT ctid FROM {table.name} WHERE tenant_id = :tenant AND made_by = ANY(:actors) "
        "LIMIT :most FOR UPDATE))"
    )
    values = {"tenant": tenant, "actors": list(actors), "most": most}
    return (await connection.execute(statement, values)).rowcount


_FORGET_PERSON = text(f"""
UPDATE {audit.name} SET address = NULL,
    data = replace(data::text, to_json(cast(:email AS text))::text, '"erased"')::jsonb
WHERE tenant_id = :tenant AND id IN (
    SELECT id FROM {audit.name} WHERE tenant_id = :tenant AND (
        address IS NOT NULL
            AND (actor = ANY(:actors) OR (object_kind = 'user' AND object_id = :user))
        OR strpos(data::text, to_json(cast(:email AS text))::text) > 0
    ) LIMIT :most
)
""")


async def forget_person(
    connection: AsyncConnection, tenant: uuid.UUID, *, user_id: uuid.UUID, email: str,
    actors: Collection[str], most: int = BATCH,
) -> int:  # fmt: skip
    """Have entries of the audit log keep that a user did something, and not from where."""
    values = {
        "tenant": tenant, "actors": list(actors), "user": str(user_id), "email": email,
        "most": most,
    }  # fmt: skip
    return (await connection.execute(_FORGET_PERSON, values)).rowcount


async def take_out_of_folders(
    connection: AsyncConnection, tenant: uuid.UUID, *, days: int, most: int = BATCH
) -> int:
    """Let what lies in folders that are to be purged lie in none; how many."""
    doomed = (
        "SELECT id FROM folders WHERE tenant_id = :tenant "
        "AND deleted_at < now() - make_interval(days => :days)"
    )
    moved = 0
    for table, column in (
        ("artifacts", "folder_id"), ("uploads", "folder_id"), ("folders", "parent_id")
    ):  # fmt: skip
        done = await connection.execute(
            text(
                f"UPDATE {table} SET {column} = NULL WHERE tenant_id = :tenant AND ctid = ANY("
                f"ARRAY(SELECT ctid FROM {table} WHERE tenant_id = :tenant "
                f"AND {column} IN ({doomed}) LIMIT :most FOR UPDATE))"
            ),
            {"tenant": tenant, "days": days, "most": most},
        )
        moved += done.rowcount
    return moved


async def forget_inputs(
    connection: AsyncConnection, tenant: uuid.UUID, *, runs: str, days: int, most: int = BATCH
) -> int:
    """Have steps of runs that ended long ago keep what they gave alone; how many.

    Args:
        connection: of the keeper, for the tenant.
        tenant: whose.
        runs: which runs, in SQL.
        days: since when.
        most: at once.
    """
    done = await connection.execute(
        text(
            "UPDATE steps SET inputs = NULL WHERE tenant_id = :tenant AND ctid = ANY(ARRAY("
            "SELECT ctid FROM steps WHERE tenant_id = :tenant AND inputs IS NOT NULL "
            f"AND run_id IN ({runs}) LIMIT :most FOR UPDATE SKIP LOCKED))"
        ),
        {"tenant": tenant, "days": days, "most": most},
    )
    return done.rowcount


async def tenants_behind(
    connection: AsyncConnection, after: uuid.UUID | None, *, most: int
) -> list[uuid.UUID]:
    """Ids of tenants in order, behind one of them."""
    wanted = tenants.select().with_only_columns(tenants.c.id).order_by(tenants.c.id).limit(most)
    if after is not None:
        wanted = wanted.where(tenants.c.id > after)
    return list(await connection.scalars(wanted))


async def named_digests(connection: AsyncConnection, tenant: uuid.UUID) -> set[str]:
    """All that looks like a digest in anything that a tenant has: too many rather than too few."""
    named: set[str] = set()
    for table in OWNED:
        for column in table.c:
            if str(column.type) not in ("JSONB", "TEXT"):
                continue
            rows = await connection.scalars(
                text(
                    "SELECT DISTINCT found[1] FROM "
                    f"{table.name}, regexp_matches({column.name}::text, '[0-9a-f]{{64}}', 'g') "
                    f"AS found WHERE {all_of(table)}"
                ),
                {"tenant": tenant},
            )
            named.update(rows)
    return named


async def is_working(connection: AsyncConnection, tenant: uuid.UUID) -> bool:
    """Whether a run of a tenant's has not ended, and may be about to name what it made."""
    wanted = text(
        "SELECT EXISTS (SELECT FROM runs WHERE tenant_id = :tenant "
        "AND state NOT IN ('succeeded', 'failed', 'cancelled'))"
    )
    return bool(await connection.scalar(wanted, {"tenant": tenant}))
