"""The faces that text is set in: which scripts each draws, and whether it is installed.

Fonts are heavy, so the core brings one face and extras bring the others. A face is opened when its
first letter is set.
"""

from __future__ import annotations

from functools import cache, cached_property
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path
from typing import Any

import uharfbuzz
import yaml
from pydantic import Field

from media.model import Model

_hb: Any = uharfbuzz
"""A compiled module that tells type checkers nothing."""

ASCENT = 0.77
"""Height of the letter l above the baseline as part of the size (measured: 0.766)."""

DESCENT = 0.24
"""Depth of the letter g below the baseline as part of the size (measured: 0.240)."""


class Face(Model):
    """A row of `faces.yaml`."""

    family: str
    wheel: str
    file: str
    extra: str = ""
    """The extra of Kinora that brings it; none for the core's."""
    scripts: dict[str, str]
    index: dict[str, int] = Field(default_factory=dict)
    rise: float = ASCENT
    depth: float = DESCENT

    @property
    def path(self) -> Path | None:
        """Where it is installed."""
        return _installed(self.wheel, self.file)

    def index_for(self, language: str) -> int:
        """The font of a collection that has the forms of a language."""
        parts = language.replace("_", "-").split("-")
        for length in range(len(parts), -1, -1):
            found = self.index.get("-".join(parts[:length]))
            if found is not None:
                return found
        return 0


@cache
def _installed(wheel: str, file: str) -> Path | None:
    try:
        path = Path(str(distribution(wheel).locate_file(file)))
    except PackageNotFoundError:
        return None
    return path if path.is_file() else None


@cache
def faces() -> tuple[Face, ...]:
    """All faces that Kinora knows, the core's first."""
    rows = yaml.safe_load((Path(__file__).parent / "faces.yaml").read_text(encoding="utf-8"))
    return tuple(Face(**row) for row in rows)


@cache
def face_of_script(script: str) -> Face | None:
    """The face that draws a script, by its ISO 15924 code."""
    return next((face for face in faces() if script in face.scripts), None)


def scripts_by_extra() -> dict[str, tuple[list[str], bool]]:
    """The names of the scripts that each extra brings, the core's first, and whether it is here."""
    found: dict[str, tuple[list[str], bool]] = {}
    for face in faces():
        names, here = found.get(face.extra, ([], True))
        found[face.extra] = ([*names, *face.scripts.values()], here and face.path is not None)
    return found


class Font:
    """A font file, opened."""

    def __init__(self, path: Path, index: int = 0) -> None:
        self._face = _hb.Face(_hb.Blob.from_file_path(str(path)), index)
        self.upem: int = self._face.upem
        self.rise, self.depth = ASCENT, DESCENT
        self._weights: dict[int, Any] = {}

    @classmethod
    def measured(cls, path: Path) -> Font:
        """A font that no table knows, with the height and depth of its letters."""
        font = cls(path)
        font.rise = max(font.rise, *(font._reach(char)[0] for char in "bdlÉ"))
        font.depth = max(font.depth, *(font._reach(char)[1] for char in "gpy,"))
        return font

    def _reach(self, char: str) -> tuple[float, float]:
        """How far a letter goes above and below the baseline, as parts of the size."""
        shown = self.at(700)
        glyph = shown.get_nominal_glyph(ord(char))
        box = None if glyph is None else shown.get_glyph_extents(glyph)
        if box is None:
            return 0.0, 0.0
        return box.y_bearing / self.upem, -(box.y_bearing + box.height) / self.upem

    @cached_property
    def num_letters(self) -> int:
        """How many characters it draws."""
        return len(self._face.unicodes)

    def has(self, char: str) -> bool:
        """Whether it draws a character."""
        return self.at(400).get_nominal_glyph(ord(char)) is not None

    def at(self, weight: int) -> Any:
        """HarfBuzz's font at a weight, as near as the file comes to it."""
        if weight not in self._weights:
            font = _hb.Font(self._face)
            if self._face.has_var_data:
                font.set_variations({"wght": float(weight), "wdth": 100.0})
            self._weights[weight] = font
        return self._weights[weight]


def open_face(face: Face, language: str) -> Font | None:
    """An installed face's font for a language."""
    if face.path is None:
        return None
    return _opened(face.path, face.index_for(language), face.rise, face.depth)


@cache
def _opened(path: Path, index: int, rise: float, depth: float) -> Font:
    font = Font(path, index)
    font.rise, font.depth = rise, depth
    return font
