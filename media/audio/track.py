"""A track of sound: recordings laid on the film's clock to the sample, as one sound."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

import numpy as np

from media.audio.pcm import Block, PcmReader
from media.clock import SAMPLE_RATE
from media.errors import InputError
from media.types import Audio
from media.workspace import Workspace


class Placed(NamedTuple):
    """A recording and the sample of the film at which it starts."""

    start: int
    audio: Audio

    @property
    def end(self) -> int:
        """The sample behind it."""
        return self.start + self.audio.samples


class Track:
    """Blocks of all recordings, summed where they overlap and cut where the film ends."""

    def __init__(
        self, work: Workspace, placed: Iterable[Placed], *, samples: int, channels: int, name: str
    ) -> None:
        """Lay the recordings down.

        Args:
            work: where they come from.
            placed: WAV files at 48 kHz, in any order.
            samples: length of the film.
            channels: of the track; a recording of other channels is made to fit.
            name: what the track is, for errors.

        Raises:
            InputError: a recording has another format.
        """
        self._work = work
        self._placed = sorted(placed, key=lambda each: (each.start, each.audio.digest))
        self._samples = samples
        self._channels = channels
        for _, audio in self._placed:
            if audio.sample_rate != SAMPLE_RATE or audio.format != "wav":
                raise InputError(
                    f"the {name} has a recording in {audio.format} at {audio.sample_rate} Hz",
                    f"convert it to WAV at {SAMPLE_RATE} Hz",
                    name,
                    "BAD_AUDIO",
                )

    def blocks(self, size: int) -> Iterator[Block]:
        """The whole film in blocks of shape (size, channels); the last may be shorter."""
        waiting, sounding = list(reversed(self._placed)), list[Placed]()
        for start in range(0, self._samples, size):
            block = np.zeros((min(size, self._samples - start), self._channels), np.float32)
            while waiting and waiting[-1].start < start + len(block):
                sounding.append(waiting.pop())
            for each in sounding:
                self._add(each, block, start)
            sounding = [each for each in sounding if each.end > start + len(block)]
            yield block

    def _add(self, each: Placed, block: Block, start: int) -> None:
        """Add the part of a recording that falls into the block at `start`."""
        offset = max(0, each.start - start)
        with PcmReader(self._work.open(each.audio)) as reader:
            part = reader.read(start + offset - each.start, len(block) - offset)
        if part.shape[1] != self._channels:
            # One channel stands for all; several become one by their mean.
            part = part.mean(axis=1, keepdims=True)
        block[offset : offset + len(part)] += part
