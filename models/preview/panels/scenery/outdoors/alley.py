"""A back alley between brick walls."""

from __future__ import annotations

from dataclasses import dataclass

from models.preview.panels.colour import mix
from models.preview.panels.drawing import (
    Dice,
    Layer,
    disc,
    line,
    polygon,
    shape,
)
from models.preview.panels.scenery.houses import block, lights_on
from models.preview.panels.scenery.lamps import glow, pool
from models.preview.panels.scenery.registry import setting
from models.preview.panels.scenery.staging import under_snow
from models.preview.panels.scenery.vista import Vista, paving, plane
from models.preview.panels.sky import paint_sky
from models.preview.panels.stage import Stage

_BRICKS = ("#8a4f3f", "#7a5a4a", "#96604a", "#6e5a55", "#8c6f58")
_CLOTH = ("#c9584a", "#e6dcc4", "#5f93a3", "#d9b45a", "#7f8f6a")


@setting("alley")
def alley(s: Stage) -> None:
    """A narrow way between brick walls, a slice of sky above, washing across."""
    paint_sky(s)
    dice = s.dice("alley")
    vista = Vista(s, s.across(dice.pick((0.45, 0.5, 0.55))))
    wide = vista.aisle
    for i in range(4):
        x = vista.away + (i - 2) * 8 * s.unit
        tall = s.unit * dice.between(9, 17)
        block(s, s.back, x, s.horizon + 4 * s.unit, 8.4 * s.unit, tall, 0.25, dice)
    plane(s, s.far, s.palette.paint(under_snow(s, "#77716c")), s.horizon)
    paving(vista, s.far, s.palette.paint("#77716c"), top=0.1, step=15)
    for side in (-1, 1):
        _brick_houses(vista, side * wide, s.dice(f"bricks {side}"))
    _gutter(vista)
    stairs = dice.pick((-1, 1))
    _fire_escape(vista, stairs * wide * 0.995, 0.78)
    _bins(vista, -stairs * wide, dice)
    _wall_lamp(vista, -stairs * wide, 0.86)
    for near, up in ((0.24, 120), (0.4, 104)):
        if dice.chance(0.75):
            _washing(vista, wide * (0.42 + near), near, up + dice.between(-8, 8), dice)


def _brick_houses(vista: Vista, across: float, dice: Dice) -> None:
    """Houses that stand further into the way the further off they are."""
    s, p = vista.stage, vista.stage.palette
    lit = (across > 0) != (s.light_side > 0)
    # So high that only a strip of sky is left, in an upright picture too.
    least = max(150.0, 1.9 * (s.horizon - s.top) / s.unit)
    outer = 1.0
    rows: list[tuple[float, float, float, float]] = []
    for one, other in ((1.5, 0.56), (0.56, 0.36), (0.36, 0.22), (0.22, 0.14)):
        inner = outer - (0 if one > 1 else dice.between(0.17, 0.24))
        rows.append((one, other, inner * across, outer * across))
        outer = inner
    for one, other, edge, behind in reversed(rows):
        clear = 0.3 + 0.7 * min(1.0, one + 0.15)
        brick = p.paint(dice.pick(_BRICKS), clear)
        wall = p.lit(brick, 0.14) if lit else p.dark(brick, 0.3)
        tall = least * (dice.between(1.0, 1.25) if one > 0.5 else dice.between(1.15, 1.65))
        layer = s.far if one < 0.4 else s.mid
        left, right = min(edge, behind * 1.5), max(edge, behind * 1.5)
        front = s.paints.down(p.lit(brick, 0.06), p.dark(brick, 0.12))
        layer.add(vista.front(left, right, one, (0, tall), front))
        _side_wall(_House(vista, layer, edge, (one, other), tall, wall), clear, dice)


