"""A clip in another shape, with what one looks at kept in the picture by a virtual camera."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import cv2
import numpy as np
from numpy.typing import NDArray

from media.codec.clips import Frame
from media.edit.attention import WIDTH, Attention, Heat
from media.edit.framing import Aspect, largest_within
from media.edit.reading import frames_of, sound_of
from media.edit.remake import remade
from media.edit.scenes import CutFinder, small
from media.types import Size, Video
from media.workspace import Workspace

Path = NDArray[np.float64]

OUTLIERS_S = 0.3
"""What is seen for a shorter time than half of this moves no camera."""
DEAD_ZONE = 0.08
"""How far, as a share of the frame, what is followed may go before the camera does."""
EASE_S = 0.3
"""Deviation of the bell that smooths the camera's path."""


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
    wanted: list[float] = []
    for frame in frames_of(work, clip, alpha=False):
        picture = small(frame, WIDTH)
        cuts.look(picture)
        wanted.append(_best(attention.look(picture), room))
    path = np.array(wanted)
    for shot in cuts.shots():
        path[shot.first : shot.end] = followed(
            path[shot.first : shot.end], room.window, float(clip.rate)
        )
    return np.clip(path, 0, room.length - room.window)


def _best(heat: Heat, room: _Room) -> float:
    """Where the frame holds most of what one looks at, the nearer to its middle the better."""
    profile = heat.sum(axis=0 if room.across else 1)
    scale = room.length / len(profile)
    wide = max(3, round(room.window / scale)) | 1
    weights = np.hanning(wide + 2)[1:-1]
    held = np.convolve(profile, weights, "same")
    return (int(np.argmax(held)) + 0.5) * scale - room.window / 2


def followed(wanted: Path, window: float, fps: float) -> Path:
    """The path of a calm camera within one shot.

    Args:
        wanted: where the frame had best begin, for each frame.
        window: its length.
        fps: frames per second.
    """
    steady = _median(wanted, max(1, round(OUTLIERS_S * fps)))
    slack = DEAD_ZONE * window
    at = float(np.median(steady[: max(1, round(OUTLIERS_S * fps))]))
    path = np.empty_like(steady)
    for index, target in enumerate(steady):
        at = min(max(at, target - slack), target + slack)
        path[index] = at
    return _eased(path, EASE_S * fps)


def _median(values: Path, reach: int) -> Path:
    padded = np.pad(values, reach // 2, mode="edge")
    windows = np.lib.stride_tricks.sliding_window_view(padded, 2 * (reach // 2) + 1)
    return np.median(windows, axis=1)


def _eased(values: Path, deviation: float) -> Path:
    reach = max(1, round(3 * deviation))
    bell = np.exp(-0.5 * (np.arange(-reach, reach + 1) / max(deviation, 1e-3)) ** 2)
    padded = np.pad(values, reach, mode="edge")
    return np.asarray(np.convolve(padded, bell / bell.sum(), "valid"), np.float64)


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
