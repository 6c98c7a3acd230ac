"""Where a sound is heard at all: its level millisecond by millisecond against a floor.

The one definition of an onset, so that speech timing and the check of captions agree.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from media.audio.pcm import Block
from media.clock import SAMPLE_RATE

HOP_SAMPLES = SAMPLE_RATE // 1000
"""A level is taken every millisecond."""
FLOOR = 10 ** (-48 / 20)
"""RMS over a millisecond below which speech at -16 to -20 LUFS counts as silent: 28 dB or more
below it. Breath and the release of a stop lie above, the tail of a filter below."""


def levels(block: Block) -> NDArray[np.float32]:
    """RMS of each whole millisecond, the loudest channel counting."""
    hops = len(block) // HOP_SAMPLES
    cut = block[: hops * HOP_SAMPLES].reshape(hops, HOP_SAMPLES, -1)
    return np.sqrt(np.mean(np.square(cut), axis=1)).max(axis=1, initial=0.0)


def heard(block: Block) -> NDArray[np.bool_]:
    """Whether each whole millisecond is heard."""
    return levels(block) > FLOOR


def spans(flags: NDArray[np.bool_]) -> list[tuple[int, int]]:
    """Runs of True as (first, behind the last)."""
    padded = np.concatenate(([False], flags, [False]))
    edges = np.flatnonzero(padded[1:] != padded[:-1])
    return list(zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True))
