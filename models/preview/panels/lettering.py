"""A film's or a chapter's title, set into its opening picture."""

from __future__ import annotations

from media.text.font import CAP_HEIGHT, require, shape
from media.text.layout import fit
from models.preview.panels.colour import mix
from models.preview.panels.drawing import box, disc, group
from models.preview.panels.drawing import shape as filled
from models.preview.panels.stage import Stage

_WEIGHT = 300
_LEADING = 1.16
_TRACKING = 0.012
_WIDTH = 0.74
"""Part of the frame's width that a title may take."""


def lettering(s: Stage, title: str) -> str:
    """The title as outlines in the upper half, on a soft darkness that keeps it readable.

    Raises:
        InputError: the font lacks some of the letters.
    """
    require(title, "title")
    largest = 0.125 * min(s.height, s.width * 0.9)
    size, lines = fit(title, size=largest, width=s.width * _WIDTH, max_lines=3, weight=_WEIGHT)
    tall = size * _LEADING * (len(lines) - 1) + CAP_HEIGHT * size
    middle = s.height * 0.37
    first = middle - tall / 2 + CAP_HEIGHT * size
    parts = [_darkness(s, middle, tall)]
    for number, text in enumerate(lines):
        run = shape(text, size, weight=_WEIGHT, tracking=_TRACKING)
        place = (s.width / 2 - run.width / 2, first + number * size * _LEADING)
        ink = mix(s.palette.light, "#ffffff", 0.8)
        parts.append(group(filled(run.path, ink), at=place))
    rule = s.width * 0.07
    under = middle + tall / 2 + size * 0.52
    parts.append(box(s.width / 2 - rule / 2, under, rule, max(2.0, size * 0.022), s.palette.glow))
    return "".join(parts)


def _darkness(s: Stage, middle: float, tall: float) -> str:
    dark = mix(s.palette.shade, "#000000", 0.55)
    fill = s.paints.round(f"{dark}@0.62", f"{dark}@0.5", f"{dark}@0.2", f"{dark}@0")
    return disc(s.width / 2, middle, s.width * 0.66, fill, (tall * 1.5 + s.height * 0.2) / s.width)
