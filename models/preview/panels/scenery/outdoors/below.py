"""Beneath the surface: under water, and in a cave."""

from __future__ import annotations

import math

from models.preview.panels import terrain
from models.preview.panels.colour import mix
from models.preview.panels.drawing import (
    Dice,
    Layer,
    Point,
    blob,
    box,
    curve,
    disc,
    group,
    line,
    polygon,
    shape,
    straight,
)
from models.preview.panels.scenery.registry import setting
from models.preview.panels.scenery.staging import aside
from models.preview.panels.sky import paint_sky
from models.preview.panels.stage import Stage


@setting("underwater", adrift=True)
def underwater(s: Stage) -> None:
    """The sea from within: light from above, a reef on the sand, weed that sways."""
    dice = s.dice("underwater")
    deep = _water_column(s)
    _shafts(s, dice)
    for near, up, name in ((0.12, 22, "far reef"), (0.34, 13, "reef")):
        tone = _sunk(s, "#54707a", near, deep)
        y = s.horizon + (9 - 8 * near) * s.unit
        terrain.ridge(s, s.back, y, up * s.unit, tone, name, dice.between(2.2, 4.0))
    _shoal(s, s.across(dice.between(0.2, 0.8)), s.horizon * dice.between(0.35, 0.6), deep, dice)
    sand = _sunk(s, "#d9c79a", 0.8, deep)
    terrain.ridge(s, s.mid, s.horizon + 12 * s.unit, 5 * s.unit, sand, "sea floor", 2.2)
    _caustics(s, dice)
    for side in (-1, 1):
        _reef(s, side, deep, dice)
    for side in (-1, 1):
        _weed(s, s.mid, side, 0.85, deep, dice)
    _weed(s, s.front, dice.pick((-1, 1)), 1.0, deep, dice)
    _bubbles(s, dice)


def _water_column(s: Stage) -> str:
    """Water from the bright surface down; returns the colour that distance fades to."""
    p = s.palette
    light = mix(p.paint("#7fd3d2"), mix(p.sky[2], p.light, 0.5), 0.45)
    middle, deep = p.paint("#2f86a3"), p.paint("#154a6d")
    fill = s.paints.down(light, mix(light, middle, 0.7), middle, deep)
    s.back.add(box(s.left, s.top, s.span, s.bottom - s.top, fill))
    glare = mix(p.light, "#ffffff", 0.5)
    halo = s.paints.round(f"{glare}@0.75", f"{glare}@0.25", f"{glare}@0")
    s.back.add(disc(s.sun_x, s.top * 0.4, 46 * s.unit, halo, 0.7))
    dice = s.dice("surface")
    for i in range(26):
        y = s.top + (i / 26) ** 1.6 * 0.3 * s.horizon
        half = s.unit * dice.between(5, 16)
        x = dice.between(s.left, s.right)
        thick = s.unit * dice.between(0.4, 1.3)
        data = (
            f"M{x - half:.0f} {y:.0f}Q{x:.0f} {y - thick:.1f} {x + half:.0f} {y:.0f}"
            f"Q{x:.0f} {y + thick:.1f} {x - half:.0f} {y:.0f}Z"
        )
        s.back.add(shape(data, f"{glare}@{0.45 - 0.012 * i:.2f}"))
    return mix(middle, deep, 0.25)


def _sunk(s: Stage, colour: str, near: float, deep: str) -> str:
    """A colour seen through water: red goes first, then all turns to the water's own."""
    return mix(s.palette.paint(colour), deep, min(0.94, 0.18 + 0.9 * (1 - near)))


def _shafts(s: Stage, dice: Dice) -> None:
    light = mix(s.palette.light, "#ffffff", 0.3)
    strength = 0.5 if s.palette.night else 1.0
    for _ in range(6):
        x = s.sun_x + dice.between(-50, 50) * s.unit
        lean = (x - s.sun_x) * 0.7 - s.light_side * 8 * s.unit
        wide = s.unit * dice.between(3, 9)
        foot = s.horizon + dice.between(4, 26) * s.unit
        points = [(x, s.top), (x + wide, s.top), (x + wide * 2.6 + lean, foot), (x + lean, foot)]
        fill = s.paints.down(
            f"{light}@{0.34 * strength:.2f}", f"{light}@{0.12 * strength:.2f}", f"{light}@0"
        )
        s.back.add(polygon(points, fill))


