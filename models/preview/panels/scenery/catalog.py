"""All settings, gathered from the files that draw them."""

from __future__ import annotations

from models.preview.panels.scenery import beyond, land, shore, town
from models.preview.panels.scenery.registry import SETTINGS_BY_NAME, Setting
from models.preview.panels.scenery.rooms import (
    care,
    church,
    cockpit,
    drinks,
    food,
    home,
    industry,
    law,
    learning,
    meeting,
    passage,
    sales,
    ship,
    shows,
    sleep,
    stores,
    studio,
    throne,
    vehicles,
    work,
)

_FILES = (
    beyond,
    care,
    church,
    cockpit,
    drinks,
    food,
    home,
    industry,
    land,
    law,
    learning,
    meeting,
    passage,
    sales,
    ship,
    shore,
    shows,
    sleep,
    stores,
    studio,
    throne,
    town,
    vehicles,
    work,
)

SETTINGS = frozenset(SETTINGS_BY_NAME)
"""Names that a look's `setting` may have."""


def setting_named(name: str) -> Setting:
    """The setting of a name; the plainest one where there is none."""
    return SETTINGS_BY_NAME.get(name) or SETTINGS_BY_NAME["abstract"]
