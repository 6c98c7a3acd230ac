"""A clip in another shape, with what one looks at kept in the picture by a virtual camera."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import cv2
import numpy as np

from media.codec.clips import Frame
from media.edit.attention import WIDTH, Attention, Heat
from media.edit.camera import Path, best_path, calm
from media.edit.framing import Aspect, largest_within
from media.edit.reading import frames_of, sound_of
from media.edit.remake import remade
from media.edit.scenes import CutFinder, small
from media.types import Size, Video
from media.workspace import Workspace


class _Room(NamedTuple):
    """The frame in the picture: along which side it can move, and by how much."""

    across: bool
    length: int
    """Of the picture along that side."""
    window: int
    """Of the frame along it."""


def reframe(work: Workspace, clip: Video, aspect: Aspect, follow: bool) -> Video:
    """Cut a clip to a shape; the cut follows its subject, or stays in the middle.

    Args:
        work: where it is and goes.
        clip: what is cut.
        aspect: the shape; the largest part of the picture that has it is kept.
        follow: whether the cut moves.
    """
    size = largest_within(clip.size, aspect)
    across = size.width < clip.width
    room = _Room(across, *((clip.width, size.width) if across else (clip.height, size.height)))
    middle = np.full(clip.frames, (room.length - room.window) / 2)
    path = _camera(work, clip, room) if follow and room.window < room.length else middle
    frames = _cut(frames_of(work, clip), path, size, across)
    return remade(work, clip, frames, sound=sound_of(work, clip), size=size)


def _camera(work: Workspace, clip: Video, room: _Room) -> Path:
    """Where the frame begins, for each frame of the clip."""
    attention, cuts = Attention(), CutFinder(clip.rate)
    held: list[Path] = []
    for frame in frames_of(work, clip, alpha=False):
        picture = small(frame, WIDTH)
        cuts.look(picture)
        held.append(_held(attention.look(picture), room))
    scale = room.length / len(held[0])
    path = np.zeros(len(held))
    for shot in cuts.shots():
        wanted = (best_path(np.array(held[shot.first : shot.end])) + 0.5) * scale
        path[shot.first : shot.end] = calm(wanted, room.window, float(clip.rate))
    return np.clip(path - room.window / 2, 0, room.length - room.window)


def _held(heat: Heat, room: _Room) -> Path:
    """For each middle the frame might have, how much it holds of what one looks at."""
    profile = heat.sum(axis=0 if room.across else 1)
    wide = max(3, round(room.window * len(profile) / room.length)) | 1
    weights = np.hanning(wide + 2)[1:-1]
    held = np.convolve(profile, weights, "same")
    return np.asarray(held / max(float(held.max()), 1e-9), np.float64)


def _cut(frames: Iterator[Frame], path: Path, size: Size, across: bool) -> Iterator[Frame]:
    # A camera that stands must not stand between two pixels.
    still = float(np.ptp(path)) < 1
    for frame, at in zip(frames, path, strict=False):
        begin = round(float(at)) if still else float(at)
        yield _part(frame, begin, size, across)


def _part(frame: Frame, begin: float, size: Size, across: bool) -> Frame:
    """The frame from a place between two pixels: whole steps would be seen as a tremble."""
    left, top = (begin, 0.0) if across else (0.0, begin)
    if float(begin).is_integer():
        return frame[int(top) : int(top) + size.height, int(left) : int(left) + size.width]
    matrix = np.array([[1, 0, -left], [0, 1, -top]], np.float64)
    cut = cv2.warpAffine(
        frame, matrix, (size.width, size.height), flags=cv2.INTER_CUBIC,
        borderMode=cv2.BORDER_REPLICATE,
    )  # fmt: skip
    return np.asarray(cut, np.uint8)
