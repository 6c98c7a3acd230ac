"""From a mix to a master: one gain over the whole, and a limiter that sees between the samples."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from media.audio.chain import Chain
from media.audio.loudness import SILENCE_LUFS, Meter, amplitude
from media.audio.pcm import Block, PcmReader, PcmWriter

OVERSAMPLED = 192_000
"""Four times 48 kHz, the least at which ITU-R BS.1770 lets true peaks be read."""
LOUDNESS_TOLERANCE_LU = 0.3
MAX_GAIN_DB = 40.0
"""What is quieter than that is noise, and is not made into a film's sound."""


def limited(blocks: Iterable[Block], gain_db: float, ceiling_dbtp: float) -> Iterator[Block]:
    """A stereo sound at a gain, with its peaks held below a ceiling.

    `latency=1` makes the limiter take its look-ahead back: without, the sound is 239 samples late.
    """
    chain = Chain(
        ("volume", f"{amplitude(gain_db):.9f}"),
        ("aresample", str(OVERSAMPLED)),
        (
            "alimiter",
            f"limit={amplitude(ceiling_dbtp):.6f}:level=0:latency=1:attack=5:release=80",
        ),
        ("aresample", "48000"),
        channels=2,
    )
    return chain.run(blocks)


def write_master(
    premaster: Path, master: Path, *, premaster_lufs: float, target_lufs: float, ceiling_dbtp: float
) -> float:
    """Write the master at the loudness asked for and give the gain in dB that it took.

    The limiter takes a little loudness away, so the gain is corrected once by what was measured.
    """
    if premaster_lufs <= SILENCE_LUFS:
        write_limited(premaster, master, 0.0, ceiling_dbtp)
        return 0.0
    gain_db = min(MAX_GAIN_DB, target_lufs - premaster_lufs)
    reached = write_limited(premaster, master, gain_db, ceiling_dbtp)
    missing = target_lufs - reached
    if abs(missing) > LOUDNESS_TOLERANCE_LU and gain_db + missing <= MAX_GAIN_DB:
        gain_db += missing
        write_limited(premaster, master, gain_db, ceiling_dbtp)
    return gain_db


def write_limited(premaster: Path, master: Path, gain_db: float, ceiling_dbtp: float) -> float:
    """Write one try of the master, exactly as long as the premaster, and give its loudness."""
    meter = Meter(2, true_peak=False)
    with (
        PcmReader(premaster) as reader,
        PcmWriter(master, channels=2, depth="f32") as writer,
    ):
        for block in limited(reader.blocks(), gain_db, ceiling_dbtp):
            kept = block[: reader.samples - writer.samples]
            writer.write(kept)
            meter.feed(kept)
    return meter.result().integrated_lufs
