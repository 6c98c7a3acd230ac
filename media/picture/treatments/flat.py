"""Flat vector: a few even tones, strong colour, no texture."""

from __future__ import annotations

import numpy as np

from media.picture.treatments.sheet import Sheet, evened, table, through

_STEPS = 7
_EVEN = table(lambda t: 16 + 219 * np.round(np.clip((t - 16) / 219, 0, 1) * _STEPS) / _STEPS)


def flat(sheet: Sheet) -> Sheet:
    """Reduce a layer to areas of one tone."""
    return sheet.toned(evened(through(sheet.over_paper, _EVEN))).coloured(1.3)
