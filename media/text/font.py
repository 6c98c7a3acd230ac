"""Setting text: a line of letters becomes outlines, shaped by HarfBuzz.

Text is turned into paths before it is drawn, so titles, captions and sheets look the same on every
machine and measuring is exact. A line is parted into runs of one font, one script and one
direction; runs stand in visual order, each letter knows where it was written.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from typing import Any, NamedTuple

import uharfbuzz

from media.errors import InputError
from media.text.bidi import levels, reads_right_to_left, visual_order
from media.text.faces import ASCENT, DESCENT, Font, face_of_script
from media.text.family import CORE, Family
from media.text.scripts import script_name, script_of, scripts_of

__all__ = ["ASCENT", "CAP_HEIGHT", "DESCENT", "Run", "Span", "clean", "missing", "require", "shape"]

_hb: Any = uharfbuzz

CAP_HEIGHT = 0.714
"""Height of capitals as part of the size (Noto Sans, OS/2 sCapHeight 714 of 1000 units)."""

_TRACKED = frozenset({"", "Latn", "Grek", "Cyrl"})
"""Scripts whose letters may be set apart; others are joined, or tight by habit."""
_MARKS = "\u200e\u200f\u061c"
"""LRM, RLM and ALM: they are not drawn, and say in which direction what is beside them runs."""
_JOINERS = "\u200c\u200d"
"""Persian and the scripts of India cannot be written without them."""
_SIGNS = 0x2150
"""Below it, symbols such as ° and ™ are signs of text and not pictures."""


class _Glyph(NamedTuple):
    """A glyph of a font and where its origin lies."""

    number: int
    x: float
    y: float
    font: Font
    letter: int
    """The first character it draws, as written."""
    left: float
    right: float


class Span(NamedTuple):
    """Where some letters stand: from their left to their right edge, and how they run."""

    left: float
    right: float
    rtl: bool


class _Piece(NamedTuple):
    """Letters of one font, script and direction, as written: from `start` to before `end`."""

    start: int
    end: int
    font: Font
    script: str
    level: int


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
    pieces: tuple[_Piece, ...] = ()

    @cached_property
    def path(self) -> str:
        """SVG path data."""
        parts: list[str] = []
        for glyph in self.glyphs:
            pen = _Pen(self.size / glyph.font.upem, glyph.x, glyph.y, parts)
            glyph.font.at(self.weight).draw_glyph_with_pen(glyph.number, pen)
        return "".join(parts)

    @property
    def rise(self) -> float:
        """How high its letters stand, as part of the size."""
        return max((piece.font.rise for piece in self.pieces), default=ASCENT)

    @property
    def depth(self) -> float:
        """How far its letters hang below the baseline, as part of the size."""
        return max((piece.font.depth for piece in self.pieces), default=DESCENT)

    def spans(self, start: int, end: int) -> tuple[Span, ...]:
        """Where the letters from `start` to before `end` stand, as they are read.

        Letters that run in one direction are one span.
        """
        found: list[Span] = []
        for piece in self.pieces:
            inside = range(max(start, piece.start), min(end, piece.end))
            glyphs = [glyph for glyph in self.glyphs if glyph.letter in inside]
            if not glyphs:
                continue
            rtl = bool(piece.level % 2)
            left, right = min(g.left for g in glyphs), max(g.right for g in glyphs)
            if found and found[-1].rtl == rtl:
                found[-1] = Span(min(left, found[-1].left), max(right, found[-1].right), rtl)
            else:
                found.append(Span(left, right, rtl))
        return tuple(found)


def clean(text: str) -> str:
    """Text without what no text font draws: emoji, controls, variation selectors."""
    if text.isascii() and text.isprintable() and "^" not in text and "`" not in text:
        return text
    kept: list[str] = []
    for char in unicodedata.normalize("NFC", text):
        if char.isspace():
            kept.append(" ")
        elif char in _JOINERS:
            # Between emoji they join what is left out.
            if kept and script_of(kept[-1]):
                kept.append(char)
        elif char in _MARKS or _is_text(char):
            kept.append(char)
    return "".join(kept)


def _is_text(char: str) -> bool:
    kind = unicodedata.category(char)
    if kind == "So":
        return ord(char) < _SIGNS
    return kind not in ("Sk", "Cs", "Cf", "Co", "Cn", "Cc") and not "\ufe00" <= char <= "\ufe0f"


def missing(text: str, family: Family = CORE) -> str:
    """The characters of `text` that no font draws, each once, in order."""
    return family.missing(clean(text))


def require(text: str, field: str, family: Family = CORE) -> None:
    """Refuse text in a script that no installed font draws.

    Raises:
        InputError: some letters cannot be drawn; it names their scripts, and the extra to install.
    """
    lacking = missing(text, family)
    if lacking:
        names = " and ".join(dict.fromkeys(script_name(char) for char in lacking))
        raise InputError(
            f"the font has no letters for {lacking[:12]!r} ({names})",
            _remedy(lacking, family),
            field,
            code="FONT_LACKS_SCRIPT",
        )


def _remedy(lacking: str, family: Family) -> str:
    extras = {
        face.extra: None
        for char in lacking
        if (face := face_of_script(script_of(char))) and not family.is_installed(face)
    }
    if extras:
        return f'pip install "kinora[{",".join(extras)}]", or do not burn captions in (--track)'
    return (
        "name a font file that has them (fonts: in the settings), write them otherwise, or do not "
        "burn captions in (--track)"
    )


def shape(
    text: str,
    size: float,
    *,
    weight: int = 500,
    tracking: float = 0.0,
    family: Family = CORE,
    rtl: bool | None = None,
) -> Run:
    """Set a line of text.

    Args:
        text: one line; what the fonts lack is drawn as an empty box.
        size: em size, in the unit that the path shall have.
        weight: 100 (thin) to 900 (black).
        tracking: space added behind each letter, as part of the size, where the script allows.
        family: the fonts.
        rtl: the direction of the text that the line is of; as its own letters say if None.
    """
    text = clean(text)
    if not text.strip(_JOINERS + _MARKS):
        return Run((), size, weight, 0.0)
    rtl = reads_right_to_left(text) if rtl is None else rtl
    pieces = tuple(_pieces(text, rtl, family))
    letters = [ord(char) for char in text]
    forms = family.forms(text)
    glyphs: list[_Glyph] = []
    at, apart = 0.0, 0.0
    for number in visual_order([piece.level for piece in pieces]):
        piece = pieces[number]
        apart = tracking * size if piece.script in _TRACKED else 0.0
        at = _set(piece, letters, glyphs, at, _Setting(size, weight, apart, forms))
    return Run(tuple(glyphs), size, weight, at - apart, pieces)


def _pieces(text: str, rtl: bool, family: Family) -> Iterator[_Piece]:
    if text.isascii() and not rtl and family.chosen is None:
        # Most text there is: it is measured over and over where lines are broken.
        yield _Piece(0, len(text), family.fonts(text[0])[0], scripts_of(text)[0], 0)
        return
    each = list(zip(family.fonts(text), scripts_of(text), levels(text, rtl), strict=True))
    start = 0
    for (font, script, level), run in groupby(each):
        end = start + len(list(run))
        yield _Piece(start, end, font, script, level)
        start = end


class _Setting(NamedTuple):
    size: float
    weight: int
    apart: float
    """Space behind each letter."""
    language: str


def _set(
    piece: _Piece, letters: list[int], glyphs: list[_Glyph], at: float, how: _Setting
) -> float:
    """Add a piece's glyphs from `at` on; where the next begins."""
    buffer = _hb.Buffer()
    # The whole line is given, so that letters join across a change of font.
    buffer.add_codepoints(letters, piece.start, piece.end - piece.start)
    buffer.direction = "rtl" if piece.level % 2 else "ltr"
    if piece.script:
        buffer.script = piece.script
    buffer.language = how.language or "und"
    _hb.shape(piece.font.at(how.weight), buffer)
    scale = how.size / piece.font.upem
    for info, position in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True):
        x, y = at + position.x_offset * scale, -position.y_offset * scale
        advance = position.x_advance * scale
        glyphs.append(_Glyph(info.codepoint, x, y, piece.font, info.cluster, at, at + advance))
        at += advance + how.apart
    return at


class _Pen:
    """Collects outlines as SVG path data, to a hundredth of a unit."""

    def __init__(self, scale: float, x: float, y: float, parts: list[str]) -> None:
        self._scale, self._x, self._y = scale, x, y
        self._parts = parts

    def _write(self, letter: str, *points: tuple[float, float]) -> None:
        scaled = (
            f"{self._x + x * self._scale:.2f} {self._y - y * self._scale:.2f}" for x, y in points
        )
        self._parts.append(letter + " ".join(scaled))

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
        self._parts.append("Z")
