"""A project's script: its sections and sentences, in order."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Row, bindparam, delete, func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from store.tables.documents import sections, sentences

AnyRow = Row[*tuple[Any, ...]]


async def sections_of(connection: AsyncConnection, project: uuid.UUID) -> Sequence[AnyRow]:
    """The project's sections, in order."""
    wanted = select(sections).where(sections.c.project_id == project)
    return (await connection.execute(wanted.order_by(sections.c.position))).all()


async def sentences_of(
    connection: AsyncConnection,
    project: uuid.UUID,
    *,
    section: uuid.UUID | None = None,
    after: int | None = None,
    limit: int | None = None,
) -> Sequence[AnyRow]:
    """Sentences, in order.

    Args:
        connection: of the tenant.
        project: whose.
        section: of this one alone.
        after: the position of the last one of the page before.
        limit: how many; None for all.
    """
    wanted = select(sentences).where(sentences.c.project_id == project)
    if section is not None:
        wanted = wanted.where(sentences.c.section_id == section)
    if after is not None:
        wanted = wanted.where(sentences.c.position > after)
    return (await connection.execute(wanted.order_by(sentences.c.position).limit(limit))).all()


async def sentences_named(
    connection: AsyncConnection, project: uuid.UUID, ids: Sequence[uuid.UUID]
) -> Sequence[AnyRow]:
    """Some sentences of a project, locked in one order, whoever asks for them."""
    wanted = (
        select(sentences)
        .where(sentences.c.project_id == project, sentences.c.id.in_(ids))
        .order_by(sentences.c.id)
        .with_for_update()
    )
    return (await connection.execute(wanted)).all()


async def text_of(connection: AsyncConnection, project: uuid.UUID) -> str:
    """The script, to the letter."""
    by_section: dict[uuid.UUID, list[str]] = {}
    for row in await sentences_of(connection, project):
        by_section.setdefault(row.section_id, []).append(row.before + row.text + row.after)
    return "".join(
        row.heading + "".join(by_section.get(row.id, ()))
        for row in await sections_of(connection, project)
    )


async def replace(
    connection: AsyncConnection,
    project: uuid.UUID,
    section_rows: Sequence[Mapping[str, Any]],
    sentence_rows: Sequence[Mapping[str, Any]],
) -> None:
    """Put other rows in the place of a project's whole script."""
    await connection.execute(delete(sections).where(sections.c.project_id == project))
    if section_rows:
        await connection.execute(insert(sections), list(section_rows))
    if sentence_rows:
        await connection.execute(insert(sentences), list(sentence_rows))


async def say(connection: AsyncConnection, texts: Mapping[uuid.UUID, str], *, made_by: str) -> None:
    """Give sentences other words."""
    await connection.execute(
        update(sentences)
        .where(sentences.c.id == bindparam("which"))
        .values(
            text=bindparam("words"), made_by=made_by, version=sentences.c.version + 1,
            updated_at=func.now(),
        ),
        [{"which": which, "words": words} for which, words in texts.items()],
    )  # fmt: skip
