"""From a mix to the encoded sound: one gain over the whole, and peaks held between the samples.

Measured on what a listener decodes: the limiter takes a little loudness away and the encoder adds
a little to the peaks, and both are put right by encoding again.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from media.audio.aac import encoding_aac, hear
from media.audio.ahead import ahead
from media.audio.chain import Chain
from media.audio.loudness import SILENCE_LUFS, Loudness, amplitude, measure_blocks
from media.audio.pcm import Block, PcmReader, exactly

OVERSAMPLED = 192_000
"""Four times 48 kHz, the least at which ITU-R BS.1770 lets true peaks be read."""
LOUDNESS_TOLERANCE_LU = 0.4
MAX_GAIN_DB = 40.0
"""What is quieter than that is noise, and is not made into a film's sound."""
CEILING_MARGIN_DB = 1.0
"""The encode overshoots the limiter's ceiling by up to this much."""
MAX_ENCODES = 3


class Mastered(NamedTuple):
    """What it took, and what came of it."""

    gain_db: float
    loudness: Loudness


def master(
    premaster: Path, encoded: Path, *, premaster_lufs: float, target_lufs: float, peak_dbtp: float
) -> Mastered:
    """Encode a stereo mix at the loudness asked for, with its true peaks below `peak_dbtp`.

    A silent mix stays silent.
    """
    silent = premaster_lufs <= SILENCE_LUFS
    gain_db = 0.0 if silent else min(MAX_GAIN_DB, target_lufs - premaster_lufs)
    ceiling_dbtp = peak_dbtp - CEILING_MARGIN_DB
    tries = 0
    while True:
        tries += 1
        measured = encode_limited(premaster, encoded, gain_db, ceiling_dbtp)
        missing_lu = 0.0 if silent else target_lufs - measured.integrated_lufs
        excess_db = measured.true_peak_dbtp - peak_dbtp
        good = abs(missing_lu) <= LOUDNESS_TOLERANCE_LU and excess_db <= 0
        if good or tries == MAX_ENCODES:
            return Mastered(gain_db, measured)
        gain_db = min(MAX_GAIN_DB, gain_db + missing_lu)
        ceiling_dbtp -= max(0.0, excess_db + 0.1)


def encode_limited(premaster: Path, encoded: Path, gain_db: float, ceiling_dbtp: float) -> Loudness:
    """Encode one try, exactly as long as the mix, and measure what a listener decodes."""
    with PcmReader(premaster) as reader:
        sound = limited(reader.blocks(), gain_db, ceiling_dbtp)
        packets = encoding_aac(encoded, ahead(exactly(sound, reader.samples, 2)))
        return measure_blocks(hear(ahead(packets), reader.samples), 2)


def limited(blocks: Iterable[Block], gain_db: float, ceiling_dbtp: float) -> Iterator[Block]:
    """A stereo sound at a gain, with its peaks held below a ceiling."""
    return limiter(gain_db, ceiling_dbtp, 2).run(blocks)


def limiter(gain_db: float, ceiling_dbtp: float, channels: int) -> Chain:
    """A gain, then a limiter at four times the rate, where peaks between samples are samples.

    `latency=1` makes the limiter take its look-ahead back: without, the sound is 239 samples late.
    """
    limit = f"limit={amplitude(ceiling_dbtp):.6f}:level=0:latency=1:attack=5:release=80"
    return Chain(
        ("volume", f"{amplitude(gain_db):.9f}"),
        ("aresample", str(OVERSAMPLED)),
        ("alimiter", limit),
        ("aresample", "48000"),
        channels=channels,
    )
