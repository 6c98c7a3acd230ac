"""A lower third over frames: a rule is drawn, a plate opens from it, and the name slides up.

Drawn once as a plate, a name and a quiet line; while it comes and goes its parts are put together
frame by frame, and in between the finished strip is laid over as it is. Only its own box is
composited.
"""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from media.clock import FrameRate
from media.lower_thirds import PLATE_OPACITY, Strip
from media.picture.overlay import Overlay, even
from media.picture.vector import rasterise
from media.picture.yuv import Planes
from media.text.font import ASCENT, CAP_HEIGHT, Run, require, shape
from media.text.layout import ellipsis
from media.types import Size

IN_S, OUT_S = 0.55, 0.4
SIDE = 0.06
"""Of the frame's width, kept free at its left."""
FOOT, FOOT_RAISED = 0.88, 0.725
"""Where a strip ends in the frame's height; above captions that take up to a quarter from below."""
WIDEST = 0.88
"""Of the frame's width."""

_BOLD, _PLAIN = 650, 420
Pixels = NDArray[np.uint8]


class LowerThird:
    """A strip, ready to be laid over the frames of its clip."""

    def __init__(self, strip: Strip, size: Size, rate: FrameRate) -> None:
        require(strip.name + strip.role, "lower_third")
        self.strip = strip
        self._in = max(1, round(IN_S * float(rate)))
        self._out = max(1, round(OUT_S * float(rate)))
        self._drawn = _Drawing(strip, size)
        self._whole = Overlay.of(self._drawn.at(1.0))

    @property
    def box(self) -> tuple[int, int, int, int]:
        """Left, top, right and bottom in pixels of the frame."""
        drawn = self._drawn
        return drawn.x, drawn.y, drawn.x + drawn.width, drawn.y + drawn.height

    def draw(self, target: Planes, frame: int) -> None:
        """Lay it over a frame of the clip's clock."""
        since, left = frame - self.strip.start, self.strip.start + self.strip.frames - frame
        if since < 0 or left <= 0:
            return
        shown = min(1.0, (since + 1) / self._in, left / self._out)
        overlay = self._whole if shown >= 1 else Overlay.of(self._drawn.at(shown))
        overlay.lay(target, self._drawn.x, self._drawn.y)


class _Drawing:
    """The parts of a strip as premultiplied pixels of one box."""

    def __init__(self, strip: Strip, size: Size) -> None:
        em = min(0.052 * size.height, 0.062 * size.width)
        room = WIDEST * size.width - 2.2 * em
        name = _fitted(strip.name, em, room, _BOLD)
        role = _fitted(strip.role, 0.68 * em, room, _PLAIN)
        pad, self._rule = 0.62 * em, max(2, round(0.15 * em))
        tall = 2 * pad + CAP_HEIGHT * em + (0.98 * em if strip.role else 0.0) - 0.1 * em
        self.width = even(max(name.width, role.width) + 2.2 * em)
        self.height = even(tall)
        self.x = even(SIDE * size.width)
        self.y = even((FOOT_RAISED if strip.raised else FOOT) * size.height - self.height)
        look = strip.look
        left, first = 1.0 * em + self._rule, pad + CAP_HEIGHT * em - 0.05 * em
        self._plate = self._painted(
            f'<rect width="{self.width}" height="{self.height}" fill="{look.plate}" '
            f'fill-opacity="{PLATE_OPACITY}"/>'
            # On a ground of the plate's own colour its edge still shows.
            f'<rect x="0.5" y="0.5" width="{self.width - 1}" height="{self.height - 1}" '
            f'fill="none" stroke="{look.ink}" stroke-opacity="0.22"/>'
        )
        self._accent = self._painted(
            f'<rect width="{self._rule}" height="{self.height}" fill="{look.accent}"/>'
        )
        self._text = self._painted(
            _outline(name, left, first, look.ink)
            + _outline(role, left, first + (ASCENT + 0.2) * em, look.quiet)
        )

    def _painted(self, content: str) -> Pixels:
        svg = (
            '<svg xmlns="http://www.w3.org/2000/svg" '
            f'viewBox="0 0 {self.width} {self.height}">{content}</svg>'
        )
        return rasterise(svg.encode(), self.width, self.height)

    def at(self, shown: float) -> Pixels:
        """The strip when so much of its coming is done, from 0 to 1."""
        if shown >= 1:
            return _over(_over(self._plate, self._text), self._accent)
        rule, plate = _eased(shown / 0.35), _eased((shown - 0.15) / 0.6)
        text = _eased((shown - 0.35) / 0.65)
        canvas = np.zeros_like(self._plate)
        opened = round(plate * self.width)
        canvas[:, :opened] = self._plate[:, :opened]
        sunk = round((1 - text) * 0.45 * self.height)
        risen = np.zeros_like(self._text)
        risen[sunk:] = self._text[: self.height - sunk]
        risen[:, opened:] = 0
        canvas = _over(canvas, np.asarray(cv2.convertScaleAbs(risen, alpha=text), np.uint8))
        grown = round(rule * self.height)
        accent = np.zeros_like(self._accent)
        accent[self.height - grown :] = self._accent[self.height - grown :]
        return _over(canvas, accent)


def _fitted(text: str, size: float, room: float, weight: int) -> Run:
    """A line that fits: smaller down to a little over half, and cut if that is not enough."""
    wide = shape(text, size, weight=weight).width
    if wide > room:
        size = max(size * room / wide, size * 0.55)
        text = ellipsis(text, size, room, weight=weight)
    return shape(text, size, weight=weight)


def _outline(run: Run, x: float, y: float, colour: str) -> str:
    if not run.glyphs:
        return ""
    return f'<path transform="translate({x:.2f} {y:.2f})" fill="{colour}" d="{run.path}"/>'


def _eased(t: float) -> float:
    """0 to 1, fast and then slow."""
    t = min(1.0, max(0.0, t))
    return 1 - (1 - t) ** 3


def _over(below: Pixels, above: Pixels) -> Pixels:
    """Premultiplied pixels laid over others."""
    veil = cv2.bitwise_not(np.ascontiguousarray(above[:, :, 3]))
    dimmed = cv2.multiply(below, cv2.merge([veil] * 4), scale=1 / 255)
    return np.asarray(cv2.add(dimmed, above), np.uint8)
