"""What a film's lower thirds look like: the style's plate and ink, the brand's accent."""

from __future__ import annotations

from media.contrast import contrast
from media.lower_thirds import PLATE_OPACITY, StripLook
from models.preview.panels.colour import over, readable
from models.preview.panels.palette import card_colours

TEXT, RULE = 4.5, 3.0
"""Contrast that text and the rule need against the plate (WCAG 2.2, 1.4.3 and 1.4.11)."""


def strip_look(style: str, brand: tuple[str, ...] = ()) -> StripLook:
    """The colours of lower thirds, readable whatever picture shows through the plate.

    Raises:
        InputError: the style is unknown.
    """
    given = card_colours(style)
    # The picture that is nearest to the ink leaves the least contrast.
    worst = min(
        (over(given.plate, PLATE_OPACITY, behind) for behind in ("#000000", "#ffffff")),
        key=lambda seen: contrast(given.ink, seen),
    )
    return StripLook(
        plate=given.plate,
        ink=readable(given.ink, worst, 7.0),
        quiet=readable(given.quiet, worst, TEXT),
        accent=readable(brand[0] if brand else given.accent, worst, RULE),
    )
