"""The sounds of the instruments, rendered once a note and kept.

Everything is additive and band-limited. The room is part of each plucked note: reverberation is
linear, so reverberating every note is reverberating the music, and a kept note costs one addition.
"""

from __future__ import annotations

import functools

import numpy as np
from numpy.random import PCG64, Generator
from numpy.typing import NDArray

from media.audio.pcm import Block
from media.clock import SAMPLE_RATE
from models.preview.music.harmony import frequency

LOOP_SAMPLES = 1 << 17
"""Length of a pad's loop: 2.7 s, seamless because its spectrum has whole cycles only."""
NYQUIST_HZ = SAMPLE_RATE / 2
TOP_HZ = 9_000.0
"""No partial lies above: a bed under speech needs no more."""

PAD_PARTIALS = 24
PAD_SPREAD_CENTS = 14.0
PLUCK_S = 2.6
PLUCK_PARTIALS = 14
INHARMONICITY = 0.0004
"""Stiffness of a piano string in the middle register."""
BELL_TONES = ((1, 1, 1.1), (2.01, 0.45, 0.8), (2.76, 0.28, 0.45), (5.4, 0.1, 0.2))
"""Ratio to the note, strength, and seconds to die away."""
FLUTE, HORN = (1.0, 0.28, 0.1, 0.03), (1.0, 0.75, 0.5, 0.3, 0.16, 0.08)
"""Strengths of the harmonics."""
ROOM_S = 1.1
ROOM_LEVEL = 0.28
PREDELAY_S = 0.014
KEPT_NOTES = 48
"""Notes kept of each instrument: up to 2 MB each, so for one movement at a time; see `forget`."""
KEPT_TONES = 12
"""The same where each length of a note is a sound of its own."""

Mono = NDArray[np.float32]


def forget() -> None:
    """Give the kept notes back."""
    for instrument in (pad_loop, pluck, bell, blown, pulse, bass):
        instrument.cache_clear()


@functools.lru_cache(maxsize=KEPT_NOTES)
def pad_loop(midi: int, brightness: float) -> Block:
    """A seamless stereo loop of a string-like chorus on one note.

    Each partial is a band of many sines with random phases instead of one, wider for higher
    partials as a section of players is: Nasca O. Paul's PADsynth. The two channels have phases of
    their own, which makes the chorus wide.
    """
    bins = np.fft.rfftfreq(LOOP_SAMPLES, 1 / SAMPLE_RATE)
    fundamental = frequency(midi)
    spectrum = np.zeros(len(bins))
    falloff = 2.6 - 1.3 * brightness
    for partial in range(1, PAD_PARTIALS + 1):
        centre = fundamental * partial
        if centre > TOP_HZ:
            break
        width = centre * (2 ** (PAD_SPREAD_CENTS / 1200) - 1) + 0.4
        near = slice(*np.searchsorted(bins, (centre - 5 * width, centre + 5 * width)))
        shape = np.exp(-0.5 * np.square((bins[near] - centre) / width))
        spectrum[near] += shape / np.sqrt(np.square(shape).sum()) / partial**falloff
    rng = Generator(PCG64([midi, 77]))
    phases = np.exp(2j * np.pi * rng.random((2, len(bins))))
    loop = np.fft.irfft(spectrum * phases, LOOP_SAMPLES).T
    return (loop / np.sqrt(np.mean(np.square(loop)))).astype(np.float32) * np.float32(0.5)


