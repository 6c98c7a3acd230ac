"""A clip's middle frame, small."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from media.clock import FrameRate
from media.picture.play import scene_of
from media.picture.yuv import Planes, to_bgr
from media.segments.spec import Picture
from media.timeline import Clip
from media.types import Size
from media.workspace import Workspace


def thumbnail(work: Workspace, clip: Clip, size: Size, rate: FrameRate) -> NDArray[np.uint8]:
    """BGR of shape (height, width, 3)."""
    picture = Picture(
        panel=clip.panel,
        move=clip.move,
        energy=clip.energy,
        seed=clip.seed,
        clip_frames=clip.frames,
        first=0,
        life=clip.life,
        footage=clip.footage,
    )
    planes = Planes.blank(size.width, size.height)
    scene_of(work, picture, size, float(rate)).paint(planes, clip.frames // 2)
    return to_bgr(planes)
