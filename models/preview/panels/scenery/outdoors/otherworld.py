"""The surface of another world."""

from __future__ import annotations

import math

from models.preview.panels import terrain
from models.preview.panels.colour import mix
from models.preview.panels.drawing import Dice, Layer, Point, box, disc, line, polygon, shape
from models.preview.panels.scenery.registry import setting
from models.preview.panels.scenery.vista import plane
from models.preview.panels.sky import paint_sky
from models.preview.panels.stage import Stage

_WORLDS = (
    ("#d98a5c", "#b0583a", "#e6c39a"),
    ("#8f7fc4", "#6a5590", "#d9a3b5"),
    ("#5fa39a", "#4a6f78", "#d9d6a3"),
    ("#c96f7a", "#7a4560", "#f0c9a0"),
)
"""By world: its air, its rock, and the body in its sky."""


_TOWER = ((0, 1.25), (0.2, 0.8), (0.34, 0.88), (0.5, 0.52), (0.64, 0.62), (0.8, 0.3), (1, 0.16))
_MESA = ((0, 1.5), (0.3, 1.05), (0.42, 0.86), (0.6, 0.8), (0.7, 0.86), (0.95, 0.78), (1, 0.7))
"""Outlines of rock: how wide it is at which part of its height."""


@setting("planet")
def planet(s: Stage) -> None:
    """Strange air, a ringed giant and small moons above, spires of rock, craters."""
    paint_sky(s, sun=False)
    p = s.palette
    dice = s.dice("world")
    air, rock, giant = dice.pick(_WORLDS)
    tint = p.paint(air)
    s.back.add(
        box(
            s.left,
            s.top,
            s.span,
            s.horizon - s.top + 4 * s.unit,
            s.paints.down(f"{p.dark(tint, 0.55)}@0.75", f"{tint}@0.6", f"{p.lit(tint, 0.3)}@0.55"),
        )
    )
    _stars_by_day(s, dice)
    _giant(
        s,
        s.across(dice.pick((0.24, 0.76))),
        s.horizon * dice.between(0.34, 0.46),
        giant,
        tint,
        dice,
    )
    for near, low, tall in ((0.2, 1.0, 24), (0.45, 2.6, 17)):
        _spires(s, s.back, rock, near, s.horizon + low * s.unit, tall * s.unit, dice)
    dust = p.paint(mix(rock, giant, 0.3))
    terrain.ridge(
        s,
        s.far,
        s.horizon + 6 * s.unit,
        5 * s.unit,
        mix(dust, mix(tint, p.haze, 0.5), 0.45),
        "plain",
        2.0,
    )
    _spires(s, s.far, rock, 0.66, s.horizon + 7 * s.unit, 15 * s.unit, dice, sides_only=True)
    plane(s, s.mid, dust, s.horizon + 8 * s.unit)
    _pits(s, dust, dice)
    for side in (-1, 1):
        x, y = s.across(0.5 + side * dice.between(0.4, 0.47)), s.horizon + 14 * s.unit
        _spire(s, s.mid, x, y, s.unit * dice.between(22, 40), p.paint(rock, 0.95), dice)
    terrain.stones(s, s.mid, 6, "space stones", 0.4)


def _stars_by_day(s: Stage, dice: Dice) -> None:
    """The air is thin: the brightest stars show at every hour."""
    light = mix(s.palette.light, "#ffffff", 0.7)
    for _ in range(46):
        x, y = dice.between(s.left, s.right), s.top + (s.horizon - s.top) * dice.between(0, 0.6)
        s.back.add(
            disc(x, y, 0.8 + 1.8 * dice.between(0, 1) ** 3, f"{light}@{dice.between(0.3, 0.8):.2f}")
        )


