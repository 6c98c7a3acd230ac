"""A clip over and over."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain, cycle, islice

import numpy as np

from media.clock import sample_at_frame
from media.codec.clips import Frame
from media.edit.modes import Turn
from media.edit.reading import frames_of, sound_of
from media.edit.remake import remade
from media.edit.reverse import backwards
from media.edit.span import whole_frames
from media.errors import InputError
from media.types import Video
from media.workspace import Workspace

MOST_S = 3600
"""The longest clip that comes of it."""


def loop(work: Workspace, clip: Video, times: int, length_s: float | None, turn: Turn) -> Video:
    """A clip a number of times, or as often as a length takes, cut there.

    Raises:
        InputError: it would last more than an hour.
    """
    count = times * clip.frames if length_s is None else whole_frames(length_s, clip.rate)
    count = max(1, count)
    if count / float(clip.rate) > MOST_S:
        raise InputError(
            f"the clip would last {count / float(clip.rate):.0f} s",
            f"ask for {MOST_S} s at most",
            "times" if length_s is None else "length_s",
            "TOO_LONG",
        )
    heard = sound_of(work, clip)
    if heard is not None:
        once = heard if turn == "restart" else np.concatenate([heard, heard[::-1]])
        samples = sample_at_frame(count, clip.rate)
        heard = np.resize(once, (samples, 2))
    frames = islice(_turns(work, clip, turn), count)
    return remade(work, clip, frames, sound=heard, expected=count)


def _turns(work: Workspace, clip: Video, turn: Turn) -> Iterator[Frame]:
    ways = [frames_of, frames_of if turn == "restart" else backwards]
    return chain.from_iterable(way(work, clip) for way in cycle(ways))
