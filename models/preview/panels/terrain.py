"""Land and what grows on it: ridges, mountains, grass, trees, stones, water."""

from __future__ import annotations

import math
from itertools import pairwise

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
)
from models.preview.panels.stage import Stage

GRASS, LEAF, PINE = "#8b9d62", "#668a52", "#436654"
SAND, ROCK, EARTH, SNOW = "#dcc08f", "#8b8580", "#8a6a4c", "#eef2f4"
WATER, BARK, STONE = "#3d7f94", "#6b4f3d", "#a39b90"


def ridge_line(s: Stage, y: float, height: float, dice: Dice, bumps: float) -> list[Point]:
    """Points of a rolling skyline across the whole panel."""
    waves = [
        (dice.between(0.5, 1.0) / n, n * bumps * dice.between(0.8, 1.2), dice.between(0, 6.3))
        for n in (1, 2, 3.3)
    ]
    points: list[Point] = []
    steps = 26
    for i in range(steps + 1):
        t = i / steps
        rise = sum(a * math.sin(f * t * math.pi + phase) for a, f, phase in waves)
        points.append((s.left + s.span * t, y - height * (0.5 + 0.33 * rise)))
    return points


def ridge(
    s: Stage, layer: Layer, y: float, height: float, colour: str, name: str, bumps: float = 1.6
) -> list[Point]:
    """A rolling hill down to the bottom of the panel; returns its skyline."""
    points = ridge_line(s, y, height, s.dice(name), bumps)
    data = curve(points) + f"L{s.right:.1f} {s.bottom:.1f}L{s.left:.1f} {s.bottom:.1f}Z"
    foot = mix(colour, s.palette.haze, 0.22)
    layer.add(shape(data, s.paints.down(s.palette.lit(colour, 0.14), colour, foot)))
    return points


def height_at(points: list[Point], x: float) -> float:
    """Height of a skyline at a place."""
    for (x0, y0), (x1, y1) in pairwise(points):
        if x0 <= x <= x1:
            return y0 + (y1 - y0) * (x - x0) / (x1 - x0)
    return points[-1][1]


def ground(s: Stage, layer: Layer, colour: str, *, top: float | None = None) -> None:
    """Flat land from the horizon to the camera: hazy far off, dark at our feet."""
    y = s.horizon if top is None else top
    p = s.palette
    far, near = mix(p.paint(colour), p.haze, min(0.75, p.thickness * 0.6)), p.paint(colour)
    fill = s.paints.down(far, near, p.dark(near, 0.34))
    layer.add(box(s.left, y, s.span, s.bottom - y, fill))


def tufts(s: Stage, layer: Layer, colour: str, count: int, name: str) -> None:
    """Grass in strokes, larger the nearer."""
    dice = s.dice(name)
    for _ in range(count):
        nearness = dice.between(0.12, 1.0) ** 1.4
        x = dice.between(s.left, s.right)
        y = s.horizon + (s.bottom - s.horizon) * nearness
        size = s.unit * (0.6 + 3.0 * nearness)
        tone = s.palette.lit(colour, 0.2) if dice.chance(0.5) else s.palette.dark(colour, 0.25)
        data = "".join(
            f"M{x + dx * size:.1f} {y:.1f}q{lean * size:.1f} {-size * 0.6:.1f} "
            f"{lean * 2 * size:.1f} {-size:.1f}"
            for dx, lean in ((-0.3, -0.18), (0, 0.05), (0.25, 0.22))
        )
        layer.add(line(data, f"{tone}@0.75", 0.12 * size + 0.6))


def mountains(s: Stage, layer: Layer, near: float, height: float, name: str, *, snow: bool) -> None:
    """A range of peaks with a lit and a dark side each."""
    dice = s.dice(name)
    p = s.palette
    colour = p.paint(mix(ROCK, "#5c6c86", 0.45), near)
    base = s.horizon + s.unit * 2
    x = s.left - height * 0.3
    while x < s.right + height * 0.3:
        tall = height * dice.between(0.5, 1.0)
        half = tall * dice.between(0.75, 1.05)
        _peak(s, layer, x, base, half, tall, colour, dice, snow)
        x += half * dice.between(0.95, 1.6)


