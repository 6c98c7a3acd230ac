"""Fire and ice: a volcano, the polar sea."""

from __future__ import annotations

import math

from models.preview.panels import terrain
from models.preview.panels.colour import mix
from models.preview.panels.drawing import (
    Dice,
    Layer,
    Point,
    box,
    curve,
    disc,
    line,
    polygon,
    shape,
    straight,
)
from models.preview.panels.scenery.registry import setting
from models.preview.panels.scenery.staging import aside, landmark, under_snow
from models.preview.panels.sky import paint_sky
from models.preview.panels.stage import Stage

_LAVA = ("#ffdf8a", "#ff9a3d", "#d9421f")


@setting("volcano")
def volcano(s: Stage) -> None:
    """A burning mountain: smoke lit from beneath, streams of lava, cracked black ground."""
    paint_sky(s)
    p = s.palette
    dice = s.dice("volcano")
    x = aside(s, dice.pick((0.4, 0.5, 0.6)))
    foot = s.horizon + 4 * s.unit
    tall = landmark(s, 40, wide=1.7, share=0.66)
    half = tall * dice.between(1.3, 1.6)
    mouth = tall * dice.between(0.15, 0.2)
    terrain.mountains(s, s.back, 0.3, 12 * s.unit, "old cones", snow=False)
    _smoke(s, x, foot - tall, mouth, dice)
    _cone(s, x, foot, tall, half, mouth, dice)
    ash = p.paint(under_snow(s, "#4b4546"))
    for down, up in ((4, 3), (13, 3)):
        tone = mix(ash, p.haze, 0.2 if down < 10 else 0)
        terrain.ridge(s, s.mid, s.horizon + down * s.unit, up * s.unit, tone, f"ash {down}", 3.0)
    _cracks(s, dice)
    terrain.stones(s, s.mid, 7, "cinders", 0.32)


def _smoke(s: Stage, x: float, y: float, mouth: float, dice: Dice) -> None:
    """A plume that leans with the wind and glows at its root."""
    p = s.palette
    wind = dice.pick((-1, 1)) * dice.between(0.25, 0.7)
    ember = _LAVA[1]
    glare = s.paints.round(f"{ember}@0.75", f"{ember}@0.25", f"{ember}@0")
    s.back.add(disc(x, y, mouth * 6, glare, 0.8))
    grey = mix(p.paint("#6b6468", 0.6), p.shade, 0.16)
    rise = y - s.top
    for i in range(17):
        t = i / 16
        size = mouth * (0.8 + 3.2 * t) * dice.between(0.8, 1.2)
        px = x + wind * rise * t * t + dice.between(-0.8, 0.8) * mouth * (0.3 + t)
        py = y - rise * t * 0.96
        tone = mix(grey, ember, 0.5 * (1 - t) ** 2)
        fill = s.paints.down(f"{p.lit(tone, 0.2)}@0.92", f"{p.dark(tone, 0.2)}@0.85")
        s.back.add(disc(px, py, size, fill, 0.82))


def _cone(
    s: Stage, x: float, foot: float, tall: float, half: float, mouth: float, dice: Dice
) -> None:
    p = s.palette
    rock = p.paint("#5b4f52", 0.6)
    top = foot - tall
    rim = [
        (x - mouth, top),
        (x - mouth * 0.4, top + tall * 0.03),
        (x + mouth * 0.3, top + tall * 0.015),
        (x + mouth, top - tall * 0.01),
    ]
    flanks = [
        [
            (x + side * half * t**1.7 + side * mouth * (1 - t), top + tall * t)
            for t in (0.15, 0.35, 0.55, 0.75, 1.0)
        ]
        for side in (-1, 1)
    ]
    body = [*flanks[0][::-1], *rim, *flanks[1]]
    s.far.add(polygon(body, s.paints.down(p.lit(rock, 0.12), rock, mix(rock, p.haze, 0.35))))
    away = -s.light_side
    dark = flanks[0] if away < 0 else flanks[1]
    edge = rim[0] if away < 0 else rim[-1]
    s.far.add(
        polygon(
            [edge, *dark, (x + away * half * 0.1, foot), (x, top + tall * 0.05)],
            f"{p.dark(rock, 0.5)}@0.6",
        )
    )
    hot = s.paints.down(_LAVA[0], _LAVA[1], _LAVA[2])
    s.far.add(polygon([rim[0], *rim[1:], (x + mouth * 0.2, top - tall * 0.03)], hot))
    for start in (-0.5, 0.1, 0.6):
        _stream(
            s,
            (x + start * mouth, top + tall * 0.02),
            tall * dice.between(0.5, 0.98),
            start * half * dice.between(0.5, 0.9),
            mouth * dice.between(0.14, 0.3),
            dice,
        )


