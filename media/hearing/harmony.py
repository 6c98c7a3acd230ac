"""In which key a piece of music is.

Its pitch classes are compared with what listeners expect of each key (Krumhansl and Kessler, 1982).
A key and its relative share all their notes; which of the two it is, the chord on which the music
begins tells best.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from media.clock import SAMPLE_RATE
from media.hearing.frames import framed
from media.tape.reel import Reel

SIZE, HOP = 16_384, 8_192
LOWEST_HZ, HIGHEST_HZ = 55.0, 2_000.0
A4_HZ, A4 = 440.0, 69
MAJOR = (6.35, 2.23, 3.48, 2.33, 4.38, 4.09, 2.52, 5.19, 2.39, 3.66, 2.29, 2.88)
MINOR = (6.33, 2.68, 3.52, 5.38, 2.60, 3.53, 2.54, 4.75, 3.98, 2.69, 3.34, 3.17)
TRIADS = {"major": (0, 4, 7), "minor": (0, 3, 7)}
NAMES = ("C", "C#", "D", "Eb", "E", "F", "F#", "G", "Ab", "A", "Bb", "B")
OPENING_WEIGHT = 0.5
"""What the opening chord counts against the whole."""
OPENING_S = 2.0
LEAST_MATCH = 0.4
"""Below it the notes belong to no key."""

Chroma = NDArray[np.float64]


class Key(NamedTuple):
    """A tonic and a mode; no name where there is none."""

    name: str
    """Such as `A minor`."""
    match: float
    """How well the notes fit it, up to 1."""


def chroma(source: Reel) -> Chroma:
    """How strong each of the twelve pitch classes is, C first, in pieces a sixth of a second apart.

    Only peaks of the spectrum count, and by their amplitude: noise has none that stand out.
    """
    window = np.hanning(SIZE + 1)[:-1].astype(np.float32)
    hertz = np.arange(1, SIZE // 2 + 1) * SAMPLE_RATE / SIZE
    used = np.flatnonzero((hertz >= LOWEST_HZ) & (hertz <= HIGHEST_HZ)) + 1
    found: list[Chroma] = []
    for pieces in framed(source.mono(), SIZE, HOP):
        spectra = np.abs(np.fft.rfft(pieces[:, :, 0] * window, axis=1))
        found += [_classes(spectrum, used) for spectrum in spectra]
    return np.array(found).reshape(-1, 12)


def _classes(spectrum: NDArray[np.float32], used: NDArray[np.int_]) -> Chroma:
    level, before, behind = spectrum[used], spectrum[used - 1], spectrum[used + 1]
    top = float(level.max(initial=0.0))
    is_peak = (level > before) & (level >= behind) & (level > 0.02 * top) & (level > 1e-4)
    at, level, before, behind = used[is_peak], level[is_peak], before[is_peak], behind[is_peak]
    offset = 0.5 * (before - behind) / np.minimum(before - 2 * level + behind, -1e-9)
    notes = A4 + 12 * np.log2((at + offset) * SAMPLE_RATE / SIZE / A4_HZ)
    return np.bincount(np.rint(notes).astype(np.int_) % 12, level, 12).astype(np.float64)


def key(classes: Chroma) -> Key:
    """The key that fits best."""
    total = classes.sum(axis=0) if len(classes) else np.zeros(12)
    if not total.any():
        return Key("", 0.0)
    opening = classes[: max(1, round(OPENING_S * SAMPLE_RATE / HOP))].sum(axis=0)
    best, score, match = "", -np.inf, 0.0
    for mode, profile in (("major", MAJOR), ("minor", MINOR)):
        for tonic in range(12):
            fit = float(np.corrcoef(np.roll(profile, tonic), total)[0, 1])
            chord = opening[[(tonic + step) % 12 for step in TRIADS[mode]]].sum()
            weighed = fit + OPENING_WEIGHT * float(chord / max(1e-9, opening.sum()))
            if weighed > score:
                best, score, match = f"{NAMES[tonic]} {mode}", weighed, fit
    return Key(best, match) if match >= LEAST_MATCH else Key("", match)
