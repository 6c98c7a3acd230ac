"""A clip taken by hand, as if by a calm one: shakes are taken out, journeys of the camera stay."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import cv2
import numpy as np
from numpy.typing import NDArray

from media.codec.clips import Frame
from media.edit.motion import camera_step, enlarged, grey_of
from media.edit.reading import frames_of, sound_of
from media.edit.remake import remade
from media.edit.scenes import CutFinder
from media.types import Size, Video
from media.workspace import Workspace

Path = NDArray[np.float64]
"""For each frame shift right, shift down, turn in radians, and the logarithm of the zoom."""

HALVINGS = 24


def stabilise(work: Workspace, clip: Video, smooth_s: float, most_zoom: float) -> Video:
    """Take the shakes out of a clip; its border is kept out of the picture by a zoom.

    Args:
        work: where it is and goes.
        clip: what shakes.
        smooth_s: what is faster than this is taken for shaking.
        most_zoom: how far it may zoom in; beyond that some of the shaking stays.
    """
    steps, shots = _measured(work, clip)
    fixes = np.zeros((clip.frames, 4))
    for first, end in shots:
        path = np.cumsum(steps[first:end], axis=0)
        path -= path[0]
        fixes[first:end] = eased(path, smooth_s * float(clip.rate)) - path
    zoom, share = framed(fixes, clip.size, most_zoom)
    frames = _steadied(frames_of(work, clip), fixes * share, zoom, clip.size)
    return remade(work, clip, frames, sound=sound_of(work, clip))


def _measured(work: Workspace, clip: Video) -> tuple[Path, list[tuple[int, int]]]:
    """Each frame's motion since the last, and the shots, between which there is none."""
    cuts = CutFinder(clip.rate)
    steps = np.zeros((clip.frames, 4))
    before = None
    for index, frame in enumerate(frames_of(work, clip, alpha=False)):
        cuts.look(frame)
        grey = grey_of(frame)
        if before is not None and index < clip.frames:
            step = enlarged(camera_step(before, grey), clip.width / grey.shape[1])
            steps[index] = _about_middle(step, clip.size)
        before = grey
    return steps, [(shot.first, shot.end) for shot in cuts.shots()]


def _about_middle(step: NDArray[np.float64], size: Size) -> NDArray[np.float64]:
    """A step as shift of the middle, turn and zoom about it."""
    middle = np.array([(size.width - 1) / 2, (size.height - 1) / 2, 1.0])
    shift = (step @ middle - middle)[:2]
    scale = max(1e-6, float(np.hypot(step[0, 0], step[1, 0])))
    return np.array([*shift, np.arctan2(step[1, 0], step[0, 0]), np.log(scale)])


def eased(path: Path, deviation: float) -> Path:
    """A path without what is faster than the deviation, in frames."""
    if len(path) < 3 or deviation <= 0:
        return path
    reach = min(max(1, round(3 * deviation)), len(path) - 1)
    bell = np.exp(-0.5 * (np.arange(-reach, reach + 1) / deviation) ** 2)
    padded = np.pad(path, ((reach, reach), (0, 0)), mode="reflect", reflect_type="odd")
    smooth = [np.convolve(line, bell / bell.sum(), "valid") for line in padded.T]
    return np.asarray(np.stack(smooth, axis=1), np.float64)


def framed(fixes: Path, size: Size, most_zoom: float) -> tuple[float, float]:
    """The zoom that keeps the border out, and the share of the fixes that this zoom allows."""
    zoom = _least(lambda value: _inside(fixes, size, value), 1.0, most_zoom)
    if zoom is not None:
        return zoom, 1.0
    short = _least(lambda value: _inside(fixes * (1 - value), size, most_zoom), 0.0, 1.0)
    return most_zoom, 1 - (short if short is not None else 1.0)


def _least(holds: Callable[[float], bool], low: float, high: float) -> float | None:
    """The least value between two from which on something holds; none where it never does."""
    if not holds(high):
        return None
    if holds(low):
        return low
    for _ in range(HALVINGS):
        middle = (low + high) / 2
        low, high = (low, middle) if holds(middle) else (middle, high)
    return high


def _inside(fixes: Path, size: Size, zoom: float) -> bool:
    """Whether all corners of the frame show something of the picture in every frame."""
    corners = np.array([[-1, -1], [1, -1], [1, 1], [-1, 1]], np.float64)
    half = np.array([size.width - 1, size.height - 1]) / 2
    # Back from the frame to the picture: shift, then turn and scale the other way.
    places = corners * half - fixes[:, None, :2] * zoom
    scale = np.exp(-fixes[:, 3]) / zoom
    cos, sin = np.cos(-fixes[:, 2]) * scale, np.sin(-fixes[:, 2]) * scale
    across = cos[:, None] * places[..., 0] - sin[:, None] * places[..., 1]
    down = sin[:, None] * places[..., 0] + cos[:, None] * places[..., 1]
    return bool(np.all(np.abs(across) <= half[0]) and np.all(np.abs(down) <= half[1]))


def _steadied(frames: Iterator[Frame], fixes: Path, zoom: float, size: Size) -> Iterator[Frame]:
    middle = ((size.width - 1) / 2, (size.height - 1) / 2)
    for frame, (right, down, turn, grow) in zip(frames, fixes, strict=False):
        matrix = cv2.getRotationMatrix2D(
            middle, float(-np.degrees(turn)), float(zoom * np.exp(grow))
        )
        matrix[:, 2] += np.array([right, down]) * zoom
        moved = cv2.warpAffine(
            frame, matrix, (size.width, size.height), flags=cv2.INTER_CUBIC,
            borderMode=cv2.BORDER_REPLICATE,
        )  # fmt: skip
        yield np.asarray(moved, np.uint8)
