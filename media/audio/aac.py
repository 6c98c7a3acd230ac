"""The one lossy encode of a film's sound, and its decoding for checks.

AAC delays the sound by one frame of 1,024 samples; MP4's edit list records it, so that players and
the join know which sample is the first.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
from av.codec.context import Flags

from media.audio.pcm import Block
from media.clock import SAMPLE_RATE

BITS_PER_S = 192_000
"""Stereo at this rate is transparent to most listeners, and what video platforms ask for at
least."""

CODER = "fast"
"""FFmpeg's own advice: better and much faster than its default at rates like this one."""


def encode_aac(path: Path, blocks: Iterable[Block]) -> int:
    """Encode stereo blocks at 48 kHz into an .m4a file; gives the samples per channel."""
    samples = 0
    options = {"fflags": "+bitexact", "movflags": "+faststart", "movie_timescale": "48000"}
    with av.open(str(path), "w", format="ipod", container_options=options) as container:
        stream = container.add_stream("aac", rate=SAMPLE_RATE, layout="stereo")
        stream.bit_rate = BITS_PER_S
        stream.time_base = Fraction(1, SAMPLE_RATE)
        stream.codec_context.thread_count = 1
        stream.codec_context.flags |= Flags.bitexact
        stream.codec_context.options = {"aac_coder": CODER}
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
            container.mux(stream.encode(frame))
        container.mux(stream.encode(None))
    return samples


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
