"""Gains, and mixes held below full scale."""

from __future__ import annotations

import numpy as np

from media.audio.pcm import Block

CEILING = 0.97
"""The loudest sample of a mix that would be clipped: a quarter of a decibel below full scale."""


def gain(decibels: float) -> np.float32:
    """The factor of a gain in decibels."""
    return np.float32(10 ** (decibels / 20))


def held(sound: Block) -> Block:
    """A sound as it is; all of it quieter where a part would be clipped."""
    peak = float(np.abs(sound).max(initial=0.0))
    return sound if peak <= 1 else sound * np.float32(CEILING / peak)
