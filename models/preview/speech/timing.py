"""When each word sounds: eSpeak NG's word events, corrected by the sound itself.

An event comes up to 65 ms before a word that opens with a closed stop or out of silence. There the
energy says better when the word starts; inside running speech the event is right.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from media.audio.activity import HOP_SAMPLES, heard
from media.audio.pcm import Block
from media.shots import Word

QUIET_BEFORE_MS = 12
"""A word starts out of silence when this much before its event is silent."""
EARLY_MS, LATE_MS = 25, 140
"""How far from its event the energy of such a word is looked for."""


def timed_words(
    text: str,
    spans: Sequence[tuple[int, int]],
    events: Sequence[tuple[int, int, int]],
    sound: Block,
    cut: int,
) -> tuple[Word, ...]:
    """Words with the samples at which they sound.

    Args:
        text: what is spoken.
        spans: the words' spans in code points.
        events: (ms from the start of the untrimmed sound, index of code point, code points).
        sound: the trimmed recording.
        cut: samples trimmed from its start.
    """
    audible = heard(sound)
    times = event_times(spans, events, len(audible) + cut // HOP_SAMPLES)
    starts = [corrected(audible, max(0, at_ms - cut // HOP_SAMPLES)) for at_ms in times]
    starts = np.maximum.accumulate(starts).tolist()
    bounds = [*starts[1:], len(audible)]
    return tuple(
        Word(
            text=text[first:last],
            start=start * HOP_SAMPLES,
            end=last_heard(audible, start, bound) * HOP_SAMPLES,
            offset=first,
        )
        for (first, last), start, bound in zip(spans, starts, bounds, strict=True)
    )


def event_times(
    spans: Sequence[tuple[int, int]], events: Sequence[tuple[int, int, int]], end_ms: int
) -> list[int]:
    """The ms of each word; one without an event of its own is placed by its share of the text.

    Events that do not come later than the one before say nothing (Japanese has such) and are left
    out.
    """
    positions, times = [0], [0]
    for at_ms, position, _ in events:
        owner = next((a for a, b in spans if a <= position < b), None)
        if owner is not None and owner > positions[-1] and at_ms > times[-1]:
            positions.append(owner)
            times.append(at_ms)
    positions.append(max(spans[-1][1], positions[-1] + 1))
    times.append(max(end_ms, times[-1]))
    return [round(float(np.interp(first, positions, times))) for first, _ in spans]


def corrected(audible: NDArray[np.bool_], at_ms: int) -> int:
    """The ms at which a word is heard that eSpeak NG announces for `at_ms`."""
    at_ms = min(at_ms, max(0, len(audible) - 1))
    before = audible[max(0, at_ms - QUIET_BEFORE_MS) : max(0, at_ms - 2)]
    if before.any():
        return at_ms
    early = max(0, at_ms - EARLY_MS)
    near = np.flatnonzero(audible[early : at_ms + LATE_MS])
    return early + int(near[0]) if len(near) else at_ms


def last_heard(audible: NDArray[np.bool_], start: int, bound: int) -> int:
    """The ms behind the last sound between a word's start and the next word's."""
    inside = np.flatnonzero(audible[start:bound])
    return start + int(inside[-1]) + 1 if len(inside) else max(start, bound)
