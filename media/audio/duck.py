"""How loud music may be at each moment, so that speech is always understood.

A gain for every 10 ms of the film, computed over the whole at once: a three-hour film has a million
of them, 4 MB. Seeing the whole, it goes down before speech begins and comes back after a pause
that is worth it, rather than pumping between sentences.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from media.audio.activity import FLOOR
from media.audio.pcm import Block
from media.clock import SAMPLE_RATE

HOP_SAMPLES = SAMPLE_RATE // 100
HOPS_PER_S = 100

BED_LU = 7.0
"""Music alone lies this far below speech."""
UNDER_SPEECH_LU = 18.0
"""Music under speech lies at least this far below it. BBC practice for speech over music asks for
10 LU at the least; hearing-impaired viewers ask for 15 and more."""
LEAST_DUCK_DB = 9.0
BEFORE_HOPS, AFTER_HOPS = 12, 70
"""Down 120 ms ahead of a word, and up again only once 700 ms have passed without one."""
GLIDE_HOPS = 50
"""Length of the smoothing window: 250 ms each way."""
LOCAL_HOPS = 40
"""Music is as loud as its last and next 200 ms."""
SILENT_POWER = 1e-6

Curve = NDArray[np.float32]


def power_by_hop(block: Block) -> Curve:
    """Mean square of each 10 ms, the last one filled up with silence."""
    hops = -(-len(block) // HOP_SAMPLES)
    padded = np.zeros((hops * HOP_SAMPLES, block.shape[1]), np.float32)
    padded[: len(block)] = block
    return np.square(padded).reshape(hops, -1).mean(axis=1)


def music_gain(speech: Curve, music: Curve, speech_lufs: float, music_lufs: float) -> Curve:
    """Factor on the music for each 10 ms.

    Args:
        speech: power of the speech by hop.
        music: power of the music by hop.
        speech_lufs: loudness of the speech as it sounds in the mix.
        music_lufs: loudness of the music before any gain.
    """
    bed_db = speech_lufs - BED_LU - music_lufs
    above_db = local_level_db(music)
    ducked_db = np.minimum(bed_db - LEAST_DUCK_DB, speech_lufs - UNDER_SPEECH_LU - music_lufs)
    ducked_db = ducked_db - np.maximum(0.0, above_db)
    target_db = np.where(held(speech > FLOOR * FLOOR), ducked_db, bed_db)
    return (10 ** (glided(target_db) / 20)).astype(np.float32)


def local_level_db(power: Curve) -> Curve:
    """How far the music around each hop lies above its own mean."""
    sounding = power[power > SILENT_POWER]
    if not len(sounding):
        return np.zeros_like(power)
    local = averaged(power, LOCAL_HOPS)
    return 10 * np.log10(np.maximum(local, SILENT_POWER) / sounding.mean())


def held(speaking: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Speaking, widened by what comes down before it and what waits after it.

    Half of the smoothing window is added on either side, so that the gain is all the way down
    while the word itself sounds.
    """
    before, after = BEFORE_HOPS + GLIDE_HOPS // 2, AFTER_HOPS + GLIDE_HOPS // 2
    edges = np.zeros(len(speaking) + 1, np.int64)
    at = np.flatnonzero(speaking)
    np.add.at(edges, np.maximum(at - before, 0), 1)
    np.add.at(edges, np.minimum(at + after + 1, len(speaking)), -1)
    return np.cumsum(edges[:-1]) > 0


def glided(values: NDArray[np.floating]) -> NDArray[np.floating]:
    """Smoothed by a raised cosine, without a phase."""
    window = np.hanning(GLIDE_HOPS + 3)[1:-1]
    padded = np.pad(values, len(window) // 2, mode="edge")
    return np.convolve(padded, window / window.sum(), "valid")


def averaged(values: Curve, width: int) -> Curve:
    """Mean over `width` hops around each."""
    sums = np.concatenate(([0.0], np.cumsum(values, dtype=np.float64)))
    first = np.maximum(np.arange(len(values)) - width // 2, 0)
    last = np.minimum(np.arange(len(values)) + width // 2 + 1, len(values))
    return ((sums[last] - sums[first]) / (last - first)).astype(np.float32)


def gain_at(curve: Curve, start: int, count: int) -> NDArray[np.float32]:
    """The curve at each of `count` samples from `start`, linear between the hops."""
    hops = np.arange(start // HOP_SAMPLES, (start + count) // HOP_SAMPLES + 2)
    values = curve[np.minimum(hops, len(curve) - 1)]
    positions = (np.arange(start, start + count) - hops[0] * HOP_SAMPLES) / HOP_SAMPLES
    return np.interp(positions, np.arange(len(values)), values).astype(np.float32)