def _peak(
    s: Stage,
    layer: Layer,
    x: float,
    base: float,
    half: float,
    tall: float,
    colour: str,
    dice: Dice,
    snow: bool,
) -> None:
    p = s.palette
    top = (x, base - tall)
    left = _crag((x - half, base), top, dice, tall * 0.05)
    right = _crag(top, (x + half * dice.between(0.85, 1.2), base), dice, tall * 0.05)
    spine = _crag(top, (x + dice.between(-0.12, 0.22) * half, base), dice, tall * 0.09)
    lit, dark = p.lit(colour, 0.26), p.dark(colour, 0.24)
    if s.light_side > 0:
        lit, dark = dark, lit
    foot = mix(colour, p.haze, 0.5)
    layer.add(polygon(left + spine[1:], s.paints.down(lit, foot)))
    layer.add(polygon(spine[::-1][:-1] + right, s.paints.down(dark, foot)))
    if snow and tall > 0:
        _snowcap(s, layer, left, spine, right, tall)


def _crag(start: Point, end: Point, dice: Dice, rough: float, depth: int = 4) -> list[Point]:
    """A broken line by midpoint displacement."""
    points = [start, end]
    for _ in range(depth):
        finer = [points[0]]
        for one, other in pairwise(points):
            middle = ((one[0] + other[0]) / 2, (one[1] + other[1]) / 2)
            finer += [(middle[0] + dice.between(-rough, rough), middle[1]), other]
        points, rough = finer, rough * 0.55
    return points


def _snowcap(
    s: Stage, layer: Layer, left: list[Point], spine: list[Point], right: list[Point], tall: float
) -> None:
    top = spine[0][1]
    line_y = top + tall * 0.34
    white = s.palette.paint(SNOW, 0.62)
    shadow = mix(white, s.palette.sky[0], 0.34)
    lit, dark = (white, shadow) if s.light_side < 0 else (shadow, white)
    west = [point for point in left if point[1] < line_y]
    core = [point for point in spine if point[1] < line_y + tall * 0.07]
    east = [point for point in right if point[1] < line_y]
    layer.add(polygon(west + core[1:], lit), polygon(core[::-1][:-1] + east, dark))


def water(s: Stage, layer: Layer, top: float, *, glitter: bool = True, bottom: float = 0) -> None:
    """Still or moving water from `top` down, with the sky in it and light upon it."""
    p = s.palette
    deep = p.paint(WATER)
    foot = bottom or s.bottom
    far = mix(p.sky[-1], deep, 0.3)
    middle, low = mix(deep, p.sky[2], 0.4), mix(deep, p.sky[1], 0.34)
    fill = s.paints.down(far, middle, low, p.dark(low, 0.34))
    layer.add(box(s.left, top, s.span, foot - top, fill))
    _ripples(s, layer, top, foot)
    if glitter and s.look.weather in ("clear", "cloud"):
        _glitter(s, layer, top, foot)


def _ripples(s: Stage, layer: Layer, top: float, foot: float) -> None:
    dice = s.dice("ripples")
    p = s.palette
    for i in range(46):
        nearness = (i / 46) ** 1.7
        y = top + (foot - top) * (0.015 + 0.98 * nearness)
        half = s.unit * (3 + 22 * nearness) * dice.between(0.5, 1.2)
        x = dice.between(s.left, s.right)
        tone = f"{p.light}@0.13" if i % 2 else f"{p.shade}@0.17"
        layer.add(_wavelet(x, y, half, s.unit * (0.12 + 0.75 * nearness), tone))


def _wavelet(x: float, y: float, half: float, thick: float, fill: str) -> str:
    return shape(
        f"M{x - half:.1f} {y:.1f}Q{x:.1f} {y - thick:.1f} {x + half:.1f} {y:.1f}"
        f"Q{x:.1f} {y + thick * 0.4:.1f} {x - half:.1f} {y:.1f}Z",
        fill,
    )


def _glitter(s: Stage, layer: Layer, top: float, foot: float) -> None:
    """The road of light beneath the sun or the moon."""
    dice = s.dice("glitter")
    light = mix(s.palette.light, "#ffffff", 0.45)
    for i in range(40):
        nearness = (i / 40) ** 1.5
        y = top + 2 + (foot - top) * 0.9 * nearness
        spread = s.unit * (2.5 + 15 * nearness)
        half = s.unit * (0.8 + 5.5 * nearness) * dice.between(0.4, 1.1)
        x = s.sun_x + dice.between(-spread, spread)
        fade = 0.75 - 0.5 * nearness
        layer.add(_wavelet(x, y, half, s.unit * (0.14 + 0.5 * nearness), f"{light}@{fade:.2f}"))


