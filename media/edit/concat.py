"""Clips one after the other, cut or blended into each other, as one clip."""

from __future__ import annotations

import math
from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

import numpy as np

from media.audio.pcm import Block
from media.clock import FrameRate, sample_at_frame
from media.codec.clips import Frame, save_clip
from media.codec.voice import fitted
from media.edit.fit import Fitter
from media.edit.framing import Bars, Fit
from media.edit.level import held
from media.edit.meet import met
from media.edit.reading import frames_at_rate, frames_of, picked, shown_at, sound_of
from media.edit.remake import reported
from media.edit.span import whole_frames
from media.errors import InputError
from media.timeline import Joining
from media.types import Size, Video
from media.workspace import Workspace


class _Take(NamedTuple):
    """A clip in its place; neighbours overlap where they blend."""

    clip: Video
    start: int
    """Its first frame in the whole."""
    frames: int


def concat(
    work: Workspace,
    clips: tuple[Video, ...],
    size: Size | None,
    rate: FrameRate | None,
    fit: Fit,
    bars: Bars,
    transition: Joining,
    transition_s: float,
) -> Video:
    """Join clips; a blend makes the whole shorter by its length.

    Args:
        work: where they come from and where the whole goes.
        clips: one or more.
        size: of the whole; else that of the first.
        rate: of the whole; else that of the first.
        fit: how clips of another shape stand in the frame.
        bars: what stands beside them.
        transition: how each meets the next.
        transition_s: how long that takes.

    Raises:
        InputError: a clip is too short for its transitions.
    """
    size, rate = size or clips[0].size, rate or clips[0].rate
    overlap = 0 if transition == "cut" else max(1, whole_frames(transition_s, rate))
    takes = _laid(clips, rate, overlap)
    alpha = any(clip.alpha for clip in clips)
    # One after the other: a reader holds a decoder for as long as it is held.
    readers = (_read(work, take, size, rate, fit, bars, alpha) for take in takes)
    total = takes[-1].start + takes[-1].frames
    return save_clip(
        work,
        reported(work, _joined(readers, takes, overlap, transition), total),
        size=size,
        rate=rate,
        sound=_heard(work, takes, rate, overlap),
        alpha=alpha,
    )


def _laid(clips: tuple[Video, ...], rate: FrameRate, overlap: int) -> list[_Take]:
    takes: list[_Take] = []
    at = 0
    for number, clip in enumerate(clips):
        frames = frames_at_rate(clip, rate)
        blends = (number > 0) + (number < len(clips) - 1)
        if frames < blends * overlap:
            raise InputError(
                f"clip {number + 1} lasts {clip.seconds:g} s, too short for its transitions",
                f"let a transition last {frames / blends / float(rate):.2f} s at most",
                "transition_s",
                "CLIP_TOO_SHORT",
            )
        takes.append(_Take(clip, at, frames))
        at += frames - overlap
    return takes


def _read(
    work: Workspace, take: _Take, size: Size, rate: FrameRate, fit: Fit, bars: Bars, alpha: bool
) -> Iterator[Frame]:
    """A clip's frames at the size and the rate of the whole."""
    clip = take.clip
    fitter = Fitter(clip.size, size, fit, bars)
    frames = (fitter(frame) for frame in frames_of(work, clip, alpha=alpha))
    yield from picked(frames, shown_at(clip.rate, rate, clip.frames, take.frames))


def _joined(
    readers: Iterator[Iterator[Frame]], takes: list[_Take], overlap: int, kind: Joining
) -> Iterator[Frame]:
    ending: Iterator[Frame] = iter(())
    for number, (frames, take) in enumerate(zip(readers, takes, strict=True)):
        before = overlap if number else 0
        after = overlap if number < len(takes) - 1 else 0
        beginning = islice(frames, before)
        for step, (one, other) in enumerate(zip(ending, beginning, strict=True), 1):
            yield met(kind, one, other, step / (overlap + 1))
        yield from islice(frames, take.frames - before - after)
        ending = frames


def _heard(work: Workspace, takes: list[_Take], rate: FrameRate, overlap: int) -> Block | None:
    """All sounds in their places, at equal power where two of them meet."""
    if not any(take.clip.sound for take in takes):
        return None
    last = takes[-1]
    whole = np.zeros((sample_at_frame(last.start + last.frames, rate), 2), np.float32)
    for take in takes:
        sound = sound_of(work, take.clip)
        if sound is None:
            continue
        begin = sample_at_frame(take.start, rate)
        end = sample_at_frame(take.start + take.frames, rate)
        sound = fitted(sound, end - begin).copy()
        if take is not takes[0]:
            _rise(sound, sample_at_frame(take.start + overlap, rate) - begin)
        if take is not last:
            turn = sample_at_frame(take.start + take.frames - overlap, rate)
            _rise(sound[::-1], end - turn)
        whole[begin:end] += sound
    return held(whole)


def _rise(sound: Block, samples: int) -> None:
    """Let a sound come up at equal power over its first samples, in place."""
    share = (np.arange(samples, dtype=np.float32) + 0.5) / max(1, samples)
    sound[:samples] *= np.sin(share * np.float32(math.pi / 2))[:, None]
