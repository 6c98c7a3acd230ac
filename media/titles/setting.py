"""A title set in type: the words, a short rule, what stands below it, and a shade behind them."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from media.errors import InputError
from media.picture.vector import rasterise
from media.text.bidi import reads_right_to_left
from media.text.font import CAP_HEIGHT, Run, require, shape
from media.text.layout import fit
from media.titles.kinds import Title
from media.types import Size

SIZE, SUBTITLE = 0.115, 0.42
"""The title's letters as a part of the shorter side and a half of the longer; the subtitle's as a
part of the title's."""
WIDTH, MARGIN = 0.82, 0.075
LINES, SUBTITLE_LINES = 3, 3
LEADING, SUBTITLE_LEADING = 1.12, 1.34
BOLD, PLAIN = 750, 450
LEAST = 0.35
"""Letters are made no smaller than this part of what they are."""
SHADE_REACH = 0.6
"""How far the shade reaches beyond the words, as a part of their height."""

Light = NDArray[np.float32]


@dataclass(frozen=True)
class _Placed:
    """A line and its baseline."""

    run: Run
    y: float


class SetTitle:
    """A title for one size of frame: drawn once, and laid over as many frames as one likes."""

    def __init__(self, title: Title, size: Size) -> None:
        """Set the words.

        Raises:
            InputError: they cannot be drawn, or do not fit.
        """
        require(title.text, "text")
        require(title.subtitle, "subtitle")
        self._title, self._size = title, size
        self.em, lines = self._fitted(title.text, self._asked(), LINES, BOLD, "text")
        small, below = self._fitted(
            title.subtitle, SUBTITLE * self.em, SUBTITLE_LINES, PLAIN, "subtitle"
        )
        self._lines, self._rule_y, self._below, self._tall = self._stacked(lines, below, small)
        self._top = self._start()
        if self._tall > size.height * (1 - MARGIN):
            raise InputError("the title is too long for its frame", "say less", "text")

    def _asked(self) -> float:
        short, long = sorted((self._size.width, self._size.height))
        return self._title.scale * SIZE * (short + long / 2) / 2 * 1.06

    def _fitted(
        self, text: str, size: float, most: int, weight: int, field: str
    ) -> tuple[float, tuple[str, ...]]:
        if not text:
            return size, ()
        width = WIDTH * self._size.width
        em, lines = fit(text, size=size, width=width, max_lines=most, weight=weight)
        if em < LEAST * size:
            raise InputError(f"the {field} is too long for its frame", "say less", field)
        return em, lines

    def _stacked(
        self, lines: tuple[str, ...], below: tuple[str, ...], small: float
    ) -> tuple[list[_Placed], float, list[_Placed], float]:
        """Baselines from the top of the words down."""
        y = CAP_HEIGHT * self.em
        title: list[_Placed] = []
        for line in lines:
            title.append(_Placed(shape(line, self.em, weight=BOLD), y))
            y += LEADING * self.em
        y += 0.34 * self.em - LEADING * self.em
        rule = y
        y += 0.1 * self.em if self._title.accent else -0.18 * self.em
        under: list[_Placed] = []
        y += 0.3 * self.em + CAP_HEIGHT * small
        for line in below:
            under.append(_Placed(shape(line, small, weight=PLAIN), y))
            y += SUBTITLE_LEADING * small
        last = under[-1].y if under else (rule if self._title.accent else title[-1].y)
        return title, rule, under, last + 0.25 * (small if under else self.em)

    def _start(self) -> float:
        margin = MARGIN * min(self._size.width, self._size.height) * 1.2
        free = self._size.height - self._tall
        places = {"top": margin, "middle": free / 2, "bottom": free - margin}
        return places[self._title.height]

    def words(self, opacity: float = 1.0, rise: float = 0.0) -> Light:
        """The words as premultiplied RGBA from 0 to 1.

        Args:
            opacity: of all.
            rise: how far below its place the title still is, in sizes.
        """
        parts = [self._line(each, self._title.colour, rise) for each in self._lines]
        parts += [self._line(each, self._title.colour, 1.6 * rise, 0.86) for each in self._below]
        if self._title.accent:
            parts.append(self._rule(opacity))
        width, height = self._size.width, self._size.height
        svg = (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}">'
            f"{''.join(parts)}</svg>"
        )
        drawn = rasterise(svg.encode(), width, height)
        return (drawn * np.float32(opacity / 255)).astype(np.float32)

    def _line(self, placed: _Placed, colour: str, rise: float, opacity: float = 1.0) -> str:
        x = self._left(placed.run.width, reads_right_to_left(self._title.text))
        y = self._top + placed.y + rise * self.em
        return (
            f'<path transform="translate({x:.2f} {y:.2f})" fill="{colour}" '
            f'fill-opacity="{opacity}" d="{placed.run.path}"/>'
        )

    def _left(self, width: float, rtl: bool) -> float:
        if self._title.align == "middle":
            return (self._size.width - width) / 2
        margin = MARGIN * self._size.width
        return self._size.width - margin - width if rtl else margin

    def _rule(self, shown: float) -> str:
        wide, tall = 0.9 * self.em * shown, 0.07 * self.em
        x = self._left(wide, reads_right_to_left(self._title.text))
        return (
            f'<rect x="{x:.2f}" y="{self._top + self._rule_y:.2f}" width="{wide:.2f}" '
            f'height="{tall:.2f}" fill="{self._title.accent}"/>'
        )

    def shade(self) -> Light:
        """How dark it is made at each place, from 0 to 1: behind the words, and softly around."""
        size = self._size
        if self._title.height == "middle":
            return np.full((size.height, size.width), self._title.shade, np.float32)
        down = np.arange(size.height, dtype=np.float32)
        reach = max(1.0, (1 + SHADE_REACH) * self._tall + 0.1 * size.height)
        far = size.height - down if self._title.height == "bottom" else down
        share = np.clip(1 - far / reach, 0, 1)
        # Steep where the words are, gone where they end: twice as strong at the edge itself.
        curve = self._title.shade * np.sin(share * np.pi / 2) ** 0.8
        return np.repeat(curve[:, None], size.width, axis=1).astype(np.float32)


def over(frame: NDArray[np.uint8], words: Light, shade: Light) -> NDArray[np.uint8]:
    """A BGR frame, shaded, with words over it."""
    ground = frame.astype(np.float32) * (1 - shade)[:, :, None]
    colour = cv2.cvtColor(np.ascontiguousarray(words[:, :, :3]), cv2.COLOR_RGB2BGR) * 255
    return np.rint(np.clip(ground * (1 - words[:, :, 3:]) + colour, 0, 255)).astype(np.uint8)
