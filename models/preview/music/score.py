"""The score of a movement: bars that fill it exactly, and the notes in them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

import numpy as np
from numpy.random import PCG64, Generator

from media.clock import SAMPLE_RATE, sample_at_frame
from media.timeline import Movement
from models.preview.music.harmony import CHARACTERS, HOMES, Character, Key, Lead

Instrument = Literal[Lead, "pad", "bass", "kick", "shaker"]

BEATS = 4
SLOWEST_BPM, FASTEST_BPM = 58.0, 112.0
PERCUSSION_FROM = 0.62
"""Energy above which there is percussion: under speech, less is more."""
ARPEGGIO_FROM = 0.22
HUMAN_S = 0.006
"""Spread of a played note around its beat."""

PATTERNS = (
    (0, 1, 2, 3, 2, 1, 2, 1),
    (0, 2, 1, 2, 3, 2, 1, 2),
    (0, 1, 2, 1, 3, 1, 2, 1),
)
"""Arpeggios over a bar's eighths, in chord tones; 3 is the lowest one, an octave up."""


@dataclass(frozen=True, kw_only=True)
class Note:
    """One note of one instrument."""

    instrument: Instrument
    at: int
    """Sample from the movement's start."""
    samples: int
    """How long it is held; it may ring on."""
    midi: int = 0
    gain: float = 1.0
    pan: float = 0.0
    """-1 left, 1 right."""
    brightness: float = 0.5


@dataclass(frozen=True, kw_only=True)
class Bar:
    """A bar and its notes, none of which starts before it."""

    start: int
    end: int
    notes: tuple[Note, ...]


def bars(movement: Movement, seed: int) -> Iterator[Bar]:
    """Bars of equal length that fill a movement; the tempo gives way, not the cut.

    The seed chooses the key of the whole film. The last bar of the last movement is on the tonic.
    """
    home = HOMES[int(Generator(PCG64(seed)).integers(len(HOMES)))]
    rng = Generator(PCG64([seed, *movement.section_id.encode()]))
    character = CHARACTERS[movement.mood]
    key = Key(home, character.mode)
    progression = character.progressions[int(rng.integers(len(character.progressions)))]
    pattern = PATTERNS[int(rng.integers(len(PATTERNS)))]
    samples = sample_at_frame(movement.frames, movement.rate)
    count = bar_count(samples, movement.energy, character.tempo)
    edges = np.linspace(0, samples, count + 1).round().astype(int).tolist()
    for index, (start, end) in enumerate(pairwise(edges)):
        final = movement.closes and index == count - 1
        degree = degree_at(index, count, movement, character, progression)
        energy = movement.energy * swell((index + 0.5) / count, movement)
        player = Player(start, end, energy, character, key, degree, rng)
        yield Bar(start=start, end=end, notes=tuple(player.notes(pattern, final=final)))


def degree_at(
    index: int,
    count: int,
    movement: Movement,
    character: Character,
    progression: tuple[int, ...],
) -> int:
    """The chord of a bar; a film's last bars lead home, and another mood is left open."""
    left = count - 1 - index
    if movement.closes and (left == 0 or (left < 3 and count > 4)):
        return (0, *reversed(character.cadence))[left]
    if movement.turns and left == 0 and count > 4:
        return character.cadence[1]
    return progression[index % len(progression)]


def swell(share: float, movement: Movement) -> float:
    """Factor on the energy: a movement rises past its middle and falls again.

    The first begins from little, the last ends with less.
    """
    rise = 0.82 + 0.3 * float(np.sin(np.pi * min(1.0, share / 1.3)))
    opening = min(1.0, 0.55 + 1.5 * share) if movement.opens else 1.0
    closing = min(1.0, 0.5 + 1.6 * (1 - share)) if movement.closes else 1.0
    return min(rise * opening * closing, 1.0 / max(movement.energy, 0.01))


def bar_count(samples: int, energy: float, tempo: float = 1.0) -> int:
    """Whole bars nearest to the tempo that the energy and the mood ask for."""
    bpm = tempo * (SLOWEST_BPM + (FASTEST_BPM - SLOWEST_BPM) * energy)
    return max(1, round(samples / (BEATS * 60 / bpm * SAMPLE_RATE)))


