"""Whether speech is understood: what else sounds under it, how fast it comes, and its pauses."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from media.audio.activity import FLOOR, spans
from media.audio.duck import HOP_SAMPLES, HOPS_PER_S
from media.audio.pcm import Block
from media.clock import FrameRate
from media.quality.findings import Finding, SpeechFigures
from media.timeline import Cue, Timeline

LEAST_OVER_BED_DB = 12.0
"""BBC practice for speech over music asks for 10 LU at the least."""
PAUSE_HOPS = 20
"""200 ms without speech let a listener catch up."""
LEAST_WORDS = 4
"""A cue of fewer words says nothing about its pace."""
TINY = 1e-12

Powers = NDArray[np.float32]


class Separation:
    """Parts a film's sound into the speech that was mixed into it and all else, by 10 ms.

    In each hop the speech is taken out by least squares, so a limiter that turns both down changes
    nothing. What the codec adds counts as something else.
    """

    def __init__(self) -> None:
        self._speech: list[Powers] = []
        self._bed: list[Powers] = []

    def feed(self, heard: Block, spoken: Block) -> None:
        """Take a block of the film and the same block of the speech alone, in whole hops."""
        hops = -(-len(heard) // HOP_SAMPLES)
        mono, speech = _by_hop(heard.mean(axis=1), hops), _by_hop(spoken[:, 0], hops)
        power = np.square(speech).mean(axis=1)
        factor = (mono * speech).mean(axis=1) / np.maximum(power, TINY)
        self._speech.append(np.square(factor) * power)
        self._bed.append(np.square(mono - factor[:, None] * speech).mean(axis=1))

    @property
    def speech(self) -> Powers:
        """Power of the speech by hop."""
        return np.concatenate([np.zeros(0, np.float32), *self._speech])

    @property
    def bed(self) -> Powers:
        """Power of all else by hop."""
        return np.concatenate([np.zeros(0, np.float32), *self._bed])


def speech_check(
    timeline: Timeline, separation: Separation
) -> tuple[SpeechFigures, tuple[Finding, ...]]:
    """Figures and findings of all speech."""
    speech, bed = separation.speech, separation.bed
    speaking = speech > FLOOR * FLOOR
    above = list(_above_db(timeline, speech, bed, speaking))
    figures = SpeechFigures(
        over_bed_db=float(np.median([db for _, db in above])) if above else None,
        least_over_bed_db=min((db for _, db in above), default=None),
        fastest_words_per_min=fastest_words_per_min(timeline.cues, timeline.rate),
        longest_unbroken_s=longest_unbroken_s(speaking),
    )
    findings = (
        Finding(
            code="SPEECH_COVERED",
            severity="warning",
            at_s=at_s,
            message=f"speech lies {db:.0f} dB above all else, not {LEAST_OVER_BED_DB:g}",
        )
        for at_s, db in above
        if db < LEAST_OVER_BED_DB
    )
    return figures, tuple(findings)


def _above_db(
    timeline: Timeline, speech: Powers, bed: Powers, speaking: NDArray[np.bool_]
) -> Iterator[tuple[float, float]]:
    """Where each recording starts, in seconds, and how far its speech lies above all else."""
    for clip in timeline.dialogue:
        first, last = clip.start_sample // HOP_SAMPLES, -(-clip.end_sample // HOP_SAMPLES)
        said = first + np.flatnonzero(speaking[first:last])
        if len(said):
            ratio = speech[said].sum() / max(float(bed[said].sum()), TINY)
            yield first / HOPS_PER_S, float(10 * np.log10(max(ratio, TINY)))


def fastest_words_per_min(cues: tuple[Cue, ...], rate: FrameRate) -> float:
    """The pace of the fastest cue while it is spoken; 0 without any of some length."""
    paces = [0.0]
    for cue in cues:
        words = [word for line in cue.lines for word in line]
        if len(words) >= LEAST_WORDS:
            spoken = max(1, words[-1].end - words[0].start)
            paces.append(60 * len(words) * float(rate) / spoken)
    return max(paces)


def longest_unbroken_s(speaking: NDArray[np.bool_]) -> float:
    """The longest stretch of speech without a pause of 200 ms."""
    longest = begun = ended = 0
    for first, last in spans(speaking):
        begun = begun if first - ended < PAUSE_HOPS else first
        ended = last
        longest = max(longest, ended - begun)
    return longest / HOPS_PER_S


def _by_hop(mono: NDArray[np.float32], hops: int) -> NDArray[np.float32]:
    """Rows of 10 ms, filled up with silence at the end."""
    padded = np.zeros(hops * HOP_SAMPLES, np.float32)
    padded[: len(mono)] = mono
    return padded.reshape(hops, HOP_SAMPLES)
