"""Sound to try things on: beats and chords of known tempo and key."""

from __future__ import annotations

import numpy as np

from media.audio.pcm import Block, PcmWriter
from media.clock import SAMPLE_RATE
from media.types import Audio
from media.workspace import Workspace

TEMPO = 120.0
"""Beats a minute."""
CHORDS = ((57, 60, 64), (53, 57, 60), (48, 52, 55), (55, 59, 62))
"""A minor, F, C, G, a bar each, as MIDI notes."""
BEATS_A_BAR = 4
CLICK_HZ, CLICK_DECAY_S = 1000.0, 0.02


def beats(samples: int, tempo: float = TEMPO) -> Block:
    """A click on every beat, the first at zero; stereo."""
    sound = np.zeros(samples, np.float32)
    for onset in np.arange(0.0, samples / SAMPLE_RATE, 60.0 / tempo):
        _lay(sound, round(onset * SAMPLE_RATE), _tone(CLICK_HZ, 0.08, CLICK_DECAY_S))
    return np.stack([0.5 * sound, 0.5 * sound], axis=1)


def chords(samples: int, tempo: float = TEMPO) -> Block:
    """A progression in A minor over the beats; stereo."""
    sound = beats(samples, tempo)
    bar_s = BEATS_A_BAR * 60.0 / tempo
    for bar, begin in enumerate(np.arange(0.0, samples / SAMPLE_RATE, bar_s)):
        voice = sum(
            _tone(440.0 * 2 ** ((note - 69) / 12), bar_s, bar_s / 2)
            for note in CHORDS[bar % len(CHORDS)]
        )
        for channel in (0, 1):
            _lay(sound[:, channel], round(begin * SAMPLE_RATE), 0.12 * np.asarray(voice))
    return sound


def music(work: Workspace, seconds: float) -> Audio:
    """The chords as a sound file."""
    sound = chords(round(seconds * SAMPLE_RATE))
    target = work.scratch("music.wav")
    with PcmWriter(target, channels=2) as writer:
        writer.write(sound)
    return work.save(target, Audio, channels=2, samples=len(sound))


def _tone(hertz: float, seconds: float, decay_s: float) -> np.ndarray:
    at = np.arange(round(seconds * SAMPLE_RATE)) / SAMPLE_RATE
    return (np.sin(2 * np.pi * hertz * at) * np.exp(-at / decay_s)).astype(np.float32)


def _lay(sound: np.ndarray, begin: int, tone: np.ndarray) -> None:
    end = min(len(sound), begin + len(tone))
    sound[begin:end] += tone[: end - begin]
