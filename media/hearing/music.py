"""What a piece of music is like over time: tempo, beats, beginnings, energy, sections, key."""

from __future__ import annotations

from itertools import pairwise

import numpy as np

from media.hearing import beats, harmony, onsets, sections
from media.hearing.onsets import Curve
from media.model import Model
from media.tape.reel import reel
from media.types import Audio
from media.workspace import Workspace

ENERGY_S = 0.1
"""The energy curve has a figure for each tenth of a second."""
FEWEST_BEATS = 4


class Section(Model):
    """A part that sounds the same throughout."""

    start_s: float
    end_s: float
    letter: str
    """The same for parts that sound alike, as in A B A."""
    energy: float
    """Mean of the energy curve."""


class Analysis(Model):
    """What is known of a piece of music."""

    tempo_bpm: float
    """Zero where there is no beat."""
    certainty: float
    """How evenly it repeats with that tempo, from 0 to 1."""
    beats_s: tuple[float, ...]
    onsets_s: tuple[float, ...]
    key: str
    """Such as `A minor`; empty where its notes belong to no key."""
    key_match: float
    energy: tuple[float, ...]
    """For each tenth of a second, 1 being the loudest."""
    sections: tuple[Section, ...]
    seconds: float


def analyse(work: Workspace, *, sound: Audio) -> Analysis:
    """Listen to a piece of music."""
    source = reel(work, sound)
    rise, level = onsets.heard(source)
    tempo = beats.tempo(rise)
    path = beats.beats(rise, tempo.bpm)
    steady = beats.measured(path) if len(path) >= FEWEST_BEATS else tempo.bpm
    classes = harmony.chroma(source)
    key = harmony.key(classes)
    duration_s = sound.samples / sound.sample_rate
    energy = _energy(level, duration_s)
    return Analysis(
        tempo_bpm=round(steady, 2),
        certainty=round(tempo.certainty, 3),
        beats_s=onsets.seconds(path),
        onsets_s=onsets.seconds(onsets.peaks(rise)),
        key=key.name,
        key_match=round(key.match, 3),
        energy=tuple(round(float(value), 3) for value in energy),
        sections=_sections(classes, level, energy, duration_s),
        seconds=round(duration_s, 3),
    )


def _energy(level: Curve, duration_s: float) -> Curve:
    hops = round(ENERGY_S * onsets.HOPS_PER_S)
    count = max(1, round(duration_s / ENERGY_S))
    padded = np.zeros(count * hops)
    kept = level[: count * hops]
    padded[: len(kept)] = kept
    curve = np.sqrt(np.square(padded).reshape(count, hops).mean(axis=1))
    top = curve.max(initial=0.0)
    return curve / top if top > 0 else curve


def _sections(
    classes: harmony.Chroma, level: Curve, energy: Curve, duration_s: float
) -> tuple[Section, ...]:
    rows = sections.described(classes, level, duration_s)
    starts = sections.changes(rows)
    letters = sections.lettered(rows, starts)
    edges = [*(step * duration_s / len(rows) for step in starts), duration_s]
    return tuple(
        Section(
            start_s=round(start, 3),
            end_s=round(end, 3),
            letter=letter,
            energy=round(float(_mean_between(energy, start, end)), 3),
        )
        for letter, (start, end) in zip(letters, pairwise(edges), strict=True)
    )


def _mean_between(energy: Curve, start: float, end: float) -> float:
    first = min(len(energy) - 1, round(start / ENERGY_S))
    return float(energy[first : max(first + 1, round(end / ENERGY_S))].mean())
