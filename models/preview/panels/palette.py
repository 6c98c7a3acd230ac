"""What colours a shot has: the hour's sky and light, bent by mood and weather.

Every colour in a panel goes through `paint`, so a picture keeps one light and the distance fades
into one haze.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from media.errors import InputError
from media.shots import Look
from models.preview.panels.colour import graded, mix

GLOW = "#ffd28a"
"""Lamps and lit windows."""

_WEATHER: dict[str, tuple[str, float, float, float]] = {
    "clear": ("#000000", 0.0, 1.0, 0.62),
    "cloud": ("#a9b3bb", 0.42, 0.94, 0.72),
    "rain": ("#66747f", 0.6, 0.8, 0.9),
    "snow": ("#cfd6dc", 0.55, 1.0, 0.9),
    "fog": ("#c3c9c9", 0.62, 0.97, 1.25),
}
"""By weather: the sky's veil and how much of it, light, and how fast distance fades."""


_SEASONS: dict[str, dict[str, str]] = {
    "spring": {"#668a52": "#86b05c", "#8b9d62": "#9cbc66"},
    "summer": {},
    "autumn": {"#668a52": "#b87334", "#8b9d62": "#ab9455"},
    "winter": {"#668a52": "#8a867c", "#8b9d62": "#b5b09a"},
}
"""What foliage and grass (`terrain.LEAF`, `terrain.GRASS`) turn to."""
BRAND_TINT = 0.14
"""How far a brand's first colour pulls the whole picture; its second colours the lights."""


@dataclass(frozen=True, slots=True)
class Palette:
    """The colours of one shot."""

    sky: tuple[str, ...]
    """From the zenith to the horizon."""
    light: str
    """What the sun or the moon lays on things."""
    shade: str
    """What shadows turn to."""
    haze: str
    """What distance turns to."""
    exposure: float
    thickness: float
    """How fast distance fades, about 0.6 in clear air."""
    season: str
    tint: str
    amount: float
    chroma: float
    night: bool
    grain: float
    vignette: float
    treatment: str
    """How the material is handled, by `media.picture.treatments`; empty for none."""
    focus: float
    """How much of a lens is in the style: 0 draws everything sharp."""

    def paint(self, base: str, near: float = 1.0) -> str:
        """A material's colour in this light, at a nearness from 0 (far) to 1."""
        base = _SEASONS[self.season].get(base, base)
        seen = graded(base, light=self.exposure, chroma=self.chroma * (0.35 + 0.65 * self.exposure))
        seen = mix(seen, self.shade, 0.5 * max(0.0, 0.9 - self.exposure))
        seen = mix(seen, self.tint, self.amount)
        return mix(seen, self.haze, min(0.94, self.thickness * (1 - near)))

    def skin(self, base: str) -> str:
        """A complexion in this light: the last colour to go grey."""
        return mix(self.paint(base), graded(base, light=0.25 + 0.75 * self.exposure), 0.5)

    def lit(self, colour: str, share: float = 0.3) -> str:
        """A painted colour where the light falls on it."""
        return mix(colour, self.light, share)

    def dark(self, colour: str, share: float = 0.4) -> str:
        """A painted colour where the light does not reach."""
        return mix(colour, self.shade, share)

    def indoors(self) -> Palette:
        """The same hour in a room: when it is dark outside the lamps are lit."""
        if self.exposure >= 0.78:
            return replace(self, thickness=0.3)
        return replace(
            self,
            light=mix(self.light, self.glow, 0.7),
            shade=mix(self.shade, "#3a2438", 0.45),
            exposure=0.5 * self.exposure + 0.42,
            thickness=0.3,
        )

    def mixed(self, one: str, other: str) -> str:
        """Two painted colours in equal parts."""
        return mix(one, other, 0.5)

    @property
    def glow(self) -> str:
        """Light of lamps and windows, untouched by the hour."""
        return mix(GLOW, self.tint, self.amount / 2)


def styles() -> tuple[str, ...]:
    """Names of the styles that can be drawn."""
    return tuple(_styles())


