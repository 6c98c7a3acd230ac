"""A panel as one picture: what a model is shown that cannot look at layers."""

from __future__ import annotations

import numpy as np

from media.picture.scene import Scene
from media.picture.yuv import Planes, to_bgr
from media.segments.spec import Picture
from media.still.files import load_opaque, save
from media.still.shape import covering
from media.types import Image, Size
from media.workspace import Workspace


def still(work: Workspace, *, panel: Image, size: Size) -> Image:
    """A panel as it is seen before the camera moves, as a PNG of a size.

    Raises:
        InputError: it cannot be read.
    """
    if panel.format == "svg":
        picture = Picture(panel=panel, move="hold", energy=0, seed=0, clip_frames=1, first=0)
        planes = Planes.blank(size.width, size.height)
        Scene(work, picture, size, 1.0).paint(planes, 0)
        return save(work, to_bgr(planes))
    if (panel.format, panel.width, panel.height) == ("png", size.width, size.height):
        return panel
    found = covering(load_opaque(work, panel, "panel"), size.width, size.height)
    return save(work, np.ascontiguousarray(found))
