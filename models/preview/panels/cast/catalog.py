"""All subjects, gathered from the files that draw them."""

from __future__ import annotations

from importlib import import_module
from pkgutil import walk_packages

from media.shots import Figure
from models.preview.panels import cast
from models.preview.panels.cast.registry import SUBJECTS_BY_NAME, Subject

for _found in walk_packages(cast.__path__, f"{cast.__name__}."):
    # A folder of drawings needs no list of them beside it.
    if _found.name != __name__:
        import_module(_found.name)

SUBJECTS = frozenset(SUBJECTS_BY_NAME)
"""Kinds that a look's `subjects` may have."""


def known_of(figures: tuple[Figure, ...]) -> tuple[tuple[Figure, Subject], ...]:
    """The figures of a look whose kinds are known, with their subjects, nearest first."""
    return tuple(
        (figure, SUBJECTS_BY_NAME[figure.kind])
        for figure in figures
        if figure.kind in SUBJECTS_BY_NAME
    )


def subjects_of(figures: tuple[Figure, ...]) -> tuple[Subject, ...]:
    """The subjects of a look, nearest first; unknown kinds are left out."""
    return tuple(item for _, item in known_of(figures))