def _stream(s: Stage, start: Point, drop: float, drift: float, wide: float, dice: Dice) -> None:
    """Lava that winds down, white at its source and dull at its end."""
    steps = 7
    left: list[Point] = []
    right: list[Point] = []
    for i in range(steps + 1):
        t = i / steps
        x = start[0] + drift * t**1.5 + dice.between(-0.7, 0.7) * wide
        half = wide * (0.5 + 0.6 * t) * (1 if i < steps else 0.2)
        left.append((x - half, start[1] + drop * t))
        right.append((x + half, start[1] + drop * t))
    ember = _LAVA[1]
    middle = [(x0 / 2 + x1 / 2, y) for (x0, y), (x1, _) in zip(left[:-1], right, strict=False)]
    s.far.add(line(straight(middle), f"{ember}@0.22", wide * 2.6))
    s.far.add(polygon(left + right[::-1], s.paints.down(*_LAVA)))


def _cracks(s: Stage, dice: Dice) -> None:
    """Fire that shows through the crust."""
    for _ in range(9):
        nearness = dice.between(0.28, 0.95)
        x, y = dice.between(s.left, s.right), s.horizon + (s.bottom - s.horizon) * nearness
        if 0.3 * s.width < x < 0.7 * s.width and nearness > 0.35:
            x += 0.42 * s.width * (1 if x > s.width / 2 else -1)
        data = f"M{x:.0f} {y:.0f}"
        for _ in range(4):
            data += f"l{dice.between(2, 6) * s.unit * nearness:.1f} "
            data += f"{dice.between(-1.6, 1.6) * s.unit * nearness:.1f}"
        s.mid.add(
            line(data, f"{_LAVA[2]}@0.4", s.unit * 1.5 * nearness),
            line(data, _LAVA[1], s.unit * 0.5 * nearness),
        )


@setting("arctic", shore=True)
def arctic(s: Stage) -> None:
    """Icebergs and floes on black water, snow underfoot, northern lights at night."""
    paint_sky(s)
    p = s.palette
    dice = s.dice("arctic")
    if p.night and s.look.weather in ("clear", "cloud"):
        _aurora(s, dice)
    terrain.mountains(s, s.back, 0.2, 14 * s.unit, "white coast", snow=True)
    _polar_water(s)
    for near, count, size in ((0.45, 5, 13), (0.75, 2, 26)):
        layer = s.back if near < 0.6 else s.far
        for i in range(count):
            share = (i + dice.between(0.1, 0.9)) / count
            if near > 0.6:
                share = 0.5 + (i - 0.5) * dice.between(0.62, 0.84)
            x, foot = s.across(share), s.horizon + (2 + 6 * (near - 0.45) / 0.3) * s.unit
            _iceberg(s, layer, x, foot, size * s.unit * dice.between(0.7, 1.2), near, dice)
    _floes(s, dice)
    snow = mix(p.paint(terrain.SNOW), p.sky[1], 0.12)
    top = s.horizon + (s.height - s.horizon) * 0.42
    points = terrain.ridge(s, s.mid, top + 2 * s.unit, 4 * s.unit, snow, "snow shore", 1.5)
    edge = "M" + "L".join(f"{x:.0f} {y + s.unit * 0.4:.0f}" for x, y in points)
    s.mid.add(line(edge, f"{mix(p.paint('#8fc4d6'), p.shade, 0.1)}@0.7", s.unit * 0.9))
    _drifts(s, snow, dice)


def _aurora(s: Stage, dice: Dice) -> None:
    """Curtains of light that hang in folds, brightest along their lower hem."""
    for tone, up in (("#6fc4f0", 0.2), ("#5ff0b0", 0.32), ("#b48af0", 0.12)):
        phase = dice.between(0, 6.3)
        hem: list[Point] = []
        rim: list[Point] = []
        for i in range(19):
            t = i / 18
            x = s.left + s.span * t
            y = s.horizon * (up + 0.36 + 0.08 * math.sin(5 * t + phase))
            hem.append((x, y + s.horizon * 0.03 * math.sin(17 * t + phase)))
            rim.append((x, y - s.horizon * (0.4 + 0.1 * math.sin(8 * t + phase))))
        fill = s.paints.down(f"{tone}@0", f"{tone}@0.2", f"{tone}@0.5", f"{tone}@0.1")
        s.back.add(shape(f"{curve(rim)}L{curve(hem[::-1])[1:]}Z", fill))