@dataclass(frozen=True, slots=True)
class Sample:
    """A style in a line and a few colours."""

    description: str
    swatches: tuple[str, ...]
    """Skies of day and dusk, a night's shade, the ground and the accent of cards."""


def sample(style: str) -> Sample:
    """What to choose a style by; it is one of `styles`."""
    known = _styles()[style]
    times, card = known["times"], known["card"]
    return Sample(
        description=known["description"],
        swatches=(
            times["day"]["sky"][0],
            times["dusk"]["sky"][-1],
            times["night"]["shade"],
            card["ground"][0],
            card["accent"],
        ),
    )


@cache
def _styles() -> dict[str, Any]:
    text = files("models.preview.panels").joinpath("styles.yaml").read_text("utf-8")
    known: dict[str, Any] = yaml.safe_load(text)
    return {
        name: {**(known[style["like"]] if "like" in style else {}), **style}
        for name, style in known.items()
    }


def palette_for(look: Look, style: str, brand: tuple[str, ...] = ()) -> Palette:
    """The palette of a look in a style.

    Args:
        look: gives hour, weather, season and mood.
        style: a name of `styles`.
        brand: colours (sRGB, as in #1a2b3c) that the picture bends to, the main one first.

    Raises:
        InputError: the style is unknown.
    """
    known = _styles()
    if style not in known:
        raise InputError(f"no style is called {style!r}", "use " + " or ".join(known), "style")
    hour = known[style]["times"][look.time_of_day]
    mood = known[style]["moods"][look.mood]
    chosen = known[style]
    veil, veiled, light, thickness = _WEATHER[look.weather]
    veil = graded(veil, light=min(1.0, hour["exposure"] + 0.06), chroma=mood["chroma"])

    def air(colour: str) -> str:
        bent = graded(colour, light=mood["light"], chroma=mood["chroma"])
        return mix(mix(bent, veil, veiled), mood["tint"], mood["amount"])

    found = Palette(
        sky=tuple(air(colour) for colour in hour["sky"]),
        light=mix(hour["light"], mood["tint"], mood["amount"] / 2),
        shade=mix(hour["shade"], mood["tint"], mood["amount"] / 2),
        haze=air(hour["haze"]),
        exposure=hour["exposure"] * mood["light"] * light,
        thickness=thickness,
        season=look.season,
        tint=mood["tint"],
        amount=mood["amount"],
        chroma=mood["chroma"],
        night=look.time_of_day == "night",
        grain=chosen["finish"]["grain"],
        vignette=chosen["finish"]["vignette"],
        treatment=chosen["treatment"],
        focus=chosen["focus"],
    )
    return _branded(found, brand) if brand else found


def _branded(palette: Palette, brand: tuple[str, ...]) -> Palette:
    """The palette pulled towards a brand's colours, as by coloured light on the set."""
    main, second = brand[0], brand[min(1, len(brand) - 1)]
    return replace(
        palette,
        sky=tuple(mix(colour, main, BRAND_TINT) for colour in palette.sky),
        light=mix(palette.light, second, BRAND_TINT),
        haze=mix(palette.haze, main, BRAND_TINT),
        tint=mix(palette.tint, main, BRAND_TINT / (BRAND_TINT + palette.amount)),
        amount=min(0.4, palette.amount + BRAND_TINT),
    )


@dataclass(frozen=True, slots=True)
class CardColours:
    """What a style's cards and lower thirds are set in."""

    ground: tuple[str, str]
    """From top to bottom."""
    ink: str
    quiet: str
    accent: str
    bend: float
    """How far the ground takes the sky's colour."""
    plate: str
    """What lower thirds stand on."""


def card_colours(style: str) -> CardColours:
    """The colours of a style's cards.

    Raises:
        InputError: the style is unknown.
    """
    known = _styles()
    if style not in known:
        raise InputError(f"no style is called {style!r}", "use " + " or ".join(known), "style")
    given = known[style]["card"]
    top, bottom = given["ground"]
    rest: dict[str, Any] = {name: value for name, value in given.items() if name != "ground"}
    return CardColours(ground=(top, bottom), **rest)
