"""The subjects that can be drawn, by name; the files of this package fill it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from media.errors import AuthorError
from models.preview.panels.drawing import Dice
from models.preview.panels.stage import Stage

Where = Literal["ground", "water", "sky", "table"]
Sketch = Callable[[Stage, Dice], str]
"""Draws a subject standing on (0, 0), 100 units tall, facing right."""


@dataclass(frozen=True, slots=True)
class Subject:
    """Who or what can be in a picture."""

    name: str
    sketch: Sketch
    where: Where
    tall: float
    """Height against a grown person's; for what lies on a table, against a mug's."""
    wide: float
    """Width against its own height."""
    person: bool = False
    rooted: bool = False
    """Brings its own rock to stand on."""


SUBJECTS_BY_NAME: dict[str, Subject] = {}


def subject(
    name: str,
    *,
    where: Where,
    tall: float,
    wide: float,
    person: bool = False,
    rooted: bool = False,
) -> Callable[[Sketch], Sketch]:
    """Register a sketch under a subject's name; returns it unchanged."""

    def register(sketch: Sketch) -> Sketch:
        if name in SUBJECTS_BY_NAME:
            raise AuthorError(f"two subjects are called {name!r}")
        SUBJECTS_BY_NAME[name] = Subject(name, sketch, where, tall, wide, person, rooted)
        return sketch

    return register
