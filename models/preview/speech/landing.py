"""Lets a thought land: more silence where the text holds its breath."""

from __future__ import annotations

import re

import numpy as np

from media.audio.pcm import Block
from models.preview.speech.sound import Raw

HELD_MS = (
    (re.compile(r"(?:…|\.{3,})[\"'”’»)]*\s*(?=\w)"), 240),
    (re.compile(r"[—–]\s*(?=\w)"), 130),
)
"""Marks inside a text, and the silence that each gets beside what eSpeak NG leaves."""
NEAR_MS = 220
"""How far before the next word its silence is looked for."""
WINDOW_MS = 10
SILENT = 0.01
"""Peak of a silence; a mark that leaves none gets none."""


def landed(raw: Raw, text: str) -> Raw:
    """The recording with silences at the marks of what was spoken, its words moved behind them."""
    samples, words = raw.samples, raw.words
    holds = [(found.end(), ms) for mark, ms in HELD_MS for found in mark.finditer(text)]
    for position, held_ms in sorted(holds):
        index = next((i for i, (_, at, _) in enumerate(words) if at >= position), None)
        quiet = None if index is None else _silence(samples, raw.sample_rate, words[index][0])
        if index is None or quiet is None:
            continue
        hush = np.zeros((held_ms * raw.sample_rate // 1000, 1), np.float32)
        samples = np.concatenate((samples[:quiet], hush, samples[quiet:]))
        words = words[:index] + [(ms + held_ms, at, size) for ms, at, size in words[index:]]
    return Raw(samples, raw.sample_rate, words)


def _silence(samples: Block, sample_rate: int, before_ms: int) -> int | None:
    """The middle of the quietest moment shortly before a word."""
    window = WINDOW_MS * sample_rate // 1000
    first = max(0, before_ms - NEAR_MS) * sample_rate // 1000
    near = samples[first : before_ms * sample_rate // 1000, 0]
    count = len(near) // window
    if not count:
        return None
    peaks = np.abs(near[: count * window]).reshape(count, window).max(axis=1)
    quietest = len(peaks) - 1 - int(peaks[::-1].argmin())
    return first + quietest * window + window // 2 if peaks[quietest] < SILENT else None
