"""The colours of cards: the style's ground and ink, the brand's accent, all readable."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import numpy as np

from media.picture.treatments.catalog import TREATMENTS
from media.picture.treatments.sheet import Sheet
from media.picture.yuv import from_rgba, to_bgr
from models.preview.panels.colour import lightness, mix, readable
from models.preview.panels.palette import Palette, card_colours

TEXT = 4.8
"""Contrast that text has against the ground (WCAG 2.2, 1.4.3, asks for 4.5; grain takes some)."""
PLAN_FILL = "#161616"
_PATCH = 64
"""Side of the patch on which a treatment is tried."""


@dataclass(frozen=True, slots=True)
class Inks:
    """What a card is printed in."""

    ground: tuple[str, str]
    """From top to bottom."""
    ink: str
    quiet: str
    """For what is said in passing."""
    accent: str
    seen: str
    """The ground as the style's material shows it."""
    fill: str
    """Shapes that count."""
    rest: str
    """The rest of a ring, figures that do not count."""
    foot: str
    """A slope at the bottom of the ground."""


def inks_for(palette: Palette, style: str, brand: tuple[str, ...] = ()) -> Inks:
    """The inks of a film's cards, in the light of a shot."""
    given = card_colours(style)
    top, bottom = (mix(colour, palette.sky[0], given.bend) for colour in given.ground)
    seen = treated(mix(top, bottom, 0.4), palette.treatment)
    ink = readable(given.ink, seen, 7.0)
    accent = readable(brand[0] if brand else given.accent, seen, TEXT)
    # A plan has no colours: what counts is hatched there, and hatching stands for dark.
    plan = palette.treatment == "blueprint"
    return Inks(
        ground=(top, bottom),
        ink=ink,
        quiet=readable(given.quiet, seen, TEXT),
        accent=accent,
        seen=seen,
        fill=PLAN_FILL if plan else accent,
        rest=mix(top, PLAN_FILL, 0.3) if plan else mix(top, ink, 0.24),
        foot=_foot(palette, bottom, ink, accent),
    )


def _foot(palette: Palette, bottom: str, ink: str, accent: str) -> str:
    if palette.treatment == "paper_cut":
        return mix(bottom, accent, 0.4)
    if lightness(bottom) > 0.5:
        return mix(bottom, ink, 0.5)
    return mix(bottom, "#000000", 0.35) if palette.focus == 0 else mix(bottom, ink, 0.08)


@cache
def treated(colour: str, treatment: str) -> str:
    """What a style's material makes of an even colour."""
    if not treatment:
        return colour
    patch = np.full((_PATCH, _PATCH, 4), 255, np.uint8)
    patch[:, :, :3] = [int(colour[at : at + 2], 16) for at in (1, 3, 5)]
    alpha = np.full((_PATCH, _PATCH), 255, np.uint8)
    sheet = Sheet(planes=from_rgba(patch), alpha=alpha, x=0, y=0, scale=1.0, ground=True)
    blue, green, red = to_bgr(TREATMENTS[treatment](sheet).planes).reshape(-1, 3).mean(axis=0)
    return f"#{round(red):02x}{round(green):02x}{round(blue):02x}"
