"""All settings, gathered from the files that draw them."""

from __future__ import annotations

import importlib
import pkgutil

from models.preview.panels.scenery import outdoors, rooms
from models.preview.panels.scenery.registry import SETTINGS_BY_NAME, Setting

for _package in (outdoors, rooms):
    for _module in pkgutil.iter_modules(_package.__path__, f"{_package.__name__}."):
        importlib.import_module(_module.name)

SETTINGS = frozenset(SETTINGS_BY_NAME)
"""Names that a look's `setting` may have."""


def setting_named(name: str) -> Setting:
    """The setting of a name; the plainest one where there is none."""
    return SETTINGS_BY_NAME.get(name) or SETTINGS_BY_NAME["abstract"]
