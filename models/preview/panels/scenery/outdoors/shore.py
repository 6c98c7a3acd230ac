"""At the water: sea, deck of a ship, harbour, beach."""

from __future__ import annotations

from models.preview.panels import terrain
from models.preview.panels.colour import mix
from models.preview.panels.drawing import Layer, box, disc, group, line, polygon, shape
from models.preview.panels.scenery.houses import house_row
from models.preview.panels.scenery.registry import setting
from models.preview.panels.sky import paint_sky
from models.preview.panels.stage import Stage


@setting("sea", water=True)
def sea(s: Stage) -> None:
    """Open water to the horizon, a headland far off, swell before us."""
    paint_sky(s)
    terrain.water(s, s.back, s.horizon)
    dice = s.dice("headland")
    if dice.chance(0.7):
        _headland(s, dice.pick((-1, 1)))
    rough = 1.6 if s.look.mood == "tense" or s.look.weather in ("rain", "snow") else 0.8
    _swell(s, s.mid, s.horizon + 15 * s.unit, rough, "swell")
    _swell(s, s.front, s.bottom - 7 * s.unit, rough * 1.6, "near swell")


def _headland(s: Stage, side: int) -> None:
    p = s.palette
    colour = mix(p.paint(terrain.ROCK, 0.45), p.shade, 0.15)
    edge = s.right if side > 0 else s.left
    dice = s.dice("cliff")
    points = [(edge, s.horizon + 2), (edge, s.horizon - 9 * s.unit)]
    x = edge
    for i in range(7):
        x -= side * s.unit * dice.between(3, 9)
        points.append((x, s.horizon - s.unit * max(0.6, 9 - i * 1.35 + dice.between(-0.9, 0.7))))
    points.append((x - side * 4 * s.unit, s.horizon + 2))
    s.back.add(polygon(points, s.paints.down(p.lit(colour, 0.2), mix(colour, p.haze, 0.4))))


def _swell(s: Stage, layer: Layer, y: float, rough: float, name: str) -> None:
    """A long wave across the picture with light on its back."""
    p = s.palette
    deep = mix(p.paint(terrain.WATER), p.sky[1], 0.16)
    if layer is s.front:
        deep = p.dark(deep, 0.3)
    points = terrain.ridge_line(s, y, 5 * s.unit * rough, s.dice(name), 3.2)
    crest = "L".join(f"{x:.1f} {py:.1f}" for x, py in points)
    fill = s.paints.down(p.lit(deep, 0.2), deep, p.dark(deep, 0.45))
    layer.add(shape(f"M{crest}L{s.right:.1f} {s.bottom:.1f}L{s.left:.1f} {s.bottom:.1f}Z", fill))
    foam = mix(p.light, "#ffffff", 0.5)
    dice = s.dice(name + " foam")
    for _ in range(9):
        x = dice.between(s.left, s.right - 20 * s.unit)
        fy = terrain.height_at(points, x) + s.unit * dice.between(0.6, 6)
        reach = s.unit * dice.between(3, 9)
        layer.add(
            line(
                f"M{x:.1f} {fy:.1f}q{reach:.1f} {-s.unit:.1f} {2 * reach:.1f} {s.unit * 0.4:.1f}",
                f"{foam}@0.38",
                s.unit * 0.22,
            )
        )


