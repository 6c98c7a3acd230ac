"""Sound made to last longer or shorter."""

from __future__ import annotations

import math

import numpy as np

from media.audio.chain import Chain
from media.audio.pcm import BLOCK_SAMPLES, Block
from media.clock import SAMPLE_RATE
from media.edit.modes import Pitch

WINDOW_S = 2048 / SAMPLE_RATE
"""What the tempo filter moves as one piece."""
SETTLE = 4096
"""Samples of silence that push a filter's last ones out."""


def stretched(sound: Block, factor: float, samples: int, pitch: Pitch) -> Block | None:
    """A sound at another speed, of exactly so many samples."""
    if pitch == "mute":
        return None
    filters = _tempo(factor) if pitch == "keep" else _tape(factor)
    chain = Chain(*filters, channels=2)
    blocks = [sound[at : at + BLOCK_SAMPLES] for at in range(0, len(sound), BLOCK_SAMPLES)]
    found = [*chain.run([*blocks, np.zeros((SETTLE, 2), np.float32)])]
    late = round(_early_s(factor) * SAMPLE_RATE) if pitch == "keep" else 0
    silence = np.zeros((late, 2), np.float32), np.zeros((samples, 2), np.float32)
    whole = np.concatenate([silence[0], *found, silence[1]])
    return whole[:samples]


def _tempo(factor: float) -> list[tuple[str, str]]:
    """Steps of at most two: beyond that the filter leaves sound out instead of blending it."""
    steps = max(1, math.ceil(abs(math.log2(factor)) - 1e-9))
    return [("atempo", f"{factor ** (1 / steps):.9f}")] * steps


def _early_s(factor: float) -> float:
    """By how much the filter is early: it keeps a window's start in time, not its middle."""
    return max(0.0, WINDOW_S / 2 * (1 / factor - 1))


def _tape(factor: float) -> list[tuple[str, str]]:
    return [("asetrate", str(round(SAMPLE_RATE * factor))), ("aresample", str(SAMPLE_RATE))]