def pad(midi: int, samples: int, brightness: float) -> Block:
    """A held chord tone that swells and dies away; it rings half a bar beyond its end."""
    release = max(1, samples // 2)
    attack = max(1, int(samples * 0.45))
    loop = pad_loop(midi, brightness)
    length = samples + release
    offset = (midi * 7919) % LOOP_SAMPLES
    sound = np.take(loop, np.arange(offset, offset + length), axis=0, mode="wrap")
    envelope = np.ones(length, np.float32)
    envelope[:attack] = rising(attack)
    envelope[samples:] = rising(release)[::-1]
    return sound * envelope[:, None]


@functools.lru_cache(maxsize=KEPT_NOTES)
def pluck(midi: int) -> Block:
    """A soft piano-like note in a room, stereo."""
    count = int(PLUCK_S * SAMPLE_RATE)
    time_s = np.arange(count) / SAMPLE_RATE
    fundamental = frequency(midi)
    dry = np.zeros(count)
    for partial in range(1, PLUCK_PARTIALS + 1):
        hertz = fundamental * partial * np.sqrt(1 + INHARMONICITY * partial**2)
        if hertz > TOP_HZ:
            break
        decay_s = 1.4 / (1 + 0.55 * (partial - 1)) * (440 / fundamental) ** 0.35
        strength = np.exp(-0.42 * (partial - 1)) * np.sin(np.pi * partial / 7.3)
        dry += strength * np.exp(-time_s / decay_s) * np.sin(2 * np.pi * hertz * time_s)
    dry *= envelope_of(count, attack=int(0.006 * SAMPLE_RATE), release=int(0.4 * SAMPLE_RATE))
    return in_room((0.5 * dry / np.abs(dry).max()).astype(np.float32))


@functools.lru_cache(maxsize=KEPT_NOTES)
def bell(midi: int) -> Block:
    """A small bell in a room: tones that are no harmonics, each dying in its own time."""
    count = int(PLUCK_S * SAMPLE_RATE)
    time_s = np.arange(count) / SAMPLE_RATE
    dry = np.zeros(count)
    for ratio, strength, decay_s in BELL_TONES:
        hertz = frequency(midi) * ratio
        if hertz < TOP_HZ:
            dry += strength * np.exp(-time_s / decay_s) * np.sin(2 * np.pi * hertz * time_s)
    dry *= envelope_of(count, attack=int(0.004 * SAMPLE_RATE), release=int(0.4 * SAMPLE_RATE))
    return in_room((0.5 * dry / np.abs(dry).max()).astype(np.float32))


@functools.lru_cache(maxsize=KEPT_TONES)
def blown(midi: int, samples: int, partials: tuple[float, ...], vibrato: float) -> Block:
    """A wind instrument: few harmonics, a soft start, and a vibrato that comes late."""
    release = int(0.22 * SAMPLE_RATE)
    count = samples + release
    time_s = np.arange(count) / SAMPLE_RATE
    late = np.clip((time_s - 0.35) / 0.6, 0, 1)
    wander = vibrato * late * np.sin(2 * np.pi * 5.1 * time_s) / (2 * np.pi * 5.1)
    phase = 2 * np.pi * frequency(midi) * (time_s + wander)
    tone = np.zeros(count)
    for number, strength in enumerate(partials, 1):
        if frequency(midi) * number < TOP_HZ:
            tone += strength * np.sin(number * phase)
    tone *= envelope_of(count, attack=min(int(0.12 * SAMPLE_RATE), samples // 2), release=release)
    return np.repeat((0.4 * tone / sum(partials)).astype(np.float32)[:, None], 2, axis=1)


@functools.lru_cache(maxsize=KEPT_TONES)
def pulse(midi: int, samples: int) -> Block:
    """A short bow of low strings."""
    time_s = np.arange(samples) / SAMPLE_RATE
    tone = np.zeros(samples)
    for partial in range(1, 9):
        hertz = frequency(midi) * partial
        tone += np.exp(-time_s * (3 + 2.2 * partial)) * np.sin(2 * np.pi * hertz * time_s) / partial
    tone *= envelope_of(samples, attack=int(0.012 * SAMPLE_RATE), release=samples // 3)
    return np.repeat((0.4 * tone).astype(np.float32)[:, None], 2, axis=1)


@functools.lru_cache(maxsize=KEPT_NOTES)
def bass(midi: int, samples: int) -> Block:
    """A round low note: a sine with a little of its second and third partial."""
    release = int(0.25 * SAMPLE_RATE)
    time_s = np.arange(samples + release) / SAMPLE_RATE
    phase = 2 * np.pi * frequency(midi) * time_s
    tone = np.sin(phase) + 0.35 * np.sin(2 * phase) + 0.12 * np.sin(3 * phase)
    tone *= 0.55 + 0.45 * np.exp(-time_s / 0.7)
    tone *= envelope_of(len(tone), attack=int(0.03 * SAMPLE_RATE), release=release)
    return np.repeat((0.45 * tone).astype(np.float32)[:, None], 2, axis=1)


@functools.cache
def kick() -> Block:
    """A felt-like thump: a sine that falls from 105 to 46 Hz."""
    count = int(0.32 * SAMPLE_RATE)
    time_s = np.arange(count) / SAMPLE_RATE
    hertz = 46 + 59 * np.exp(-time_s / 0.035)
    tone = np.sin(2 * np.pi * np.cumsum(hertz) / SAMPLE_RATE) * np.exp(-time_s / 0.11)
    tone *= envelope_of(count, attack=int(0.004 * SAMPLE_RATE), release=int(0.08 * SAMPLE_RATE))
    return np.repeat(tone.astype(np.float32)[:, None], 2, axis=1)


@functools.cache
def shaker() -> Block:
    """A grain of noise between 4 and 9 kHz, in the room."""
    count = int(0.09 * SAMPLE_RATE)
    spectrum = np.fft.rfft(Generator(PCG64(5)).standard_normal(count))
    hertz = np.fft.rfftfreq(count, 1 / SAMPLE_RATE)
    spectrum *= np.exp(-np.square((hertz - 6_000) / 1_800))
    noise = np.fft.irfft(spectrum, count)
    noise *= envelope_of(count, attack=int(0.02 * SAMPLE_RATE), release=int(0.06 * SAMPLE_RATE))
    return in_room((0.5 * noise / np.abs(noise).max()).astype(np.float32))


@functools.cache
def room() -> NDArray[np.complex64]:
    """Spectrum of a small hall's response, one row a channel: noise that decays and darkens."""
    count = int(ROOM_S * SAMPLE_RATE)
    noise = Generator(PCG64(11)).standard_normal((2, count))
    time_s = np.arange(count) / SAMPLE_RATE
    bright = np.exp(-time_s / 0.12) * noise
    kernel = np.hanning(25) / np.hanning(25).sum()
    dark = np.stack([np.convolve(row, kernel, "same") for row in noise]) * np.exp(-time_s / 0.34)
    response = 0.25 * bright + dark
    response *= envelope_of(count, attack=32, release=count // 3)
    response /= np.sqrt(np.square(response).sum(axis=1, keepdims=True))
    delayed = np.pad(response, ((0, 0), (int(PREDELAY_S * SAMPLE_RATE), 0)))
    return np.fft.rfft(delayed, room_size(int(PLUCK_S * SAMPLE_RATE))).astype(np.complex64)


def room_size(samples: int) -> int:
    """Length of a transform that holds a note and the whole of its reverberation."""
    return samples + int((ROOM_S + PREDELAY_S) * SAMPLE_RATE)


def in_room(dry: Mono) -> Block:
    """A mono sound of at most `PLUCK_S` with its reverberation, stereo."""
    size = room_size(int(PLUCK_S * SAMPLE_RATE))
    wet = np.fft.irfft(np.fft.rfft(dry, size) * room(), size)[:, : room_size(len(dry))]
    sound = np.float32(ROOM_LEVEL) * wet.T.astype(np.float32)
    sound[: len(dry)] += dry[:, None]
    return sound


def panned(sound: Block, pan: float) -> Block:
    """A stereo sound leant to one side, at constant power."""
    angle = (pan + 1) * np.pi / 4
    sides = np.array([np.cos(angle), np.sin(angle)], np.float32) * np.float32(np.sqrt(2))
    return np.asarray(sound * sides, np.float32)


def envelope_of(count: int, *, attack: int, release: int) -> Mono:
    """Up over `attack`, down to nothing over the last `release`."""
    envelope = np.ones(count, np.float32)
    attack, release = min(attack, count), min(release, count)
    envelope[:attack] *= rising(attack)
    envelope[count - release :] *= rising(release)[::-1]
    return envelope


def rising(count: int) -> Mono:
    """Half a raised cosine from 0 to 1."""
    return (0.5 - 0.5 * np.cos(np.pi * np.arange(count) / max(1, count))).astype(np.float32)
