"""Where a sound pauses."""

from __future__ import annotations

import numpy as np

from media.audio.activity import HOP_SAMPLES, levels, spans
from media.audio.loudness import amplitude
from media.clock import SAMPLE_RATE
from media.model import Model
from media.tape.reel import reel
from media.types import Audio
from media.workspace import Workspace

HOPS_PER_S = SAMPLE_RATE // HOP_SAMPLES


class Span(Model):
    """A part of a sound, in seconds."""

    start_s: float
    end_s: float


class Pauses(Model):
    """What is silent and what is heard, in turn."""

    pauses: tuple[Span, ...]
    heard: tuple[Span, ...]


def pauses(work: Workspace, *, sound: Audio, below_dbfs: float, at_least_s: float) -> Pauses:
    """The parts of a sound that stay below a level for long enough, and those between them."""
    blocks = reel(work, sound).blocks()
    level = np.concatenate([levels(block) for block in blocks] or [np.zeros(0, np.float32)])
    quiet = level <= amplitude(below_dbfs)
    silent = [
        (first, behind)
        for first, behind in spans(quiet)
        if behind - first >= at_least_s * HOPS_PER_S
    ]
    sounding = np.ones(len(level), np.bool_)
    for first, behind in silent:
        sounding[first:behind] = False
    return Pauses(pauses=_spans(silent), heard=_spans(spans(sounding)))


def _spans(hops: list[tuple[int, int]]) -> tuple[Span, ...]:
    return tuple(
        Span(start_s=first / HOPS_PER_S, end_s=behind / HOPS_PER_S) for first, behind in hops
    )
