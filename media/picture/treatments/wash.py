"""Watercolour: transparent colour that blooms, settles at edges and shows the paper."""

from __future__ import annotations

import numpy as np

from media.picture.texture import pigment, tooth
from media.picture.treatments.sheet import (
    Sheet,
    blurred,
    minus,
    outlines,
    plus,
    rubbed,
    scaled,
    table,
    through,
)

_THIN = table(lambda t: 70 + 165 * np.clip((t - 16) / 219, 0, 1) ** 0.8)
_PAPER = (126, 130)


def wash(sheet: Sheet) -> Sheet:
    """Paint a layer in watercolour."""
    tone = through(blurred(sheet.over_paper, 2.0 * sheet.scale), _THIN)
    edge = minus(sheet.alpha, blurred(sheet.alpha, 9 * sheet.scale))
    tone = minus(tone, plus(scaled(edge, 0.4), scaled(outlines(sheet, 3.4, 30), 0.14)))
    tone = rubbed(tone, sheet.texture(pigment), 0.12)
    tone = rubbed(tone, sheet.texture(tooth), 0.12)
    return sheet.toned(tone).coloured(0.95, _PAPER)
