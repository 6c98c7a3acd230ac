"""What the library keeps: found by kind, folder, run, tag and words; the same file is kept once."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Row, func, or_, select, text, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncConnection

from store.repositories import documents
from store.repositories.named import collect_digests
from store.tables.library import artifacts, folders

AnyRow = Row[*tuple[Any, ...]]
DEEPEST = 20
"""How many folders may lie within each other."""


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """Which artifacts are looked for; None: any."""

    kind: str | None = None
    folder_id: uuid.UUID | None = None
    run_id: uuid.UUID | None = None
    tag: str | None = None
    words: str | None = None

    def filters(self) -> list[ColumnElement[bool]]:
        """As conditions."""
        found = [
            column == value
            for column, value in (
                (artifacts.c.kind, self.kind),
                (artifacts.c.folder_id, self.folder_id),
                (artifacts.c.run_id, self.run_id),
            )
            if value is not None
        ]
        if self.tag is not None:
            found.append(artifacts.c.tags.contains([self.tag]))
        if self.words is not None:
            found.append(_said(self.words))
        return found


def _said(words: str) -> ColumnElement[bool]:
    query = func.websearch_to_tsquery("simple", func.translate(words, "._", "  "))
    matching = artifacts.c.search.bool_op("@@")(query)
    if words.isascii():
        return matching
    # Chinese, Japanese and Thai put no blanks between words: to Postgres a name is one word.
    return or_(matching, artifacts.c.name.icontains(words, autoescape=True))


async def page(
    connection: AsyncConnection, wanted: Wanted, *, before: uuid.UUID | None, limit: int
) -> Sequence[AnyRow]:
    """Those that are looked for, the newest first."""
    return await documents.page(
        connection, artifacts, *wanted.filters(), before=before, limit=limit
    )


async def keep(
    connection: AsyncConnection, *, tenant: uuid.UUID, artifact_id: uuid.UUID,
    values: Mapping[str, Any],
) -> AnyRow:  # fmt: skip
    """Keep one; the one that is there, if the same file, or this very request, made it before."""
    row = {"id": artifact_id, "tenant_id": tenant, **values}
    made = await connection.execute(
        insert(artifacts).values(row).on_conflict_do_nothing().returning(artifacts)
    )
    if (kept := made.one_or_none()) is not None:
        return kept
    known = await of_source(connection, kind=values["kind"], sha256=values.get("source_sha256"))
    if known is not None:
        return known
    found = await connection.execute(select(artifacts).where(artifacts.c.id == artifact_id))
    return found.one()


async def of_source(connection: AsyncConnection, *, kind: str, sha256: str | None) -> AnyRow | None:
    """What became of a file that was uploaded before."""
    if sha256 is None:
        return None
    found = await connection.execute(
        select(artifacts).where(
            artifacts.c.kind == kind,
            artifacts.c.source_sha256 == sha256,
            artifacts.c.deleted_at.is_(None),
        )
    )
    return found.one_or_none()


async def change(
    connection: AsyncConnection, row: AnyRow, *, made_by: str, values: Mapping[str, Any]
) -> AnyRow:
    """Change one that is locked."""
    changed = await connection.execute(
        update(artifacts)
        .where(artifacts.c.id == row.id)
        .values(
            **values, version=artifacts.c.version + 1, made_by=made_by, updated_at=func.now()
        )
        .returning(artifacts)
    )  # fmt: skip
    return changed.one()


async def delete(connection: AsyncConnection, row: AnyRow, *, made_by: str) -> None:
    """Mark one that is locked as deleted; the same file may come again."""
    await change(connection, row, made_by=made_by, values={"deleted_at": func.now()})


async def digests(connection: AsyncConnection) -> set[str]:
    """Every digest that an artifact, or its preview, names."""
    rows = await connection.execute(
        select(artifacts.c.asset, artifacts.c.preview).where(artifacts.c.deleted_at.is_(None))
    )
    named: set[str] = set()
    for asset, preview in rows:
        collect_digests([asset, preview], named)
    return named


_ABOVE = text(f"""
WITH RECURSIVE above AS (
    SELECT id, parent_id, 1 AS depth FROM folders WHERE id = :id
    UNION ALL
    SELECT folders.id, folders.parent_id, depth + 1 FROM folders
    JOIN above ON folders.id = above.parent_id WHERE depth <= {DEEPEST}
)
SELECT id FROM above ORDER BY depth
""")
_HEIGHT = text(f"""
WITH RECURSIVE below AS (
    SELECT id, 1 AS depth FROM folders WHERE id = :id
    UNION ALL
    SELECT folders.id, depth + 1 FROM folders
    JOIN below ON folders.parent_id = below.id WHERE depth <= {DEEPEST}
)
SELECT coalesce(max(depth), 1) FROM below
""")


async def above(connection: AsyncConnection, folder_id: uuid.UUID) -> list[uuid.UUID]:
    """A folder and all that it lies in, from within."""
    return list(await connection.scalars(_ABOVE, {"id": folder_id}))


async def height(connection: AsyncConnection, folder_id: uuid.UUID) -> int:
    """How many folders lie within each other from this one down, itself among them."""
    return int(await connection.scalar(_HEIGHT, {"id": folder_id}) or 1)


async def hold_tree(connection: AsyncConnection) -> None:
    """Let nobody else move folders of the tenant's until the transaction ends.

    Two moves at once, each right by itself, could put two folders into each other.
    """
    await connection.execute(
        text(
            "SELECT pg_advisory_xact_lock("
            "hashtextextended('folders:' || current_setting('kinora.tenant'), 0))"
        )
    )


async def folder(connection: AsyncConnection, folder_id: uuid.UUID) -> AnyRow | None:
    """A living folder."""
    return await documents.get(connection, folders, folder_id)


async def take_unseen(connection: AsyncConnection, *, lease_s: float, tries: int) -> AnyRow | None:
    """Lease an artifact of any tenant's that wants a preview; for the courier."""
    found = await connection.execute(_TAKE, {"lease": lease_s, "tries": tries})
    return found.one_or_none()


_TAKE = text("""
UPDATE artifacts SET preview_tries = preview_tries + 1,
    preview_leased_until = now() + make_interval(secs => :lease)
WHERE id = (
    SELECT id FROM artifacts
    WHERE preview_state = 'pending' AND deleted_at IS NULL AND preview_tries < :tries
        AND (preview_leased_until IS NULL OR preview_leased_until < now())
    ORDER BY id LIMIT 1 FOR UPDATE SKIP LOCKED
)
RETURNING id, tenant_id, preview_tries
""")


async def settle_preview(
    connection: AsyncConnection, taken: AnyRow, *, state: str, preview: Mapping[str, Any] | None
) -> None:
    """Write down what came of the making of a preview, unless somebody else has by now."""
    await connection.execute(
        update(artifacts)
        .where(artifacts.c.id == taken.id, artifacts.c.preview_tries == taken.preview_tries)
        .values(preview_state=state, preview=preview, preview_leased_until=None)
    )
