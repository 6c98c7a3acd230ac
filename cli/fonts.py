"""Fonts that a user names: a file beside the script, or a family that a wheel of fontpkg brings.

Either is kept as an asset, so that what is drawn with it is known by its content.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from cli.assets import imported_font
from media.errors import InputError
from pipelines.productions.options import Fonts

_WEIGHTS = {"title": 300, "captions": 700}
"""Which file of a family is taken, where each weight has one of its own."""
SUFFIXES = (".ttf", ".otf", ".ttc", ".otc")


def imported_fonts(named: Mapping[str, str], folder: Path) -> Fonts:
    """Find, check and store the fonts that the settings name.

    Args:
        named: by what they set: `title` or `captions`.
        folder: of the script; paths are relative to it.

    Raises:
        InputError: what is named is no font, or not installed.
    """
    found = {
        use: imported_font(_path(name, folder, use), f"fonts.{use}") for use, name in named.items()
    }
    return Fonts(**found)


def _path(name: str, folder: Path, use: str) -> Path:
    if name.lower().endswith(SUFFIXES):
        return folder / name
    import fontpkg

    try:
        return fontpkg.path(name, weight=_WEIGHTS[use], nearest=True)
    except fontpkg.FontpkgError:
        installed = ", ".join(sorted(found.name for found in fontpkg.families().values()))
        raise InputError(
            f"there is no font family {name!r}",
            f"name one that is installed ({installed}; more come as fontpkg-<name>), or a file "
            f"that ends in {', '.join(SUFFIXES)}",
            f"fonts.{use}",
            "BAD_FONT",
        ) from None
