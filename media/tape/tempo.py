"""Faster or slower at the same pitch, higher or lower at the same speed (FFmpeg's WSOLA)."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from media.audio.chain import Chain
from media.audio.pcm import exactly
from media.clock import SAMPLE_RATE
from media.tape.reel import record, reel
from media.types import Audio
from media.workspace import Workspace

SLOWEST, FASTEST = 0.5, 2.0
"""What one pass of the filter does without skipping samples."""


def speed(work: Workspace, *, sound: Audio, factor: float) -> Audio:
    """A sound at `factor` times its speed, its pitch kept."""
    source = reel(work, sound)
    chain = Chain(*_tempo(factor), channels=source.channels)
    samples = round(sound.seconds * SAMPLE_RATE / factor)
    return record(work, exactly(chain.run(source), samples, source.channels), source.channels)


def pitch(work: Workspace, *, sound: Audio, semitones: float) -> Audio:
    """A sound some semitones higher, or lower where they are negative; as long as before."""
    source = reel(work, sound)
    # A whole rate, and the tempo that exactly undoes it.
    rate = round(SAMPLE_RATE * 2 ** (semitones / 12))
    chain = Chain(
        ("asetrate", str(rate)),
        ("aresample", str(SAMPLE_RATE)),
        *_tempo(float(Fraction(SAMPLE_RATE, rate))),
        channels=source.channels,
    )
    samples = round(sound.seconds * SAMPLE_RATE)
    return record(work, exactly(chain.run(source), samples, source.channels), source.channels)


def _tempo(factor: float) -> Iterator[tuple[str, str]]:
    while not SLOWEST <= factor <= FASTEST:
        step = SLOWEST if factor < SLOWEST else FASTEST
        yield "atempo", f"{step}"
        factor /= step
    yield "atempo", f"{factor:.9f}"
