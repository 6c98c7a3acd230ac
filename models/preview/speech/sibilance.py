"""Softens hisses: the band of `s` and `sh` is turned down while it is loud, and only then."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from media.audio.pcm import Block

BAND_HZ = (4_600.0, 9_200.0)
"""Where the band begins and ends; its edges are half as loud there."""
EDGE = 0.12
"""Width of an edge as a share of its frequency."""
THRESHOLD_DB = -42.0
"""RMS of the band over a hop above which it is turned down, for a voice at -20 LUFS."""
RATIO = 3.0
MOST_DB = 11.0
HOP_MS = 4
SMOOTH_HOPS = 9
"""A cut opens and closes over so many hops, and begins before the hiss does."""


def softened(sound: Block, sample_rate: int) -> Block:
    """The sound with its hisses turned down."""
    hop = HOP_MS * sample_rate // 1000
    count = len(sound) // hop
    if not count:
        return sound
    hiss = _band(sound[:, 0], sample_rate)
    power = np.square(hiss[: count * hop], dtype=np.float64).reshape(count, hop).mean(axis=1)
    over = 10 * np.log10(power + 1e-12) - THRESHOLD_DB
    cut = np.clip(over * (1 - 1 / RATIO), 0.0, MOST_DB)
    middles = np.arange(count) * hop + hop / 2
    at_sample = np.interp(np.arange(len(sound)), middles, _smooth(cut))
    kept = 10 ** (-at_sample / 20)
    return np.asarray(sound[:, 0] - hiss * (1 - kept), np.float32).reshape(-1, 1)


def _band(samples: NDArray[np.float32], sample_rate: int) -> NDArray[np.float64]:
    """What lies in the band, at the same time as in the sound."""
    size = 1 << int(np.ceil(np.log2(len(samples) + sample_rate // 50)))
    hertz = np.fft.rfftfreq(size, 1 / sample_rate)
    low, high = BAND_HZ
    share = _step((hertz - low) / (EDGE * low)) * _step((high - hertz) / (EDGE * high))
    return np.fft.irfft(np.fft.rfft(samples, size) * share, size)[: len(samples)]


def _step(x: NDArray[np.floating[Any]]) -> NDArray[np.float64]:
    """From 0 at -1 to 1 at 1, without corners."""
    return 0.5 - 0.5 * np.cos(np.pi * np.clip((x + 1) / 2, 0, 1))


def _smooth(cut: NDArray[np.float64]) -> NDArray[np.float64]:
    """The cut held to the loudest near it, then rounded off."""
    half = SMOOTH_HOPS // 2
    padded = np.pad(cut, half)
    held = np.lib.stride_tricks.sliding_window_view(padded, SMOOTH_HOPS).max(axis=1)
    window = np.hanning(SMOOTH_HOPS + 2)[1:-1]
    return np.convolve(np.pad(held, half, mode="edge"), window / window.sum(), mode="valid")
