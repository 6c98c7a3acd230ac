"""From eSpeak NG's raw samples to a recording: 48 kHz, gently treated, at one level per voice."""

from __future__ import annotations

import functools
from typing import NamedTuple

import numpy as np

from media.audio.activity import HOP_SAMPLES, heard
from media.audio.chain import Chain
from media.audio.loudness import SILENCE_LUFS, amplitude, measure_blocks
from media.audio.pcm import FULL_SCALE_16, Block
from media.clock import SAMPLE_RATE
from media.errors import InputError, WorldError
from models.preview.speech.process import shared_helper
from models.preview.speech.room import placed
from models.preview.speech.sibilance import softened

TARGET_LUFS = -20.0
"""Level of a voice: 4 dB of room for the mix at -16 LUFS, and peaks well below full scale."""
CALIBRATION = "1, 2, 3, 4, 5, 6, 7, 8, 9."
"""Figures are read aloud in every language, so every voice is measured by the same text."""
MAX_GAIN_DB = 24.0

USUAL_WORDS_PER_MINUTE = 160
"""A narrator's speed; eSpeak NG's own 175 is a screen reader's."""
SLOWEST, FASTEST = 80, 450
"""The range that eSpeak NG keeps to."""
VOLUME = 60
"""Of eSpeak NG's 100, at which its fuller voices clip."""
MAX_SPEECH_S = 900.0

LEAD_SAMPLES = 5 * HOP_SAMPLES
TAIL_SAMPLES = 60 * HOP_SAMPLES
FADE_IN_SAMPLES = 3 * HOP_SAMPLES
FADE_OUT_SAMPLES = 40 * HOP_SAMPLES

VOICING = (
    ("highpass", "f=80"),
    ("equalizer", "f=180:t=q:w=0.9:g=1.5"),
    ("equalizer", "f=1100:t=q:w=1.2:g=-1.5"),
    ("equalizer", "f=3200:t=q:w=1.1:g=-3"),
)
"""Rumble out, a little chest in, and less of the bands in which a formant synthesiser honks and
rings."""
LEVELLING = (("acompressor", "threshold=-22dB:ratio=2.5:attack=12:release=220:knee=8:makeup=1.95"),)
FINISH = (
    ("highshelf", "f=4500:t=q:w=0.7:g=1.5"),
    ("aresample", f"{SAMPLE_RATE}:filter_size=64:phase_shift=10"),
    ("alimiter", "limit=0.7:level=0:latency=1:attack=3:release=60"),
)
"""Presence, once the hisses are soft, and no peak that the mix would have to duck."""


class Raw(NamedTuple):
    """A recording as eSpeak NG makes it."""

    samples: Block
    sample_rate: int
    words: list[tuple[int, int, int]]
    """Word events: ms from the start, index of code point, code points."""


def raw_speech(
    text: str, voice: str, pace: float, *, pitch: float = 50, pitch_range: float = 50
) -> Raw:
    """Have eSpeak NG speak.

    Args:
        text: what is said; phonemes may stand in double brackets.
        voice: eSpeak NG's identifier.
        pace: factor on the usual speed.
        pitch: 0 to 99.
        pitch_range: 0 to 99.

    Raises:
        InputError: the speech becomes longer than `MAX_SPEECH_S`.
        WorldError: eSpeak NG crashed on this text.
    """
    speed = min(FASTEST, max(SLOWEST, round(USUAL_WORDS_PER_MINUTE * pace)))
    request = {"do": "say", "text": text, "voice": voice, "words_per_minute": speed}
    request |= {"volume": VOLUME, "pitch": min(99, max(0, round(pitch)))}
    request |= {"pitch_range": min(99, max(0, round(pitch_range)))}
    said, data = shared_helper().ask({**request, "max_s": MAX_SPEECH_S})
    if said.get("error") == "long":
        raise InputError(
            f"the text takes more than {MAX_SPEECH_S:g} s to speak",
            "split it into sentences",
            "text",
            "TEXT_TOO_LONG",
        )
    if "error" in said:
        raise WorldError(f"eSpeak NG failed on {text[:40]!r} with voice {voice}: {said}")
    samples = np.frombuffer(data, "<i2").astype(np.float32) / np.float32(FULL_SCALE_16)
    return Raw(samples.reshape(-1, 1), said["sample_rate"], said["words"])


def treated(raw: Raw, gain: float) -> Block:
    """Raw speech made pleasant, at a gain that is fixed for its voice."""
    rate = raw.sample_rate
    voiced = _through(raw.samples, (*VOICING, ("volume", f"{gain:.6f}")), rate)
    levelled = _through(softened(voiced, rate), LEVELLING, rate)
    return _through(placed(levelled, rate), FINISH, rate)


def _through(sound: Block, filters: tuple[tuple[str, str], ...], sample_rate: int) -> Block:
    chain = Chain(*filters, channels=1, sample_rate=sample_rate)
    return np.concatenate([*chain.run([sound]), np.zeros((0, 1), np.float32)])


@functools.lru_cache(maxsize=256)
def voice_gain(voice: str) -> float:
    """The factor that brings a voice to `TARGET_LUFS`, measured once a process on figures."""
    raw = raw_speech(CALIBRATION, voice, 1.0)
    resampled = ("aresample", f"{SAMPLE_RATE}")
    voiced = _through(raw.samples, (*VOICING, resampled), raw.sample_rate)
    level = measure_blocks([voiced], 1).integrated_lufs
    if level <= SILENCE_LUFS:
        return 1.0
    return amplitude(min(MAX_GAIN_DB, TARGET_LUFS - level))


def trimmed(sound: Block) -> tuple[Block, int]:
    """The recording from just before its first sound to just after its last, with tiny fades.

    Returns:
        The recording, empty when nothing is heard, and how many samples were cut from its start.
    """
    audible = np.flatnonzero(heard(sound))
    if not len(audible):
        return sound[:0], 0
    first = max(0, int(audible[0]) * HOP_SAMPLES - LEAD_SAMPLES)
    last = min(len(sound), (int(audible[-1]) + 1) * HOP_SAMPLES + TAIL_SAMPLES)
    cut = sound[first:last].copy()
    fade_in = min(FADE_IN_SAMPLES, len(cut))
    cut[:fade_in, 0] *= np.linspace(0, 1, fade_in, endpoint=False, dtype=np.float32)
    fade_out = min(FADE_OUT_SAMPLES, len(cut))
    cut[-fade_out:, 0] *= np.linspace(1, 0, fade_out, dtype=np.float32)
    return cut, first
