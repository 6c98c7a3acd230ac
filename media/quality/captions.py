"""Whether captions show what is said when it is said, against the speech as it was mixed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from media.audio.activity import HOP_SAMPLES, heard, spans
from media.audio.pcm import PcmReader
from media.clock import SAMPLE_RATE, FrameRate, sample_at_frame
from media.quality.findings import CaptionFigures, Finding
from media.timeline import Cue, Timeline

HOPS_PER_S = SAMPLE_RATE // HOP_SAMPLES
SILENCE_HOPS = 200
"""Speech begins where it is heard after 200 ms without any."""
REACH_HOPS = 1_000
"""A caption that stands for longer before its speech belongs to something else."""
RUNNING_HOPS = 40
"""A cue whose last 40 ms before it shows are heard starts within running speech."""
FRAMES_OFF = 1.0
"""Our own speech is timed to the sample, so a caption may be a frame off and no more."""
LEAST_COVERAGE = 0.95


@dataclass(frozen=True)
class CueOnset:
    """A cue whose speech begins out of silence, and how many frames late it shows."""

    cue: Cue
    frames: float


def speech_hops(dialogue: PcmReader) -> NDArray[np.bool_]:
    """Whether speech is heard, by millisecond: 11 MB for three hours."""
    parts = [heard(block) for block in dialogue.blocks(HOPS_PER_S * HOP_SAMPLES)]
    return np.concatenate([np.zeros(0, np.bool_), *parts])


def onsets(speaking: NDArray[np.bool_]) -> NDArray[np.int64]:
    """Milliseconds at which speech begins out of silence."""
    runs = spans(speaking)
    behind = [-SILENCE_HOPS, *(last for _, last in runs)]
    return np.array(
        [
            first
            for (first, _), end in zip(runs, behind, strict=False)
            if first - end >= SILENCE_HOPS
        ],
        np.int64,
    )


def cue_onsets(timeline: Timeline, speaking: NDArray[np.bool_]) -> Iterator[CueOnset]:
    """Cues with the onset that is theirs; a cue that starts within running speech has none."""
    begun = onsets(speaking)
    rate, previous_end = timeline.rate, 0
    for cue in sorted(timeline.cues, key=lambda cue: cue.start):
        shown = hop_at(cue.start, rate)
        onset = own_onset(begun, speaking, previous_end, shown)
        previous_end = hop_at(cue.end, rate)
        if onset is not None:
            yield CueOnset(cue, (shown - onset) / HOPS_PER_S * float(rate))


def own_onset(
    begun: NDArray[np.int64], speaking: NDArray[np.bool_], since: int, shown: int
) -> int | None:
    """The onset of the speech under a cue: since the last cue's end, else soon after it shows."""
    before = begun[(begun >= since) & (begun <= shown)]
    if len(before):
        return int(before[-1])
    if speaking[max(0, shown - RUNNING_HOPS) : shown].any():
        return None
    behind = begun[(begun > shown) & (begun <= shown + REACH_HOPS)]
    if not len(behind) or speaking[shown : behind[0]].any():
        # Its speech came after a shorter silence; the next onset belongs to a later word.
        return None
    return int(behind[0])


def coverage(timeline: Timeline, speaking: NDArray[np.bool_]) -> float:
    """Share of the audible speech during which a caption shows."""
    if not speaking.any():
        return 1.0
    shown = np.zeros(len(speaking), np.bool_)
    for cue in timeline.cues:
        shown[hop_at(cue.start, timeline.rate) : hop_at(cue.end, timeline.rate)] = True
    return float((shown & speaking).sum() / speaking.sum())


def caption_check(
    timeline: Timeline, dialogue: PcmReader
) -> tuple[CaptionFigures, tuple[Finding, ...]]:
    """Figures and findings of all captions; a film without cues has nothing to find."""
    speaking = speech_hops(dialogue)
    checked = list(cue_onsets(timeline, speaking))
    figures = CaptionFigures(
        cues=len(timeline.cues),
        onsets_checked=len(checked),
        worst_frames=max((abs(each.frames) for each in checked), default=0.0),
        coverage=coverage(timeline, speaking),
    )
    return figures, tuple(caption_findings(timeline, checked, figures))


def caption_findings(
    timeline: Timeline, checked: list[CueOnset], figures: CaptionFigures
) -> Iterator[Finding]:
    """Captions that are early, late or missing."""
    for each in checked:
        if abs(each.frames) > FRAMES_OFF:
            yield Finding(
                code="CAPTION_OFF",
                severity="warning",
                at_s=each.cue.start / float(timeline.rate),
                message=f"{each.cue.text!r} shows {each.frames:+.1f} frames from its first word",
            )
    if timeline.cues and figures.coverage < LEAST_COVERAGE:
        yield Finding(
            code="CAPTION_MISSING",
            severity="warning",
            at_s=0.0,
            message=f"captions show during {figures.coverage:.0%} of the speech",
        )


def hop_at(frame: int, rate: FrameRate) -> int:
    """The millisecond in which a frame starts."""
    return sample_at_frame(frame, rate) // HOP_SAMPLES
