"""A script as written: sections with paragraphs, and who says each."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One line of plain text."""

    text: str
    speaker: str = ""
    """Who says it, in lower case; empty for the narrator."""
    quoted: bool = False
    """It stands in a block quote."""


@dataclass(frozen=True, kw_only=True)
class Part:
    """A section: its heading and its paragraphs."""

    title: str
    level: int
    paragraphs: tuple[Paragraph, ...]


@dataclass(frozen=True, kw_only=True)
class Script:
    """A whole script."""

    title: str
    """Its first heading, when sections stand below that, or its only heading."""
    titled: bool
    """Whether the title stands above the sections, and so opens the film by itself."""
    parts: tuple[Part, ...]
    staged: bool = False
    """It is a screenplay: all of it plays in scenes."""
