"""What ambience is made of: shaped noise, slow swells and scattered grains, all without a seam."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.random import PCG64, Generator
from numpy.typing import NDArray

from media.clock import SAMPLE_RATE

LOOP_S = 20
LOOP_SAMPLES = LOOP_S * SAMPLE_RATE

Mono = NDArray[np.float64]
Stereo = NDArray[np.float64]
"""Of shape (samples, 2)."""


def dice(name: str, seed: int) -> Generator:
    """Free choices for one sound."""
    return Generator(PCG64([seed & 0xFFFFFFFF, *name.encode()]))


def band(draw: Generator, low_hz: float, high_hz: float, *, tilt_db: float = 3.0) -> Stereo:
    """A loop of wide noise between two frequencies, of deviation 1.

    `tilt_db` is how much it falls by the octave; the channels share half of their power.
    """
    hertz = np.fft.rfftfreq(LOOP_SAMPLES, 1 / SAMPLE_RATE)[1:]
    shape = (hertz / low_hz) ** (-tilt_db / 6.02)
    shape /= np.sqrt((1 + (low_hz / hertz) ** 6) * (1 + (hertz / high_hz) ** 6))
    phases = draw.standard_normal((3, len(hertz))) + 1j * draw.standard_normal((3, len(hertz)))
    sides = [phases[0] + phases[1], phases[0] + phases[2]]
    spectra = np.zeros((2, len(hertz) + 1), complex)
    spectra[:, 1:] = np.stack(sides) * shape
    noise = np.fft.irfft(spectra, LOOP_SAMPLES).T
    return noise / noise.std()


def swell(draw: Generator, cycles: tuple[int, int], *, depth: float, power: float = 1.0) -> Stereo:
    """A gain that comes and goes some whole numbers of times in a loop, from 1 - depth to 1."""
    counts = np.arange(cycles[0], cycles[1] + 1)
    spectrum = np.zeros(LOOP_SAMPLES // 2 + 1, complex)
    spectrum[counts] = draw.random(len(counts)) * np.exp(2j * np.pi * draw.random(len(counts)))
    total = np.fft.irfft(spectrum, LOOP_SAMPLES)
    total = (total - total.min()) / max(float(np.ptp(total)), 1e-30)
    return ((1 - depth) + depth * total**power)[:, None]


def scattered(
    draw: Generator, count: int, grain: Callable[[Generator], Mono], *, spread: float = 0.8
) -> Stereo:
    """Grains at any time of the loop and anywhere between the speakers."""
    loop = np.zeros((LOOP_SAMPLES, 2))
    for _ in range(count):
        sound = grain(draw)[:, None] * panned(draw.uniform(-spread, spread))
        at = (int(draw.integers(LOOP_SAMPLES)) + np.arange(len(sound))) % LOOP_SAMPLES
        loop[at] += sound * draw.uniform(0.35, 1.0)
    return loop


def panned(pan: float) -> NDArray[np.float64]:
    """Gains of both speakers for a place from -1 to 1, at constant power."""
    angle = (pan + 1) * np.pi / 4
    return np.array([np.cos(angle), np.sin(angle)]) * np.sqrt(2)


def chirp(
    start_hz: float, end_hz: float, seconds: float, *, attack: float = 0.2, warble_hz: float = 0.0
) -> Mono:
    """A tone that glides, swelling and dying away."""
    count = int(seconds * SAMPLE_RATE)
    share = np.arange(count) / count
    hertz = start_hz * (end_hz / start_hz) ** share
    if warble_hz:
        hertz = hertz * (1 + 0.12 * np.sin(2 * np.pi * warble_hz * share * seconds))
    shape = np.minimum(1, share / attack) * np.minimum(1, (1 - share) / (1 - attack))
    return np.sin(2 * np.pi * np.cumsum(hertz) / SAMPLE_RATE) * np.square(np.sin(np.pi / 2 * shape))


def burst(draw: Generator, seconds: float, low_hz: float, high_hz: float) -> Mono:
    """A grain of noise between two frequencies that dies away."""
    count = int(seconds * SAMPLE_RATE)
    spectrum = np.fft.rfft(draw.standard_normal(count))
    hertz = np.fft.rfftfreq(count, 1 / SAMPLE_RATE)
    spectrum *= (hertz > low_hz) & (hertz < high_hz)
    noise = np.fft.irfft(spectrum, count)
    edge = min(count // 8, 96)
    shape = np.exp(-5 * np.arange(count) / count)
    shape[:edge] *= np.linspace(0, 1, edge)
    shape[-edge:] *= np.linspace(1, 0, edge)
    return noise / max(float(np.abs(noise).max()), 1e-9) * shape
