"""All subjects, gathered from the files that draw them."""

from __future__ import annotations

from importlib import import_module
from pkgutil import walk_packages

from models.preview.panels import cast
from models.preview.panels.cast.registry import SUBJECTS_BY_NAME, Subject

for _found in walk_packages(cast.__path__, f"{cast.__name__}."):
    # A folder of drawings needs no list of them beside it.
    if _found.name != __name__:
        import_module(_found.name)

SUBJECTS = frozenset(SUBJECTS_BY_NAME)
"""Names that a look's `subjects` may have."""


def subjects_named(names: tuple[str, ...]) -> tuple[Subject, ...]:
    """The subjects of a look, nearest first; unknown names are left out."""
    return tuple(SUBJECTS_BY_NAME[name] for name in names if name in SUBJECTS_BY_NAME)
