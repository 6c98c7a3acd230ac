"""Single sounds: a door, a bell, thunder, gulls, steps, a telephone, a splash, a clock."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.random import Generator

from media.clock import SAMPLE_RATE
from media.sounds import Sound
from models.preview.ambience.noise import Mono, burst, chirp


def _laid(*parts: tuple[float, Mono]) -> Mono:
    """Sounds at times in seconds."""
    length = max(int(at * SAMPLE_RATE) + len(sound) for at, sound in parts)
    tape = np.zeros(length)
    for at, sound in parts:
        start = int(at * SAMPLE_RATE)
        tape[start : start + len(sound)] += sound
    return tape


def _door(draw: Generator) -> Mono:
    creak = 0.25 * chirp(260, 410, 0.5, warble_hz=17)
    return _laid(
        (0, creak), (0.55, burst(draw, 0.28, 40, 500)), (0.6, 0.4 * burst(draw, 0.05, 800, 5_000))
    )


def _struck(partials: tuple[tuple[float, float, float], ...], seconds: float) -> Mono:
    """A struck body: (hertz, strength, seconds to die away) for each of its tones."""
    time = np.arange(int(seconds * SAMPLE_RATE)) / SAMPLE_RATE
    tone = sum(s * np.exp(-time / decay) * np.sin(2 * np.pi * f * time) for f, s, decay in partials)
    return np.asarray(tone) * np.minimum(1, time / 0.004) * np.minimum(1, (seconds - time) / 0.2)


def _bell(draw: Generator) -> Mono:
    base = float(draw.uniform(300, 360))
    tones = (
        (0.5, 0.5, 2.2),
        (1, 1, 1.6),
        (1.19, 0.6, 1.2),
        (1.5, 0.4, 0.9),
        (2, 0.5, 0.7),
        (3, 0.2, 0.3),
    )
    return _struck(tuple((base * ratio, strength, decay) for ratio, strength, decay in tones), 3.4)


def _thunder(draw: Generator) -> Mono:
    rolls = [(0.0, burst(draw, 3.6, 22, 160))]
    rolls += [
        (float(draw.uniform(0.1, 1.6)), 0.7 * burst(draw, float(draw.uniform(0.8, 2)), 22, 260))
        for _ in range(5)
    ]
    return _laid(*rolls)


def _gulls(draw: Generator) -> Mono:
    at, calls = 0.0, list[tuple[float, Mono]]()
    for _ in range(int(draw.integers(3, 6))):
        base = float(draw.uniform(1_300, 1_700))
        call = chirp(base, 0.62 * base, float(draw.uniform(0.22, 0.4)), attack=0.15)
        calls.append((at, call))
        calls.append((at, 0.4 * chirp(2 * base, 1.24 * base, len(call) / SAMPLE_RATE)))
        at += float(draw.uniform(0.4, 0.6))
    return _laid(*calls)


def _footsteps(draw: Generator) -> Mono:
    steps: list[tuple[float, Mono]] = []
    for number in range(5):
        at = 0.56 * number + float(draw.uniform(0, 0.03))
        steps.append((at, burst(draw, 0.12, 60, 420)))
        steps.append((at + 0.02, 0.3 * burst(draw, 0.05, 900, 4_000)))
    return _laid(*steps)


def _phone(draw: Generator) -> Mono:
    del draw
    time = np.arange(int(0.9 * SAMPLE_RATE)) / SAMPLE_RATE
    trill = np.sin(2 * np.pi * 880 * time) + np.sin(2 * np.pi * 1_108 * time)
    ring = trill * (np.sin(2 * np.pi * 18 * time) > 0) * np.minimum(1, (0.9 - time) / 0.05)
    soft = np.convolve(ring, np.hanning(65) / np.hanning(65).sum(), "same")
    soft *= np.minimum(1, time / 0.01)
    return _laid((0, soft), (1.5, soft))


def _splash(draw: Generator) -> Mono:
    drops = [
        (float(draw.uniform(0.15, 0.8)), 0.2 * chirp(500, 1_100, 0.05, attack=0.1))
        for _ in range(7)
    ]
    return _laid((0, burst(draw, 0.9, 250, 5_000)), (0, burst(draw, 0.3, 50, 400)), *drops)


def _clock(draw: Generator) -> Mono:
    return _laid(*((0.5 * n, burst(draw, 0.02, 1_500 + 400 * (n % 2), 6_000)) for n in range(6)))


SPOTS: dict[Sound, Callable[[Generator], Mono]] = {
    "door": _door,
    "bell": _bell,
    "thunder": _thunder,
    "gulls": _gulls,
    "footsteps": _footsteps,
    "phone": _phone,
    "splash": _splash,
    "clock": _clock,
}
