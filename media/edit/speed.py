"""A clip faster or slower."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator

import numpy as np

from media.clock import sample_at_frame
from media.codec.clips import Frame
from media.edit.alpha import mixed, unweighed, weighed
from media.edit.flow import Between
from media.edit.modes import Pitch, Steps
from media.edit.reading import frames_of, picked, sound_of
from media.edit.remake import remade
from media.edit.stretch import stretched
from media.types import Video
from media.workspace import Workspace


def speed(work: Workspace, clip: Video, factor: float, steps: Steps, pitch: Pitch) -> Video:
    """Play a clip `factor` times as fast, picture and sound."""
    count = max(1, round(clip.frames / factor))
    frames = at_speed(frames_of(work, clip), factor, count, steps)
    sound = sound_of(work, clip)
    samples = sample_at_frame(count, clip.rate)
    return remade(
        work,
        clip,
        frames,
        sound=None if sound is None else stretched(sound, factor, samples, pitch),
        expected=count,
    )


def at_speed(frames: Iterable[Frame], factor: float, count: int, steps: Steps) -> Iterator[Frame]:
    """So many frames at another speed."""
    if steps == "nearest" or factor == 1:
        return picked(frames, (int((index + 0.5) * factor) for index in range(count)))
    if factor > 1:
        return averaged(frames, factor, count)
    return _between(frames, factor, count, steps)


def averaged(frames: Iterable[Frame], factor: float, count: int) -> Iterator[Frame]:
    """Each frame the mean of those that it stands for, as if its shutter had been open longer."""
    rest = enumerate(frames)
    index, latest = next(rest)
    for number in range(count):
        begin, end = number * factor, (number + 1) * factor
        total, weight = np.zeros(latest.shape, np.float32), 0.0
        while True:
            share = min(end, index + 1) - max(begin, index)
            if share > 0:
                total += weighed(latest) * np.float32(share)
                weight += share
            following = None if index + 1 >= end else next(rest, None)
            if following is None:
                break
            index, latest = following
        yield unweighed(total / np.float32(weight)) if weight > 0 else latest


def _between(frames: Iterable[Frame], factor: float, count: int, steps: Steps) -> Iterator[Frame]:
    """Pictures between neighbours, each where its own middle lies."""
    rest = iter(frames)
    one = next(rest)
    other: Frame | None = next(rest, None)
    at, path = 0, None
    for number in range(count):
        place = max(0.0, (number + 0.5) * factor - 0.5)
        while other is not None and math.floor(place) > at:
            one, other, at, path = other, next(rest, None), at + 1, None
        share = place - at
        if other is None or share <= 0:
            yield one
        elif steps == "blend":
            yield mixed(one, other, share)
        else:
            path = path or Between(one, other)
            yield path.at(share)