def _shoal(s: Stage, x: float, y: float, deep: str, dice: Dice) -> None:
    """A school of small fish far off, all of one mind."""
    flip = dice.chance(0.5)
    dark = _sunk(s, dice.pick(("#3f5866", "#c9a24f", "#8fa3ad")), 0.5, deep)
    for _ in range(26):
        angle, reach = dice.between(0, 2 * math.pi), dice.between(0.1, 1) ** 0.6
        at = (x + 26 * s.unit * reach * math.cos(angle), y + 8 * s.unit * reach * math.sin(angle))
        size = s.unit * dice.between(0.028, 0.05)
        fish = shape("M-30 0Q-6 -20 26 -3L42 -13Q37 0 42 13L26 3Q-6 20-30 0Z", dark)
        s.far.add(group(fish, at=at, scale=size, flip=not flip))


def _caustics(s: Stage, dice: Dice) -> None:
    """The net of light that waves lay on the sand."""
    light = mix(s.palette.light, "#ffffff", 0.4)
    for _ in range(22):
        nearness = dice.between(0.35, 1.0)
        x, y = dice.between(s.left, s.right), s.horizon + (s.bottom - s.horizon) * nearness
        reach = s.unit * 11 * nearness
        data = (
            f"M{x:.0f} {y:.0f}q{reach * 0.5:.0f} {-reach * 0.16:.1f} {reach:.0f} 0"
            f"t{reach * 0.9:.0f} {reach * 0.06:.1f}"
        )
        s.mid.add(line(data, f"{light}@0.16", s.unit * 0.9 * nearness))


def _reef(s: Stage, side: int, deep: str, dice: Dice) -> None:
    """Rocks with coral on them, at one side."""
    for step in range(4):
        x = s.across(0.5 + side * (0.5 - 0.085 * step) + dice.between(-0.02, 0.02))
        foot = s.horizon + s.unit * (19 - 2.6 * step + dice.between(-1, 1))
        size = s.unit * (11 - 2 * step) * dice.between(0.8, 1.15)
        rock = _sunk(s, "#5d6068", 0.85 - 0.1 * step, deep)
        body = [
            (x - 1.3 * size, foot),
            (x - size, foot - 0.6 * size),
            (x - 0.2 * size, foot - size),
            (x + 0.8 * size, foot - 0.7 * size),
            (x + 1.3 * size, foot),
        ]
        s.mid.add(blob(body, s.paints.down(s.palette.lit(rock, 0.2), s.palette.dark(rock, 0.4))))
        for _ in range(3):
            colour = dice.pick(("#e07a5f", "#d9557a", "#f0b35a", "#b07fc4", "#e6d0b8"))
            tone = _sunk(s, colour, 0.92 - 0.1 * step, deep)
            cx = x + dice.between(-0.9, 0.9) * size
            cy = foot - size * (0.85 - 0.5 * abs(cx - x) / size)
            _coral(s, cx, cy, size * dice.between(0.5, 0.9), tone, dice)


def _coral(s: Stage, x: float, y: float, size: float, tone: str, dice: Dice) -> None:
    if dice.chance(0.35):
        s.mid.add(disc(x, y, size * 0.5, s.shaded(tone, 0.4), 0.8))
        grooves = "".join(
            f"M{x + dx * size:.1f} {y - size * 0.3:.1f}q{size * 0.06:.1f} "
            f"{size * 0.2:.1f} 0 {size * 0.5:.1f}"
            for dx in (-0.25, -0.08, 0.1, 0.26)
        )
        s.mid.add(line(grooves, f"{s.palette.dark(tone, 0.5)}@0.6", size * 0.05))
        return
    data = ""
    for i in range(5):
        angle = math.pi * (0.22 + 0.14 * i + dice.between(-0.04, 0.04))
        reach = size * dice.between(0.8, 1.25)
        tip = (x + reach * math.cos(angle), y - reach * math.sin(angle))
        fork = (x + 0.55 * (tip[0] - x), y + 0.55 * (tip[1] - y))
        data += f"M{x:.1f} {y:.1f}Q{x:.1f} {fork[1]:.1f} {tip[0]:.1f} {tip[1]:.1f}"
        data += f"M{fork[0]:.1f} {fork[1]:.1f}L{fork[0] + (tip[0] - x) * 0.02:.1f} {tip[1]:.1f}"
    s.mid.add(line(data, s.palette.dark(tone, 0.3), size * 0.17), line(data, tone, size * 0.1))