def conifer(s: Stage, x: float, y: float, height: float, colour: str, dice: Dice) -> str:
    """A fir standing at (x, y)."""
    p = s.palette
    half = height * dice.between(0.17, 0.23)
    tiers = 5
    left: list[Point] = []
    right: list[Point] = []
    for i in range(tiers):
        low = y - height * (0.08 + 0.9 * (tiers - 1 - i) / tiers)
        reach = half * (i + 1) / tiers
        inner = reach * 0.52
        jitter = dice.between(-0.04, 0.04) * height
        left += [(x - reach, low + jitter * 0.4), (x - inner, low - height * 0.05)]
        right += [(x + reach, low - jitter * 0.4), (x + inner, low - height * 0.05)]
    outline = [(x, y - height), *left[:-1], *right[:-1][::-1]]
    lit, dark = p.lit(colour, 0.2), p.dark(colour, 0.34)
    pair = (lit, colour, dark) if s.light_side < 0 else (dark, colour, lit)
    trunk = box(x - height * 0.018, y - height * 0.12, height * 0.036, height * 0.12, dark)
    return trunk + polygon(outline, s.paints.across(*pair))


def broadleaf(s: Stage, x: float, y: float, height: float, colour: str, dice: Dice) -> str:
    """A round-crowned tree standing at (x, y)."""
    p = s.palette
    bark = p.dark(p.paint(BARK), 0.2)
    crown_y, radius = y - height * 0.66, height * 0.3
    shapes = [_trunk(s, x, y, height, bark)]
    lumps = [
        (
            dice.between(-0.55, 0.55) * radius * 1.2,
            dice.between(-0.6, 0.55) * radius,
            radius * dice.between(0.5, 0.72),
        )
        for _ in range(7)
    ]
    dark, lit = p.dark(colour, 0.36), p.lit(colour, 0.24)
    for dx, dy, r in lumps:
        shapes.append(_leaves(x + dx, crown_y + dy + r * 0.14, r * 1.1, dark, dice))
    for dx, dy, r in lumps:
        shapes.append(_leaves(x + dx, crown_y + dy, r, colour, dice))
    for dx, dy, r in lumps[:5]:
        shift = s.light_side * r * 0.3
        shapes.append(_leaves(x + dx + shift, crown_y + dy - r * 0.32, r * 0.56, lit, dice))
    return "".join(shapes)


def _trunk(s: Stage, x: float, y: float, height: float, bark: str) -> str:
    w = height * 0.035
    top = y - height * 0.6
    data = (
        f"M{x - w * 1.6:.1f} {y:.1f}Q{x - w * 0.8:.1f} {y - height * 0.1:.1f} "
        f"{x - w * 0.7:.1f} {top:.1f}L{x + w * 0.7:.1f} {top:.1f}"
        f"Q{x + w * 0.8:.1f} {y - height * 0.1:.1f} {x + w * 1.6:.1f} {y:.1f}Z"
    )
    limbs = (
        f"M{x:.1f} {y - height * 0.42:.1f}L{x - height * 0.14:.1f} {top:.1f}"
        f"M{x:.1f} {y - height * 0.46:.1f}L{x + height * 0.15:.1f} {top:.1f}"
    )
    return shape(data, s.shaded(bark, 0.3)) + line(limbs, bark, w * 0.9)


def _leaves(x: float, y: float, radius: float, fill: str, dice: Dice) -> str:
    """A rounded clump with an uneven edge."""
    points: list[Point] = []
    for i in range(9):
        angle = 2 * math.pi * i / 9
        reach = radius * dice.between(0.86, 1.12)
        points.append((x + reach * math.cos(angle), y + reach * 0.88 * math.sin(angle)))
    return blob(points, fill)


