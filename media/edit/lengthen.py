"""A clip made longer from its own frames: nothing is shown that it does not hold."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from itertools import chain, islice

import numpy as np

from media.audio.pcm import Block
from media.clock import sample_at_frame
from media.codec.clips import Frame
from media.edit.flow import Between
from media.edit.modes import Longer
from media.edit.reading import frames_between, frames_of, sound_of
from media.edit.remake import remade
from media.edit.reverse import backwards
from media.edit.span import whole_frames
from media.edit.stretch import stretched
from media.errors import InputError
from media.types import Video
from media.workspace import Workspace

TAIL_S = 2.0
"""How much of the clip's end runs ever slower, where the clip has as much."""


def extend(work: Workspace, clip: Video, by_s: float, way: Longer) -> Video:
    """Let a clip last longer.

    Args:
        work: where it is and goes.
        clip: what is too short.
        by_s: how much longer.
        way: the end comes to rest, or the clip runs back and forth.

    Raises:
        InputError: the clip has too few frames.
    """
    extra = max(1, whole_frames(by_s, clip.rate))
    if clip.frames < 2:
        raise InputError("the clip is a still", "use two frames or more", "clip", "EMPTY_CLIP")
    total = clip.frames + extra
    sound = sound_of(work, clip)
    if way == "ping_pong":
        heard = None if sound is None else _to_and_fro(sound, sample_at_frame(total, clip.rate))
        frames = islice(_ways(work, clip), total)
        return remade(work, clip, frames, sound=heard, expected=total)
    tail = min(clip.frames, max(extra, whole_frames(TAIL_S, clip.rate)))
    return remade(
        work,
        clip,
        _resting(work, clip, tail, tail + extra),
        sound=None if sound is None else _slowed(sound, clip, tail, extra),
        expected=total,
    )


def _ways(work: Workspace, clip: Video) -> Iterator[Frame]:
    """Forth and back without end; frames at the turns are not shown twice."""
    yield from frames_of(work, clip)
    while True:
        yield from islice(backwards(work, clip), 1, None)
        yield from islice(frames_of(work, clip), 1, None)


def _to_and_fro(sound: Block, samples: int) -> Block:
    return np.resize(np.concatenate([sound, sound[::-1]]), (samples, 2))


def _resting(work: Workspace, clip: Video, tail: int, count: int) -> Iterator[Frame]:
    first = clip.frames - tail
    path = work.open(clip)
    head = frames_between(path, clip.rate, 0, first, alpha=clip.alpha)
    ending = frames_between(path, clip.rate, first, alpha=clip.alpha)
    return chain(head, _at(ending, [coming_to_rest(at, tail - 1, count) for at in range(count)]))


def coming_to_rest(at: int, tail: int, count: int) -> float:
    """Where in the tail a frame is: at full speed at first, at none in the end."""
    whole = count - 1
    return tail * (1 - math.pow(1 - at / whole, whole / tail))


def _at(frames: Iterable[Frame], places: Iterable[float]) -> Iterator[Frame]:
    """Pictures at rising places between frames, by what moves from one to the next."""
    rest = iter(frames)
    one, other = next(rest), next(rest, None)
    at, path = 0, None
    for place in places:
        while other is not None and place >= at + 1:
            one, other, at, path = other, next(rest, None), at + 1, None
        if other is None or place - at < 1e-3:
            yield one
            continue
        path = path or Between(one, other)
        yield path.at(place - at)


def _slowed(sound: Block, clip: Video, tail: int, extra: int) -> Block:
    """The sound with its end stretched, at its own pitch."""
    turn = sample_at_frame(clip.frames - tail, clip.rate)
    samples = sample_at_frame(clip.frames + extra, clip.rate) - turn
    ending = stretched(sound[turn:], tail / (tail + extra), samples, "keep")
    assert ending is not None
    return np.concatenate([sound[:turn], ending])
