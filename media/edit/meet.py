"""A frame of the time in which one clip becomes another, by any kind of joint."""

from __future__ import annotations

import cv2
import numpy as np

from media.codec.clips import Frame
from media.edit.alpha import mixed, unweighed, weighed
from media.picture.blend import smooth
from media.picture.blends import CLOSER, DIPS, MIXES
from media.picture.yuv import BLACK, Planes
from media.timeline import Joining

FULL = 255.0


def met(kind: Joining, one: Frame, other: Frame, share: float) -> Frame:
    """Both frames in one: 0 is the first, 1 the second."""
    if kind in DIPS:
        dark = DIPS[kind] == BLACK
        return _dipped(one if share < 0.5 else other, smooth(abs(1 - 2 * share)), dark)
    share = smooth(share)
    if kind == "dissolve":
        return mixed(one, other, share)
    closer = 1 + (CLOSER.get(kind, 1.0) - 1) * share
    first = _whole(_closer(one, closer))
    second = _whole(other)
    channels = [
        _channel(kind, np.asarray(mine, np.uint8), np.asarray(theirs, np.uint8), share)
        for mine, theirs in zip(cv2.split(first), cv2.split(second), strict=True)
    ]
    return _parted(np.asarray(cv2.merge(channels), np.uint8))


def _dipped(frame: Frame, light: float, dark: bool) -> Frame:
    """Colours on their way through black or white; alpha stays."""
    tone = 0.0 if dark else FULL
    colours = np.asarray(
        cv2.convertScaleAbs(frame[..., :3], alpha=light, beta=tone * (1 - light)), np.uint8
    )
    return np.concatenate([colours, frame[..., 3:]], axis=2)


def _channel(kind: Joining, one: Frame, other: Frame, share: float) -> Frame:
    """A channel as the luma of a picture without colours: blends then keep full resolution."""
    height, width = one.shape[:2]
    none = np.zeros((height // 2, width // 2), np.uint8)
    target = Planes(one, none, none)
    MIXES[kind](target, Planes(other, none, none), share)
    return target.y


def _closer(frame: Frame, scale: float) -> Frame:
    """The frame from nearer by."""
    if scale == 1:
        return frame
    height, width = frame.shape[:2]
    turn = cv2.getRotationMatrix2D(((width - 1) / 2, (height - 1) / 2), 0, scale)
    return np.asarray(cv2.warpAffine(frame, turn, (width, height)), np.uint8)


def _whole(frame: Frame) -> Frame:
    """With colours weighed by alpha, so that what is not seen is not mixed in."""
    return frame if frame.shape[2] == 3 else np.rint(weighed(frame)).astype(np.uint8)


def _parted(frame: Frame) -> Frame:
    return frame if frame.shape[2] == 3 else unweighed(frame.astype(np.float32))
