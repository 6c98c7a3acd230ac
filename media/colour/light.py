"""Between what a file holds and the light that it stands for (sRGB, IEC 61966-2-1)."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Values = NDArray[np.floating]

LUMA = np.array([0.0722, 0.7152, 0.2126], np.float32)
"""Shares of blue, green and red in brightness (BT.709)."""
CODES = np.arange(256) / 255.0
"""Each code of eight bits as 0 to 1."""


def to_light(value: Values) -> Values:
    """Linear light of coded values, both 0 to 1."""
    return np.where(value <= 0.04045, value / 12.92, ((value + 0.055) / 1.055) ** 2.4)


def to_code(light: Values) -> Values:
    """The inverse; light above one gives values above one."""
    light = np.maximum(light, 0.0)
    return np.where(light <= 0.0031308, light * 12.92, 1.055 * light ** (1 / 2.4) - 0.055)
