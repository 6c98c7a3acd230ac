"""Curves: lift, gamma and gain, and a line through points, for each channel and for all."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import cv2
import numpy as np
from numpy.typing import NDArray

from media.codec.clips import Frame
from media.colour.each import each
from media.colour.light import CODES
from media.colour.results import Changed
from media.errors import InputError
from media.model import Model
from media.types import Image, Video
from media.workspace import Workspace

Point = tuple[float, float]
Three = tuple[float, float, float]
Line = NDArray[np.float64]


class Curves(Model):
    """Values are codes from 0 to 1; threes are red, green and blue."""

    lift: Three = (0.0, 0.0, 0.0)
    gamma: Three = (1.0, 1.0, 1.0)
    gain: Three = (1.0, 1.0, 1.0)
    master: tuple[Point, ...] = ()
    red: tuple[Point, ...] = ()
    green: tuple[Point, ...] = ()
    blue: tuple[Point, ...] = ()


def curves(work: Workspace, *, picture: Image | Video, curves: Curves) -> Changed:
    """Apply curves to a picture or a clip.

    Raises:
        InputError: two points of a curve have the same input.
    """
    channels = [_channel(curves, index) for index in (2, 1, 0)]
    table = np.rint(np.stack(channels, axis=1) * 255).astype(np.uint8)[None]

    def change(frame: Frame) -> Frame:
        return np.asarray(cv2.LUT(frame, table), np.uint8)

    return Changed(picture=each(work, picture, change))


def _channel(curves: Curves, index: int) -> Line:
    """What each code of a channel becomes: its own curve, the one of all, then the three wheels."""
    own = ("red", "green", "blue")[index]
    value = through(getattr(curves, own), CODES, own)
    value = through(curves.master, value, "master")
    lift, gamma, gain = curves.lift[index], curves.gamma[index], curves.gain[index]
    raised = value * (gain - lift) + lift
    return np.clip(raised, 0, 1) ** (1 / gamma)


def through(points: Sequence[Point], at: Line, field: str = "points") -> Line:
    """A line through points that rises and falls only where they do (Fritsch and Carlson, 1980).

    Before the first point and behind the last it is level; without points it is the identity.
    """
    if not points:
        return at
    ordered = sorted(points)
    if any(one[0] == other[0] for one, other in pairwise(ordered)):
        raise InputError("two points have the same input", "move one of them", field)
    x, y = np.array(ordered).T
    if len(x) == 1:
        return np.full_like(at, y[0])
    slopes = _slopes(x, y)
    spot = np.clip(np.searchsorted(x, at, side="right") - 1, 0, len(x) - 2)
    width = x[spot + 1] - x[spot]
    t = np.clip((at - x[spot]) / width, 0, 1)
    start = (1 + 2 * t) * (1 - t) ** 2 * y[spot] + t * (1 - t) ** 2 * width * slopes[spot]
    end = t**2 * (3 - 2 * t) * y[spot + 1] + t**2 * (t - 1) * width * slopes[spot + 1]
    return np.clip(start + end, 0, 1)


def _slopes(x: Line, y: Line) -> Line:
    """At each point, a slope that is gentle enough to stay between its neighbours."""
    step = np.diff(y) / np.diff(x)
    slopes = np.concatenate((step[:1], (step[:-1] + step[1:]) / 2, step[-1:]))
    turns = np.flatnonzero(step[:-1] * step[1:] <= 0) + 1
    slopes[turns] = 0
    for index, rise in enumerate(step):
        if rise == 0:
            slopes[index] = slopes[index + 1] = 0
            continue
        before, behind = slopes[index] / rise, slopes[index + 1] / rise
        reach = float(np.hypot(before, behind))
        if reach > 3:
            slopes[index] = 3 * before / reach * rise
            slopes[index + 1] = 3 * behind / reach * rise
    return slopes
