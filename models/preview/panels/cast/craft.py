"""Strokes that many drawings share: bodies with a rim of light, gleams, wheels, water."""

from __future__ import annotations

import math
from typing import NamedTuple

from models.preview.panels.colour import mix
from models.preview.panels.drawing import Point, blob, curve, disc, line, shape
from models.preview.panels.scenery.houses import lights_on
from models.preview.panels.stage import Stage

FURS = ("#8a5f3c", "#c99a5f", "#4a3b33", "#d9c7a8", "#6f6259")
COLOURS = ("#a8483f", "#3f5f7f", "#c9923f", "#4f6b58", "#d3cbbb", "#6f4f6b")
WOODS = ("#8a5f3e", "#6b4a35", "#a37b52", "#9c6b42")


def points(text: str) -> tuple[Point, ...]:
    """Points written as `"-46 -58, -20 -64"`."""
    pairs = (pair.split() for pair in text.split(","))
    return tuple((float(x), float(y)) for x, y in pairs)


def soft(text: str) -> str:
    """Path data of a closed smooth curve through points; a point given twice is a corner."""
    return curve(points(text), closed=True)


def spun(text: str) -> str:
    """Path data of a turned body: the points are its right side from top to bottom."""
    right = points(text)
    left = tuple((-x, y) for x, y in reversed(right))
    return curve(right) + "L" + curve(left)[1:] + "Z"


def ring(x: float, y: float, radius: float, squash: float = 1.0) -> str:
    """Path data of a circle or an ellipse, to be drawn as a line."""
    return (
        f"M{x - radius:.1f} {y:.1f}a{radius:.1f} {radius * squash:.1f} 0 1 0 {2 * radius:.1f} 0"
        f"a{radius:.1f} {radius * squash:.1f} 0 1 0 {-2 * radius:.1f} 0"
    )


def spokes(
    x: float, y: float, inner: float, outer: float, count: int, turn: float = 0.0, squash: float = 1
) -> str:
    """Path data of lines that leave a point in all directions."""
    angles = (turn + 2 * math.pi * i / count for i in range(count))
    return "".join(
        f"M{x + inner * math.cos(a):.1f} {y + squash * inner * math.sin(a):.1f}"
        f"L{x + outer * math.cos(a):.1f} {y + squash * outer * math.sin(a):.1f}"
        for a in angles
    )


def rim(s: Stage, outline: tuple[Point, ...], by: float = 1.3) -> str:
    """The light on the edge of a body: the same body a little towards the light."""
    moved = [(x + s.light_side * by, y - by * 0.4) for x, y in outline]
    return blob(moved, s.palette.lit(s.palette.light, 0.3))


def formed(s: Stage, data: str, colour: str, depth: float = 0.38, by: float = 1.0) -> str:
    """A body with its rim of light, rounded from side to side."""
    return rimmed(s, data, s.shaded(colour, depth), by)


def rimmed(s: Stage, data: str, fill: str, by: float = 1.0) -> str:
    """A shape with a rim of light along the edge that is turned to it."""
    light = shape(data, s.palette.lit(s.palette.light, 0.3))
    return f'<g transform="translate({s.light_side * by:.1f} {-0.4 * by:.1f})">{light}</g>' + shape(
        data, fill
    )


def over(s: Stage, colour: str, depth: float = 0.36) -> str:
    """A fill for what is lit from above."""
    p = s.palette
    return s.paints.down(p.lit(colour, 0.3), colour, p.dark(colour, depth))


def towards(s: Stage, content: str) -> str:
    """Shapes drawn for light from the left, mirrored about x = 0 when it comes from the right."""
    return content if s.light_side < 0 else f'<g transform="scale(-1 1)">{content}</g>'


def gleam(s: Stage, data: str, width: float = 2.4, strength: float = 0.5) -> str:
    """A reflected light, as it runs when the light comes from the left."""
    return towards(s, line(data, f"{mix(s.palette.light, '#ffffff', 0.35)}@{strength}", width))