def _giant(s: Stage, x: float, y: float, colour: str, air: str, dice: Dice) -> None:
    """A great striped world with its ring, pale as the moon by day, and two moons."""
    p = s.palette
    radius = min(s.width, s.height) * dice.between(0.15, 0.21)
    body = mix(p.paint(colour), air, 0.12 if p.night else 0.24)
    bright, dim = p.lit(body, 0.4), mix(p.dark(body, 0.3), air, 0.45)
    pair = (bright, body, dim) if s.light_side < 0 else (dim, body, bright)
    ring = f"{p.lit(body, 0.3)}@0.75"
    halo = s.paints.round(f"{bright}@0.34", f"{bright}@0.16", f"{bright}@0")
    s.back.add(disc(x, y, radius * 1.7, halo))
    tilt = dice.pick((-1, 1)) * dice.between(10, 24)
    wide, flat = radius * 1.9, radius * 0.42
    turn = f'<g transform="rotate({tilt:.1f} {x:.1f} {y:.1f})">'
    half = (
        f"M{x - wide:.1f} {y:.1f}A{wide:.1f} {flat:.1f} 0 0 %d {x + wide:.1f} {y:.1f}"
        f"H{x + wide * 0.72:.1f}A{wide * 0.72:.1f} {flat * 0.62:.1f} 0 0 %d "
        f"{x - wide * 0.72:.1f} {y:.1f}Z"
    )
    bands = "".join(_band(x, y, radius, (i - 2) / 2.9, dice, dim) for i in range(5))
    s.back.add(
        f"{turn}{shape(half % (1, 0), ring)}{disc(x, y, radius, s.paints.across(*pair))}{bands}"
        f"{shape(half % (0, 1), ring)}</g>"
    )
    for _ in range(2):
        size = radius * dice.between(0.1, 0.2)
        at = (s.across(dice.between(0.1, 0.9)), s.horizon * dice.between(0.12, 0.6))
        s.back.add(disc(*at, size, s.paints.across(*pair)))


def _band(x: float, y: float, radius: float, up: float, dice: Dice, tone: str) -> str:
    half = radius * math.sqrt(1 - up * up) * 0.99
    thick = radius * dice.between(0.05, 0.12)
    top = y + up * radius
    return shape(
        f"M{x - half:.1f} {top:.1f}Q{x:.1f} {top + thick * 1.6:.1f} {x + half:.1f} {top:.1f}"
        f"Q{x:.1f} {top + thick * 3.4:.1f} {x - half:.1f} {top:.1f}Z",
        f"{tone}@0.4",
    )


def _spires(
    s: Stage,
    layer: Layer,
    rock: str,
    near: float,
    foot: float,
    tall: float,
    dice: Dice,
    *,
    sides_only: bool = False,
) -> None:
    x = s.left
    tone = s.palette.paint(rock, near)
    while x < s.right:
        edge = abs(x - s.width / 2) / (s.width / 2)
        if not sides_only or edge > 0.5:
            _spire(s, layer, x, foot, tall * dice.between(0.35, 1.0), tone, dice)
        x += tall * dice.between(0.4, 1.3)


def _spire(
    s: Stage, layer: Layer, x: float, foot: float, tall: float, tone: str, dice: Dice
) -> None:
    """A tower of rock that wind has cut into shelves."""
    p = s.palette
    mesa = dice.chance(0.45)
    half = tall * (dice.between(0.5, 1.0) if mesa else dice.between(0.16, 0.3))
    tall *= 0.6 if mesa else 1.0
    lean = tall * dice.between(-0.1, 0.1)
    left: list[Point] = []
    right: list[Point] = []
    for up, share in _MESA if mesa else _TOWER:
        middle = x + lean * up
        left.append((middle - half * share * dice.between(0.85, 1.1), foot - tall * up))
        right.append((middle + half * share * dice.between(0.85, 1.1), foot - tall * up))
    body = left + right[::-1]
    spine = [(x + lean * up + half * 0.1, foot - tall * up) for up in (1, 0.7, 0.45, 0.2, 0)]
    lit, dark = p.lit(tone, 0.24), p.dark(tone, 0.3)
    west, east = (lit, dark) if s.light_side < 0 else (dark, lit)
    layer.add(polygon(body, s.paints.down(east, mix(east, p.haze, 0.2))))
    layer.add(polygon([*left, *spine], s.paints.down(west, mix(west, p.haze, 0.2))))


def _pits(s: Stage, dust: str, dice: Dice) -> None:
    """Craters: a bright rim on the far side from the light, a dark floor."""
    p = s.palette
    for _ in range(9):
        nearness = dice.between(0.24, 0.9)
        x, y = dice.between(s.left, s.right), s.horizon + (s.bottom - s.horizon) * nearness
        half = s.unit * dice.between(7, 14) * nearness
        shade = p.dark(dust, 0.42)
        pair = (shade, p.dark(dust, 0.12)) if s.light_side < 0 else (p.dark(dust, 0.12), shade)
        s.mid.add(
            disc(x, y - half * 0.04, half * 1.16, f"{p.lit(dust, 0.26)}@0.8", 0.24),
            disc(x, y, half, s.paints.across(*pair), 0.2),
        )
    rows = "".join(
        f"M{dice.between(s.left, s.right):.0f} "
        f"{s.horizon + (s.bottom - s.horizon) * dice.between(0.3, 1):.0f}q{9 * s.unit:.0f} "
        f"{-s.unit:.0f} {18 * s.unit:.0f} 0"
        for _ in range(12)
    )
    s.mid.add(line(rows, f"{p.dark(dust, 0.4)}@0.3", s.unit * 0.3))
