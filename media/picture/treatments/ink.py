"""Ink storyboard: outlines, a grey wash in a few steps, hatching where it is dark."""

from __future__ import annotations

from functools import partial

import numpy as np

from media.picture.texture import hatching
from media.picture.treatments.sheet import (
    Sheet,
    highest,
    minus,
    outlines,
    ramp,
    scaled,
    table,
    through,
    times,
)

_WASH = table(lambda t: 140 + 95 * ramp(np.round(t / 235 * 5) / 5, 0.0, 0.8))
_DARK = table(lambda t: 205 * (1 - ramp(t, 70, 120)))
_DARKER = table(lambda t: 225 * (1 - ramp(t, 34, 66)))
_RIGHT, _LEFT = partial(hatching, 38.0, 9.0), partial(hatching, 122.0, 10.0)
_SEPIA = (125, 131)


def ink(sheet: Sheet) -> Sheet:
    """Draw a layer with a pen."""
    tone = sheet.over_paper
    strokes = highest(
        times(through(tone, _DARK), sheet.texture(_RIGHT)),
        times(through(tone, _DARKER), sheet.texture(_LEFT)),
    )
    drawn = minus(through(tone, _WASH), scaled(strokes, 0.6))
    drawn = minus(drawn, scaled(outlines(sheet, 2.6, 14), 0.82))
    return sheet.toned(drawn).coloured(0.4, _SEPIA)
