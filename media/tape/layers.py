"""Several sounds over one another, each at its gain and from its moment."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, zip_longest

import numpy as np

from media.audio.loudness import amplitude
from media.audio.pcm import BLOCK_SAMPLES, Block
from media.clock import SAMPLE_RATE
from media.errors import InputError
from media.ids import uuid7
from media.tape.ceiling import hold
from media.tape.reel import Reel, keep, reel, write
from media.types import Audio
from media.workspace import Workspace


def combine(
    work: Workspace,
    *,
    sounds: tuple[Audio, ...],
    gains_db: tuple[float, ...],
    starts_s: tuple[float, ...],
    peak_dbtp: float,
) -> Audio:
    """Sum sounds in stereo, as long as the one that ends last.

    Args:
        work: where they come from and go.
        sounds: one or more.
        gains_db: of each; none given: all as they are.
        starts_s: when each begins; none given: all at the beginning.
        peak_dbtp: what the sum's true peaks are held below.

    Raises:
        InputError: there are not as many gains or starts as sounds.
    """
    if not sounds:
        raise InputError("there is nothing to mix", "give a sound or more", "sounds")
    gains = _one_each(gains_db, sounds, "gains_db")
    starts = _one_each(starts_s, sounds, "starts_s")
    tracks = [
        _track(reel(work, sound, "sounds").stereo(), gain_db, round(start_s * SAMPLE_RATE))
        for sound, gain_db, start_s in zip(sounds, gains, starts, strict=True)
    ]
    return bounced(work, _summed(tracks), peak_dbtp)


def bounced(work: Workspace, blocks: Iterable[Block], peak_dbtp: float) -> Audio:
    """A stereo sound as it is, its peaks held below a ceiling; it may be far above full scale."""
    mixed, target = work.scratch(f"{uuid7()}.wav"), work.scratch(f"{uuid7()}.wav")
    write(mixed, blocks, 2, depth="f32")
    play = Reel(mixed, 2).blocks
    held = hold(play, target, channels=2, peak_dbtp=peak_dbtp)
    return keep(work, target, 2, held.samples)


def _one_each(values: Sequence[float], sounds: Sequence[Audio], field: str) -> Sequence[float]:
    if values and len(values) != len(sounds):
        raise InputError(
            f"{len(values)} values for {len(sounds)} sounds", "give one for each", field
        )
    return values or [0.0] * len(sounds)


def _track(blocks: Iterable[Block], gain_db: float, start: int) -> Iterator[Block]:
    """A sound behind the silence before it, in blocks of one size but for the last."""
    factor = np.float32(amplitude(gain_db))
    silence = (
        np.zeros((min(BLOCK_SAMPLES, start - at), 2), np.float32)
        for at in range(0, start, BLOCK_SAMPLES)
    )
    yield from _even(chain(silence, (block * factor for block in blocks)))


def _even(blocks: Iterable[Block]) -> Iterator[Block]:
    waiting = np.zeros((0, 2), np.float32)
    for block in blocks:
        waiting = np.concatenate((waiting, block))
        while len(waiting) >= BLOCK_SAMPLES:
            yield waiting[:BLOCK_SAMPLES]
            waiting = waiting[BLOCK_SAMPLES:]
    if len(waiting):
        yield waiting


def _summed(tracks: Sequence[Iterator[Block]]) -> Iterator[Block]:
    for blocks in zip_longest(*tracks, fillvalue=np.zeros((0, 2), np.float32)):
        total = np.zeros((max(len(block) for block in blocks), 2), np.float32)
        for block in blocks:
            total[: len(block)] += block
        yield total
