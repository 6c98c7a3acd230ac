"""A file's sound on the clock of its picture: as it is decoded, to a place on disk."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any

import av
import numpy as np
from av.audio.resampler import AudioResampler
from av.audio.stream import AudioStream
from av.container import InputContainer

from media.audio.pcm import BLOCK_SAMPLES, FULL_SCALE_16, Block
from media.clock import SAMPLE_RATE
from media.intake import complaints, limits
from media.intake.refusals import damaged, decoding, unsupported

STRICT = {"err_detect": "crccheck+explode"}
"""Decoders stop at damage instead of hiding it."""
GAP_S = Fraction(1, 20)
"""Less than this between two frames of sound is rounding."""
OF_16_BITS = 32_768 / FULL_SCALE_16
"""FFmpeg reads 16 bits by one scale and we write them by another: so that nothing is lost."""
FULL, ABSURD = 1.001, 100.0
"""A peak that is full scale but for rounding, and one that no sound has."""
SAMPLE_BYTES = 4
MOST_CHANNELS = 8


@dataclass(frozen=True, slots=True)
class Shelf:
    """A sound on disk, as stereo wherever it is read; scaled down where it would be too loud.

    Mixing six channels into two by ITU-R BS.775 can give more than full scale: the whole then gives
    way, so that nothing is clipped and all else keeps its level.
    """

    path: Path
    channels: int
    samples: int
    peak: float

    def __len__(self) -> int:
        return self.samples

    def __getitem__(self, part: slice, /) -> Block:
        begin, end, _ = part.indices(self.samples)
        block = self._read(begin, max(0, end - begin))
        return np.repeat(block, 2, axis=1) if self.channels == 1 else block

    def blocks(self) -> Iterator[Block]:
        """The whole of it with its own channels."""
        for begin in range(0, self.samples, BLOCK_SAMPLES):
            yield self._read(begin, min(BLOCK_SAMPLES, self.samples - begin))

    def _read(self, begin: int, count: int) -> Block:
        width = self.channels * SAMPLE_BYTES
        with self.path.open("rb") as file:
            file.seek(begin * width)
            block = np.frombuffer(file.read(count * width), np.float32).reshape(-1, self.channels)
        return block / np.float32(self.peak) if self.peak > FULL else block


def shelve(
    container: InputContainer, stream: AudioStream, path: Path, zero: Fraction | None = None
) -> Shelf:
    """Decode a track and lay it from `zero` on.

    Args:
        container: open, and not yet read.
        stream: the track.
        path: where its samples go.
        zero: when the clock begins, in seconds of the file; none: with the sound.

    Raises:
        InputError: it is damaged.
    """
    _check_layout(stream)
    channels = 1 if stream.codec_context.layout.nb_channels == 1 else 2
    written, peak = 0, 0.0
    end = _end_of(container, stream)
    with path.open("wb") as file:
        for block in _placed(container, stream, channels, zero, end):
            limits.go_on()
            most = float(np.abs(block).max(initial=0))
            if not most <= ABSURD:
                raise damaged(f"its sound is no sound at {written / SAMPLE_RATE:.1f} s")
            file.write(block.data)
            written, peak = written + len(block), max(peak, most)
            limits.check_seconds(written / SAMPLE_RATE)
    return Shelf(path, channels, written, peak)


def _placed(
    container: InputContainer,
    stream: AudioStream,
    channels: int,
    zero: Fraction | None,
    end: Fraction | None,
) -> Iterator[Block]:
    """The sound from `zero` on: silence where there is none, and nothing from before."""
    laid = at = 0
    for start, block in _decoded(container, stream, channels):
        if start is not None:
            zero = start if zero is None else zero
            at = round((start - zero) * SAMPLE_RATE)
            yield from _silence(at - laid, channels)
            laid = max(laid, at)
        # What lies before zero is left out, and what overlaps with what is there.
        left = len(block) if end is None or zero is None else round((end - zero) * SAMPLE_RATE) - at
        kept = block[max(0, laid - at) : max(0, left)]
        at += len(block)
        laid += len(kept)
        if len(kept):
            yield np.ascontiguousarray(kept)


def _check_layout(stream: AudioStream) -> None:
    context: Any = stream.codec_context
    if not context.sample_rate or not context.layout.nb_channels or context.format is None:
        raise damaged("it does not say what its sound is like")
    if context.layout.nb_channels > MOST_CHANNELS:
        raise unsupported(
            f"its sound has {context.layout.nb_channels} channels", "mix it down to two"
        )


def _end_of(container: InputContainer, stream: AudioStream) -> Fraction | None:
    """Where the sound ends in seconds of the file, if the last frame of AAC may be longer."""
    if container.format.name != "mov" or stream.duration is None or not stream.time_base:
        return None
    return (stream.duration + (stream.start_time or 0)) * stream.time_base


def _silence(samples: int, channels: int) -> Iterator[Block]:
    limits.check_seconds(samples / SAMPLE_RATE)
    for begin in range(0, samples, BLOCK_SAMPLES):
        yield np.zeros((min(BLOCK_SAMPLES, samples - begin), channels), np.float32)


def _decoded(
    container: InputContainer, stream: AudioStream, channels: int
) -> Iterator[tuple[Fraction | None, Block]]:
    """Blocks at 48 kHz; with its time wherever one does not follow on the one before."""
    scale = np.float32(OF_16_BITS if stream.codec_context.format.name.startswith("s16") else 1.0)
    resampler = _resampler(channels)
    expected: Fraction | None = None
    stamp: Fraction | None = None
    for frame in frames_of(container, stream):
        start = None if frame.pts is None else frame.pts * (frame.time_base or Fraction(1))
        if start is not None and (expected is None or abs(start - expected) > GAP_S):
            for piece in resampler.resample(None) if expected is not None else ():
                yield None, _block(piece, channels) * scale
            resampler, stamp, expected = _resampler(channels), start, start
        expected = (expected or Fraction(0)) + Fraction(frame.samples, frame.sample_rate)
        for piece in resampler.resample(frame):
            yield stamp, _block(piece, channels) * scale
            stamp = None
    for piece in resampler.resample(None) if expected is not None else ():
        yield stamp, _block(piece, channels) * scale
        stamp = None


def frames_of(container: InputContainer, stream: AudioStream) -> Iterator[av.AudioFrame]:
    """The decoded frames of a track.

    Raises:
        InputError: a packet is damaged.
    """
    stream.codec_context.options = STRICT
    heard_s = Fraction(0)
    with decoding(lambda: f"at {float(heard_s):.1f} s of its sound"):
        for packet in container.demux(stream):
            limits.go_on()
            # The last packet of a WAV that was recorded without end is flagged, and whole.
            if packet.is_corrupt and container.format.name != "wav":
                raise damaged(f"it is damaged at {float(heard_s):.1f} s of its sound")
            for frame in packet.decode():
                heard_s += Fraction(frame.samples, frame.sample_rate)
                yield frame
            complaints.check(f"at {float(heard_s):.1f} s of its sound")


def _resampler(channels: int) -> AudioResampler:
    layout = "mono" if channels == 1 else "stereo"
    return AudioResampler(format="flt", layout=layout, rate=SAMPLE_RATE)


def _block(frame: av.AudioFrame, channels: int) -> Block:
    return np.asarray(frame.to_ndarray(), np.float32).reshape(-1, channels)
