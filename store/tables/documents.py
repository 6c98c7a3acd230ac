"""What people write and keep: projects with their script, and the documents beside them.

Each has a version that every change raises, so that two people who edit at once are told; what a
change replaces goes to `versions`; what is deleted stays, marked, until it is swept.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import (
    Column,
    DateTime,
    Index,
    Integer,
    Table,
    Text,
    UniqueConstraint,
    func,
)
from sqlalchemy.dialects.postgresql import JSONB, UUID

from store.tables.base import created_at, metadata, tenant_id, within_tenant


def document(name: str, *items: Any) -> Table:
    """A table of things that people edit: an id, a version, who made it and when."""
    return Table(
        name,
        metadata,
        Column("id", UUID(as_uuid=True), primary_key=True),
        tenant_id(),
        Column("version", Integer, nullable=False, server_default="1"),
        Column("made_by", Text, nullable=False),
        created_at(),
        Column("updated_at", DateTime(timezone=True), nullable=False, server_default=func.now()),
        Column("deleted_at", DateTime(timezone=True)),
        *items,
        UniqueConstraint("tenant_id", "id"),
    )


def _of_project(*, nullable: bool) -> Column[Any]:
    return Column("project_id", UUID(as_uuid=True), nullable=nullable)


projects = document(
    "projects",
    Column("name", Text, nullable=False),
    Column("options", JSONB, nullable=False, server_default="{}"),
    Column("archived_at", DateTime(timezone=True)),
    Index("ix_projects_tenant_id_created_at", "tenant_id", "created_at"),
)
"""A film in the making; `options` are those of `pipelines.productions.options`. One that is
archived is not changed, nor purged."""

sections = document(
    "sections",
    _of_project(nullable=False),
    Column("position", Integer, nullable=False),
    Column("title", Text, nullable=False),
    Column("heading", Text, nullable=False),
    within_tenant("sections", "project_id", "projects"),
    Index("ix_sections_tenant_id_project_id", "tenant_id", "project_id", "position"),
)
"""A chapter. `heading` is its line in the script, with all that stands before it."""

sentences = document(
    "sentences",
    _of_project(nullable=False),
    Column("section_id", UUID(as_uuid=True), nullable=False),
    Column("position", Integer, nullable=False),
    Column("text", Text, nullable=False),
    Column("before", Text, nullable=False),
    Column("after", Text, nullable=False, server_default=""),
    within_tenant("sentences", "project_id", "projects"),
    within_tenant("sentences", "section_id", "sections"),
    Index("ix_sentences_tenant_id_project_id", "tenant_id", "project_id", "position"),
    Index("ix_sentences_tenant_id_section_id", "tenant_id", "section_id", "position"),
)
"""What is spoken in one breath. `before` and `after` are the blanks and marks around it, so that
all sections and sentences, one after the other, are the script to the letter."""


def _kept(name: str, *, of_project: bool) -> Table:
    """A table of documents whose content is checked by the API and kept as JSON."""
    columns: list[Any] = [
        Column("name", Text, nullable=False),
        Column("data", JSONB, nullable=False),
    ]
    if of_project:
        columns += [_of_project(nullable=True), within_tenant(name, "project_id", "projects")]
    keys = ["tenant_id", "project_id"] if of_project else ["tenant_id", "name"]
    return document(name, *columns, Index(f"ix_{name}_{'_'.join(keys)}", *keys))


characters = _kept("characters", of_project=True)
"""Who appears: look, voice, pronunciations; of one project, or of all."""
flows = _kept("flows", of_project=False)
presets = _kept("presets", of_project=False)
styles = _kept("styles", of_project=False)
"""How films may look: those of a tenant's own, each on a style that Kinora draws."""

versions = Table(
    "versions",
    metadata,
    tenant_id(primary_key=True),
    Column("kind", Text, primary_key=True),
    Column("object_id", UUID(as_uuid=True), primary_key=True),
    Column("version", Integer, primary_key=True, autoincrement=False),
    Column("data", JSONB, nullable=False),
    Column("made_by", Text, nullable=False),
    created_at(),
)
"""What documents were before they were changed."""
