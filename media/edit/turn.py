"""A clip turned by quarters, or mirrored."""

from __future__ import annotations

import cv2
import numpy as np

from media.codec.clips import Frame
from media.edit.modes import Flip, Quarter
from media.edit.reading import frames_of, sound_of
from media.edit.remake import remade
from media.types import Size, Video
from media.workspace import Workspace

_TURNS = {90: cv2.ROTATE_90_CLOCKWISE, 180: cv2.ROTATE_180, 270: cv2.ROTATE_90_COUNTERCLOCKWISE}
_FLIPS = {"horizontal": 1, "vertical": 0}


def rotate(work: Workspace, clip: Video, degrees: Quarter, flip: Flip) -> Video:
    """Turn a clip clockwise, then mirror it."""

    def turned(frame: Frame) -> Frame:
        if degrees:
            frame = np.asarray(cv2.rotate(frame, _TURNS[degrees]), np.uint8)
        if flip != "none":
            frame = np.asarray(cv2.flip(frame, _FLIPS[flip]), np.uint8)
        return frame

    lies = degrees in (90, 270)
    size = Size(width=clip.height, height=clip.width) if lies else clip.size
    frames = (turned(frame) for frame in frames_of(work, clip))
    return remade(work, clip, frames, sound=sound_of(work, clip), size=size)
