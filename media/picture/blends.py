"""All blends between two pictures, by name."""

from __future__ import annotations

from collections.abc import Callable

from media.picture import irises, slides, sweeps, veils
from media.picture.blend import Tone, dissolve
from media.picture.yuv import BLACK, Planes
from media.timeline import Blend

Mix = Callable[[Planes, Planes, float], None]
"""Changes the first picture, in place, into the second: 0 leaves it, 1 makes it the second."""

WHITE: Tone = (235, 128, 128)

DIPS: dict[Blend, Tone] = {"dip": BLACK, "dip_white": WHITE}
"""Blends through a tone, in which no frame shows both pictures."""

CLOSER: dict[Blend, float] = {"zoom_in": 1.5}
"""Blends while which the camera goes closer into the first picture, and how close."""

MIXES: dict[Blend, Mix] = {
    "dissolve": dissolve,
    "wipe_left": sweeps.WIPE_LEFT,
    "wipe_right": sweeps.WIPE_RIGHT,
    "wipe_up": sweeps.WIPE_UP,
    "wipe_down": sweeps.WIPE_DOWN,
    "smooth_left": sweeps.SMOOTH_LEFT,
    "smooth_right": sweeps.SMOOTH_RIGHT,
    "slide_left": slides.slide_left,
    "slide_right": slides.slide_right,
    "cover_left": slides.cover_left,
    "circle_open": irises.CIRCLE_OPEN,
    "circle_close": irises.CIRCLE_CLOSE,
    "radial": irises.RADIAL,
    "pixelize": veils.pixelize,
    "blur": veils.blur,
    "zoom_in": dissolve,
}
"""Blends that show both pictures at once."""
