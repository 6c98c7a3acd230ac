"""Grading: exposure, temperature and tint as light, contrast and saturation as one sees them."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from media.codec.clips import Frame
from media.colour.each import each
from media.colour.light import CODES, LUMA, to_code, to_light
from media.colour.results import Changed
from media.model import Model
from media.types import Image, Video
from media.workspace import Workspace

PIVOT = 0.46
"""Contrast turns about the grey of a card that gives back 18 % of the light."""
WARMTH_STOPS, TINT_STOPS = 0.5, 0.35
"""How far red and blue go apart, and green from both, at the ends of their scales."""


class Grade(Model):
    """What a colourist sets first."""

    exposure_ev: float = 0.0
    contrast: float = 1.0
    saturation: float = 1.0
    temperature: float = 0.0
    tint: float = 0.0


def grade(work: Workspace, *, picture: Image | Video, grade: Grade) -> Changed:
    """Grade a picture or a clip."""
    table = _table(grade)
    matrix = _saturation(grade.saturation)

    def change(frame: Frame) -> Frame:
        toned = cv2.LUT(frame, table)
        if grade.saturation != 1:
            toned = cv2.transform(toned, matrix)
        return np.asarray(cv2.convertScaleAbs(np.clip(toned, 0, 255)), np.uint8)

    return Changed(picture=each(work, picture, change))


def _table(grade: Grade) -> NDArray[np.float32]:
    """What each code becomes, for blue, green and red."""
    light = to_light(CODES)[:, None] * 2**grade.exposure_ev * _balance(grade)
    value = to_code(light)
    value = PIVOT + (value - PIVOT) * grade.contrast
    return (np.clip(value, 0, 1) * 255).astype(np.float32)[None]


def _balance(grade: Grade) -> NDArray[np.float64]:
    """Gains of blue, green and red that leave a grey as bright as it was."""
    warm, tint = WARMTH_STOPS * grade.temperature, TINT_STOPS * grade.tint
    gains = 2.0 ** np.array([-warm + tint / 2, -tint, warm + tint / 2])
    return gains / float(LUMA @ gains)


def _saturation(saturation: float) -> NDArray[np.float32]:
    """Away from the grey of the same brightness, or towards it."""
    grey = np.repeat(LUMA[None], 3, axis=0)
    return (grey + saturation * (np.eye(3, dtype=np.float32) - grey)).astype(np.float32)