def palm(s: Stage, x: float, y: float, height: float, dice: Dice) -> str:
    """A palm leaning a little."""
    p = s.palette
    lean = height * dice.between(-0.16, 0.16)
    top = (x + lean, y - height)
    bark, leaf = p.paint("#8a6f52"), p.paint("#57824a")
    trunk = line(
        f"M{x:.1f} {y:.1f}Q{x + lean * 0.15:.1f} {y - height * 0.6:.1f} {top[0]:.1f} {top[1]:.1f}",
        bark,
        height * 0.035,
    )
    fronds = ""
    for i in range(9):
        angle = math.pi * (1.08 + 0.98 * i / 8) + dice.between(-0.08, 0.08)
        reach = height * 0.36 * dice.between(0.85, 1.1)
        end = (
            top[0] + reach * math.cos(angle) * 1.1,
            top[1] + reach * math.sin(angle) * 0.55 + reach * 0.42,
        )
        bend = (
            top[0] + reach * 0.62 * math.cos(angle),
            top[1] + reach * 0.72 * math.sin(angle) - reach * 0.08,
        )
        under = (bend[0], bend[1] + reach * 0.22)
        tone = p.lit(leaf, 0.2) if i % 2 else p.dark(leaf, 0.25)
        fronds += shape(
            f"M{top[0]:.1f} {top[1]:.1f}Q{bend[0]:.1f} {bend[1]:.1f} {end[0]:.1f} {end[1]:.1f}"
            f"Q{under[0]:.1f} {under[1]:.1f} {top[0]:.1f} {top[1]:.1f}Z",
            tone,
        )
    return trunk + fronds


def stones(s: Stage, layer: Layer, count: int, name: str, low: float = 0.15) -> None:
    """Boulders lying about, larger the nearer."""
    dice = s.dice(name)
    for _ in range(count):
        nearness = dice.between(low, 0.85)
        x = dice.between(s.left, s.right)
        y = s.horizon + (s.bottom - s.horizon) * nearness
        layer.add(stone(s, x, y, s.unit * (1 + 5 * nearness) * dice.between(0.6, 1.3), dice))


def stone(s: Stage, x: float, y: float, size: float, dice: Dice) -> str:
    """One boulder resting at (x, y), with its shadow."""
    p = s.palette
    colour = p.paint(STONE)
    tall = size * dice.between(0.5, 0.8)
    body = [
        (-size, 0.0),
        (-0.8 * size, -0.6 * tall),
        (-0.2 * size, -tall),
        (0.5 * size, -0.85 * tall),
    ]
    body += [(size, -0.1 * tall), (size * 0.9, 0.06 * size), (-size * 0.9, 0.06 * size)]
    top = [(-0.7 * size, -0.6 * tall), (-0.2 * size, -tall), (0.5 * size, -0.85 * tall)]
    top += [(0.1 * size, -0.6 * tall)]
    return group(
        disc(0, size * 0.05, size * 1.2, s.paints.round(f"{p.shade}@0.5", f"{p.shade}@0"), 0.16),
        polygon(body, s.shaded(colour, 0.42)),
        polygon(top, p.lit(colour, 0.24)),
        at=(x, y),
        flip=s.light_side > 0,
    )


def shadow_on_ground(s: Stage, x: float, y: float, half: float) -> str:
    """Where something stands: a soft darkness, longer away from the light."""
    p = s.palette
    fill = s.paints.round(f"{p.shade}@0.62", f"{p.shade}@0.28", f"{p.shade}@0")
    away = -s.light_side * half * 0.35
    return disc(x + away, y, half * 1.5, fill, 0.13)


def frame_with_branches(s: Stage, colour: str, name: str) -> None:
    """Leaves hanging into the picture from a near tree, in an upper corner."""
    dice = s.dice(name)
    side = dice.pick((-1, 1))
    corner = s.left if side < 0 else s.right
    tone = s.palette.dark(colour, 0.5)
    for _ in range(16):
        along, down = dice.between(0, 0.26), dice.between(0, 0.22)
        if along / 0.26 + down / 0.22 > 1.15:
            continue
        x = corner - side * s.span * along
        y = s.top + (s.bottom - s.top) * down
        s.front.add(_leaves(x, y, s.unit * dice.between(4, 8), tone, dice))


def frame_with_grass(s: Stage, colour: str, name: str) -> None:
    """Blades in front of the lens along the lower edge."""
    dice = s.dice(name)
    tone = s.palette.dark(colour, 0.5)
    foot = s.bottom
    low = s.height * 0.97
    data = ""
    x = s.left
    while x < s.right:
        edge = abs((x - s.width / 2) / (s.width / 2)) ** 1.5
        tall = s.unit * (4 + 13 * edge) * dice.between(0.5, 1.2)
        lean = dice.between(-0.35, 0.35) * tall
        data += (
            f"M{x:.0f} {foot:.0f}Q{x:.0f} {low - tall * 0.4:.0f} {x + lean:.0f} {low - tall:.0f}"
        )
        data += f"Q{x + 12:.0f} {low - tall * 0.3:.0f} {x + 16:.0f} {foot:.0f}Z"
        x += dice.between(8, 26)
    s.front.add(shape(data, tone))
