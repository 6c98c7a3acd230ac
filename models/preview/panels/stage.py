"""The stage that settings and subjects are drawn on: the frame, the horizon, the light."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property

from media.picture.bleed import BLEED
from media.shots import Look
from models.preview.panels.drawing import Dice, Layer, Paints
from models.preview.panels.palette import Palette

_ZOOM = {
    "extreme_wide": 0.72,
    "wide": 1.0,
    "medium": 1.4,
    "over_shoulder": 1.6,
    "close": 1.9,
    "insert": 2.2,
    "extreme_close": 2.4,
}
"""How much larger scenery is drawn, by shot size."""

_HORIZON = {"eye": 0.6, "low": 0.74, "high": 0.44}
"""Height of the horizon in the frame, from its top, by angle."""

_BLUR = {
    "extreme_wide": 0.0,
    "wide": 0.0,
    "medium": 2.2,
    "over_shoulder": 5.0,
    "close": 7.0,
    "insert": 9.0,
    "extreme_close": 11.0,
}
"""Radius by which what lies behind the subject is out of focus, in panel units."""

_FRONT_BLUR = {
    "extreme_wide": 3.0,
    "wide": 5.0,
    "medium": 10.0,
    "over_shoulder": 13.0,
    "close": 20.0,
    "insert": 22.0,
    "extreme_close": 28.0,
}
"""The same for what the camera looks past."""


@dataclass
class Stage:
    """One panel while it is drawn. Lengths are panel units: the frame's short side is 1080."""

    look: Look
    palette: Palette
    width: float
    height: float
    paints: Paints = field(default_factory=Paints)
    titled: bool = False
    """A title will be set into the picture, which leaves it room."""
    peopled: bool = True
    """Something stands in the picture to focus on; else the scenery itself is sharp."""
    afloat: bool = False
    """There is water for boats to float on; else they stand on land."""
    turned: bool = False
    """Set while something is drawn that will be mirrored, so that its light stays the picture's."""

    @property
    def _blur(self) -> float:
        return _BLUR[self.look.size] if self.peopled else 0.0

    @cached_property
    def back(self) -> Layer:
        """Sky and what stands against it; it covers everything."""
        return Layer(0.0, self._blur)

    @cached_property
    def far(self) -> Layer:
        """The distance."""
        return Layer(0.25, 0.8 * self._blur)

    @cached_property
    def mid(self) -> Layer:
        """The ground, and what stands on it."""
        return Layer(0.5, 0.5 * self._blur)

    @cached_property
    def cast(self) -> Layer:
        """The subjects; at the depth of the ground in wide shots, so that feet do not slide."""
        return Layer(0.5 if self.look.size in ("extreme_wide", "wide") else 0.7)

    @cached_property
    def front(self) -> Layer:
        """What the camera looks past."""
        return Layer(1.0, _FRONT_BLUR[self.look.size])

    @property
    def layers(self) -> tuple[Layer, ...]:
        """Far to near."""
        return (self.back, self.far, self.mid, self.cast, self.front)

    @property
    def left(self) -> float:
        """Left edge with bleed."""
        return -BLEED * self.width

    @property
    def right(self) -> float:
        """Right edge with bleed."""
        return (1 + BLEED) * self.width

    @property
    def top(self) -> float:
        """Top edge with bleed."""
        return -BLEED * self.height

    @property
    def bottom(self) -> float:
        """Bottom edge with bleed."""
        return (1 + BLEED) * self.height

    @property
    def span(self) -> float:
        """Width with bleed."""
        return self.right - self.left

    @cached_property
    def unit(self) -> float:
        """A hundredth of the short side, larger the closer the shot: the measure of scenery."""
        return min(self.width, self.height) / 100 * _ZOOM[self.look.size]

    @cached_property
    def horizon(self) -> float:
        """Height of the horizon."""
        share = _HORIZON[self.look.angle]
        closeness = {"over_shoulder": 0.4, "close": 0.55, "insert": 0.6, "extreme_close": 0.7}.get(
            self.look.size, 0.0
        )
        share += (0.56 - share) * closeness
        return self.height * (share + self.dice("horizon").between(-0.02, 0.02))

    @cached_property
    def sun_x(self) -> float:
        """Where the sun or the moon stands, off the middle."""
        return self.width * self.dice("sun").pick((0.2, 0.27, 0.73, 0.8))

    @property
    def light_side(self) -> int:
        """Where light comes from, as seen by what is being drawn: -1 left, 1 right."""
        side = -1 if self.sun_x < self.width / 2 else 1
        return -side if self.turned else side

    @property
    def titled_beside(self) -> bool:
        """The title takes the left of the picture; else its top, or the middle of a plain card."""
        return self.width > 1.2 * self.height and self.look.setting != "abstract"

    @cached_property
    def third(self) -> float:
        """The line of thirds for the first subject; the right one beside a title."""
        if self.titled:
            # Where the picture is mirrored and the title is not, right is drawn as left.
            right = 0.77 if self.titled_beside else 0.64
            return 1 - right if self.look.flip else right
        return 0.36 if self.dice("places").chance(0.5) else 0.64

    def dice(self, name: str) -> Dice:
        """Free choices for one matter, independent of all others."""
        return Dice(self.look.seed, name)

    def across(self, share: float) -> float:
        """A place across the frame, 0 its left edge and 1 its right."""
        return self.width * share

    def shaded(self, colour: str, depth: float = 0.32) -> str:
        """A fill for a rounded body: lit on the side of the light."""
        lit, dark = self.palette.lit(colour, 0.22), self.palette.dark(colour, depth)
        pair = (lit, colour, dark) if self.light_side < 0 else (dark, colour, lit)
        return self.paints.across(*pair)
