"""Puts a voice into a small room, so quietly that it is only missed when it is gone.

A synthesiser speaks from nowhere, in which the ear tires. A few reflections off near walls and a
short tail give it a place. The room is one channel like the voice, and over before a pause is.
"""

from __future__ import annotations

from functools import cache

import numpy as np
from numpy.typing import NDArray

from media.audio.pcm import Block

REFLECTIONS = ((7.3, -27.0), (11.9, -29.0), (17.1, -30.0), (23.7, -32.0), (31.3, -34.0))
"""The walls: ms behind the voice, and dB below it; no two apart by a ratio of whole numbers."""
TAIL_DB = -28.0
"""All of the tail against the voice."""
TAIL_FROM_MS = 12.0
DECAY_S = 0.16
"""Until the tail is 60 dB down."""
LENGTH_S = 0.14
DARKENING_S = 0.00006
"""Air and walls take the high tones: time constant of a one-pole low-pass, at about 2.7 kHz."""
SEED = 1_896


def placed(sound: Block, sample_rate: int) -> Block:
    """The sound with its room, its tail included."""
    if not len(sound):
        return sound
    answer = _answer(sample_rate)
    length = len(sound) + len(answer) - 1
    size = 1 << int(np.ceil(np.log2(length)))
    heard = np.fft.irfft(np.fft.rfft(sound[:, 0], size) * np.fft.rfft(answer, size), size)[:length]
    heard[: len(sound)] += sound[:, 0]
    return np.asarray(heard, np.float32).reshape(-1, 1)


@cache
def _answer(sample_rate: int) -> NDArray[np.float64]:
    """What the room answers to a click, without the click."""
    seconds = np.arange(round(LENGTH_S * sample_rate)) / sample_rate
    noise = np.random.Generator(np.random.PCG64(SEED)).standard_normal(len(seconds))
    tail = noise * 10 ** (-3 * seconds / DECAY_S) * (seconds * 1000 >= TAIL_FROM_MS)
    tail *= 10 ** (TAIL_DB / 20) / np.sqrt(np.square(tail).sum())
    for ms, level_db in REFLECTIONS:
        tail[round(ms * sample_rate / 1000)] += 10 ** (level_db / 20)
    pole = np.exp(-1 / (DARKENING_S * sample_rate))
    reach = np.arange(round(DARKENING_S * sample_rate * 12))
    return np.convolve(tail, (1 - pole) * pole**reach)[: len(seconds)]