@setting("beach", shore=True)
def beach(s: Stage) -> None:
    """Sand, a line of surf, the sea behind."""
    paint_sky(s)
    p = s.palette
    terrain.water(s, s.back, s.horizon, bottom=s.horizon + 18 * s.unit)
    if s.dice("island").chance(0.6):
        _headland(s, s.dice("island side").pick((-1, 1)))
    shore = s.horizon + 11 * s.unit
    sand = p.paint(terrain.SAND)
    edge = terrain.ridge_line(s, shore, 3 * s.unit, s.dice("shore"), 1.3)
    crest = "L".join(f"{x:.1f} {y:.1f}" for x, y in edge)
    wet = mix(sand, p.sky[1], 0.4)
    close = f"L{s.right:.1f} {s.bottom:.1f}L{s.left:.1f} {s.bottom:.1f}Z"
    foam = mix(p.light, "#ffffff", 0.7)
    s.mid.add(line(f"M{crest}", f"{foam}@0.9", s.unit * 1.3))
    s.mid.add(shape(f"M{crest}{close}", s.paints.down(wet, sand, sand, p.dark(sand, 0.3))))
    s.mid.add(
        line(
            "M" + "L".join(f"{x:.1f} {y + s.unit * 2.4:.1f}" for x, y in edge),
            f"{foam}@0.35",
            s.unit * 0.3,
        )
    )
    terrain.stones(s, s.mid, 4, "beach stones", 0.45)
    dice = s.dice("palms")
    if s.look.mood in ("joyful", "calm", "grand") and dice.chance(0.6):
        side = dice.pick((0.06, 0.94))
        s.mid.add(terrain.palm(s, s.across(side), s.horizon + 26 * s.unit, 62 * s.unit, dice))
    terrain.frame_with_grass(s, p.paint("#a89a5e"), "dune grass")


@setting("harbour", shore=True)
def harbour(s: Stage) -> None:
    """A quay with bollards, moored masts, houses across the water."""
    paint_sky(s)
    p = s.palette
    terrain.ridge(s, s.back, s.horizon + s.unit, 12 * s.unit, p.paint(terrain.GRASS, 0.25), "hill")
    house_row(s, s.back, s.horizon + 1.5 * s.unit, 11 * s.unit, 0.5, "far houses")
    terrain.water(s, s.far, s.horizon + 1.4 * s.unit, bottom=s.horizon + 34 * s.unit)
    dice = s.dice("masts")
    for i in range(4):
        x = s.across(0.04 + 0.28 * i + dice.between(0, 0.14))
        _moored(
            s,
            x,
            s.horizon + dice.between(7, 12) * s.unit,
            s.unit * dice.between(9, 13),
            dice.chance(0.5),
        )
    quay = s.horizon + 21 * s.unit
    stone = p.paint("#9b9188")
    s.mid.add(
        box(
            s.left,
            quay,
            s.span,
            s.bottom - quay,
            s.paints.down(p.lit(stone, 0.12), stone, p.dark(stone, 0.4)),
        )
    )
    s.mid.add(box(s.left, quay, s.span, 1.1 * s.unit, p.lit(stone, 0.36)))
    for i in range(1, 6):
        y = quay + (s.bottom - quay) * (i / 6) ** 1.5
        s.mid.add(
            line(f"M{s.left:.0f} {y:.0f}H{s.right:.0f}", f"{p.dark(stone, 0.5)}@0.4", 1.2 + i * 0.4)
        )
    for share in (0.14, 0.86):
        _bollard(s, s.across(share), quay + 5 * s.unit, 5.4 * s.unit)


def _moored(s: Stage, x: float, y: float, size: float, flip: bool) -> None:
    p = s.palette
    hull = p.paint(s.dice(f"hull {x:.0f}").pick(("#a8483f", "#3f5f7f", "#d9d3c4", "#4f6b58")), 0.75)
    mast = p.paint("#5b4636", 0.75)
    s.far.add(
        group(
            line("M0 -8L0 -160M4 -150L70 -16M-4 -150L-60 -14", mast, 3),
            line("M0 -30L52 -36", mast, 4),
            shape("M-80 -18Q0 -8 92 -26L74 16H-62Z", s.shaded(hull, 0.4)),
            box(-30, -38, 44, 24, p.lit(hull, 0.4), 3),
            disc(4, 20, 96, s.paints.round(f"{p.shade}@0.5", f"{p.shade}@0"), 0.13),
            at=(x, y),
            scale=size / 100,
            flip=flip,
        )
    )


def _bollard(s: Stage, x: float, y: float, size: float) -> None:
    iron = s.palette.paint("#3c4148")
    body = shape(
        "M-.5 0C-.4-.3-.32-.5-.34-.8C-.7-.82-.7-1.1-.5-1.16"
        "H.5C.7-1.1 .7-.82 .34-.8C.32-.5 .4-.3 .5 0Z",
        s.shaded(iron, 0.5),
    )
    s.mid.add(terrain.shadow_on_ground(s, x, y, size * 0.7), group(body, at=(x, y), scale=size))