class Player:
    """Plays one bar."""

    def __init__(
        self,
        start: int,
        end: int,
        energy: float,
        character: Character,
        key: Key,
        degree: int,
        rng: Generator,
    ) -> None:
        self.start, self.end = start, end
        self.energy = energy
        self.character = character
        self.chord = key.chord(degree, seventh=character.seventh)
        self.triad = key.chord(degree)
        self.root = key.bass(degree)
        self.rng = rng

    def notes(self, pattern: tuple[int, ...], *, final: bool) -> Iterator[Note]:
        """All notes of the bar; the final one is a held chord and a last arpeggio."""
        yield from self.pad()
        yield from self.bass(final=final)
        if final:
            yield from self.arpeggio(pattern[:4])
            return
        yield from self.lead(pattern)
        if self.energy >= PERCUSSION_FROM:
            yield from self.percussion()

    def lead(self, pattern: tuple[int, ...]) -> Iterator[Note]:
        """What the mood has over the chords: broken chords, a line, or a pulse."""
        lead = self.character.lead
        if lead == "pluck":
            yield from self.arpeggio(pattern if self.energy >= ARPEGGIO_FROM else pattern[:1])
        elif lead == "bell":
            yield from self.line(pattern, lead, eighths=(0, 3, 6), octave=24, gain=0.3)
        elif lead == "flute":
            yield from self.line(pattern, lead, eighths=(0, 4), octave=12, gain=0.3)
            yield from self.arpeggio(pattern[:1])
        elif lead == "horn":
            yield from self.line(pattern, lead, eighths=(0, 4), octave=0, gain=0.42)
            yield from self.arpeggio(pattern)
        else:
            yield from self.pulse()

    def line(
        self,
        pattern: tuple[int, ...],
        lead: Lead,
        *,
        eighths: tuple[int, ...],
        octave: int,
        gain: float,
    ) -> Iterator[Note]:
        """Long tones of the chord, one held until the next."""
        eighth = (self.end - self.start) / 8
        tones = (*self.triad, self.triad[0] + 12)
        for at, following in pairwise((*eighths, 8)):
            yield Note(
                instrument=lead,
                at=self.start + round(at * eighth),
                samples=round((following - at) * eighth),
                midi=tones[pattern[at]] + octave,
                gain=gain * (0.7 + 0.5 * self.energy),
                pan=0.25 if lead == "flute" else -0.2,
            )

    def pulse(self) -> Iterator[Note]:
        """The root on every eighth, short and low, with the fifth before the bar line."""
        eighth = (self.end - self.start) / 8
        for index in range(8):
            yield Note(
                instrument="pulse",
                at=self.start + round(index * eighth),
                samples=round(0.6 * eighth),
                midi=self.root + 12 if index < 7 else self.triad[0],
                gain=(0.34 if index % 4 == 0 else 0.2) * (0.6 + 0.7 * self.energy),
                pan=-0.3 if index % 2 else 0.3,
            )

    def pad(self) -> Iterator[Note]:
        """The chord, held."""
        for midi in self.chord:
            yield Note(
                instrument="pad",
                at=self.start,
                samples=self.end - self.start,
                midi=midi,
                gain=0.9 / len(self.chord),
                brightness=self.character.brightness,
            )

    def bass(self, *, final: bool) -> Iterator[Note]:
        """The root on the first beat, and again on the third when there is energy."""
        halves = 2 if self.energy >= ARPEGGIO_FROM and not final else 1
        samples = (self.end - self.start) // halves
        for half in range(halves):
            yield Note(
                instrument="bass",
                at=self.start + half * samples,
                samples=samples,
                midi=self.root,
                gain=0.4 + 0.15 * self.energy,
            )

    def arpeggio(self, pattern: tuple[int, ...]) -> Iterator[Note]:
        """Chord tones on the eighths, a little uneven as by hand."""
        eighth = (self.end - self.start) / 8
        tones = (*self.triad, self.triad[0] + 12)
        for index, tone in enumerate(pattern):
            accent = 1.0 if index % 4 == 0 else 0.72
            late = int(abs(self.rng.normal(0, HUMAN_S)) * SAMPLE_RATE)
            yield Note(
                instrument="pluck",
                at=self.start + round(index * eighth) + min(late, round(eighth / 4)),
                samples=round(eighth),
                midi=tones[tone] + 12,
                gain=(0.45 + 0.4 * self.energy) * accent * float(self.rng.uniform(0.8, 1.0)),
                pan=float(np.clip((tone - 1.5) / 3, -0.5, 0.5)),
            )

    def percussion(self) -> Iterator[Note]:
        """A soft kick on one and three, a shaker on the eighths between."""
        eighth = (self.end - self.start) / 8
        for index in range(8):
            at = self.start + round(index * eighth)
            if index % 4 == 0:
                yield Note(instrument="kick", at=at, samples=0, gain=0.5 * self.energy)
            else:
                loud = 0.1 if index % 2 else 0.16
                yield Note(instrument="shaker", at=at, samples=0, gain=loud * self.energy, pan=0.3)
