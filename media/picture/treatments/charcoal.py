"""Charcoal: soft masses that catch on the teeth of the paper, and smudged lines."""

from __future__ import annotations

import numpy as np

from media.picture.texture import chalk
from media.picture.treatments.sheet import (
    Sheet,
    blurred,
    highest,
    minus,
    outlines,
    ramp,
    rubbed,
    scaled,
    table,
    through,
    times,
)

_PAPER = 228
_DEPTH = table(lambda t: 255 * np.clip(1 - (t - 16) / 205, 0, 1) ** 1.4)
_CAUGHT = table(lambda d: 198 * ramp(d, 30, 236))
_TEETH = table(lambda g: 90 + 1.2 * g)
_WARM = (125, 131)


def charcoal(sheet: Sheet) -> Sheet:
    """Draw a layer with charcoal."""
    grain = sheet.texture(chalk)
    mass = rubbed(through(blurred(sheet.over_paper, 1.8 * sheet.scale), _DEPTH), grain, 0.42)
    lines = times(blurred(outlines(sheet, 4.0, 18), 1.4 * sheet.scale), through(grain, _TEETH))
    dark = highest(through(mass, _CAUGHT), scaled(lines, 0.75))
    return sheet.toned(minus(np.full_like(dark, _PAPER), dark)).coloured(0.05, _WARM)
