"""The settings that can be drawn, by name; the files of this package fill it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from media.errors import AuthorError
from models.preview.panels.stage import Stage

Painter = Callable[[Stage], None]


@dataclass(frozen=True, slots=True)
class Setting:
    """A place, and what a subject may count on there."""

    name: str
    paint: Painter
    indoors: bool = False
    water: bool = False
    """Boats and fish are at home; people stand on a shore or a deck."""
    deck: bool = False
    """Though on water, there is something to stand on."""
    adrift: bool = False
    """There is no ground: subjects float before the scene."""
    always_night: bool = False
    shore: bool = False
    """Land with water in it, deep enough for a boat."""
    midstream: bool = False
    """Its water runs through the foreground instead of lying behind it."""
    sheltered: bool = False
    """Neither rain nor snow nor fog comes in."""


SETTINGS_BY_NAME: dict[str, Setting] = {}


def setting(
    name: str,
    *,
    indoors: bool = False,
    water: bool = False,
    deck: bool = False,
    adrift: bool = False,
    always_night: bool = False,
    shore: bool = False,
    midstream: bool = False,
    sheltered: bool = False,
) -> Callable[[Painter], Painter]:
    """Register a painter under a setting's name; returns it unchanged."""

    def register(painter: Painter) -> Painter:
        if name in SETTINGS_BY_NAME:
            raise AuthorError(f"two settings are called {name!r}")
        SETTINGS_BY_NAME[name] = Setting(
            name, painter, indoors, water, deck, adrift, always_night, shore, midstream, sheltered
        )
        return painter

    return register
