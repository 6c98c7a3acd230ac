"""The air of places, as loops: a few layers of noise that come and go, and what lives there."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.random import Generator

from media.clock import SAMPLE_RATE
from media.sounds import Sound
from models.preview.ambience.noise import (
    LOOP_S,
    LOOP_SAMPLES,
    Mono,
    Stereo,
    band,
    burst,
    chirp,
    scattered,
    swell,
)


def _sea(draw: Generator) -> Stereo:
    waves = swell(draw, (2, 4), depth=0.85, power=1.6)
    wash = np.roll(waves, SAMPLE_RATE // 2, axis=0) ** 2
    return band(draw, 45, 500) * waves + 0.5 * band(draw, 700, 6_500, tilt_db=2) * wash


def _wind(draw: Generator) -> Stereo:
    low = band(draw, 110, 500, tilt_db=4) * swell(draw, (1, 5), depth=0.7)
    return low + 0.35 * band(draw, 420, 900) * swell(draw, (2, 9), depth=0.95, power=2)


def _street(draw: Generator) -> Stereo:
    cars = sum(
        (
            band(draw, 160, 1_300) * swell(draw, (1, 3), depth=1.0, power=5) * side
            for side in (np.array([1.2, 0.5]), np.array([0.4, 1.2]))
        ),
        np.zeros((LOOP_SAMPLES, 2)),
    )
    return band(draw, 35, 220, tilt_db=4) * swell(draw, (1, 4), depth=0.3) + 0.6 * cars


def _room(draw: Generator) -> Stereo:
    return band(draw, 50, 350, tilt_db=5) + 0.08 * band(draw, 900, 5_000)


def _forest(draw: Generator) -> Stereo:
    leaves = band(draw, 1_200, 6_500, tilt_db=2) * swell(draw, (1, 6), depth=0.75)
    return 0.5 * leaves + 0.35 * band(draw, 90, 400) + 0.55 * scattered(draw, 26, _bird)


def _bird(draw: Generator) -> Mono:
    base = float(draw.uniform(2_400, 4_600))
    notes = [
        chirp(base, base * float(draw.uniform(0.75, 1.35)), float(draw.uniform(0.06, 0.14)))
        for _ in range(int(draw.integers(2, 6)))
    ]
    rest = np.zeros(int(0.07 * SAMPLE_RATE))
    return np.concatenate([part for note in notes for part in (note, rest)])


def _rain(draw: Generator) -> Stereo:
    steady = band(draw, 900, 9_000, tilt_db=1.5) * swell(draw, (1, 3), depth=0.25)
    drops = scattered(draw, 900, lambda dice: burst(dice, 0.012, 1_500, 9_000))
    return 0.6 * steady + 0.25 * band(draw, 80, 500) + 0.8 * drops


def _fire(draw: Generator) -> Stereo:
    crackle = scattered(draw, 420, lambda dice: burst(dice, dice.uniform(0.003, 0.02), 900, 11_000))
    roar = band(draw, 55, 420, tilt_db=4) * swell(draw, (6, 22), depth=0.45)
    return 0.6 * roar + 1.6 * crackle


def _crowd(draw: Generator) -> Stereo:
    murmur = np.zeros((LOOP_SAMPLES, 2))
    for low_hz in (180, 260, 380, 520, 700, 950):
        voice = band(draw, low_hz, low_hz * 2.4, tilt_db=5)
        murmur += voice * swell(draw, (50, 90), depth=0.9) * swell(draw, (3, 9), depth=0.7)
    return murmur


def _machines(draw: Generator) -> Stereo:
    time = np.arange(LOOP_SAMPLES) / SAMPLE_RATE
    hum = np.zeros(LOOP_SAMPLES)
    for partial, strength in ((1, 1.0), (2, 0.8), (3, 0.35), (4, 0.3), (6, 0.16), (9, 0.07)):
        hum += strength * np.sin(2 * np.pi * (50 * partial * time + draw.random()))
    beat = 0.7 + 0.3 * np.sin(2 * np.pi * 1.5 * time)
    return 0.5 * (hum * beat)[:, None] + 0.5 * band(draw, 200, 2_200)


def _space(draw: Generator) -> Stereo:
    time = np.arange(LOOP_SAMPLES) / LOOP_SAMPLES
    drone = np.zeros((LOOP_SAMPLES, 2))
    for hertz in (41.0, 61.5, 82.0, 123.0):
        for side in (0, 1):
            # Whole cycles in the loop, and not the same number in both ears.
            cycles = round(hertz * LOOP_S) + side
            drone[:, side] += np.sin(2 * np.pi * (cycles * time + draw.random())) * 60 / hertz
    return drone * swell(draw, (1, 2), depth=0.4) + 0.3 * band(draw, 200, 900, tilt_db=6)


def _underwater(draw: Generator) -> Stereo:
    def bubble(dice: Generator) -> Mono:
        base = float(dice.uniform(280, 800))
        return chirp(base, 1.9 * base, float(dice.uniform(0.03, 0.09)), attack=0.1)

    deep = band(draw, 35, 260, tilt_db=5) * swell(draw, (1, 5), depth=0.5)
    return deep + 0.25 * scattered(draw, 70, bubble)


def _night(draw: Generator) -> Stereo:
    time = np.arange(LOOP_SAMPLES) / SAMPLE_RATE
    crickets = np.zeros((LOOP_SAMPLES, 2))
    for hertz, pulses, calls, pan in ((4_250, 28, 1.25, 0.8), (4_700, 31, 0.95, 0.3)):
        song = np.sin(2 * np.pi * hertz * time) * (np.sin(2 * np.pi * pulses * time) > 0.2)
        call = np.clip(4 * np.sin(2 * np.pi * calls * time + 6 * draw.random()), 0, 1)
        crickets += (song * call)[:, None] * np.array([pan, 1.1 - pan])
    return 0.3 * crickets + band(draw, 70, 420, tilt_db=4) * swell(draw, (1, 4), depth=0.4)


BEDS: dict[Sound, Callable[[Generator], Stereo]] = {
    "sea": _sea,
    "wind": _wind,
    "street": _street,
    "room": _room,
    "forest": _forest,
    "rain": _rain,
    "fire": _fire,
    "crowd": _crowd,
    "machines": _machines,
    "space": _space,
    "underwater": _underwater,
    "night": _night,
}