def glow_if_dark(s: Stage, x: float, y: float, reach: float) -> str:
    """The light that a lamp or a screen throws about itself, strong when it is dark."""
    glow = s.palette.glow
    strong = 0.75 if lights_on(s) else 0.3
    return disc(
        x, y, reach, s.paints.round(f"{glow}@{strong}", f"{glow}@{strong * 0.25:.2f}", f"{glow}@0")
    )


def leg(outline: tuple[Point, ...], width: float, colour: str) -> str:
    """A limb as one stroke."""
    return line("M" + "L".join(f"{x} {y}" for x, y in outline), colour, width)


def limb(text: str, width: float, colour: str) -> str:
    """A bent limb as one smooth stroke through points."""
    return line(curve(points(text)), colour, width)


def eye(s: Stage, x: float, y: float, radius: float = 2.0) -> str:
    """A dark eye with a spark in it."""
    dark = s.palette.dark(s.palette.paint("#1c1613"), 0.3)
    return disc(x, y, radius, dark) + disc(
        x + 0.3 * radius * s.light_side, y - 0.35 * radius, radius * 0.3, "#ffffff@0.85"
    )


class Tyre(NamedTuple):
    """What a wheel is made of; colours are painted ones."""

    rubber: str
    metal: str


def tyre(s: Stage) -> Tyre:
    """Black rubber on a grey rim."""
    p = s.palette
    return Tyre(p.dark(p.paint("#23262b"), 0.2), p.paint("#b5babf"))


def wheel(s: Stage, x: float, radius: float, well: str | None = None) -> str:
    """A wheel of a car that stands on the ground, in its wheel arch if `well` says its colour."""
    rubber, metal = tyre(s)
    arch = disc(x, -radius, radius * 1.2, well) if well else ""
    return "".join(
        (
            arch,
            disc(x, -radius, radius, rubber),
            disc(x, -radius, radius * 0.56, metal),
            disc(x, -radius, radius * 0.2, rubber),
        )
    )


def glass(s: Stage) -> str:
    """The colour of window panes in this light: lit when it is dark, else a little of the sky."""
    p = s.palette
    return p.glow if lights_on(s) else mix(p.paint("#4c5f70"), p.sky[1], 0.35)


def waterline(s: Stage, half: float) -> str:
    """Where a hull meets the water: its dark image and a little foam; on land, nothing."""
    if not s.afloat:
        return ""
    p = s.palette
    foam = mix(p.light, "#ffffff", 0.5)
    return disc(
        0, 7, half * 1.05, s.paints.round(f"{p.shade}@0.6", f"{p.shade}@0.25", f"{p.shade}@0"), 0.16
    ) + line(
        f"M{-half:.0f} 1Q0 5 {half * 1.08:.0f} 0M{half * 0.7:.0f}"
        f" 5q{half * 0.3:.0f} 2 {half * 0.6:.0f} -1",
        f"{foam}@0.6",
        1.3,
    )


def steam(s: Stage, x: float, y: float, tall: float = 40) -> str:
    """Two wisps that rise from something hot."""
    white = mix(s.palette.light, "#ffffff", 0.4)
    k = tall / 40
    wisp = f"c{-10 * k:.0f} {-12 * k:.0f} {8 * k:.0f} {-24 * k:.0f} {-2 * k:.0f} {-40 * k:.0f}"
    data = f"M{x - 10} {y}{wisp}M{x + 10} {y - 4}{wisp}"
    return line(data, f"{white}@0.28", 5.4) + line(data, f"{white}@0.4", 2.2)


def dome(half: float, y: float, top: float, x: float = 0.0) -> str:
    """Path data of a vault over a level line; a bowl if `top` lies below it.

    Its crown is a point of the path, since the rasteriser measures gradients by such points alone.
    """
    high = y + 0.75 * (top - y)
    return (
        f"M{x - half:.1f} {y:.1f}C{x - 0.9 * half:.1f} {high:.1f} {x - 0.5 * half:.1f} {top:.1f} "
        f"{x:.1f} {top:.1f}C{x + 0.5 * half:.1f} {top:.1f} {x + 0.9 * half:.1f} {high:.1f} "
        f"{x + half:.1f} {y:.1f}Z"
    )