@dataclass(frozen=True, slots=True)
class _House:
    """A wall along the alley: where it stands and how high it is, in units of its vista."""

    vista: Vista
    layer: Layer
    across: float
    nears: tuple[float, float]
    tall: float
    wall: str

    def patch(self, start: float, end: float, ups: tuple[float, float], fill: str) -> None:
        """Paint a part of it, given by shares of its length and by heights."""
        one, other = self.nears
        stretch = one + (other - one) * start, one + (other - one) * end
        self.layer.add(self.vista.wall(self.across, stretch, ups, fill))

    def shows(self, up: float) -> bool:
        """Whether a height of it is within the picture, at its far end."""
        return self.vista.at(self.across, self.nears[1], up)[1] > self.vista.stage.top


def _side_wall(house: _House, clear: float, dice: Dice) -> None:
    p = house.vista.stage.palette
    wall, tall = house.wall, house.tall
    fill = house.vista.stage.paints.down(p.lit(wall, 0.1), wall, p.dark(wall, 0.28))
    house.patch(0, 1, (0, tall), fill)
    house.patch(0, 1, (tall - 4, tall), p.dark(wall, 0.4))
    house.patch(0, 1, (0, 5), p.dark(wall, 0.35))
    _courses(house, dice)
    _windows(house, clear, dice)


def _courses(house: _House, dice: Dice) -> None:
    """Here and there a few bricks of another tone."""
    p = house.vista.stage.palette
    for _ in range(9):
        start, up = dice.between(0.02, 0.9), dice.between(6, house.tall - 8)
        tone = p.dark(house.wall, 0.22) if dice.chance(0.6) else p.lit(house.wall, 0.12)
        if house.shows(up):
            house.patch(start, start + 0.07, (up, up + 2.2), f"{tone}@0.8")


def _windows(house: _House, clear: float, dice: Dice) -> None:
    s = house.vista.stage
    p = s.palette
    glass = mix(p.paint("#3c4c58", clear), p.sky[1], 0.22)
    floor = max(28.0, house.tall / 7)
    up = 34.0
    while up < house.tall - 18 and house.shows(up):
        for start in (0.18, 0.6):
            tone = p.glow if dice.chance(lights_on(s)) else glass
            high = 0.54 * floor
            house.patch(start - 0.02, start + 0.24, (up - 2.5, up), p.lit(house.wall, 0.3))
            house.patch(start, start + 0.22, (up, up + high), tone)
            if house.layer is s.mid:
                bar = (up + 0.46 * high, up + 0.54 * high)
                house.patch(start, start + 0.22, bar, p.dark(house.wall, 0.4))
        up += floor


def _gutter(vista: Vista) -> None:
    """Puddles in the hollow of the way that give the sky back."""
    s, p = vista.stage, vista.stage.palette
    dark = p.dark(p.paint("#77716c"), 0.3)
    s.far.add(vista.floor(-4, 4, (0.16, 1.0), s.paints.down(f"{dark}@0.1", f"{dark}@0.5")))
    shine = mix(p.sky[2], p.light, 0.3)
    for across, near in ((-2, 0.5), (5, 0.82), (1, 0.3)):
        x, y = vista.at(across, near)
        s.mid.add(disc(x, y, 16 * s.unit * near, f"{shine}@0.42", 0.16))


def _fire_escape(vista: Vista, across: float, near: float) -> None:
    s, p = vista.stage, vista.stage.palette
    iron = p.paint("#2f3236", 0.9)
    far, out = near * 0.66, across * 0.84
    strokes = ""
    for up in (48, 76, 104):
        s.mid.add(
            polygon(
                [
                    vista.at(across, near, up),
                    vista.at(out, near, up),
                    vista.at(out, far, up),
                    vista.at(across, far, up),
                ],
                f"{iron}@0.9",
            )
        )
        rail = [
            vista.at(across, near, up + 11),
            vista.at(out, near, up + 11),
            vista.at(out, far, up + 11),
        ]
        strokes += "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in rail)
        for t in range(6):
            n = near + (far - near) * t / 5
            (x0, y0), (x1, y1) = vista.at(out, n, up), vista.at(out, n, up + 11)
            strokes += f"M{x0:.1f} {y0:.1f}L{x1:.1f} {y1:.1f}"
        (x0, y0), (x1, y1) = vista.at(out, near * 0.95, up), vista.at(out, far * 1.05, up - 28)
        strokes += f"M{x0:.1f} {y0:.1f}L{x1:.1f} {y1:.1f}"
    s.mid.add(line(strokes, iron, s.unit * 0.42))


