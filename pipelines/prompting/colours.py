"""Colours in words: models know names of colours, and no numbers."""

from __future__ import annotations

from collections.abc import Iterable

from pipelines.prompting.vocabulary import vocabulary

MOST_NAMED = 4
"""Of a palette: of more, models mix something brown."""

Lab = tuple[float, float, float]


def palette(colours: Iterable[str]) -> str:
    """The names nearest to some colours, the main one first, each once."""
    names = dict.fromkeys(named(colour) for colour in colours)
    return ", ".join(list(names)[:MOST_NAMED])


def named(colour: str) -> str:
    """The name whose colour looks most like `#rrggbb`."""
    wanted = _seen(colour)
    known = vocabulary().colours
    return min(known, key=lambda name: _apart(wanted, _seen(known[name])))


def _apart(one: Lab, other: Lab) -> float:
    return sum((a - b) ** 2 for a, b in zip(one, other, strict=True))


def _seen(colour: str) -> Lab:
    """Oklab (Ottosson, 2020), in which equal distances look alike."""
    red, green, blue = (_linear(int(colour[at : at + 2], 16) / 255) for at in (1, 3, 5))
    long = (0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue) ** (1 / 3)
    middle = (0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue) ** (1 / 3)
    short = (0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue) ** (1 / 3)
    return (
        0.2104542553 * long + 0.7936177850 * middle - 0.0040720468 * short,
        1.9779984951 * long - 2.4285922050 * middle + 0.4505937099 * short,
        0.0259040371 * long + 0.7827717662 * middle - 0.8086757660 * short,
    )


def _linear(value: float) -> float:
    return value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4
