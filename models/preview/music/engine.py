"""Music without weights: chords by mood, tempo by energy, written bar by bar.

Memory holds one bar and what still rings, whatever the film's length.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from media.audio.pcm import Block, PcmWriter
from media.clock import SAMPLE_RATE, FrameRate, sample_at_frame
from media.ids import uuid7
from media.timeline import Chapter
from media.types import Audio
from media.workspace import Workspace
from models.preview.music import instruments
from models.preview.music.score import Bar, Note, bars

LEVEL = 0.18
"""Brings a film's music to about -24 LUFS; the mix measures it again."""
FADE_IN_S, FADE_OUT_S = 1.5, 3.5


class PreviewMusic:
    """A `MusicEngine` by additive synthesis."""

    def compose(
        self,
        work: Workspace,
        *,
        chapters: tuple[Chapter, ...],
        frames: int,
        rate: FrameRate,
        seed: int,
    ) -> Audio:
        """Compose stereo sound at 48 kHz that lasts exactly `frames` and follows the chapters.

        Args:
            work: where the sound goes.
            chapters: their moods choose key and chords, their energies tempo and density.
            frames: length of the film.
            rate: of the frames.
            seed: chooses key, progressions and patterns; equal seeds give equal bytes.
        """
        samples = sample_at_frame(frames, rate)
        path = work.scratch(f"{uuid7()}.wav")
        tape = Tape()
        with PcmWriter(path, channels=2) as writer:
            for bar in bars(chapters, frames, rate, seed):
                sound = tape.play(bar)
                writer.write(sound * fades(bar.start, len(sound), samples)[:, None])
                work.progress(bar.end / samples)
        return work.save(path, Audio, channels=2, samples=samples)


class Tape:
    """Where notes are laid down; gives back a bar at a time and keeps what rings on."""

    def __init__(self) -> None:
        self._ringing: Block = np.zeros((0, 2), np.float32)

    @property
    def ringing_samples(self) -> int:
        """How much sound is kept beyond the bars that were given back."""
        return len(self._ringing)

    def play(self, bar: Bar) -> Block:
        """The sound of a bar, with the end of what was struck before it."""
        sounds = [(note.at - bar.start, sound_of(note)) for note in bar.notes]
        length = bar.end - bar.start
        reach = max((at + len(sound) for at, sound in sounds), default=0)
        tape = np.zeros((max(reach, length, len(self._ringing)), 2), np.float32)
        tape[: len(self._ringing)] = self._ringing
        for at, sound in sounds:
            tape[at : at + len(sound)] += sound
        self._ringing = tape[length:]
        return tape[:length]


def sound_of(note: Note) -> Block:
    """A note as stereo samples at its gain."""
    if note.instrument == "pad":
        sound = instruments.pad(note.midi, note.samples, note.brightness)
    elif note.instrument == "pluck":
        sound = instruments.panned(instruments.pluck(note.midi), note.pan)
    elif note.instrument == "bass":
        sound = instruments.bass(note.midi, note.samples)
    elif note.instrument == "kick":
        sound = instruments.kick()
    else:
        sound = instruments.panned(instruments.shaker(), note.pan)
    return sound * np.float32(note.gain * LEVEL)


def fades(start: int, count: int, samples: int) -> NDArray[np.float32]:
    """The gain of `count` samples from `start`: up at the film's start and down to its end."""
    at = np.arange(start, start + count)
    fade_in = min(int(FADE_IN_S * SAMPLE_RATE), max(1, samples // 4))
    fade_out = min(int(FADE_OUT_S * SAMPLE_RATE), max(1, samples // 3))
    up = np.clip(at / fade_in, 0, 1)
    down = np.clip((samples - 1 - at) / fade_out, 0, 1)
    return (np.square(np.sin(np.pi / 2 * up)) * np.square(np.sin(np.pi / 2 * down))).astype(
        np.float32
    )
