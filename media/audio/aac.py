"""The one lossy encode of a film's sound, and its decoding for checks.

AAC delays the sound by one frame of 1,024 samples; MP4's edit list records it, so that players and
the join know which sample is the first.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction
from pathlib import Path
from typing import NamedTuple

import av
import numpy as np
from av.codec.context import Flags

from media.audio.pcm import Block
from media.clock import SAMPLE_RATE

BITS_PER_S = 192_000
"""Stereo at this rate is transparent to most listeners, and what video platforms ask for at
least."""

PRIMING_SAMPLES = 1_024
"""One frame, by which FFmpeg's encoder delays the sound."""

CODER = "fast"
"""FFmpeg's own advice: better and much faster than its default at rates like this one."""


class Coded(NamedTuple):
    """The packets of a block, and the decoder's configuration."""

    config: bytes
    packets: list[bytes]


def encode_aac(path: Path, blocks: Iterable[Block]) -> None:
    """Encode stereo blocks at 48 kHz into an .m4a file."""
    for _ in encoding_aac(path, blocks):
        continue


def encoding_aac(path: Path, blocks: Iterable[Block]) -> Iterator[Coded]:
    """The same, block by block, for somebody who listens meanwhile."""
    samples = 0
    options = {"fflags": "+bitexact", "movflags": "+faststart", "movie_timescale": "48000"}
    with av.open(str(path), "w", format="ipod", container_options=options) as container:
        stream = container.add_stream("aac", rate=SAMPLE_RATE, layout="stereo")
        stream.bit_rate = BITS_PER_S
        stream.time_base = Fraction(1, SAMPLE_RATE)
        stream.codec_context.thread_count = 1
        stream.codec_context.flags |= Flags.bitexact
        stream.codec_context.options = {"aac_coder": CODER}

        def written(frame: av.AudioFrame | None) -> Coded:
            packets = stream.encode(frame)
            kept = [bytes(packet) for packet in packets]
            container.mux(packets)
            return Coded(bytes(stream.codec_context.extradata or b""), kept)

        for block in blocks:
            frame = av.AudioFrame.from_ndarray(
                np.ascontiguousarray(block, np.float32).reshape(1, -1),
                format="flt",
                layout="stereo",
            )
            frame.sample_rate = SAMPLE_RATE
            frame.time_base = Fraction(1, SAMPLE_RATE)
            frame.pts = samples
            samples += len(block)
            yield written(frame)
        yield written(None)


def hear(encoded: Iterable[Coded], samples: int) -> Iterator[Block]:
    """What a listener decodes: stereo floats without the priming, `samples` of them."""
    decoder: av.AudioCodecContext | None = None
    priming, left = PRIMING_SAMPLES, samples
    for config, packets in encoded:
        if decoder is None:
            decoder = av.AudioCodecContext.create("aac", "r")
            decoder.extradata = config
        frames = (frame for data in packets for frame in decoder.decode(av.Packet(data)))
        parts = [frame.to_ndarray().T for frame in frames]
        if not parts:
            continue
        block = np.concatenate(parts)[priming:][:left]
        priming = max(0, priming - sum(len(part) for part in parts))
        left -= len(block)
        if len(block):
            yield np.ascontiguousarray(block, dtype=np.float32)


def decode_sound(path: Path, samples: int) -> Iterator[Block]:
    """The first audio stream of a file that Kinora made: stereo floats, exactly `samples` of them.

    The last AAC frame is longer than the sound; what lies behind the end is left out.
    """
    left = samples
    with av.open(str(path)) as container:
        for frame in container.decode(audio=0):
            block = np.ascontiguousarray(frame.to_ndarray().T[:left], dtype=np.float32)
            left -= len(block)
            if len(block):
                yield block
            if not left:
                return
