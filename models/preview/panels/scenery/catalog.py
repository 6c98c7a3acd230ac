"""All settings, gathered from the files that draw them."""

from __future__ import annotations

from models.preview.panels.scenery import beyond, land, shore, town
from models.preview.panels.scenery.registry import SETTINGS_BY_NAME, Setting
from models.preview.panels.scenery.rooms import (
    care,
    cockpit,
    drinks,
    food,
    grand,
    home,
    industry,
    law,
    learning,
    meeting,
    passage,
    sales,
    shows,
    sleep,
    stores,
    studio,
    vehicles,
    work,
)

_FILES = (
    beyond,
    care,
    cockpit,
    drinks,
    food,
    grand,
    home,
    industry,
    land,
    law,
    learning,
    meeting,
    passage,
    sales,
    shore,
    shows,
    sleep,
    stores,
    studio,
    town,
    vehicles,
    work,
)

SETTINGS = frozenset(SETTINGS_BY_NAME)
"""Names that a look's `setting` may have."""


def setting_named(name: str) -> Setting:
    """The setting of a name; the plainest one where there is none."""
    return SETTINGS_BY_NAME.get(name) or SETTINGS_BY_NAME["abstract"]
