"""All subjects, gathered from the files that draw them."""

from __future__ import annotations

from media.shots import Figure
from models.preview.panels.cast import animals, people, things, vehicles
from models.preview.panels.cast.registry import SUBJECTS_BY_NAME, Subject

_FILES = (animals, people, things, vehicles)

SUBJECTS = frozenset(SUBJECTS_BY_NAME)
"""Kinds that a look's `subjects` may have."""


def subjects_of(figures: tuple[Figure, ...]) -> tuple[Subject, ...]:
    """The subjects of a look, nearest first; unknown kinds are left out."""
    kinds = (figure.kind for figure in figures)
    return tuple(SUBJECTS_BY_NAME[kind] for kind in kinds if kind in SUBJECTS_BY_NAME)
