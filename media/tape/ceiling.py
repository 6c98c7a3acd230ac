"""Holding a sound's true peaks below a ceiling; where they are below it already, nothing else."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from media.audio.chain import Chain
from media.audio.loudness import SILENCE_LUFS, Loudness, amplitude, measure, measure_blocks
from media.audio.master import limiter
from media.audio.pcm import Block
from media.tape.reel import write

Play = Callable[[], Iterable[Block]]
"""Plays a sound from its beginning."""

MARGIN_DB = 0.2
"""What resampling behind the limiter adds to a peak at the least."""
TRIES = 4
NEAR_LU = 0.1
MAX_GAIN_DB = 40.0
"""What is quieter than that is noise, and is not made loud."""


@dataclass(frozen=True)
class Held:
    """What came of it."""

    samples: int
    before: Loudness
    after: Loudness


def hold(
    play: Play,
    target: Path,
    *,
    channels: int,
    peak_dbtp: float,
    target_lufs: float | None = None,
) -> Held:
    """Write a sound as 16-bit WAV with its true peaks below `peak_dbtp`, at a loudness if asked.

    Where the ceiling takes loudness away, the gain is raised until that is made up, or until the
    peaks leave no room for more. Silence stays silence.
    """
    before = measure_blocks(play(), channels)
    silent = before.integrated_lufs <= SILENCE_LUFS
    wanted = None if silent else target_lufs
    gain_db = 0.0 if wanted is None else min(MAX_GAIN_DB, wanted - before.integrated_lufs)
    ceiling_dbtp = peak_dbtp - MARGIN_DB
    tries = 0
    while True:
        tries += 1
        if before.true_peak_dbtp + gain_db <= peak_dbtp:
            sound = _gained(play(), gain_db)
        else:
            chain = limiter(gain_db, ceiling_dbtp, channels)
            sound = _as_long(play(), chain, channels)
        samples = write(target, sound, channels)
        after = measure(target)
        missing_lu = 0.0 if wanted is None else wanted - after.integrated_lufs
        excess_db = after.true_peak_dbtp - peak_dbtp
        if (abs(missing_lu) <= NEAR_LU and excess_db <= 0) or tries == TRIES:
            return Held(samples, before, after)
        gain_db = min(MAX_GAIN_DB, gain_db + missing_lu)
        ceiling_dbtp -= excess_db + 0.05 if excess_db > 0 else 0.0


def _gained(blocks: Iterable[Block], gain_db: float) -> Iterator[Block]:
    factor = np.float32(amplitude(gain_db))
    return (block * factor if gain_db else block for block in blocks)


def _as_long(blocks: Iterable[Block], chain: Chain, channels: int) -> Iterator[Block]:
    """What a chain makes of a sound, cut or filled up to the sound's own length."""
    due = 0
    for block in blocks:
        due += len(block)
        for piece in chain.feed(block):
            due -= len(piece)
            yield piece
    for piece in chain.end():
        yield piece[: max(0, due)]
        due -= len(piece)
    if due > 0:
        yield np.zeros((due, channels), np.float32)
