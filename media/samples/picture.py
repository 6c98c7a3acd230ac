"""A picture and a clip to try things on: a subject before a landscape, drawn, with known places."""

from __future__ import annotations

from collections.abc import Iterator

import cv2
import numpy as np

from media.clock import SAMPLE_RATE, FrameRate
from media.codec.clips import Frame, save_clip
from media.samples.sound import beats
from media.types import Image, Size, Video
from media.workspace import Workspace

SKY, HORIZON_SKY, GRASS = (196, 130, 60), (228, 205, 170), (70, 120, 84)
"""BGR."""
SUBJECT, SUBJECT_EDGE = (48, 52, 208), (22, 24, 120)
SUBJECT_RADIUS = 0.16
"""Of the shorter side."""
NOISE_SEED = 7


def landscape(size: Size) -> Frame:
    """Sky, sun, hills and a meadow, with the grain and the detail that filters need to show."""
    width, height = size.width, size.height
    rise = np.linspace(0.0, 1.0, height, dtype=np.float32)[:, None, None]
    sky = (1 - rise) * np.array(SKY, np.float32) + rise * np.array(HORIZON_SKY, np.float32)
    frame = np.repeat(sky, width, axis=1)
    cv2.circle(frame, (width * 4 // 5, height // 5), height // 12, (190, 240, 255), -1, cv2.LINE_AA)
    for depth, shade in enumerate((0.95, 0.78, 0.62)):
        cv2.fillPoly(frame, [_ridge(size, depth)], [shade * part for part in GRASS], cv2.LINE_AA)
    grain = np.random.default_rng(NOISE_SEED).normal(0.0, 4.0, frame.shape).astype(np.float32)
    return np.clip(frame + cv2.GaussianBlur(grain, (0, 0), 0.8), 0, 255).astype(np.uint8)


def _ridge(size: Size, depth: int) -> np.ndarray:
    across = np.linspace(0, size.width, 80)
    waves = np.sin(across / size.width * (5 + 3 * depth) + 2 * depth) + 0.4 * np.sin(across / 23)
    line = size.height * (0.55 + 0.12 * depth) - waves * size.height * 0.05
    points = np.stack([across, line], axis=1)
    corners = np.array([[size.width, size.height], [0, size.height]])
    return np.concatenate([points, corners]).round().astype(np.int32)


def with_subject(frame: Frame, centre: tuple[float, float]) -> Frame:
    """The frame with a red ball at a place, given in shares of width and height."""
    height, width = frame.shape[:2]
    place = (round(centre[0] * width), round(centre[1] * height))
    radius = round(SUBJECT_RADIUS * min(width, height))
    found = frame.copy()
    cv2.circle(found, place, radius, SUBJECT, -1, cv2.LINE_AA)
    cv2.circle(found, place, radius, SUBJECT_EDGE, max(1, radius // 12), cv2.LINE_AA)
    glint = (place[0] - radius // 3, place[1] - radius // 3)
    cv2.circle(found, glint, radius // 6, (235, 235, 255), -1, cv2.LINE_AA)
    return found


def path(share: float) -> tuple[float, float]:
    """Where the ball is after a share of the clip: across from the left, in two bounces."""
    return 0.15 + 0.7 * share, 0.72 - 0.3 * abs(float(np.sin(2 * np.pi * share)))


def photo(work: Workspace, size: Size) -> Image:
    """A picture with its subject a little left of the middle."""
    target = work.scratch("photo.png")
    cv2.imwrite(str(target), with_subject(landscape(size), (0.42, 0.6)))
    return work.save(target, Image, format="png", width=size.width, height=size.height)


def clip(work: Workspace, size: Size, rate: FrameRate, frames: int) -> Video:
    """A ball that bounces through a landscape, with two beats a second."""

    def moving() -> Iterator[Frame]:
        ground = landscape(size)
        for index in range(frames):
            yield with_subject(ground, path(index / max(1, frames - 1)))

    samples = -(-frames * SAMPLE_RATE * rate.den // rate.num)
    return save_clip(work, moving(), size=size, rate=rate, sound=beats(samples))