@setting("ship_deck", water=True, deck=True)
def ship_deck(s: Stage) -> None:
    """Planks, a rail and a mast, the sea beyond."""
    paint_sky(s)
    terrain.water(s, s.back, s.horizon)
    p = s.palette
    top = s.horizon + 11 * s.unit
    wood = p.paint("#a9825a")
    s.mid.add(
        box(
            s.left,
            top,
            s.span,
            s.bottom - top,
            s.paints.down(p.lit(wood, 0.18), wood, p.dark(wood, 0.42)),
        )
    )
    away = s.across(0.5)
    for i in range(-14, 15):
        s.mid.add(
            line(
                f"M{away + i * 6.5 * s.unit:.0f} {top:.0f}L"
                f"{away + i * 21 * s.unit:.0f} {s.bottom:.0f}",
                f"{p.dark(wood, 0.6)}@0.5",
                1.6,
            )
        )
    _rail(s, top)
    dice = s.dice("mast")
    mast_x = s.across(dice.pick((0.13, 0.87)))
    _mast(s, mast_x, top + 15 * s.unit)
    side = s.left if mast_x > s.width / 2 else s.right
    _coil(s, s.across(0.12 if side == s.left else 0.88), s.height * 0.93)


def _rail(s: Stage, top: float) -> None:
    p = s.palette
    wood = p.paint("#7c5a3e")
    high = top - 10 * s.unit
    x = s.left + 2 * s.unit
    while x < s.right:
        s.mid.add(box(x, high, 1.1 * s.unit, top - high, s.shaded(wood, 0.45)))
        x += 9 * s.unit
    s.mid.add(
        box(
            s.left,
            high - 1.2 * s.unit,
            s.span,
            2 * s.unit,
            s.paints.down(p.lit(wood, 0.45), p.dark(wood, 0.2)),
            3,
        )
    )
    s.mid.add(box(s.left, high + 4.4 * s.unit, s.span, 0.8 * s.unit, p.dark(wood, 0.15)))
    s.mid.add(box(s.left, top - 0.6 * s.unit, s.span, 1.6 * s.unit, p.dark(wood, 0.4)))


def _mast(s: Stage, x: float, foot: float) -> None:
    p = s.palette
    wood = p.paint("#6b4d36")
    wide = 2.4 * s.unit
    rope = p.dark(p.paint("#c9b48a"), 0.2)
    inward = 1 if x < s.width / 2 else -1
    for reach in (26, 36, 46):
        s.mid.add(
            line(
                f"M{x:.0f} {s.top:.0f}L{x + inward * reach * s.unit:.0f} {foot - 6 * s.unit:.0f}",
                f"{rope}@0.8",
                2.2,
            )
        )
    s.mid.add(terrain.shadow_on_ground(s, x, foot, wide * 3))
    s.mid.add(box(x - wide, s.top, 2 * wide, foot - s.top, s.shaded(wood, 0.5)))
    s.mid.add(
        box(x - wide * 1.2, foot - 9 * s.unit, wide * 2.4, 1.2 * s.unit, p.dark(wood, 0.4), 3)
    )
    s.mid.add(box(x - wide * 1.2, foot - 2 * s.unit, wide * 2.4, 2 * s.unit, p.dark(wood, 0.5), 3))


def _coil(s: Stage, x: float, y: float) -> None:
    p = s.palette
    rope = p.paint("#c9b083")
    size = 7 * s.unit
    s.mid.add(terrain.shadow_on_ground(s, x, y + size * 0.2, size * 1.2))
    for i in range(4):
        half = size * (1 - 0.08 * i)
        lift = i * size * 0.17
        s.mid.add(disc(x, y - lift, half, p.dark(rope, 0.45), 0.34))
        s.mid.add(disc(x, y - lift - size * 0.05, half, s.shaded(rope, 0.3), 0.34))
    s.mid.add(disc(x, y - size * 0.58, size * 0.4, p.dark(rope, 0.6), 0.34))