def _weed(s: Stage, layer: Layer, side: int, near: float, deep: str, dice: Dice) -> None:
    """Long ribbons of kelp that grow out of the picture's side."""
    p = s.palette
    front = layer is s.front
    tone = p.dark(_sunk(s, "#3f6b3a", near, deep), 0.55 if front else 0.1)
    for _ in range(4 if front else 6):
        x = s.across(0.5 + side * dice.between(0.4, 0.56))
        foot = s.bottom if front else s.horizon + s.unit * dice.between(14, 24)
        tall = s.unit * (dice.between(34, 60) if front else dice.between(22, 52))
        sway = s.unit * dice.between(2, 4.5)
        wide = s.unit * dice.between(0.9, 1.7)
        spine = [(x + sway * math.sin(i * 0.9 + x), foot - tall * i / 8) for i in range(9)]
        left = [
            (px - wide * math.sin(math.pi * (0.12 + i / 9.4)), py)
            for i, (px, py) in enumerate(spine)
        ]
        right = [
            (px + wide * math.sin(math.pi * (0.12 + i / 9.4)), py)
            for i, (px, py) in enumerate(spine)
        ]
        layer.add(blob(left + right[::-1], s.shaded(tone, 0.3)))
        layer.add(line(curve(spine), f"{p.lit(tone, 0.25)}@0.6", wide * 0.2))


def _bubbles(s: Stage, dice: Dice) -> None:
    light = mix(s.palette.light, "#ffffff", 0.6)
    for _ in range(3):
        x, y = s.across(dice.between(0.08, 0.92)), s.height * dice.between(0.5, 0.9)
        for i in range(7):
            size = s.unit * dice.between(0.25, 0.9)
            at = (x + dice.between(-2.4, 2.4) * s.unit, y - i * s.unit * dice.between(3.5, 5))
            s.cast.add(
                disc(*at, size, f"{light}@0.22"),
                disc(at[0] - size * 0.3, at[1] - size * 0.35, size * 0.3, f"{light}@0.75"),
            )


@setting("cave", sheltered=True)
def cave(s: Stage) -> None:
    """Within the rock: rings of stone about a bright mouth, stone teeth, a pool."""
    paint_sky(s)
    p = s.palette
    dice = s.dice("cave")
    mouth = aside(s, dice.pick((0.4, 0.5, 0.6)))
    terrain.ridge(s, s.back, s.horizon + 2 * s.unit, 10 * s.unit, p.paint(terrain.LEAF, 0.3), "out")
    rock, gloom = p.paint("#86705f"), mix(p.shade, "#17110f", 0.7)
    light = mix(p.sky[-1], p.light, 0.5)
    # The nearer the ring, the wider its opening and the less of the daylight reaches it.
    for layer, half, high, shade in (
        (s.back, 0.17, 0.42, 0.3),
        (s.far, 0.28, 0.6, 0.56),
        (s.mid, 0.41, 0.76, 0.78),
    ):
        tone = mix(rock, gloom, shade)
        _ring_of_rock(s, layer, mouth, (half * s.width, high * (s.horizon - s.top)), tone, dice)
    _floor_of_cave(s, mouth, mix(rock, gloom, 0.5), light)
    _pool(s, mouth + dice.pick((-1, 1)) * 0.1 * s.width, light)
    _teeth(s, mix(rock, gloom, 0.72), gloom, dice)