def _bins(vista: Vista, across: float, dice: Dice) -> None:
    s, p = vista.stage, vista.stage.palette
    inward = -1 if across > 0 else 1
    for near in (0.44, 0.66):
        tone = p.paint(dice.pick(("#4f6b58", "#5b6470", "#7a5c40")), 0.6 + 0.4 * near)
        edge = across + inward * dice.between(1, 4)
        inner = edge + inward * 16
        x, y = vista.at((edge + inner) / 2, near)
        s.mid.add(disc(x, y, 13 * s.unit * near, f"{p.shade}@0.4", 0.2))
        left, right = min(edge, inner), max(edge, inner)
        s.mid.add(vista.wall(inner, (near, near * 0.84), (0, 17), p.dark(tone, 0.3)))
        s.mid.add(vista.front(left, right, near, (0, 17), s.shaded(tone, 0.35)))
        s.mid.add(
            polygon(
                [
                    vista.at(left - 1, near, 17),
                    vista.at(right + 1, near, 17),
                    vista.at(right, near * 0.84, 19),
                    vista.at(left, near * 0.84, 19),
                ],
                p.lit(tone, 0.25),
            )
        )


def _wall_lamp(vista: Vista, across: float, near: float) -> None:
    """A door in the wall with a lamp above it."""
    s, p = vista.stage, vista.stage.palette
    s.mid.add(vista.wall(across, (near, near * 0.86), (0, 34), p.paint("#3f4a44", 0.8)))
    inward = -1 if across > 0 else 1
    x, y = vista.at(across + inward * 5, near * 0.93, 44)
    if lights_on(s):
        glow(s, s.mid, x, y, 15 * s.unit * near * 2)
        foot = vista.at(across + inward * 14, near * 0.9)
        pool(s, s.mid, *foot, 40 * s.unit * near)
    s.mid.add(disc(x, y, 4 * s.unit * near, p.glow if lights_on(s) else p.paint("#c9c1a8"), 0.8))


def _washing(vista: Vista, wide: float, near: float, up: float, dice: Dice) -> None:
    s, p = vista.stage, vista.stage.palette
    (x0, y0), (x1, y1) = vista.at(-wide, near, up), vista.at(wide, near, up - 3)
    sag = (x1 - x0) * 0.09
    cord = f"M{x0:.1f} {y0:.1f}Q{(x0 + x1) / 2:.1f} {y0 + 2 * sag:.1f} {x1:.1f} {y1:.1f}"
    s.mid.add(line(cord, p.dark(p.paint("#8a8378", 0.7), 0.3), 1.6))
    size = s.unit * near
    for i in range(6):
        t = (i + 0.8 + dice.between(-0.2, 0.2)) / 6.6
        x, y = x0 + (x1 - x0) * t, y0 + (y1 - y0) * t + 4 * sag * t * (1 - t)
        wide_cloth, drop = size * dice.between(9, 13), size * dice.between(12, 20)
        tone = p.paint(dice.pick(_CLOTH), 0.55 + 0.45 * near)
        data = (
            f"M{x - wide_cloth / 2:.1f} {y:.1f}h{wide_cloth:.1f}l{size:.1f} {drop:.1f}"
            f"q{-wide_cloth / 2:.1f} {size * 3:.1f} {-wide_cloth - size:.1f} 0Z"
        )
        s.mid.add(shape(data, s.paints.down(p.lit(tone, 0.12), p.dark(tone, 0.2))))
