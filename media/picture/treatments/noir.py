"""Noir: black and white, hard light, a little glow around it."""

from __future__ import annotations

from media.picture.treatments.sheet import (
    Sheet,
    blurred,
    highest,
    minus,
    outlines,
    ramp,
    scaled,
    table,
    through,
)

_HARD = table(lambda t: 16 + 214 * ramp(t, 26, 168) ** 1.2)


def noir(sheet: Sheet) -> Sheet:
    """Light a layer hard and take its colour."""
    hard = through(sheet.over_paper, _HARD)
    lit = highest(hard, scaled(blurred(hard, 24 * sheet.scale), 0.6))
    return sheet.toned(minus(lit, scaled(outlines(sheet, 2.2, 24), 0.35))).coloured(0.0)
