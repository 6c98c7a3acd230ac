"""Projects and their scripts."""

from __future__ import annotations

from datetime import datetime
from typing import TypedDict

from kinora_client.models.base import Document, Json, Model, Versioned


class Project(Document):
    """A project."""

    name: str
    options: Json
    """As they were chosen."""
    archived_at: datetime | None = None
    """Since when it is only read."""


class Version(Model):
    """What a document was."""

    version: int
    data: Json
    made_by: str
    created_at: datetime


class Script(Model):
    """A whole script, with what it was counted into."""

    text: str
    num_sections: int
    num_sentences: int


class Section(Versioned):
    """A chapter; the first has no title where the script begins without a heading."""

    id: str
    position: int
    title: str


class Sentence(Versioned):
    """What is spoken in one breath."""

    id: str
    section_id: str
    position: int
    text: str
    updated_at: datetime


class _Reworded(TypedDict):
    id: str
    text: str


class Reworded(_Reworded, total=False):
    """Other words for one of many sentences."""

    version: int | None
    """The one that was read: a sentence that somebody changed since is not changed."""


class Changed(Model):
    """How many sentences have other words now."""

    changed: int
