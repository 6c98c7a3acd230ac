"""The speech of a film as one sound: recordings laid on the film's clock, to the sample."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from media.audio.pcm import Block, PcmReader
from media.clock import SAMPLE_RATE
from media.errors import InputError
from media.timeline import SoundClip
from media.workspace import Workspace


class Dialogue:
    """Mono blocks of all recordings, summed where they overlap and cut where the film ends."""

    def __init__(self, work: Workspace, clips: tuple[SoundClip, ...], samples: int) -> None:
        for clip in clips:
            if clip.audio.sample_rate != SAMPLE_RATE or clip.audio.format != "wav":
                raise InputError(
                    f"the recording of shot {clip.shot_id} is {clip.audio.format} at "
                    f"{clip.audio.sample_rate} Hz",
                    f"convert it to WAV at {SAMPLE_RATE} Hz",
                    "dialogue",
                    "BAD_AUDIO",
                )
        self._work = work
        self._clips = sorted(clips, key=lambda clip: (clip.start_sample, clip.shot_id))
        self._samples = samples

    def blocks(self, size: int) -> Iterator[Block]:
        """The whole film in blocks of shape (size, 1); the last may be shorter."""
        waiting, sounding = list(reversed(self._clips)), list[SoundClip]()
        for start in range(0, self._samples, size):
            block = np.zeros((min(size, self._samples - start), 1), np.float32)
            while waiting and waiting[-1].start_sample < start + len(block):
                sounding.append(waiting.pop())
            for clip in sounding:
                self._add(clip, block, start)
            sounding = [clip for clip in sounding if end_of(clip) > start + len(block)]
            yield block

    def _add(self, clip: SoundClip, block: Block, start: int) -> None:
        """Add the part of a recording that falls into the block at `start`."""
        offset = max(0, clip.start_sample - start)
        with PcmReader(self._work.open(clip.audio)) as reader:
            part = reader.read(start + offset - clip.start_sample, len(block) - offset)
        block[offset : offset + len(part)] += part.mean(axis=1, keepdims=True)


def end_of(clip: SoundClip) -> int:
    """The sample behind a recording, on the film's clock."""
    return clip.start_sample + clip.audio.samples
