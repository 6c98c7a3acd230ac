"""Tempo and beats from how strongly things begin.

Tempo is the lag at which beginnings repeat, weighed towards what people tap to; beats are the path
through them that is strongest and most even (Ellis, 2007).
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from media.hearing.onsets import HOPS_PER_S, Curve

SLOWEST_BPM, FASTEST_BPM = 50.0, 220.0
USUAL_BPM, OCTAVES = 120.0, 0.9
"""People tap near 120, and twice or half of it gladly."""
TIGHTNESS = 400.0
"""What it costs to leave the tempo, against how strong a beginning is."""
MULTIPLES = 4
"""A beat repeats after two, three and four of them as well."""
LEAST_LIKENESS = 0.12
"""Less alike to itself a beat later, a sound has no beat to speak of."""


class Tempo(NamedTuple):
    """How fast, and how surely."""

    bpm: float
    """Zero where there is no beat."""
    certainty: float
    """How alike the beginnings are to themselves a beat later, from 0 to 1."""


def tempo(rise: Curve) -> Tempo:
    """How fast people would tap along."""
    centred = rise - rise.mean() if len(rise) else rise
    longest = round(60 * HOPS_PER_S / SLOWEST_BPM)
    shortest = round(60 * HOPS_PER_S / FASTEST_BPM)
    repeats = _repeats(centred, MULTIPLES * longest + MULTIPLES)
    if len(rise) <= 2 * shortest or repeats[0] <= 0:
        return Tempo(0.0, 0.0)
    lags = np.arange(shortest, longest + 1)
    strength = np.zeros(len(lags))
    for multiple in range(1, MULTIPLES + 1):
        near = [repeats[np.minimum(lags * multiple + off, len(repeats) - 1)] for off in (-1, 0, 1)]
        strength += np.max(near, axis=0) / multiple
    distance = np.log2(60 * HOPS_PER_S / lags / USUAL_BPM) / OCTAVES
    weighed = strength * np.exp(-0.5 * np.square(distance))
    best = int(weighed.argmax())
    lag = int(lags[best])
    likeness = float(np.clip(repeats[lag - 1 : lag + 2].max() / repeats[0], 0, 1))
    if likeness < LEAST_LIKENESS:
        return Tempo(0.0, likeness)
    return Tempo(60 * HOPS_PER_S / _refined(repeats, lag), likeness)


def _repeats(values: Curve, longest: int) -> Curve:
    """How alike a curve is to itself later, by lag, per hop that both cover."""
    size = 1 << (2 * max(1, len(values)) - 1).bit_length()
    spectrum = np.fft.rfft(values, size)
    alike = np.fft.irfft(np.square(np.abs(spectrum)))[: longest + 1]
    shared = np.maximum(len(values) - np.arange(len(alike)), max(1, len(values) // 4))
    padded = np.zeros(longest + 1)
    padded[: len(alike)] = np.where(np.arange(len(alike)) < len(values), alike / shared, 0)
    return padded


def _refined(repeats: Curve, lag: int) -> float:
    """A lag to a fraction of a hop, by where its multiples lie."""
    found, weight = 0.0, 0.0
    for multiple in range(1, MULTIPLES + 1):
        middle = lag * multiple
        reach = range(max(1, middle - multiple), min(len(repeats) - 2, middle + multiple) + 1)
        if not len(reach):
            continue
        at = max(reach, key=lambda hop: repeats[hop])
        exact = at + _vertex(repeats[at - 1], repeats[at], repeats[at + 1])
        found, weight = found + exact, weight + multiple
    return found / weight if weight else float(lag)


def _vertex(before: float, here: float, behind: float) -> float:
    bend = before - 2 * here + behind
    return 0.0 if bend >= 0 else float(np.clip(0.5 * (before - behind) / bend, -0.5, 0.5))


def beats(rise: Curve, bpm: float) -> NDArray[np.int_]:
    """The hops at which one would tap."""
    if not bpm or not len(rise):
        return np.zeros(0, np.int_)
    period = 60 * HOPS_PER_S / bpm
    smooth = _smoothed(rise, period / 32)
    score, before = smooth.copy(), np.full(len(rise), -1)
    steps = np.arange(round(period / 2), round(period * 2) + 1)
    uneven = TIGHTNESS / 100 * np.square(np.log(steps / period)) * max(1e-9, float(smooth.max()))
    for hop in range(int(steps[0]), len(rise)):
        earlier = hop - steps[steps <= hop]
        reached = score[earlier] - uneven[: len(earlier)]
        best = int(reached.argmax())
        if reached[best] > 0:
            score[hop] += reached[best]
            before[hop] = earlier[best]
    return _trimmed(_traced(score, before, period), smooth)


def _smoothed(rise: Curve, width: float) -> Curve:
    reach = max(1, round(3 * width))
    kernel = np.exp(-0.5 * np.square(np.arange(-reach, reach + 1) / max(0.5, width)))
    return np.asarray(np.convolve(rise, kernel / kernel.sum(), "same"), np.float64)


def _traced(score: Curve, before: NDArray[np.int_], period: float) -> NDArray[np.int_]:
    """Back from the best hop of the last period."""
    start = max(0, len(score) - round(period) - 1)
    hop = start + int(score[start:].argmax())
    path: list[int] = []
    while hop >= 0:
        path.append(hop)
        hop = int(before[hop])
    return np.array(path[::-1])


def _trimmed(path: NDArray[np.int_], rise: Curve) -> NDArray[np.int_]:
    """Without what is tapped before the music begins and after it ends."""
    strong = np.flatnonzero(rise[path] > 0.2 * np.median(rise[path]) + 0.01)
    return path[strong[0] : strong[-1] + 1] if len(strong) else path[:0]


def measured(path: NDArray[np.int_]) -> float:
    """The tempo of beats: that of the straight line through them."""
    slope = np.polyfit(np.arange(len(path)), path, 1)[0]
    return 60 * HOPS_PER_S / float(slope)
