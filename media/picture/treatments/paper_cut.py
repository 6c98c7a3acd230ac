"""Paper cut: sheets of coloured paper one before the other, each with its shadow."""

from __future__ import annotations

from dataclasses import replace

import cv2
import numpy as np

from media.picture.texture import fibre
from media.picture.treatments.sheet import (
    BLACK,
    NEUTRAL,
    Sheet,
    blurred,
    evened,
    halved,
    minus,
    plus,
    rubbed,
    scaled,
    table,
    through,
    times,
)
from media.picture.yuv import Plane, Planes

_STEPS = 7
_EVEN = table(lambda t: 44 + 184 * np.round(np.clip((t - 16) / 219, 0, 1) * _STEPS) / _STEPS)
_THICKNESS = 2.2
"""Of the paper in panel units: its edge catches the light."""
_FALL, _SOFTNESS, _SHADE = (10.0, 16.0), 9.0, 0.6
"""The shadow: where it falls and how soft it is, in panel units, and how dark."""


def paper_cut(sheet: Sheet) -> Sheet:
    """Cut a layer from paper."""
    # Soft glows would be cut into ragged steps.
    tone = blurred(sheet.over_paper, 5 * sheet.scale) if sheet.ground else sheet.over_paper
    even = rubbed(evened(through(tone, _EVEN)), sheet.texture(fibre), 0.13)
    thick = _THICKNESS * sheet.scale
    edge = minus(sheet.alpha, _moved(sheet.alpha, thick, thick))
    cut = sheet.toned(plus(even, scaled(edge, 0.25))).coloured(1.1)
    return cut if sheet.ground else _with_shadow(cut)


def _with_shadow(sheet: Sheet) -> Sheet:
    fallen = _moved(sheet.alpha, _FALL[0] * sheet.scale, _FALL[1] * sheet.scale)
    free = minus(np.full_like(sheet.alpha, 255), sheet.alpha)
    shade = scaled(times(blurred(fallen, _SOFTNESS * sheet.scale), free), _SHADE)
    neutral = scaled(halved(shade), NEUTRAL / 255)
    y, u, v = sheet.planes
    planes = Planes(plus(y, scaled(shade, BLACK / 255)), plus(u, neutral), plus(v, neutral))
    return replace(sheet, planes=planes, alpha=plus(sheet.alpha, shade))


def _moved(plane: Plane, right: float, down: float) -> Plane:
    move = np.array([[1, 0, right], [0, 1, down]], np.float32)
    shape = (plane.shape[1], plane.shape[0])
    moved = cv2.warpAffine(plane, move, shape, borderMode=cv2.BORDER_REPLICATE)
    return np.asarray(moved, np.uint8)
