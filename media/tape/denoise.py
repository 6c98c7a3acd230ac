"""Taking steady noise out of a recording: hiss, hum, the air of a room.

Each piece of the spectrum is turned down by how little it stands out from the noise there (a Wiener
gain on the decision-directed estimate of Ephraim and Malah, 1984, which leaves none of the
tinkling that a plain gate does).
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from media.audio.pcm import Block, exactly
from media.clock import SAMPLE_RATE
from media.errors import InputError
from media.hearing.frames import framed
from media.tape.cut import between
from media.tape.reel import Reel, record, reel
from media.types import Audio
from media.workspace import Workspace

SIZE, HOP = 2048, 512
BINS = SIZE // 2 + 1
SMOOTHING = 0.98
"""How much of a gain is remembered from one piece to the next."""
OVER = 1.5
"""The noise is taken to be so much stronger than it is on the mean: it is uneven."""
LOW_SHARE = 0.15
"""Where nobody speaks a band is as quiet as its quietest seventh."""
MEAN_OF_LOW = -np.log1p(-LOW_SHARE)
"""That quantile, as a part of the mean, for the power of noise in one band."""
NEIGHBOURS = 41
"""Bands over whose median noise is taken, so that a held note does not count as noise."""
LEAST_DB, STEP_DB, STEPS = -140.0, 0.5, 320
LEAST_PROFILE_S = 0.1

_WINDOW = np.sqrt(np.hanning(SIZE + 1)[:-1]).astype(np.float32)
_NORM = np.float32(2 * HOP / SIZE)
"""Four overlapping squares of the window sum to two."""

Power = NDArray[np.float64]


def denoise(
    work: Workspace,
    *,
    sound: Audio,
    reduction_db: float,
    noise_from_s: float | None,
    noise_to_s: float | None,
) -> Audio:
    """Turn noise down by up to `reduction_db`.

    Args:
        work: where the sound comes from and goes.
        sound: the recording.
        reduction_db: how far what is noise alone goes down.
        noise_from_s: a passage of noise alone begins here; without one, the noise is what is left
            of each band in its quietest moments.
        noise_to_s: and ends here.

    Raises:
        InputError: the passage lies outside the sound, or is too short to know the noise by.
    """
    source = reel(work, sound)
    if noise_from_s is None or noise_to_s is None:
        profile = _quietest(source)
    else:
        profile = _heard_alone(source, noise_from_s, noise_to_s)
    gate = _Gate(profile, source.channels, 10 ** (-reduction_db / 20))
    samples = round(sound.seconds * SAMPLE_RATE)
    return record(work, exactly(gate.run(source), samples, source.channels), source.channels)


def _heard_alone(source: Reel, from_s: float, to_s: float) -> Power:
    """The noise's power by band from a passage of it, hum and all."""
    first, behind = round(from_s * SAMPLE_RATE), round(to_s * SAMPLE_RATE)
    blocks = list(between(source.mono(), first, behind))
    if sum(len(block) for block in blocks) < LEAST_PROFILE_S * SAMPLE_RATE:
        raise InputError(
            "there is too little of the passage of noise",
            f"name {LEAST_PROFILE_S} s or more inside the sound",
            "noise_to_s",
            "BAD_RANGE",
        )
    # The first and last pieces reach out of the passage.
    powers = np.concatenate([_powers(pieces) for pieces in framed(blocks, SIZE, HOP)])
    inner = powers[2:-4]
    return (inner if len(inner) else powers).mean(axis=0)


def _quietest(source: Reel) -> Power:
    """The noise's power by band from each band's quietest moments, counted in half decibels."""
    counts = np.zeros((BINS, STEPS), np.int64)
    rows = np.arange(BINS)
    for pieces in framed(source.mono(), SIZE, HOP):
        decibels = 10 * np.log10(np.maximum(_powers(pieces), 1e-14))
        steps = np.clip((decibels - LEAST_DB) / STEP_DB, 0, STEPS - 1).astype(np.int64)
        for step in steps:
            counts[rows, step] += 1
    shares = np.cumsum(counts, axis=1) / np.maximum(1, counts.sum(axis=1, keepdims=True))
    low_db = LEAST_DB + STEP_DB * (np.argmax(shares >= LOW_SHARE, axis=1) + 0.5)
    padded = np.pad(low_db, NEIGHBOURS // 2, mode="edge")
    even = np.median(np.lib.stride_tricks.sliding_window_view(padded, NEIGHBOURS), axis=1)
    return 10 ** (even / 10) / MEAN_OF_LOW


def _powers(pieces: NDArray[np.float32]) -> Power:
    spectra = np.fft.rfft(pieces[:, :, 0] * _WINDOW, axis=1)
    return np.square(np.abs(spectra))


class _Gate:
    """Plays a sound with its noise turned down."""

    def __init__(self, noise: Power, channels: int, floor: float) -> None:
        self._noise = np.maximum(noise * OVER, 1e-14)
        self._channels, self._floor = channels, floor
        self._clean = np.zeros(BINS)
        """How much stronger than the noise the last piece was, once it had been cleaned."""

    def run(self, source: Reel) -> Iterator[Block]:
        tail = np.zeros((SIZE, self._channels), np.float32)
        ahead = SIZE // 2
        for pieces in framed(source, SIZE, HOP, self._channels):
            laid = np.zeros((HOP * len(pieces) + SIZE, self._channels), np.float32)
            laid[: len(tail)] = tail
            for index, piece in enumerate(self._cleaned(pieces)):
                laid[index * HOP : index * HOP + SIZE] += piece
            ready, tail = laid[: HOP * len(pieces)], laid[HOP * len(pieces) :]
            # The first half window lies before the sound.
            yield ready[ahead:]
            ahead = max(0, ahead - len(ready))
        yield tail

    def _cleaned(self, pieces: NDArray[np.float32]) -> Iterator[NDArray[np.float32]]:
        spectra = np.fft.rfft(pieces * _WINDOW[:, None], axis=1)
        gains = np.stack([self._gain(power) for power in np.square(np.abs(spectra)).mean(axis=2)])
        cleaned = np.fft.irfft(spectra * gains[:, :, None], SIZE, axis=1)
        yield from (cleaned * _WINDOW[:, None] * _NORM).astype(np.float32)

    def _gain(self, power: Power) -> Power:
        """All channels are turned down alike, so that nothing moves between the speakers."""
        ratio = power / self._noise
        prior = SMOOTHING * self._clean + (1 - SMOOTHING) * np.maximum(ratio - 1, 0)
        gain = prior / (1 + prior)
        self._clean = np.square(gain) * ratio
        return np.maximum(gain, self._floor)
