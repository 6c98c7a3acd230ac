"""Lays a text over a project's script: what stays, or is merely reworded, keeps its id."""

from __future__ import annotations

import asyncio
from typing import Any

from sqlalchemy import Row, insert
from sqlalchemy.ext.asyncio import AsyncConnection

from api.call import Call
from media.errors import InputError
from media.ids import uuid7
from models.preview.director.read import check
from pipelines.productions.manuscript import Section, carried_over, part
from store.repositories import documents, scripts
from store.tables.documents import projects, versions

AnyRow = Row[*tuple[Any, ...]]
MOST_SENTENCES = 10_000
LANGUAGE = "en"
"""Of a project that does not say it."""


async def parted(text: str, options: dict[str, Any]) -> list[Section]:
    """A script's sections, read in a thread: that of three hours takes more than a second.

    Raises:
        InputError: it is no script, or too long a one.
    """
    language = options.get("language", LANGUAGE)
    sections = await asyncio.to_thread(lambda: part(check(text), language))
    num_sentences = sum(len(section.sentences) for section in sections)
    if num_sentences > MOST_SENTENCES:
        raise InputError(
            f"the script has {num_sentences:,} sentences", f"keep it to {MOST_SENTENCES:,}", "text",
            "TOO_LARGE",
        )  # fmt: skip
    return sections


async def put_script(
    connection: AsyncConnection, call: Call, project: AnyRow, sections: list[Section]
) -> AnyRow:
    """Make sections the script of a project that is locked; the project as it is then."""
    await _keep_former(connection, project)
    await scripts.replace(connection, project.id, *await _rows(connection, call, project, sections))
    changed = await documents.change(
        connection, projects, project, made_by=call.principal.actor, values={}
    )
    await call.note(connection, "script.replaced", "project", project.id)
    return changed


async def _rows(
    connection: AsyncConnection, call: Call, project: AnyRow, sections: list[Section]
) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Rows of the new sections and sentences, under the ids that they had."""
    former_sections = await scripts.sections_of(connection, project.id)
    former = await scripts.sentences_of(connection, project.id)
    common = {
        "tenant_id": call.tenant, "project_id": project.id, "made_by": call.principal.actor
    }  # fmt: skip
    same = carried_over([row.title for row in former_sections], [one.title for one in sections])
    section_rows = [
        common | {"id": former_sections[place].id if place is not None else uuid7(),
                  "position": number, "title": section.title, "heading": section.heading}
        for number, (section, place) in enumerate(zip(sections, same, strict=True))
    ]  # fmt: skip
    said = [
        (row["id"], sentence)
        for row, section in zip(section_rows, sections, strict=True)
        for sentence in section.sentences
    ]
    places = carried_over([row.text for row in former], [sentence.text for _, sentence in said])
    sentence_rows = [
        common | {"section_id": section, "position": number, "text": sentence.text,
                  "before": sentence.before, "after": sentence.after}
        | _kept(former[place] if place is not None else None, sentence.text)
        for number, ((section, sentence), place) in enumerate(zip(said, places, strict=True))
    ]  # fmt: skip
    return section_rows, sentence_rows


def _kept(row: AnyRow | None, text: str) -> dict[str, Any]:
    """What stays of a sentence: its id, and its version unless its words are others."""
    if row is None:
        return {"id": uuid7(), "version": 1}
    return {"id": row.id, "version": row.version + (row.text != text)}


async def _keep_former(connection: AsyncConnection, project: AnyRow) -> None:
    """The script that is replaced goes to the history, under the project's version."""
    text = await scripts.text_of(connection, project.id)
    if text:
        await connection.execute(
            insert(versions).values(
                tenant_id=project.tenant_id, kind="scripts", object_id=project.id,
                version=project.version, data={"text": text}, made_by=project.made_by,
            )
        )  # fmt: skip
