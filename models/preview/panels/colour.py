"""Colours as hexadecimal strings, mixed in OKLab so that blends stay as bright as they look.

Source: Björn Ottosson, "A perceptual color space for image processing" (2020).
"""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from media.contrast import contrast


class Lab(NamedTuple):
    """Lightness 0 to 1, and the green-red and blue-yellow axes."""

    lightness: float
    a: float
    b: float


@cache
def to_lab(colour: str) -> Lab:
    """OKLab of `#rrggbb`."""
    red, green, blue = (_linear(int(colour[i : i + 2], 16) / 255) for i in (1, 3, 5))
    long = (0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue) ** (1 / 3)
    middle = (0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue) ** (1 / 3)
    short = (0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue) ** (1 / 3)
    return Lab(
        0.2104542553 * long + 0.7936177850 * middle - 0.0040720468 * short,
        1.9779984951 * long - 2.4285922050 * middle + 0.4505937099 * short,
        0.0259040371 * long + 0.7827717662 * middle - 0.8086757660 * short,
    )


def from_lab(lab: Lab) -> str:
    """`#rrggbb` of OKLab, clipped to what sRGB shows."""
    lightness, a, b = lab
    long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    middle = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
    red = 4.0767416621 * long - 3.3077115913 * middle + 0.2309699292 * short
    green = -1.2684380046 * long + 2.6097574011 * middle - 0.3413193965 * short
    blue = -0.0041960863 * long - 0.7034186147 * middle + 1.7076147010 * short
    return "#" + "".join(f"{_byte(value):02x}" for value in (red, green, blue))


def _linear(value: float) -> float:
    return value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4


def _byte(value: float) -> int:
    value = min(1.0, max(0.0, value))
    coded = 12.92 * value if value <= 0.0031308 else 1.055 * value ** (1 / 2.4) - 0.055
    return round(255 * coded)


@cache
def mix(one: str, other: str, share: float) -> str:
    """`share` of `other` (0 to 1) in `one`."""
    first, second = to_lab(one), to_lab(other)
    blended = (p + (q - p) * share for p, q in zip(first, second, strict=True))
    return from_lab(Lab(*blended))


@cache
def graded(colour: str, *, light: float = 1.0, chroma: float = 1.0) -> str:
    """A colour with lightness and colourfulness multiplied."""
    lab = to_lab(colour)
    return from_lab(Lab(min(1.0, lab.lightness * light), lab.a * chroma, lab.b * chroma))


def lightness(colour: str) -> float:
    """Perceived lightness, 0 to 1."""
    return to_lab(colour).lightness


def readable(colour: str, ground: str, least: float) -> str:
    """The colour, taken towards white or black until it stands out from a ground."""
    away = "#ffffff" if contrast("#ffffff", ground) > contrast("#000000", ground) else "#000000"
    for step in range(21):
        found = mix(colour, away, step / 20)
        if contrast(found, ground) >= least:
            return found
    return away


def over(colour: str, opacity: float, behind: str) -> str:
    """What is seen of a colour that lets through what is behind it."""
    pairs = ((int(colour[at : at + 2], 16), int(behind[at : at + 2], 16)) for at in (1, 3, 5))
    return "#" + "".join(f"{round(p * opacity + q * (1 - opacity)):02x}" for p, q in pairs)
