"""How strongly something begins at each moment of a sound: the ground of tempo, beats and onsets.

The rise of the mel spectrum in decibels, summed over its bands (spectral flux), every ten
milliseconds.
"""

from __future__ import annotations

from functools import cache

import numpy as np
from numpy.typing import NDArray

from media.clock import SAMPLE_RATE
from media.hearing.frames import framed
from media.tape.reel import Reel

SIZE, HOP = 2048, 480
HOPS_PER_S = SAMPLE_RATE // HOP
BANDS = 48
LOWEST_HZ, HIGHEST_HZ = 40.0, 12_000.0
RANGE_DB = 60.0
"""What lies further below the loudest moment is not heard to begin."""
PEAK_REACH, MEAN_REACH = 4, 24
"""An onset is the highest within 40 ms, and stands out from 240 ms on either side."""
ABOVE_MEAN = 0.09
"""By so much of the strongest."""
SILENT_POWER = 1e-6
"""Power in a band, by the window's scale, below which nothing is heard at all."""

Curve = NDArray[np.float64]


def heard(source: Reel) -> tuple[Curve, Curve]:
    """How strongly something begins, and how strong the sound is, every ten milliseconds.

    The first is one where it is strongest; the second is a root mean square.
    """
    window = np.hanning(SIZE + 1)[:-1].astype(np.float32)
    bands: list[Curve] = []
    powers: list[Curve] = []
    for pieces in framed(source.mono(), SIZE, HOP):
        spectra = np.abs(np.fft.rfft(pieces[:, :, 0] * window, axis=1)) ** 2
        bands.append(spectra @ mel_bands().T)
        powers.append(
            np.square(pieces[:, SIZE // 2 - HOP // 2 : SIZE // 2 + HOP // 2]).mean((1, 2))
        )
    return _rise(np.concatenate(bands)), np.sqrt(np.concatenate(powers))


def _rise(bands: NDArray[np.float64]) -> Curve:
    top = bands.max(initial=0.0)
    if top < SILENT_POWER:
        return np.zeros(len(bands))
    decibels = np.maximum(10 * np.log10(np.maximum(bands, 1e-12) / top), -RANGE_DB)
    lead = np.full((2, bands.shape[1]), -RANGE_DB)
    padded = np.concatenate((lead, decibels))
    # Two hops apart: within one, a window this long has moved by a quarter of itself.
    flux = np.maximum(padded[2:] - padded[:-2], 0).mean(axis=1)
    strongest = flux.max(initial=0.0)
    return flux / strongest if strongest > 0 else flux


@cache
def mel_bands() -> NDArray[np.float64]:
    """Triangles over the spectrum, evenly apart on the mel scale, each of area one."""
    edges = _hertz(np.linspace(_mel(LOWEST_HZ), _mel(HIGHEST_HZ), BANDS + 2))
    at = np.arange(SIZE // 2 + 1) * SAMPLE_RATE / SIZE
    low, middle, high = edges[:-2, None], edges[1:-1, None], edges[2:, None]
    triangles = np.maximum(
        0, np.minimum((at - low) / (middle - low), (high - at) / (high - middle))
    )
    # The lowest are narrower than a bin, and have the one that is nearest.
    nearest = np.abs(at[None] - middle).argmin(axis=1)
    empty = triangles.sum(axis=1) == 0
    triangles[empty, nearest[empty]] = 1
    return triangles / triangles.sum(axis=1, keepdims=True)


def _mel(hertz: float) -> float:
    return 2595 * float(np.log10(1 + hertz / 700))


def _hertz(mel: NDArray[np.float64]) -> NDArray[np.float64]:
    return 700 * (10 ** (mel / 2595) - 1)


def peaks(rise: Curve) -> NDArray[np.int_]:
    """The hops at which something begins."""
    count = len(rise)
    if not count:
        return np.zeros(0, np.int_)
    width = 2 * PEAK_REACH + 1
    padded = np.pad(rise, PEAK_REACH, constant_values=0)
    highest = np.lib.stride_tricks.sliding_window_view(padded, width).max(axis=1)
    around = np.pad(rise, MEAN_REACH, constant_values=0)
    mean = np.lib.stride_tricks.sliding_window_view(around, 2 * MEAN_REACH + 1).mean(axis=1)
    found = np.flatnonzero((rise >= highest) & (rise > mean + ABOVE_MEAN))
    # Two equal neighbours are one.
    return found[np.concatenate(([True], np.diff(found) > PEAK_REACH))] if len(found) else found


def seconds(hops: NDArray[np.int_]) -> tuple[float, ...]:
    """Hops as times."""
    return tuple(round(int(hop) / HOPS_PER_S, 3) for hop in hops)
