"""Music without weights: chords by mood, tempo by energy, written bar by bar.

Memory holds one bar and what still rings, whatever the film's length.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from media.audio.pcm import Block, PcmWriter
from media.clock import SAMPLE_RATE, sample_at_frame
from media.ids import uuid7
from media.timeline import Movement
from media.types import Audio
from media.workspace import Workspace
from models.preview.music import instruments
from models.preview.music.score import Bar, Note, bars

LEVEL = 0.18
"""Brings a film's music to about -24 LUFS; the mix measures it again."""
FADE_IN_S, FADE_OUT_S = 1.5, 3.5
AWAY_S, HUSH_S = 1.2, 0.45
"""Before a turn of mood the music goes for so long, and is silent for so long."""


class PreviewMusic:
    """A `MusicEngine` by additive synthesis."""

    def compose(
        self,
        work: Workspace,
        *,
        movement: Movement,
        seed: int,
    ) -> Audio:
        """Compose stereo sound at 48 kHz that lasts as long as the movement and then rings out.

        The film's last movement ends with it.

        Args:
            work: where the sound goes.
            movement: its mood chooses mode and chords, its energy tempo and density.
            seed: chooses the film's key; with the section's id, progressions and patterns.
        """
        samples = sample_at_frame(movement.frames, movement.rate)
        path = work.scratch(f"{uuid7()}.wav")
        tape = Tape()
        with PcmWriter(path, channels=2) as writer:
            for bar in bars(movement, seed):
                sound = tape.play(bar)
                writer.write(sound * fades(movement, bar.start, len(sound), samples)[:, None])
                work.progress(bar.end / samples)
            if not (movement.closes or movement.turns):
                writer.write(tape.ringing)
        instruments.forget()
        return work.save(path, Audio, channels=2, samples=writer.samples)


class Tape:
    """Where notes are laid down; gives back a bar at a time and keeps what rings on."""

    def __init__(self) -> None:
        self.ringing: Block = np.zeros((0, 2), np.float32)
        """The sound beyond the bars that were given back."""

    def play(self, bar: Bar) -> Block:
        """The sound of a bar, with the end of what was struck before it."""
        sounds = [(note.at - bar.start, sound_of(note)) for note in bar.notes]
        length = bar.end - bar.start
        reach = max((at + len(sound) for at, sound in sounds), default=0)
        tape = np.zeros((max(reach, length, len(self.ringing)), 2), np.float32)
        tape[: len(self.ringing)] = self.ringing
        for at, sound in sounds:
            tape[at : at + len(sound)] += sound
        self.ringing = tape[length:]
        return tape[:length]


def sound_of(note: Note) -> Block:
    """A note as stereo samples at its gain."""
    if note.instrument == "pad":
        sound = instruments.pad(note.midi, note.samples, note.brightness)
    elif note.instrument == "pluck":
        sound = instruments.panned(instruments.pluck(note.midi), note.pan)
    elif note.instrument == "bell":
        sound = instruments.panned(instruments.bell(note.midi), note.pan)
    elif note.instrument in ("flute", "horn"):
        sound = instruments.panned(wind(note), note.pan)
    elif note.instrument == "pulse":
        sound = instruments.panned(instruments.pulse(note.midi, note.samples), note.pan)
    elif note.instrument == "bass":
        sound = instruments.bass(note.midi, note.samples)
    elif note.instrument == "kick":
        sound = instruments.kick()
    else:
        sound = instruments.panned(instruments.shaker(), note.pan)
    return sound * np.float32(note.gain * LEVEL)


def wind(note: Note) -> Block:
    """A note of the flute or the horn."""
    partials = instruments.FLUTE if note.instrument == "flute" else instruments.HORN
    vibrato = 0.006 if note.instrument == "flute" else 0.002
    return instruments.blown(note.midi, note.samples, partials, vibrato)


def fades(movement: Movement, start: int, count: int, samples: int) -> NDArray[np.float32]:
    """The gain of `count` samples from `start`: up where the film starts, down where it ends.

    Where the mood is about to turn, the music takes a breath.
    """
    at = np.arange(start, start + count)
    gain = np.ones(count)
    if movement.opens:
        gain *= eased(at / min(FADE_IN_S * SAMPLE_RATE, max(1, samples // 4)))
    if movement.closes:
        gain *= eased((samples - 1 - at) / min(FADE_OUT_S * SAMPLE_RATE, max(1, samples // 3)))
    elif movement.turns:
        hush = min(HUSH_S * SAMPLE_RATE, samples // 6)
        away = min(AWAY_S * SAMPLE_RATE, max(1, samples // 4))
        gain *= eased((samples - hush - at) / away)
    return gain.astype(np.float32)


def eased(share: NDArray[np.floating]) -> NDArray[np.floating]:
    """0 to 1 with no speed at either end."""
    return np.square(np.sin(np.pi / 2 * np.clip(share, 0, 1)))
