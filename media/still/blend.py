"""Laying one picture over another (W3C, Compositing and Blending Level 1)."""

from __future__ import annotations

from collections.abc import Callable

import cv2
import numpy as np
from numpy.typing import NDArray

from media.codec.clips import Frame
from media.colour.each import each
from media.colour.results import Changed
from media.still.files import load, load_mask, save
from media.still.kinds import Mode, Place
from media.still.shape import scaled
from media.types import Image, Video
from media.workspace import Workspace

Light = NDArray[np.float32]
"""Colours from 0 to 1."""


def _screen(below: Light, above: Light) -> Light:
    return (below + above - below * above).astype(np.float32)


def _hard(below: Light, above: Light) -> Light:
    lit = _screen(below, 2 * above - 1)
    return np.where(above <= 0.5, below * 2 * above, lit).astype(np.float32)


def _soft(below: Light, above: Light) -> Light:
    bent = np.where(below <= 0.25, ((16 * below - 12) * below + 4) * below, np.sqrt(below))
    darker = below - (1 - 2 * above) * below * (1 - below)
    lighter = below + (2 * above - 1) * (bent - below)
    return np.where(above <= 0.5, darker, lighter).astype(np.float32)


MODES: dict[Mode, Callable[[Light, Light], Light]] = {
    "normal": lambda _below, above: above,
    "multiply": lambda below, above: below * above,
    "screen": _screen,
    "overlay": lambda below, above: _hard(above, below),
    "soft_light": _soft,
    "hard_light": _hard,
    "add": lambda below, above: np.minimum(below + above, 1),
    "darken": np.minimum,
    "lighten": np.maximum,
    "difference": lambda below, above: np.abs(below - above),
}


def overlay(
    work: Workspace,
    *,
    image: Image,
    above: Image,
    place: Place,
    margin: float,
    width: float,
    opacity: float,
    mode: Mode,
) -> Image:
    """Lay a picture over another one.

    Args:
        work: where both come from.
        image: the one below, whose size the result has.
        above: the one above, with its transparency.
        place: where it goes.
        margin: from the edges, as a part of the shorter side.
        width: of the one above, as a part of the width below.
        opacity: of the one above.
        mode: how colours meet.
    """
    below = load(work, image)
    return save(
        work, _Layer(load(work, above, "above"), place, margin, width, opacity, mode)(below)
    )


def stamp(
    work: Workspace,
    *,
    picture: Image | Video,
    logo: Image,
    place: Place,
    margin: float,
    width: float,
    opacity: float,
) -> Changed:
    """Lay a logo over a picture, or over every frame of a clip."""
    layer = _Layer(load(work, logo, "logo"), place, margin, width, opacity, "normal")
    return Changed(picture=each(work, picture, layer))


class _Layer:
    """A picture that is laid over frames, brought to size once."""

    def __init__(
        self, above: Frame, place: Place, margin: float, width: float, opacity: float, mode: Mode
    ) -> None:
        self._above, self._place, self._margin = _trimmed(above), place, margin
        self._width, self._opacity = width, opacity
        self._mode: Mode = mode
        self._size: tuple[int, ...] = ()
        self._fitted = np.zeros((0, 0, 4), np.float32)

    def __call__(self, below: Frame) -> Frame:
        """A frame with it."""
        above = self._at(below.shape[:2])
        left, top = self._corner(below.shape[:2], above.shape[:2])
        rows = slice(max(0, top), min(below.shape[0], top + above.shape[0]))
        columns = slice(max(0, left), min(below.shape[1], left + above.shape[1]))
        cut = above[rows.start - top : rows.stop - top, columns.start - left : columns.stop - left]
        found = below.copy()
        found[rows, columns] = laid(below[rows, columns], cut, self._mode)
        return found

    def _at(self, frame: tuple[int, ...]) -> Light:
        """At the size that suits a frame, with its opacity in a fourth channel."""
        if self._size != frame:
            wide = max(1, round(self._width * frame[1]))
            tall = max(1, round(wide * self._above.shape[0] / self._above.shape[1]))
            light = as_light(scaled(self._above, wide, tall))
            light[:, :, 3] *= self._opacity
            self._size, self._fitted = frame, light
        return self._fitted

    def _corner(self, frame: tuple[int, ...], above: tuple[int, ...]) -> tuple[int, int]:
        margin = round(self._margin * min(frame[:2]))
        free = (frame[1] - above[1], frame[0] - above[0])
        left, top = free[0] // 2, free[1] // 2
        if "left" in self._place:
            left = margin
        elif "right" in self._place:
            left = free[0] - margin
        if "top" in self._place:
            top = margin
        elif "bottom" in self._place:
            top = free[1] - margin
        return left, top


def as_light(frame: Frame) -> Light:
    """Colours and alpha from 0 to 1."""
    light = (frame / np.float32(255)).astype(np.float32)
    if light.shape[2] == 4:
        return light
    return np.concatenate((light, np.ones((*light.shape[:2], 1), np.float32)), axis=2)


def _trimmed(above: Frame) -> Frame:
    """Without what is empty around it, so that its margin is that of what one sees."""
    if above.shape[2] == 3 or not above[:, :, 3].any():
        return above
    rows, columns = (np.flatnonzero((above[:, :, 3] > 8).any(axis=axis)) for axis in (1, 0))
    if not len(rows):
        return above
    return above[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]


def laid(below: Frame, above: Light, mode: Mode) -> Frame:
    """Colours of the same size, the upper ones with alpha, over one another."""
    under = (below / np.float32(255)).astype(np.float32)
    colour, alpha = above[:, :, :3], above[:, :, 3:]
    ground = under[:, :, 3:] if below.shape[2] == 4 else np.ones_like(alpha)
    mixed = (1 - ground) * colour + ground * MODES[mode](under[:, :, :3], colour)
    total = alpha + ground * (1 - alpha)
    found = (alpha * mixed + (1 - alpha) * ground * under[:, :, :3]) / np.maximum(total, 1e-6)
    if below.shape[2] == 4:
        found = np.concatenate((found, total), axis=2)
    return np.rint(np.clip(found, 0, 1) * 255).astype(np.uint8)


def composite(work: Workspace, *, image: Image, below: Image, mask: Image, feather: float) -> Image:
    """One picture where a mask is white, another where it is black.

    Args:
        work: where they come from.
        image: shows where the mask is white; the result has its size.
        below: shows where it is black, brought to that size.
        mask: brought to that size.
        feather: how far the mask's edge is softened, as a part of the shorter side.
    """
    upper = load(work, image)
    tall, wide = upper.shape[:2]
    lower = scaled(load(work, below, "below"), wide, tall)
    share = (load_mask(work, mask, (wide, tall)) / np.float32(255)).astype(np.float32)
    if feather > 0:
        share = softened(share, feather * min(wide, tall))
    light = as_light(upper)
    light[:, :, 3] *= share
    return save(work, laid(lower, light, "normal"))


def softened(values: Light, reach: float) -> Light:
    """Blurred by a Gaussian."""
    return np.asarray(cv2.GaussianBlur(values, (0, 0), max(0.3, reach / 2)), np.float32)
