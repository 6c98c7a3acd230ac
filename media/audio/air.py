"""The air of the film's places: loops that go on while we are there, and single sounds over them.

A loop is read from disk as it is needed and begins anew at its end. Where the place changes, one
fades into the other, and the next is heard a little before it is seen.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from media.audio.activity import FLOOR
from media.audio.duck import Curve, glided, held
from media.audio.pcm import Block, PcmReader
from media.audio.track import Placed, Track
from media.clock import SAMPLE_RATE, sample_at_frame
from media.errors import InputError
from media.timeline import Soundtrack
from media.types import Audio
from media.workspace import Workspace

BED_LEVEL_DB = -30.0
"""Level of the loops that an ambience engine makes, in dB of their deviation to full scale."""
UNDER_SPEECH_LU = 22.0
"""A bed lies this far below speech while somebody speaks,"""
IN_PAUSES_LU = 18.0
"""and this far while nobody does."""
UNDER_MUSIC_LU = 9.0
"""The same below music where nobody speaks at all."""
SPOTS_DB = 1.5
"""Single sounds are raised by so much over the beds; with more they cover the ends of words."""

EARLY_S = 0.35
"""A place is heard so long before it is seen."""
FADE_S = 0.8
SPOT_AFTER_S = 0.3
"""A single sound comes so long after its shot begins."""


class _Run(NamedTuple):
    """A loop and the samples of the film in which it is heard."""

    start: int
    end: int
    audio: Audio


class Air:
    """All ambience of a film, as one stereo sound."""

    def __init__(self, work: Workspace, soundtrack: Soundtrack, sounds: tuple[Audio, ...]) -> None:
        """Lay it out.

        Args:
            work: where the sounds come from.
            soundtrack: which is heard when.
            sounds: in the order of `soundtrack.sounds`.

        Raises:
            InputError: there are not as many sounds as the soundtrack names.
        """
        if len(sounds) != len(soundtrack.sounds):
            raise InputError(
                f"{len(sounds)} sounds for {len(soundtrack.sounds)} names",
                "make each sound of the soundtrack",
                "ambience",
                "BAD_AUDIO",
            )
        self._work = work
        self._samples = sample_at_frame(soundtrack.frames, soundtrack.rate)
        by_name = dict(zip(soundtrack.sounds, sounds, strict=True))
        rate, early = soundtrack.rate, round(EARLY_S * SAMPLE_RATE)
        half = round(FADE_S * SAMPLE_RATE / 2)
        self._runs = [
            _Run(
                max(0, sample_at_frame(each.start, rate) - early - half),
                min(self._samples, sample_at_frame(each.end, rate) - early + half)
                if each.end < soundtrack.frames
                else self._samples,
                by_name[each.sound],
            )
            for each in soundtrack.beds
        ]
        after = round(SPOT_AFTER_S * SAMPLE_RATE)
        placed = [
            Placed(sample_at_frame(each.start, rate) + after, by_name[each.sound])
            for each in soundtrack.spots
        ]
        self._spots = Track(work, placed, samples=self._samples, channels=2, name="ambience")

    def blocks(self, size: int) -> Iterator[Block]:
        """The whole film in blocks of shape (size, 2); the last may be shorter."""
        loud = np.float32(10 ** (SPOTS_DB / 20))
        waiting, sounding, start = deque(self._runs), list[_Run](), 0
        for spots in self._spots.blocks(size):
            block = spots * loud
            while waiting and waiting[0].start < start + len(block):
                sounding.append(waiting.popleft())
            for run in sounding:
                _add(self._work, run, block, start)
            yield block
            start += len(block)
            sounding = [run for run in sounding if run.end > start]


def _add(work: Workspace, run: _Run, block: Block, start: int) -> None:
    """Add the part of a run that falls into the block at `start`."""
    first, last = max(start, run.start), min(start + len(block), run.end)
    if last <= first:
        return
    with PcmReader(work.open(run.audio)) as reader:
        sound = _looped(reader, first - run.start, last - first)
    block[first - start : last - start] += sound * _fade(run, first, last)[:, None]


def _looped(reader: PcmReader, start: int, count: int) -> Block:
    """A loop from a sample on, as often as it takes."""
    parts: list[Block] = []
    while count > 0:
        part = reader.read(start % reader.samples, count)
        parts.append(part)
        start, count = start + len(part), count - len(part)
    return np.concatenate(parts)


def _fade(run: _Run, first: int, last: int) -> NDArray[np.float32]:
    """Up at a run's start and down at its end, of constant power where two meet."""
    at = np.arange(first, last)
    fade = FADE_S * SAMPLE_RATE
    share = np.minimum(np.minimum(1, (at - run.start) / fade), (run.end - at) / fade)
    return np.sin(np.pi / 2 * np.clip(share, 0, 1)).astype(np.float32)


def air_gain(speech: Curve, speech_lufs: float, music_lufs: float) -> Curve:
    """Factor on the air for each 10 ms: it makes room for speech, as music does.

    Args:
        speech: power of the speech by hop.
        speech_lufs: loudness of the speech as it sounds in the mix.
        music_lufs: loudness of the music before any gain; far below anything where there is none.
    """
    if not speech.any():
        level = music_lufs - UNDER_MUSIC_LU if music_lufs > BED_LEVEL_DB - 30 else BED_LEVEL_DB
        return np.full(len(speech), 10 ** ((level - BED_LEVEL_DB) / 20), np.float32)
    below = np.where(held(speech > FLOOR * FLOOR), UNDER_SPEECH_LU, IN_PAUSES_LU)
    return (10 ** (glided(speech_lufs - below - BED_LEVEL_DB) / 20)).astype(np.float32)
