"""What moves before a still camera, cut out of its ground: a clip with alpha."""

from __future__ import annotations

from collections.abc import Iterator

import cv2
import numpy as np
from numpy.typing import NDArray

from media.codec.clips import Frame
from media.edit.alpha import Light
from media.edit.reading import frames_of, picked, sound_of
from media.edit.remake import remade
from media.errors import InputError
from media.types import Video
from media.workspace import Workspace

LOOKS = 25
"""Frames of which the ground is the middle one, pixel by pixel."""
ROWS = 64
"""Rows of them sorted at a time."""
LOW, HIGH = 10.0, 26.0
"""Distance in colour (CIE Lab, 8 bit) up to which a pixel is ground, and from which it is not."""
INWARD, REACH = 5, 15
"""Sides of squares: how far in a pixel is all subject, and how far from there its colour is taken
to hold."""
CLEAR = 30.0
"""Levels by which subject and ground must differ for an edge to be parted by colour."""
LEAST, MOST = 0.0005, 0.6
"""Shares of the picture between which something moves before a ground that stands."""


def background_remove(work: Workspace, clip: Video, sensitivity: float) -> Video:
    """Keep what moves; the ground becomes transparent.

    Args:
        work: where it is and goes.
        clip: taken by a camera that stands.
        sensitivity: how little has to differ from the ground to be kept, 1 by default.

    Raises:
        InputError: nothing moves, or the camera does.
    """
    ground = still_ground(work, clip)
    mattes = _Mattes(ground, sensitivity)
    frames = _checked(frames_of(work, clip, alpha=False), mattes)
    return remade(work, clip, frames, sound=sound_of(work, clip), alpha=True)


def still_ground(work: Workspace, clip: Video) -> Frame:
    """For each pixel the middle of all that is seen there over the clip."""
    count = min(LOOKS, clip.frames)
    wanted = ((2 * number + 1) * clip.frames // (2 * count) for number in range(count))
    looks = list(picked(frames_of(work, clip, alpha=False), wanted))
    # In bands, for sorting takes the memory of all frames once more.
    bands = [
        np.partition([look[top : top + ROWS] for look in looks], count // 2, axis=0)[count // 2]
        for top in range(0, clip.height, ROWS)
    ]
    return np.concatenate(bands)


def _checked(frames: Iterator[Frame], mattes: _Mattes) -> Iterator[Frame]:
    """Frames with their alpha; refuses a clip once it is seen to be of another kind."""
    shares: list[float] = []
    for frame in frames:
        matte = mattes.of(frame)
        shares.append(float(matte.mean()))
        yield mattes.cut(frame, matte)
    share = float(np.mean(shares))
    if share < LEAST:
        raise InputError(
            "nothing moves in the clip", "use one in which it does", "clip", "NO_SUBJECT"
        )
    if share > MOST:
        raise InputError(
            f"{share:.0%} of the picture moves, as when the camera does",
            "use a clip of a camera that stands, or steady it first",
            "clip",
            "MOVING_CAMERA",
        )


class _Mattes:
    """Tells what is before a ground from the ground."""

    def __init__(self, ground: Frame, sensitivity: float) -> None:
        self._ground = ground.astype(np.float32)
        self._lab = _lab(ground)
        self._low, self._high = LOW / sensitivity, HIGH / sensitivity

    def of(self, frame: Frame) -> Light:
        """How much of each pixel is not ground, from 0 to 1."""
        apart = np.linalg.norm(_lab(frame) - self._lab, axis=2)
        share = np.clip((apart - self._low) / (self._high - self._low), 0, 1)
        solid = _solid(np.asarray(share, np.float32))
        inside = cv2.erode(solid, np.ones((INWARD, INWARD), np.uint8)).astype(np.float32)
        near = cv2.dilate(solid, np.ones((3, 3), np.uint8))
        band = self._mixture(np.asarray(frame, np.float32), inside, np.asarray(share, np.float32))
        return np.asarray(np.maximum(inside, band * near), np.float32)

    def _mixture(self, frame: Light, inside: Light, share: Light) -> Light:
        """Of which parts ground and subject an edge is, by the colours on both sides of it."""
        side = (REACH, REACH)
        weight = cv2.blur(inside, side)
        subject = cv2.blur(frame * inside[..., None], side) / np.maximum(weight, 1e-6)[..., None]
        way = subject - self._ground
        length = np.square(way).sum(axis=2)
        part = ((frame - self._ground) * way).sum(axis=2) / np.maximum(length, 1.0)
        known = (weight > 0.01) & (length > CLEAR**2)
        return np.asarray(np.where(known, np.clip(part, 0, 1), share), np.float32)

    def cut(self, frame: Frame, matte: Light) -> Frame:
        """The frame with its alpha, the ground's colour taken out of its edges."""
        cover = matte[..., None]
        ground = (1 - cover) * self._ground
        # What is not seen is black, which takes no room in the file.
        colours = np.where(cover > 0.02, (frame - ground) / np.maximum(cover, 0.02), 0)
        light = np.concatenate([colours, 255 * cover], axis=2)
        return np.clip(np.rint(light), 0, 255).astype(np.uint8)


def _lab(frame: Frame) -> NDArray[np.float32]:
    soft = cv2.GaussianBlur(frame, (0, 0), 1.0)
    return np.asarray(cv2.cvtColor(soft, cv2.COLOR_BGR2LAB), np.float32)


def _solid(share: Light) -> NDArray[np.uint8]:
    """The subject without specks, and without holes: a light spot on a thing is of the thing."""
    solid = (share > 0.5).astype(np.uint8)
    solid = cv2.morphologyEx(solid, cv2.MORPH_OPEN, np.ones((3, 3), np.uint8))
    outlines, _ = cv2.findContours(solid, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)
    filled = np.zeros(share.shape, np.uint8)
    cv2.drawContours(filled, outlines, -1, (1,), cv2.FILLED)
    return filled
