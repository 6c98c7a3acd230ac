"""A clip's picture as frames: footage in the place of a panel, filling the frame.

Whoever filmed it moved the camera; it is enlarged by nothing but a blend.
"""

from __future__ import annotations

from collections.abc import Iterator

import cv2
import numpy as np

from media.codec.clips import Frame
from media.edit.flow import Between
from media.edit.reading import frames_between
from media.errors import InputError
from media.footage import Played
from media.picture.camera import View
from media.picture.panel import Layer, Panel
from media.picture.scene import Scene, show_whole
from media.picture.yuv import Planes, from_rgba
from media.segments.spec import Picture
from media.still.shape import covering
from media.types import Size
from media.workspace import Workspace

NEAR = 0.02
"""Of the way between two frames: what is nearer to one is shown as that one."""


class Footage:
    """One clip, ready to be painted frame by frame; the fastest where they come in order."""

    def __init__(
        self, work: Workspace, picture: Picture, played: Played, size: Size, fps: float
    ) -> None:  # fmt: skip
        self.picture = picture
        self.size = size
        self._fps = fps
        self._path = work.open(played.clip)
        self._played = played
        self._frames: Iterator[Frame] = iter(())
        self._next = -1
        self._held: dict[int, Frame] = {}
        self._between: tuple[int, Between] | None = None
        self._shown: tuple[float, Panel] | None = None

    def paint(self, target: Planes, frame: int, closer: float = 1.0) -> None:
        """Paint a frame of the shot over the whole of `target`."""
        place = self._played.place(frame, self._fps)
        if self._shown is None or self._shown[0] != place:
            self._shown = place, self._panel(self._at(place))
        show_whole(self._shown[1], View(closer, 0, 0), self.size, target)

    def _panel(self, frame: Frame) -> Panel:
        width, height = self.size.width, self.size.height
        filled = covering(frame, width, height)
        planes = from_rgba(np.asarray(cv2.cvtColor(filled, cv2.COLOR_BGR2RGBA), np.uint8))
        return Panel((Layer(0.5, 0, 0, planes),), width, height, 1.0)

    def _at(self, place: float) -> Frame:
        index, share = int(place), place - int(place)
        if share > 1 - NEAR:
            index, share = index + 1, 0.0
        one = self._frame(index)
        if share < NEAR:
            return one
        if self._between is None or self._between[0] != index:
            self._between = index, Between(one, self._frame(index + 1))
        return self._between[1].at(share)

    def _frame(self, index: int) -> Frame:
        """A frame of the clip; the two latest are kept."""
        index = min(index, self._played.clip.frames - 1)
        if index in self._held:
            return self._held[index]
        if index < self._next or self._next < 0:
            self._frames = frames_between(self._path, self._played.clip.rate, index)
            self._next = index
        while self._next <= index:
            found = next(self._frames, None)
            if found is None:
                raise InputError(
                    f"the clip has no frame {index}", "make it again", "footage", "BAD_MEDIA"
                )
            self._held = {**dict(list(self._held.items())[-1:]), self._next: found}
            self._next += 1
        return self._held[index]


def scene_of(work: Workspace, picture: Picture, size: Size, fps: float) -> Scene | Footage:
    """What paints a picture: its clip where it has one, else its panel under a camera."""
    if picture.footage is not None:
        return Footage(work, picture, picture.footage, size, fps)
    return Scene(work, picture, size, fps)