def _ring_of_rock(s: Stage, layer: Layer, x: float, reach: Point, tone: str, dice: Dice) -> None:
    """Rock that fills the picture but for a ragged opening, its edge catching the light."""
    p = s.palette
    half, high = reach
    foot = s.horizon + (2 + 9 * half / s.width) * s.unit
    count = 18
    inner: list[Point] = []
    ledge: list[Point] = []
    for i in range(count + 1):
        angle = math.pi * (1 - i / count)
        wobble, depth = dice.between(0.88, 1.1), dice.between(1.06, 1.2)
        across, up = math.cos(angle), math.sin(angle) ** 0.75
        inner.append((x + half * wobble * across, foot - high * wobble * up))
        ledge.append((x + half * wobble * depth * across, foot - high * wobble * depth * up))
    outside = f"M{s.left:.0f} {s.top:.0f}H{s.right:.0f}V{s.bottom:.0f}H{s.left:.0f}Z"
    fill = s.paints.down(p.dark(tone, 0.3), tone, p.dark(tone, 0.1))
    layer.add(f'<path d="{outside}{straight(inner)}Z" fill-rule="evenodd" fill="{fill}"/>')
    # Facets of the edge: those that face the light are bright.
    for i in range(count):
        facing = dice.between(0.02, 0.22) if i % 2 else dice.between(-0.16, 0.04)
        facet = p.lit(tone, facing) if facing > 0 else p.dark(tone, -facing)
        layer.add(polygon([inner[i], inner[i + 1], ledge[i + 1], ledge[i]], facet))


def _floor_of_cave(s: Stage, x: float, tone: str, light: str) -> None:
    """The ground, and the daylight that lies on it."""
    terrain.ridge(s, s.mid, s.horizon + 11 * s.unit, 3 * s.unit, tone, "cave floor", 3.0)
    weak = 0.45 if s.palette.night else 1.0
    away = -s.light_side * 0.05 * s.width
    for reach, strong in ((0.5, 0.34), (0.24, 0.4)):
        spot = s.paints.round(
            f"{light}@{strong * weak:.2f}", f"{light}@{0.4 * strong * weak:.2f}", f"{light}@0"
        )
        s.mid.add(disc(x + away, s.horizon + 20 * s.unit, reach * s.width, spot, 0.26))
    air = s.paints.round(f"{light}@{0.3 * weak:.2f}", f"{light}@{0.1 * weak:.2f}", f"{light}@0")
    s.mid.add(disc(x, s.horizon - 4 * s.unit, 0.34 * s.width, air, 0.7))


def _pool(s: Stage, x: float, light: str) -> None:
    p = s.palette
    y, half = s.horizon + 13 * s.unit, 0.1 * s.width
    wet = mix(p.paint("#2f5f70"), light, 0.34)
    s.mid.add(disc(x, y, half, s.paints.down(mix(wet, light, 0.4), p.dark(wet, 0.3)), 0.12))
    gleam = f"M{x - half * 0.5:.0f} {y:.0f}h{half * 0.4:.0f}M{x:.0f} {y + half * 0.05:.0f}"
    s.mid.add(line(f"{gleam}h{half * 0.4:.0f}", f"{light}@0.6", s.unit * 0.2))


def _teeth(s: Stage, tone: str, gloom: str, dice: Dice) -> None:
    """Stalactites from the roof, stalagmites at the sides."""
    for i in range(15):
        x = s.left + s.span * (i + dice.between(0, 1)) / 15
        edge = abs(x - s.width / 2) / (s.width / 2)
        long = (s.horizon - s.top) * (0.2 + 0.3 * edge) * dice.between(0.5, 1.1)
        _spike(s, s.mid, x, s.top, long, mix(tone, gloom, 0.3))
    for side in (-1, 1):
        for _ in range(4):
            x = s.across(0.5 + side * dice.between(0.33, 0.56))
            foot = s.horizon + s.unit * dice.between(13, 22)
            _spike(s, s.mid, x, foot, -s.unit * dice.between(9, 24), tone)
    for x, long in ((s.left + 0.11 * s.span, 0.42), (s.right - 0.14 * s.span, 0.34)):
        _spike(s, s.front, x, s.top, (s.bottom - s.top) * long, mix(tone, gloom, 0.7))


def _spike(s: Stage, layer: Layer, x: float, root: float, long: float, tone: str) -> None:
    """One tooth of stone, its root `long` away from its tip."""
    half = abs(long) * 0.14 + s.unit * 0.8
    data = (
        f"M{x - half:.0f} {root:.0f}Q{x - half * 0.3:.0f} {root + long * 0.3:.0f} {x:.0f} "
        f"{root + long:.0f}Q{x + half * 0.3:.0f} {root + long * 0.3:.0f} {x + half:.0f} "
        f"{root:.0f}Z"
    )
    layer.add(shape(data, s.shaded(tone, 0.3)))
