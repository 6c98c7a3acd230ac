"""What moves in a picture by itself: weather, light, breath. Chosen from a shot's look alone."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from media.places import AFLOAT, CLOSED, DUSTY, LAMPLIT, WATERY, names
from media.shots import Look

Stir = Literal["rain", "ripples", "snow", "fog", "clouds", "dust", "glitter", "flicker", "breath"]
"""Rain, the rings that it draws on water, snow, fog and clouds that drift, dust in the light, the
glitter of waves, the flicker of a flame, the breath of who is seen from near."""

BREATHING = names("man woman child old_man old_woman crowd group couple ghost dog cat horse")
"""Kinds of figures that are never quite still."""

FLAMES = names("bonfire campfire candle fire fireplace lamp lantern torch")

_FAR = ("extreme_wide", "wide")


def stirs(look: Look) -> tuple[Stir, ...]:
    """What moves in a shot of this look, in the order in which it is painted."""
    return tuple(_stirs(look))


def _stirs(look: Look) -> Iterator[Stir]:
    kinds = {figure.kind for figure in look.subjects}
    dark = look.time_of_day in ("dusk", "night")
    if dark and (look.setting in LAMPLIT or kinds & FLAMES):
        yield "flicker"
    if look.setting not in CLOSED:
        yield from _weather(look)
    if look.setting in DUSTY and look.weather == "clear" and not dark:
        yield "dust"
    if look.size not in _FAR and kinds & BREATHING:
        yield "breath"


def _weather(look: Look) -> Iterator[Stir]:
    far = look.size in _FAR
    if look.weather == "cloud" and far:
        yield "clouds"
    if far and look.setting in WATERY and look.weather == "rain":
        yield "ripples"
    elif far and look.setting in AFLOAT and look.weather in ("clear", "cloud"):
        yield "glitter"
    if look.weather == "rain":
        yield "rain"
    elif look.weather == "snow":
        yield "snow"
    elif look.weather == "fog":
        yield "fog"
