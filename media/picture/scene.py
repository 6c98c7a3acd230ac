"""A clip's picture as frames: a panel's layers warped by the camera onto planes.

Each layer is warped only over the box it covers. The sub-pixel affine warp runs on the YUV planes
themselves, with chroma sampled where H.264 expects it (left-sited, ITU-T H.264 figure E-1).
"""

from __future__ import annotations

import math
from typing import NamedTuple

import cv2
import numpy as np

from media.picture.camera import View, view
from media.picture.life import Life, air_light
from media.picture.panel import Band, Layer, Panel, open_panel
from media.picture.yuv import Plane, Planes
from media.segments.spec import Picture
from media.types import Size
from media.workspace import Workspace

CAST = (0.6, 0.9)
"""Between these depths lie the figures of a near shot alone: in a wide one they stand on the ground
and move with it."""

_FLAGS = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP


class Scene:
    """One clip under its camera, ready to be painted frame by frame."""

    def __init__(self, work: Workspace, picture: Picture, size: Size, fps: float) -> None:
        self.picture = picture
        self.size = size
        self.fps = fps
        self.panel = open_panel(work, picture.panel, size)
        light = air_light(self.panel.layers[0].planes.y)
        self._life = Life(picture.life, picture.seed, fps, light)
        self._scratch = Planes.blank(size.width, size.height)
        self._veil = Planes.blank(size.width, size.height)

    def view_at(self, frame: int, closer: float = 1.0) -> View:
        """The camera's view at a frame of the clip, enlarged by `closer`."""
        picture = self.picture
        seen = view(
            picture.move,
            energy=picture.energy,
            seed=picture.seed,
            frame=frame,
            clip_frames=picture.clip_frames,
            fps=self.fps,
        )
        return View(seen.zoom * closer, seen.x, seen.y)

    def paint(self, target: Planes, frame: int, closer: float = 1.0) -> None:
        """Paint a frame of the clip over the whole of `target`."""
        self._paint_layers(target, self._warps(frame, closer))
        self._life.paint(target, frame)

    def _warps(self, frame: int, closer: float) -> list[_Warp]:
        """Where the layers lie at a frame; the cast breathes."""
        seen, sunk = self.view_at(frame, closer), self._life.breath(frame)
        warps: list[_Warp] = []
        for layer in self.panel.layers:
            place = seen.at_depth(layer.depth)
            if CAST[0] < layer.depth < CAST[1]:
                place = View(place.zoom, place.x, place.y - sunk)
            warps.append(_Warp(self.panel, layer, place, self.size))
        return warps

    def _paint_layers(self, target: Planes, warps: list[_Warp]) -> None:
        layers = self.panel.layers
        hidden = [self.size.height] * len(layers)
        for number in range(len(layers) - 2, -1, -1):
            covered = warps[number + 1].solid_from(layers[number + 1])
            hidden[number] = min(hidden[number + 1], covered)
        for layer, warp, end in zip(layers, warps, hidden, strict=True):
            if layer.veil_y is None or layer.veil_c is None:
                box = _Box(0, 0, self.size.width, end)
                _warp_all(layer.planes, warp, target, box)
                continue
            for band in layer.bands:
                box = warp.box(band, end)
                if box is None:
                    continue
                if band.solid:
                    _warp_all(layer.planes, warp, target, box)
                else:
                    self._lay_over(target, layer.planes, warp, box, layer.veil_y, layer.veil_c)

    def _lay_over(
        self, target: Planes, source: Planes, warp: _Warp, box: _Box, veil_y: Plane, veil_c: Plane
    ) -> None:
        fine, coarse = box.luma(), box.chroma()
        luma_map = _moved(warp.luma, box.x, box.y)
        chroma_map = _moved(warp.chroma, box.x // 2, box.y // 2)
        veil, scratch = self._veil.y[fine], self._scratch.y[fine]
        _warp(veil_y, luma_map, veil, outside=255)
        _over(target.y[fine], source.y, luma_map, scratch, veil)
        veil, scratch = self._veil.u[coarse], self._scratch.u[coarse]
        _warp(veil_c, chroma_map, veil, outside=255)
        _over(target.u[coarse], source.u, chroma_map, scratch, veil)
        _over(target.v[coarse], source.v, chroma_map, scratch, veil)


def show_whole(panel: Panel, seen: View, size: Size, target: Planes) -> None:
    """Paint a panel of one layer over the whole of a frame."""
    (layer,) = panel.layers
    box = _Box(0, 0, size.width, size.height)
    _warp_all(layer.planes, _Warp(panel, layer, seen, size), target, box)


class _Box(NamedTuple):
    """A part of the frame; all of it even."""

    x: int
    y: int
    right: int
    bottom: int

    def luma(self) -> tuple[slice, slice]:
        return slice(self.y, self.bottom), slice(self.x, self.right)

    def chroma(self) -> tuple[slice, slice]:
        return slice(self.y // 2, self.bottom // 2), slice(self.x // 2, self.right // 2)


class _Warp:
    """Maps from a frame's pixels to a layer's, for luma and for chroma."""

    def __init__(self, panel: Panel, layer: Layer, seen: View, size: Size) -> None:
        step = panel.scale / seen.zoom
        middle_x = panel.width / 2 + seen.x * size.width * panel.scale
        middle_y = panel.height / 2 + seen.y * size.height * panel.scale
        x = middle_x + (0.5 - size.width / 2) * step - 0.5 - layer.x
        y = middle_y + (0.5 - size.height / 2) * step - 0.5 - layer.y
        self.step, self.x, self.y, self.size = step, x, y, size
        # A chroma sample (i, j) of the frame lies at luma (2i, 2j + 1/2); one of the layer at
        # (2i + 1/2, 2j + 1/2).
        self.luma = np.array([[step, 0, x], [0, step, y]])
        self.chroma = np.array([[step, 0, (x - 0.5) / 2], [0, step, (y + 0.5 * step - 0.5) / 2]])

    def row(self, source: float) -> int:
        """The even row of the frame, possibly outside it, that shows a row of the layer."""
        return 2 * round((source - self.y) / (2 * self.step))

    def solid_from(self, layer: Layer) -> int:
        """The row from which the layer hides all that is behind it."""
        last = layer.bands[-1] if layer.bands else None
        if last is None or not last.solid or self.row(last.bottom) < self.size.height:
            return self.size.height
        return max(0, self.row(last.top))

    def box(self, band: Band, end: int) -> _Box | None:
        """Where a band falls in the frame, above row `end`; None where it does not."""
        left = max(0, 2 * math.floor((band.left - 2 - self.x) / (2 * self.step)))
        right = min(self.size.width, 2 * math.ceil((band.right + 2 - self.x) / (2 * self.step)))
        top, bottom = max(0, self.row(band.top)), min(end, self.row(band.bottom))
        if band.solid:
            left, right = 0, self.size.width
        if right <= left or bottom <= top:
            return None
        return _Box(left, top, right, bottom)


def _moved(matrix: np.ndarray, x: int, y: int) -> np.ndarray:
    """The map of a part of the frame that begins at (x, y)."""
    moved = matrix.copy()
    moved[0, 2] += x * matrix[0, 0]
    moved[1, 2] += y * matrix[1, 1]
    return moved


def _warp_all(source: Planes, warp: _Warp, target: Planes, box: _Box) -> None:
    """Paint opaque rows."""
    if box.bottom <= box.y:
        return
    chroma_map = _moved(warp.chroma, box.x // 2, box.y // 2)
    _warp(source.y, _moved(warp.luma, box.x, box.y), target.y[box.luma()])
    _warp(source.u, chroma_map, target.u[box.chroma()])
    _warp(source.v, chroma_map, target.v[box.chroma()])


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
