"""The font: Noto Sans as outlines, shaped by HarfBuzz.

Text is turned into paths before it is drawn, so titles, captions and sheets look the same on every
machine and measuring is exact. The file comes with a wheel and covers Latin, Greek and Cyrillic
with their extensions, and Devanagari and Vietnamese as far as Noto Sans itself does.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.resources import files
from typing import Any, NamedTuple

import uharfbuzz

from media.errors import InputError

_hb: Any = uharfbuzz
"""A compiled module that tells type checkers nothing."""

_FILE = "files/NotoSans[wdth,wght].ttf"

CAP_HEIGHT = 0.714
"""Height of capitals as part of the size (Noto Sans, OS/2 sCapHeight 714 of 1000 units)."""

DESCENT = 0.24
"""Depth of the letter g below the baseline as part of the size (measured: 0.240)."""

ASCENT = 0.77
"""Height of the letter l above the baseline as part of the size (measured: 0.766)."""


class _Glyph(NamedTuple):
    """A glyph's number and where its origin lies."""

    number: int
    x: float
    y: float


@dataclass(frozen=True)
class Run:
    """A shaped line of text, its baseline starting at (0, 0), y downwards.

    Most lines are only measured, to find where they break: outlines are drawn when asked for.
    """

    glyphs: tuple[_Glyph, ...]
    size: float
    weight: int
    width: float
    """Advance, in the same unit as the size."""

    @cached_property
    def path(self) -> str:
        """SVG path data."""
        pen = _Pen(self.size / _face().upem)
        font = _font(self.weight)
        for glyph in self.glyphs:
            pen.x, pen.y = glyph.x, glyph.y
            font.draw_glyph_with_pen(glyph.number, pen)
        return "".join(pen.parts)


@cache
def _face() -> Any:
    data = files("fontpkg_noto_sans").joinpath(_FILE).read_bytes()
    return _hb.Face(data)


@cache
def _font(weight: int) -> Any:
    font = _hb.Font(_face())
    font.set_variations({"wght": float(weight), "wdth": 100.0})
    return font


def clean(text: str) -> str:
    """Text without what no text font draws: emoji, joiners, controls, variation selectors."""
    kept = (
        " " if char.isspace() else char
        for char in unicodedata.normalize("NFC", text)
        if unicodedata.category(char) not in ("So", "Sk", "Cs", "Cf", "Co", "Cn")
        and (char.isspace() or unicodedata.category(char) != "Cc")
        and not "\ufe00" <= char <= "\ufe0f"
    )
    return "".join(kept)


def missing(text: str) -> str:
    """The characters of `text` that the font cannot draw, each once, in order."""
    font = _font(400)
    unknown = (
        char
        for char in clean(text)
        if font.get_nominal_glyph(ord(char)) is None and not char.isspace()
    )
    return "".join(dict.fromkeys(unknown))


def require(text: str, field: str) -> None:
    """Refuse text in a script that the font lacks.

    Raises:
        InputError: some letters cannot be drawn.
    """
    lacking = missing(text)
    if lacking:
        raise InputError(
            f"the font has no letters for {lacking[:12]!r}",
            "write it in Latin, Greek or Cyrillic letters, or do not burn captions in (--track)",
            field,
            code="FONT_LACKS_SCRIPT",
        )


def shape(text: str, size: float, *, weight: int = 500, tracking: float = 0.0) -> Run:
    """Set a line of text.

    Args:
        text: one line; what the font lacks is drawn as its empty box.
        size: em size, in the unit that the path shall have.
        weight: 100 (thin) to 900 (black).
        tracking: space added behind each letter, as part of the size.
    """
    text = clean(text)
    if not text:
        return Run((), size, weight, 0.0)
    buffer = _hb.Buffer()
    buffer.add_str(text)
    buffer.guess_segment_properties()
    _hb.shape(_font(weight), buffer)
    scale = size / _face().upem
    glyphs: list[_Glyph] = []
    at = 0.0
    for info, position in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True):
        x, y = at + position.x_offset * scale, -position.y_offset * scale
        glyphs.append(_Glyph(info.codepoint, x, y))
        at += position.x_advance * scale + tracking * size
    return Run(tuple(glyphs), size, weight, at - tracking * size)


class _Pen:
    """Collects outlines as SVG path data, to a hundredth of a unit."""

    def __init__(self, scale: float) -> None:
        self.scale, self.x, self.y = scale, 0.0, 0.0
        self.parts: list[str] = []

    def _write(self, letter: str, *points: tuple[float, float]) -> None:
        scaled = (f"{self.x + x * self.scale:.2f} {self.y - y * self.scale:.2f}" for x, y in points)
        self.parts.append(letter + " ".join(scaled))

    # The names are those of the pen protocol of fontTools, which uharfbuzz calls.
    def moveTo(self, point: tuple[float, float]) -> None:  # noqa: N802
        self._write("M", point)

    def lineTo(self, point: tuple[float, float]) -> None:  # noqa: N802
        self._write("L", point)

    def qCurveTo(self, *points: tuple[float, float]) -> None:  # noqa: N802
        self._write("Q", *points)

    def curveTo(self, *points: tuple[float, float]) -> None:  # noqa: N802
        self._write("C", *points)

    def closePath(self) -> None:  # noqa: N802
        self.parts.append("Z")
