"""Overlapping pieces of a sound that comes in blocks, for whatever looks at its spectrum."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import numpy as np
from numpy.typing import NDArray

from media.audio.pcm import Block

Frames = NDArray[np.float32]
"""Of shape (pieces, size, channels)."""


def framed(blocks: Iterable[Block], size: int, hop: int, channels: int = 1) -> Iterator[Frames]:
    """Pieces of `size` samples, `hop` apart, many at a time.

    The first is centred on the first sample, the last on one at or behind the last; what lies
    outside is silence.
    """
    waiting = np.zeros((size // 2, channels), np.float32)
    for block in blocks:
        waiting = np.concatenate((waiting, block))
        pieces, waiting = _cut(waiting, size, hop)
        if len(pieces):
            yield pieces
    waiting = np.concatenate((waiting, np.zeros((size // 2 + hop, channels), np.float32)))
    pieces, _ = _cut(waiting, size, hop)
    if len(pieces):
        yield pieces


def _cut(sound: Block, size: int, hop: int) -> tuple[Frames, Block]:
    count = max(0, (len(sound) - size) // hop + 1)
    if not count:
        return np.zeros((0, size, sound.shape[1]), np.float32), sound
    views = np.lib.stride_tricks.sliding_window_view(sound, size, axis=0)[::hop][:count]
    return np.ascontiguousarray(views.transpose(0, 2, 1)), sound[count * hop :]
