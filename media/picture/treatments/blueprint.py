"""Blueprint: white lines on blue, a grid behind them, hatching for what is dark."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

import numpy as np

from media.picture.texture import grid, hatching
from media.picture.treatments.sheet import (
    Sheet,
    blurred,
    halved,
    minus,
    outlines,
    plus,
    ramp,
    scaled,
    table,
    through,
    times,
)
from media.picture.yuv import Planes

_FIELD = table(lambda t: 50 + 30 * np.clip((t - 16) / 219, 0, 1))
_DARK = table(lambda t: 52 * (1 - ramp(t, 36, 92)))
_STROKES = partial(hatching, 45.0, 14.0)
_BLUE = (166, 102)
"""U and V of the paper; the lines are nearly white."""


def blueprint(sheet: Sheet) -> Sheet:
    """Draw a layer as a plan."""
    tone = sheet.over_paper
    lines = outlines(sheet, 1.8, 9)
    drawn = plus(through(blurred(tone, 2 * sheet.scale), _FIELD), scaled(lines, 0.66))
    drawn = plus(drawn, times(through(tone, _DARK), sheet.texture(_STROKES)))
    if sheet.ground:
        drawn = plus(drawn, scaled(sheet.texture(grid), 0.12))
    half, pale = halved(sheet.alpha), halved(lines)
    u = minus(np.full_like(half, _BLUE[0]), scaled(pale, 0.12))
    v = plus(np.full_like(half, _BLUE[1]), scaled(pale, 0.08))
    toned = sheet.toned(drawn)
    return replace(toned, planes=Planes(toned.planes.y, times(u, half), times(v, half)))
