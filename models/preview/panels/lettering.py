"""A film's or a chapter's title, set into its opening picture.

In a wide frame it stands on the left and the picture's subject on the right, and amid a plain card;
in a square or an upright one it stands above. The side it is on is darkened as by dusk, so that
it reads on any sky.
"""

from __future__ import annotations

from dataclasses import dataclass

from media.text.bidi import reads_right_to_left
from media.text.family import CORE, Family
from media.text.font import ASCENT, CAP_HEIGHT, DESCENT, Run, require, shape
from media.text.layout import fit
from models.preview.panels.colour import mix
from models.preview.panels.drawing import box, group
from models.preview.panels.drawing import shape as filled
from models.preview.panels.mark import Mark
from models.preview.panels.stage import Stage

_WEIGHT = 300
_LEADING = 1.16
_TRACKING = 0.008
_HIGHEST = 0.07
"""No title stands higher in the frame."""


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a title stands, in panel units."""

    middle: float
    width: float
    size: float
    """Largest em size."""
    max_lines: int


def lettering(s: Stage, title: str, mark: Mark | None = None, family: Family = CORE) -> str:
    """The title as outlines, with the film's mark, over the darkness that keeps both readable.

    Raises:
        InputError: no font has some of the letters.
    """
    require(title, "title", family)
    place = _place(s)
    size, lines = fit(
        title,
        size=place.size,
        width=place.width,
        max_lines=place.max_lines,
        weight=_WEIGHT,
        family=family,
    )
    rtl = reads_right_to_left(title)
    runs = [
        shape(text, size, weight=_WEIGHT, tracking=_TRACKING, family=family, rtl=rtl)
        for text in lines
    ]
    leading = size * (_LEADING + _taller(runs))
    tall = leading * (len(runs) - 1) + CAP_HEIGHT * size
    top = max(place.middle - tall / 2, s.height * _HIGHEST)
    first = top + CAP_HEIGHT * size
    ink = mix(s.palette.light, "#ffffff", 0.85)
    parts = [_dusk(s)]
    for number, run in enumerate(runs):
        x = _begin(s, run.width, s.width * 0.075, runs, rtl)
        parts.append(group(filled(run.path, ink), at=(x, first + number * leading)))
    rule = s.width * 0.06
    left = _begin(s, rule, s.width * 0.078, runs, rtl)
    under = top + tall + size * (0.5 + _taller(runs) / 2)
    parts.append(box(left, under, rule, max(2.5, size * 0.03), s.palette.glow))
    if mark is not None:
        parts.append(_marked(s, mark, top, under))
    return "".join(parts)


def _taller(runs: list[Run]) -> float:
    """How much more room the letters take, up and down, than those of Latin, in sizes."""
    tall = max((run.rise + run.depth for run in runs), default=0.0)
    return max(0.0, tall - ASCENT - DESCENT)


def _begin(s: Stage, width: float, edge: float, runs: list[Run], rtl: bool) -> float:
    """Where something of a width begins: in the middle, or flush where reading begins."""
    if not s.titled_beside:
        return (s.width - width) / 2
    return edge + max(run.width for run in runs) - width if rtl else edge


def _marked(s: Stage, mark: Mark, top: float, under: float) -> str:
    """The mark, small: above the title, or below its rule where that leaves it no room."""
    tall = mark.fitting(s.width * 0.3, min(s.width, s.height) * 0.085)
    wide = tall * mark.width / mark.height
    left = s.width * 0.078 if s.titled_beside else (s.width - wide) / 2
    above = top - tall * 1.9
    if mark.plate(_dark(s)) and s.titled_beside:
        left += mark.room(tall)
    at = above if above > s.height * 0.055 else under + tall * 0.7
    return mark.drawn(_dark(s), left, at, tall)


def _place(s: Stage) -> _Place:
    if s.titled_beside:
        return _Place(s.height * 0.4, s.width * 0.54, s.height * 0.125, 4)
    if s.width > s.height:
        return _Place(s.height * 0.4, s.width * 0.8, s.height * 0.15, 3)
    return _Place(s.height * 0.21, s.width * 0.82, s.width * 0.115, 4)


def _dark(s: Stage) -> str:
    return mix(s.palette.shade, "#000000", 0.5)


def _dusk(s: Stage) -> str:
    dark = _dark(s)
    fade = (f"{dark}@0.84", f"{dark}@0.76", f"{dark}@0.5", f"{dark}@0")
    if s.titled_beside:
        return box(s.left, s.top, s.span * 0.78, s.bottom - s.top, s.paints.across(*fade))
    if s.width > s.height:
        veil = s.paints.down(*fade[:2], fade[1], fade[2])
        return box(s.left, s.top, s.span, s.bottom - s.top, veil)
    return box(s.left, s.top, s.span, (s.bottom - s.top) * 0.56, s.paints.down(*fade))
