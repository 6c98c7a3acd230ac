"""A clip from its end to its start, in pieces that fit into memory."""

from __future__ import annotations

from collections.abc import Iterator

from media.codec.clips import Frame
from media.edit.reading import frames_between, sound_of
from media.edit.remake import remade
from media.types import Video
from media.workspace import Workspace

HELD_BYTES = 256 << 20
"""Frames held at a time; each piece is decoded anew from the keyframe before it."""
FEWEST = 8


def reverse(work: Workspace, clip: Video, sound: bool) -> Video:
    """Play a clip backwards, with its sound backwards or without any."""
    heard = sound_of(work, clip) if sound else None
    return remade(work, clip, backwards(work, clip), sound=None if heard is None else heard[::-1])


def backwards(work: Workspace, clip: Video) -> Iterator[Frame]:
    """The frames from the last to the first."""
    path = work.open(clip)
    num_bytes = clip.width * clip.height * (4 if clip.alpha else 3)
    piece = max(FEWEST, HELD_BYTES // num_bytes)
    for end in range(clip.frames, 0, -piece):
        first = max(0, end - piece)
        held = list(frames_between(path, clip.rate, first, end, alpha=clip.alpha))
        while held:
            yield held.pop()
