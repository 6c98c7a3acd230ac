"""How loud a sound is, after EBU R128, by FFmpeg's `ebur128`."""

from __future__ import annotations

import math
from collections.abc import Iterable
from pathlib import Path

import numpy as np

from media.audio.chain import Chain
from media.audio.pcm import Block, PcmReader, regular
from media.clock import SAMPLE_RATE
from media.model import Model

SILENCE_LUFS = -70.0
"""The absolute gate of EBU R128: nothing below it counts, so a silent sound measures this."""
SILENCE_DBTP = -120.0

STEP_SAMPLES = SAMPLE_RATE // 10
"""`ebur128` measures in steps of 100 ms and leaves out a last one that is not whole."""


class Loudness(Model):
    """Figures of a whole sound."""

    integrated_lufs: float
    true_peak_dbtp: float
    range_lu: float


class Meter:
    """Measures a sound that is fed in blocks at 48 kHz."""

    def __init__(self, channels: int, *, true_peak: bool = True) -> None:
        peak = "true" if true_peak else "sample"
        self._chain = Chain(
            ("ebur128", f"metadata=1:framelog=quiet:peak={peak}"), channels=channels
        )
        self._peak_key = f"lavfi.r128.{peak}_peak"
        self._channels = channels
        self._fed = 0

    def feed(self, block: Block) -> None:
        """Count a block in."""
        self._fed += len(block)
        self._chain.swallow(block)

    def result(self) -> Loudness:
        """Figures of all that was fed; the meter is then used up."""
        rest = -self._fed % STEP_SAMPLES
        self.feed(np.zeros((rest, self._channels), np.float32))
        for _ in self._chain.end():
            continue
        said = self._chain.metadata
        peak = float(said.get(self._peak_key, 0.0))
        return Loudness(
            integrated_lufs=max(SILENCE_LUFS, finite(said.get("lavfi.r128.I"), SILENCE_LUFS)),
            true_peak_dbtp=decibels(peak),
            range_lu=finite(said.get("lavfi.r128.LRA"), 0.0),
        )


def measure_blocks(blocks: Iterable[Block], channels: int) -> Loudness:
    """Loudness of a sound at 48 kHz that comes in blocks."""
    meter = Meter(channels)
    for block in regular(blocks):
        meter.feed(block)
    return meter.result()


def measure(path: Path) -> Loudness:
    """Loudness of a WAV file at 48 kHz."""
    with PcmReader(path) as reader:
        return measure_blocks(reader.blocks(), reader.channels)


def decibels(amplitude: float) -> float:
    """An amplitude of 1.0 at full scale as dB, not below `SILENCE_DBTP`."""
    return max(SILENCE_DBTP, 20 * math.log10(amplitude)) if amplitude > 0 else SILENCE_DBTP


def amplitude(decibel: float) -> float:
    """Decibels as an amplitude of 1.0 at full scale."""
    return 10 ** (decibel / 20)


def finite(text: str | None, otherwise: float) -> float:
    """A number that a filter wrote, unless it wrote none, `nan` or `-inf`."""
    value = float(text) if text else otherwise
    return value if math.isfinite(value) else otherwise
