"""All subjects, gathered from the files that draw them."""

from __future__ import annotations

from models.preview.panels.cast import animals, people, things, vehicles
from models.preview.panels.cast.registry import SUBJECTS_BY_NAME, Subject

_FILES = (animals, people, things, vehicles)

SUBJECTS = frozenset(SUBJECTS_BY_NAME)
"""Names that a look's `subjects` may have."""


def subjects_named(names: tuple[str, ...]) -> tuple[Subject, ...]:
    """The subjects of a look, nearest first; unknown names are left out."""
    return tuple(SUBJECTS_BY_NAME[name] for name in names if name in SUBJECTS_BY_NAME)
