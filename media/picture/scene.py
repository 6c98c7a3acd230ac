"""A clip's picture as frames: a panel's layers warped by the camera onto planes.

Each layer is warped only over the box it covers. The sub-pixel affine warp runs on the YUV planes
themselves, with chroma sampled where H.264 expects it (left-sited, ITU-T H.264 figure E-1).
"""

from __future__ import annotations

import math

import cv2
import numpy as np

from media.picture.camera import View, view
from media.picture.panel import Layer, Panel, open_panel
from media.picture.yuv import Plane, Planes
from media.segments.spec import Picture
from media.types import Size
from media.workspace import Workspace

_FLAGS = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP


class Scene:
    """One clip under its camera, ready to be painted frame by frame."""

    def __init__(self, work: Workspace, picture: Picture, size: Size, fps: float) -> None:
        self.picture = picture
        self.size = size
        self.fps = fps
        self.panel = open_panel(work, picture.panel, size)
        self._scratch = Planes.blank(size.width, size.height)
        self._veil = Planes.blank(size.width, size.height)

    def view_at(self, frame: int) -> View:
        """The camera's view at a frame of the clip."""
        picture = self.picture
        return view(
            picture.move,
            energy=picture.energy,
            seed=picture.seed,
            frame=frame,
            clip_frames=picture.clip_frames,
            fps=self.fps,
        )

    def paint(self, target: Planes, frame: int) -> None:
        """Paint a frame of the clip over the whole of `target`."""
        seen = self.view_at(frame)
        for layer in self.panel.layers:
            warp = _Warp.of(self.panel, layer, seen.at_depth(layer.depth), self.size)
            if layer.veil_y is None or layer.veil_c is None:
                self._cover(target, layer, warp)
            else:
                self._lay_over(target, layer, warp, layer.veil_y, layer.veil_c)

    def _cover(self, target: Planes, layer: Layer, warp: _Warp) -> None:
        _warp(layer.planes.y, warp.luma, target.y)
        _warp(layer.planes.u, warp.chroma, target.u)
        _warp(layer.planes.v, warp.chroma, target.v)

    def _lay_over(
        self, target: Planes, layer: Layer, warp: _Warp, veil_y: Plane, veil_c: Plane
    ) -> None:
        box = warp.box(layer)
        if box is None:
            return
        x, y, width, height = box
        luma = (slice(y, y + height), slice(x, x + width))
        chroma = (
            slice(y // 2, (y + height) // 2),
            slice(x // 2, (x + width) // 2),
        )
        luma_map = _moved(warp.luma, x, y)
        chroma_map = _moved(warp.chroma, x // 2, y // 2)
        veil = self._veil.y[luma]
        _warp(veil_y, luma_map, veil, outside=255)
        _over(target.y[luma], layer.planes.y, luma_map, self._scratch.y[luma], veil)
        veil = self._veil.u[chroma]
        _warp(veil_c, chroma_map, veil, outside=255)
        _over(target.u[chroma], layer.planes.u, chroma_map, self._scratch.u[chroma], veil)
        _over(target.v[chroma], layer.planes.v, chroma_map, self._scratch.u[chroma], veil)


class _Warp:
    """Maps from a frame's pixels to a layer's, for luma and for chroma."""

    def __init__(self, step: float, x: float, y: float, size: Size) -> None:
        self.step, self.x, self.y, self.size = step, x, y, size
        # A chroma sample (i, j) of the frame lies at luma (2i, 2j + 1/2); one of the layer at
        # (2i + 1/2, 2j + 1/2).
        self.luma = np.array([[step, 0, x], [0, step, y]])
        self.chroma = np.array([[step, 0, (x - 0.5) / 2], [0, step, (y + 0.5 * step - 0.5) / 2]])

    @classmethod
    def of(cls, panel: Panel, layer: Layer, seen: View, size: Size) -> _Warp:
        step = panel.scale / seen.zoom
        middle_x = panel.width / 2 + seen.x * size.width * panel.scale
        middle_y = panel.height / 2 + seen.y * size.height * panel.scale
        left = middle_x + (0.5 - size.width / 2) * step - 0.5 - layer.x
        top = middle_y + (0.5 - size.height / 2) * step - 0.5 - layer.y
        return cls(step, left, top, size)

    def box(self, layer: Layer) -> tuple[int, int, int, int] | None:
        """Where the layer falls in the frame: x, y, width, height, all even; None outside."""
        height, width = layer.planes.y.shape
        left = _even_floor(max(0.0, (-1 - self.x) / self.step))
        top = _even_floor(max(0.0, (-1 - self.y) / self.step))
        right = _even_floor(min(float(self.size.width), (width + 1 - self.x) / self.step + 2))
        bottom = _even_floor(min(float(self.size.height), (height + 1 - self.y) / self.step + 2))
        if right <= left or bottom <= top:
            return None
        return left, top, right - left, bottom - top


def _even_floor(value: float) -> int:
    return 2 * math.floor(value / 2)


def _moved(matrix: np.ndarray, x: int, y: int) -> np.ndarray:
    """The map of a part of the frame that begins at (x, y)."""
    moved = matrix.copy()
    moved[0, 2] += x * matrix[0, 0]
    moved[1, 2] += y * matrix[1, 1]
    return moved


def _warp(source: Plane, matrix: np.ndarray, out: Plane, outside: int | None = None) -> None:
    border = cv2.BORDER_REPLICATE if outside is None else cv2.BORDER_CONSTANT
    size = (out.shape[1], out.shape[0])
    value = (outside or 0,)
    cv2.warpAffine(
        source, matrix, size, dst=out, flags=_FLAGS, borderMode=border, borderValue=value
    )


def _over(target: Plane, source: Plane, matrix: np.ndarray, scratch: Plane, veil: Plane) -> None:
    """Lay a premultiplied plane over `target` in place."""
    _warp(source, matrix, scratch, outside=0)
    cv2.multiply(target, veil, dst=target, scale=1 / 255)
    cv2.add(target, scratch, dst=target)
