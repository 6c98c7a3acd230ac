"""The words that the panel engine knows, for whoever plans shots."""

from __future__ import annotations

from models.preview.panels.cast.catalog import SUBJECTS
from models.preview.panels.cast.registry import SUBJECTS_BY_NAME
from models.preview.panels.palette import styles
from models.preview.panels.scenery.catalog import SETTINGS

STYLES = styles()
"""Names of styles, the usual one first."""

HANDY = frozenset(name for name, item in SUBJECTS_BY_NAME.items() if item.where == "table")
"""Subjects that a person can hold."""

PEOPLE = frozenset(name for name, item in SUBJECTS_BY_NAME.items() if item.person)
"""Subjects that are somebody."""

LOW = frozenset(
    name
    for name, item in SUBJECTS_BY_NAME.items()
    if item.where in ("ground", "water") and item.tall < 0.7 and not item.person
)
"""Animals and things that do not reach up to a person's chest: from afar they are lost."""

ANIMALS = frozenset(
    name for name, item in SUBJECTS_BY_NAME.items() if ".cast.animals." in item.sketch.__module__
)
"""Subjects that may be `he` or `she` without being a person."""

__all__ = ["ANIMALS", "HANDY", "LOW", "PEOPLE", "SETTINGS", "STYLES", "SUBJECTS"]
