"""What is asked for and what a model can draw: a picture is laid on a canvas and cut out again."""

from __future__ import annotations

import math
from typing import NamedTuple

import cv2
import numpy as np

from media.codec.clips import Frame
from media.errors import InputError
from media.still.shape import scaled
from models.diffusion.traits import Bounds

Edges = tuple[int, int]
"""Width and height."""


class Canvas(NamedTuple):
    """A size that a model can draw, and the part in its middle that is asked for."""

    edges: Edges
    inner: Edges
    wanted: Edges

    def laid(self, frame: Frame) -> Frame:
        """A picture of the wanted size as the model is shown it; its border goes on outwards."""
        inner = scaled(frame, *self.inner)
        left, top = self._corner
        right = self.edges[0] - self.inner[0] - left
        bottom = self.edges[1] - self.inner[1] - top
        if not (left or top or right or bottom):
            return inner
        return np.asarray(
            cv2.copyMakeBorder(inner, top, bottom, left, right, cv2.BORDER_REPLICATE), np.uint8
        )

    def cut(self, frame: Frame) -> Frame:
        """What was drawn, at the wanted size."""
        left, top = self._corner
        inner = frame[top : top + self.inner[1], left : left + self.inner[0]]
        return np.ascontiguousarray(scaled(inner, *self.wanted))

    @property
    def _corner(self) -> Edges:
        return (self.edges[0] - self.inner[0]) // 2, (self.edges[1] - self.inner[1]) // 2


def canvas_for(wanted: Edges, traits: Bounds) -> Canvas:
    """The next larger size that a model can draw.

    Raises:
        InputError: the wanted size is beyond what it can draw and what may be enlarged.
    """
    if traits.sizes:
        edges = min(traits.sizes, key=lambda known: _unlike(known, wanted))
        scale = min(edges[0] / wanted[0], edges[1] / wanted[1])
        _check(wanted, scale, traits)
        return Canvas(edges, _times(wanted, scale), wanted)
    scale = max(1.0, traits.min_edge / min(wanted))
    if traits.max_pixels:
        scale = min(scale, math.sqrt(traits.max_pixels / (wanted[0] * wanted[1])))
    _check(wanted, scale, traits)
    inner = _times(wanted, scale)
    width, height = (-(-edge // traits.multiple_of) * traits.multiple_of for edge in inner)
    return Canvas((width, height), inner, wanted)


def _unlike(one: Edges, other: Edges) -> float:
    """How far two sizes are from the same aspect; of equal ones the smaller is nearer."""
    apart = abs(math.log(one[0] * other[1] / (one[1] * other[0])))
    return apart + one[0] * one[1] * 1e-12


def _times(edges: Edges, scale: float) -> Edges:
    return max(1, round(edges[0] * scale)), max(1, round(edges[1] * scale))


def _check(wanted: Edges, scale: float, traits: Bounds) -> None:
    if scale * traits.enlarge >= 1 - 1e-6:
        return
    most = _times(wanted, scale * traits.enlarge)
    raise InputError(
        f"{wanted[0]}x{wanted[1]} is larger than this model draws",
        f"ask for {most[0] // 2 * 2}x{most[1] // 2 * 2} or less, and enlarge it behind",
        "size", "SIZE_OUT_OF_RANGE",
    )  # fmt: skip
