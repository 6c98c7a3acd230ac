"""Sound as nodes hand it on: any file in, blocks through, a WAV at 48 kHz out.

One channel stays one channel; whatever has more is brought to two.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import av
import numpy as np
from av.audio.resampler import AudioResampler

from media.audio.chain import LAYOUTS
from media.audio.pcm import FULL_SCALE_16, Block, Depth, PcmWriter, regular
from media.clock import SAMPLE_RATE
from media.codec.faults import readable
from media.errors import InputError
from media.ids import uuid7
from media.types import Audio
from media.workspace import Workspace

OF_16_BITS = 32_768 / FULL_SCALE_16
"""FFmpeg reads 16 bits by one scale and we write them by another: so that nothing is lost."""


@dataclass(frozen=True, slots=True)
class Reel:
    """A sound that can be played from its beginning, as often as one likes."""

    path: Path
    channels: int
    scale: float = 1.0
    """Samples are multiplied by it."""
    most: int | None = None
    """Samples that there are; what a decoder gives beyond them is padding."""

    def blocks(self) -> Iterator[Block]:
        """The whole of it, in blocks of whole seconds but for the last."""
        return regular(_cut(_decoded(self), self.most), SAMPLE_RATE)

    def stereo(self) -> Iterator[Block]:
        """The same with two channels; one alone is heard from both speakers, as loud in each."""
        return (np.repeat(block, 2, axis=1) if self.channels == 1 else block for block in self)

    def mono(self) -> Iterator[Block]:
        """The same with one channel, the mean of all."""
        return (block.mean(axis=1, keepdims=True) for block in self)

    def __iter__(self) -> Iterator[Block]:
        return self.blocks()


def reel(work: Workspace, sound: Audio, field: str = "sound") -> Reel:
    """Open a sound.

    Raises:
        InputError: it cannot be decoded, or holds no sound.
    """
    path = work.open(sound)
    with readable(f"the {field}"), av.open(str(path)) as container:
        if not container.streams.audio:
            raise InputError(f"the {field} holds no sound", field=field, code="BAD_AUDIO")
        context = container.streams.audio[0].codec_context
        channels = 1 if context.layout.nb_channels == 1 else 2
        scale = OF_16_BITS if context.format.name.startswith("s16") else 1.0
    # The last frame of AAC is longer than the sound.
    most = round(sound.seconds * SAMPLE_RATE) if sound.format == "m4a" else None
    return Reel(path, channels, scale, most)


def _cut(blocks: Iterator[Block], most: int | None) -> Iterator[Block]:
    left = most
    for block in blocks:
        yield block[:left]
        if left is not None:
            left -= len(block)
            if left <= 0:
                return


def _decoded(source: Reel) -> Iterator[Block]:
    resampler = AudioResampler(format="flt", layout=LAYOUTS[source.channels], rate=SAMPLE_RATE)
    with readable(source.path.name), av.open(str(source.path)) as container:
        for frame in container.decode(audio=0):
            yield from (_block(piece, source) for piece in resampler.resample(frame))
        yield from (_block(piece, source) for piece in resampler.resample(None))


def _block(frame: av.AudioFrame, source: Reel) -> Block:
    block = np.asarray(frame.to_ndarray(), np.float32).reshape(-1, source.channels)
    return block * np.float32(source.scale)


def record(work: Workspace, blocks: Iterable[Block], channels: int) -> Audio:
    """Write blocks to a WAV of the store.

    Raises:
        InputError: nothing came.
    """
    path = work.scratch(f"{uuid7()}.wav")
    samples = write(path, blocks, channels)
    return keep(work, path, channels, samples)


def write(path: Path, blocks: Iterable[Block], channels: int, depth: Depth = "s16") -> int:
    """Write blocks to a WAV; how many samples there were."""
    with PcmWriter(path, channels=channels, depth=depth) as writer:
        for block in blocks:
            writer.write(block)
    return writer.samples


def keep(work: Workspace, path: Path, channels: int, samples: int) -> Audio:
    """A finished WAV at 48 kHz as an asset.

    Raises:
        InputError: it is empty.
    """
    if not samples:
        raise InputError("nothing is left of the sound", "ask for more of it", code="EMPTY_SOUND")
    return work.save(path, Audio, channels=channels, samples=samples)
