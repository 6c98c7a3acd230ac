"""All settings, gathered from the files that draw them."""

from __future__ import annotations

from models.preview.panels.scenery import (
    airport,
    alley,
    arena,
    below,
    beyond,
    city,
    dwelling,
    extremes,
    falls,
    farmland,
    land,
    launch,
    leisure,
    market,
    memory,
    otherworld,
    rooms,
    shore,
    square,
    station,
    stonework,
    town,
    water,
    wild,
    works,
)
from models.preview.panels.scenery.registry import SETTINGS_BY_NAME, Setting

_FILES = (
    airport,
    alley,
    arena,
    below,
    beyond,
    city,
    dwelling,
    extremes,
    falls,
    farmland,
    land,
    launch,
    leisure,
    market,
    memory,
    otherworld,
    rooms,
    shore,
    square,
    station,
    stonework,
    town,
    water,
    wild,
    works,
)

SETTINGS = frozenset(SETTINGS_BY_NAME)
"""Names that a look's `setting` may have."""


def setting_named(name: str) -> Setting:
    """The setting of a name; the plainest one where there is none."""
    return SETTINGS_BY_NAME.get(name) or SETTINGS_BY_NAME["abstract"]
