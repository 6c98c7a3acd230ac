"""A card while it is set: the safe area, and text as outlines with the box that each line takes.

What is drawn is treated in the film's material like any picture; text stays crisp over it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from media.text.family import CORE, Family
from media.text.font import CAP_HEIGHT, DESCENT, Run, shape
from media.text.layout import fit
from models.preview.panels.cards.inks import Inks
from models.preview.panels.drawing import Layer, box, group
from models.preview.panels.drawing import shape as filled
from models.preview.panels.stage import Stage

Side = Literal["left", "middle", "right"]

SIDE, TOP = 0.09, 0.1
"""Margins that text keeps at the sides and above, in parts of the frame: a camera move takes up
to four hundredths of it."""
BOTTOM, BOTTOM_TALL = 0.72, 0.75
"""Burned captions stand below, in a wide or square frame and in an upright one."""
LEADING = 1.2
HANGING, HANGING_DEPTH = frozenset(",;$€£Q"), 0.16
"""What reaches a little below the foot of figures, and how far, as part of the size."""
STANDING = frozenset("0123456789.%×½ abcdefhiklmnorstuvwxzABCDEFGHIKLMNOPRSTUVWXYZ")


class Box(NamedTuple):
    """A rectangle in panel units."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def width(self) -> float:
        """From side to side."""
        return self.right - self.left

    @property
    def height(self) -> float:
        """From top to bottom."""
        return self.bottom - self.top

    @property
    def x(self) -> float:
        """Its middle across."""
        return (self.left + self.right) / 2

    @property
    def y(self) -> float:
        """Its middle down."""
        return (self.top + self.bottom) / 2

    def within(self, other: Box, slack: float = 1.0) -> bool:
        """Whether it lies inside another."""
        return (
            self.left >= other.left - slack
            and self.top >= other.top - slack
            and self.right <= other.right + slack
            and self.bottom <= other.bottom + slack
        )


class Setting(NamedTuple):
    """Text broken into lines at a size."""

    size: float
    lines: tuple[str, ...]
    weight: int
    tracking: float
    family: Family = CORE

    @property
    def height(self) -> float:
        """From the top of capitals to the last line's descenders."""
        if not self.lines:
            return 0.0
        return self.size * (CAP_HEIGHT + depth(self.lines[-1]) + LEADING * (len(self.lines) - 1))

    @property
    def width(self) -> float:
        """Of its widest line."""
        return max((self.run(line).width for line in self.lines), default=0.0)

    def run(self, line: str) -> Run:
        """A line as outlines."""
        return shape(
            line, self.size, weight=self.weight, tracking=self.tracking, family=self.family
        )


def depth(line: str) -> float:
    """How far a line reaches below its foot, as part of its size."""
    letters = set(line)
    if letters <= STANDING:
        return 0.0
    return HANGING_DEPTH if letters <= STANDING | HANGING else DESCENT


@dataclass
class Board:
    """A card and what is on it."""

    stage: Stage
    inks: Inks
    family: Family = CORE
    shapes: Layer = field(default_factory=lambda: Layer(0.45))
    """What is drawn in the film's material."""
    texts: list[str] = field(default_factory=list[str])
    """What is set over it."""
    boxes: list[Box] = field(default_factory=list[Box])
    """Where text stands."""

    @property
    def wide(self) -> bool:
        """Text and drawing stand side by side."""
        return self.stage.width > 1.2 * self.stage.height

    @property
    def unit(self) -> float:
        """A hundredth of the short side."""
        return min(self.stage.width, self.stage.height) / 100

    @property
    def area(self) -> Box:
        """Where text may stand."""
        width, height = self.stage.width, self.stage.height
        bottom = BOTTOM_TALL if height > 1.2 * width else BOTTOM
        return Box(width * SIDE, height * TOP, width * (1 - SIDE), height * bottom)

    @property
    def whole(self) -> Box:
        """Where text may stand where nothing is said, and so nothing is captioned."""
        return self.area._replace(bottom=self.stage.height * (1 - TOP))

    def fitted(
        self,
        text: str,
        size: float,
        width: float,
        max_lines: int,
        weight: int = 400,
        tracking: float = 0.0,
    ) -> Setting:
        """Text in the largest size up to `size` at which it fits a width in so many lines."""
        if not text.strip():
            return Setting(size, (), weight, tracking, self.family)
        # Tracking widens what is measured without it.
        room = width - tracking * size * len(text) / max_lines
        found, lines = fit(
            text, size=size, width=room, max_lines=max_lines, weight=weight, family=self.family
        )
        return Setting(found, lines, weight, tracking, self.family)

    def write(self, text: Setting, at: float, top: float, colour: str, side: Side = "left") -> Box:
        """Set text with its capitals' top at a height; returns where it stands."""
        left, right = at, at
        for number, line in enumerate(text.lines):
            run = text.run(line)
            x = {"left": at, "middle": at - run.width / 2, "right": at - run.width}[side]
            baseline = top + text.size * (CAP_HEIGHT + LEADING * number)
            self.texts.append(group(filled(run.path, colour), at=(x, baseline)))
            left, right = min(left, x), max(right, x + run.width)
        stands = Box(left, top, right, top + text.height)
        if text.lines:
            self.boxes.append(stands)
        return stands

    def count(self, drawn: Callable[[str], str]) -> None:
        """Lay a shape that counts over the rest, in its colour."""
        if self.stage.palette.treatment == "blueprint":
            # Small shapes of a plan are outlines alone: filled and empty ones would look alike.
            self.texts.append(drawn(self.inks.accent))
        else:
            self.shapes.add(drawn(self.inks.fill))

    def rule(self, x: float, y: float, width: float, height: float) -> None:
        """A thin line in the accent."""
        self.texts.append(box(x, y, width, height, self.inks.accent))