def _polar_water(s: Stage) -> None:
    p = s.palette
    deep = p.paint("#2f5f78")
    top = s.horizon + s.unit
    fill = s.paints.down(mix(p.sky[-1], deep, 0.35), mix(deep, p.sky[1], 0.35), p.dark(deep, 0.3))
    s.back.add(box(s.left, top, s.span, s.bottom - top, fill))


def _iceberg(
    s: Stage, layer: Layer, x: float, foot: float, tall: float, near: float, dice: Dice
) -> None:
    """A block of ice with a white face, a blue one and its image in the water."""
    p = s.palette
    white = p.lit(p.paint("#eef5f8", near), 0.12)
    blue = mix(p.paint("#8fc0d6", near), p.shade, 0.08)
    half = tall * dice.between(0.8, 1.2)
    peak = dice.between(-0.3, 0.3) * half
    outline = [
        (x - half, foot),
        (x - half * 0.8, foot - tall * dice.between(0.3, 0.5)),
        (x + peak - half * 0.24, foot - tall * 0.72),
        (x + peak, foot - tall),
        (x + peak + half * 0.3, foot - tall * 0.66),
        (x + half * 0.7, foot - tall * dice.between(0.24, 0.5)),
        (x + half, foot),
    ]
    spine = [
        (x + peak, foot - tall),
        (x + peak + half * 0.08, foot - tall * 0.6),
        (x + peak - half * 0.12, foot - tall * 0.3),
        (x + peak * 0.6, foot),
    ]
    lit, dark = (white, blue) if s.light_side < 0 else (blue, white)
    mirror = s.paints.down(f"{blue}@0.55", f"{blue}@0")
    layer.add(polygon([(x - half, foot), (x + half, foot), (x + peak, foot + tall * 0.5)], mirror))
    layer.add(polygon(outline, s.paints.down(dark, mix(dark, p.haze, 0.2))))
    layer.add(polygon([*outline[:4], *spine[1:]], s.paints.down(lit, mix(lit, p.haze, 0.2))))
    layer.add(
        box(x - half, foot - tall * 0.03, 2 * half, tall * 0.035, f"{p.dark(blue, 0.25)}@0.8")
    )


def _floes(s: Stage, dice: Dice) -> None:
    p = s.palette
    for i in range(13):
        down = 2.5 + 13 * (i / 13) ** 1.3
        x, y = dice.between(s.left, s.right), s.horizon + down * s.unit
        half = s.unit * (2 + down * 0.62) * dice.between(0.6, 1.2)
        thick = s.unit * (0.2 + 0.06 * down)
        white = p.paint("#eef4f7", 0.6 + 0.02 * down)
        top = [
            (x - half, y),
            (x - half * 0.5, y - half * 0.12),
            (x + half * 0.6, y - half * 0.1),
            (x + half, y + half * 0.03),
            (x + half * 0.3, y + half * 0.13),
            (x - half * 0.6, y + half * 0.11),
        ]
        side = [(px, py + thick) for px, py in top]
        s.far.add(polygon(side, p.dark(p.paint("#7fb0c6", 0.8), 0.12)), polygon(top, white))


def _drifts(s: Stage, snow: str, dice: Dice) -> None:
    """Wind-blown ripples in the snow."""
    p = s.palette
    blue = mix(p.dark(snow, 0.3), p.sky[0], 0.2)
    for _ in range(16):
        nearness = dice.between(0.52, 1.0)
        x, y = dice.between(s.left, s.right), s.horizon + (s.bottom - s.horizon) * nearness
        reach = s.unit * dice.between(8, 20) * nearness
        data = (
            f"M{x:.0f} {y:.0f}q{reach:.0f} {-1.4 * s.unit:.1f} {2 * reach:.0f} 0"
            f"q{-reach:.0f} {-0.3 * s.unit:.1f} {-2 * reach:.0f} 0Z"
        )
        s.mid.add(shape(data, f"{blue}@0.35"))
