"""Old stone: a castle on its hill, and ruins."""

from __future__ import annotations

from models.preview.panels import terrain
from models.preview.panels.colour import mix
from models.preview.panels.drawing import Dice, blob, box, disc, group, line, polygon, shape
from models.preview.panels.scenery.houses import lights_on
from models.preview.panels.scenery.lamps import glow
from models.preview.panels.scenery.registry import setting
from models.preview.panels.scenery.staging import aside, landmark, under_snow
from models.preview.panels.scenery.trees import bush
from models.preview.panels.scenery.vista import plane
from models.preview.panels.sky import paint_sky
from models.preview.panels.stage import Stage


@setting("castle")
def castle(s: Stage) -> None:
    """Towers, a gate and flags on a hill, a road that winds up to them."""
    paint_sky(s)
    p = s.palette
    dice = s.dice("castle")
    terrain.mountains(s, s.back, 0.22, s.unit * 22, "castle range", snow=True)
    terrain.ridge(
        s, s.back, s.horizon + 2 * s.unit, 8 * s.unit, p.paint(terrain.PINE, 0.35), "wood"
    )
    x = aside(s, dice.pick((0.4, 0.5, 0.6)))
    grass = p.paint(under_snow(s, "#7f9460"), 0.66)
    tall = landmark(s, 46, wide=1.25, share=0.72)
    crest = s.horizon - tall * 0.16
    half = tall * 1.5
    hill = [
        (x - half, s.horizon + 7 * s.unit),
        (x - half * 0.6, crest + tall * 0.12),
        (x, crest),
        (x + half * 0.6, crest + tall * 0.14),
        (x + half, s.horizon + 7 * s.unit),
    ]
    s.far.add(
        blob([hill[0], *hill, hill[-1]], s.paints.down(p.lit(grass, 0.2), p.dark(grass, 0.15)))
    )
    _keep(s, x, crest + tall * 0.07, tall, dice)
    leaf = p.paint(terrain.PINE, 0.66)
    for _ in range(16):
        share = dice.pick((-1, 1)) * dice.between(0.3, 0.95)
        y = crest + tall * (0.1 + 0.12 * abs(share)) + dice.between(0, 3) * s.unit
        s.far.add(bush(s, x + share * half, y, s.unit * dice.between(1.6, 3), leaf, dice))
    meadow = p.paint(under_snow(s, terrain.GRASS))
    plane(s, s.mid, meadow, s.horizon + 5 * s.unit)
    _castle_road(s, x, crest + tall * 0.08)
    terrain.stones(s, s.mid, 4, "castle stones", 0.5)
    terrain.tufts(s, s.mid, meadow, 44, "castle grass")
    terrain.frame_with_branches(s, p.paint(terrain.PINE), "castle branches")


def _keep(s: Stage, x: float, foot: float, tall: float, dice: Dice) -> None:
    """Walls and towers, in a sketch a hundred units tall and about as wide."""
    p = s.palette
    stone = p.paint(dice.pick(("#b3a999", "#a8a29c", "#b8a58c")), 0.66)
    roof = p.paint(under_snow(s, dice.pick(("#8f4a3f", "#4f6480", "#5f5870"))), 0.66)
    parts = [
        _tower(s, dx, wide, high, stone, roof, pointed)
        for dx, wide, high, pointed in (
            (-24, 13, 62, True),
            (26, 12, 56, True),
            (-6, 17, 82, dice.chance(0.6)),
            (12, 11, 68, True),
        )
    ]
    parts.append(_wall(s, -52, 104, 26, stone))
    parts += [
        _tower(s, dx, wide, high, stone, roof, pointed)
        for dx, wide, high, pointed in (
            (-52, 15, 42, dice.chance(0.5)),
            (52, 15, 46, dice.chance(0.5)),
            (-15, 12, 38, False),
            (15, 12, 38, False),
        )
    ]
    gate = mix(p.dark(stone, 0.75), p.glow, 0.45 if lights_on(s) else 0)
    parts.append(_wall(s, -11, 22, 32, p.lit(stone, 0.08)))
    parts.append(shape("M-6.5 1V-13A6.5 7.5 0 0 1 6.5 -13V1Z", gate))
    parts.append(
        line("M-3 1V-18M0 1V-20M3 1V-18M-6 -6H6M-6 -12H6", f"{p.dark(stone, 0.7)}@0.8", 0.7)
    )
    if lights_on(s):
        glow(s, s.far, x, foot - tall * 0.3, tall * 0.55, 0.3)
    s.far.add(group(*parts, at=(x, foot), scale=tall / 100))


def _tower(
    s: Stage, x: float, wide: float, high: float, stone: str, roof: str, pointed: bool
) -> str:
    p = s.palette
    half = wide / 2
    glass = p.glow if lights_on(s) else p.dark(stone, 0.6)
    slits = "".join(
        box(x + dx - 0.9, -high + down, 1.8, 4.6, glass)
        for dx, down in ((-half * 0.4, 9), (half * 0.4, 9), (0, 20))
    )
    parts = [
        box(x - half, -high, wide, high + 2, s.shaded(stone, 0.42)),
        slits,
        box(x - half - 1.2, -high - 1, wide + 2.4, 4, s.shaded(p.lit(stone, 0.1), 0.4)),
    ]
    if not pointed:
        return "".join([*parts, _merlons(s, x - half - 1.2, wide + 2.4, -high - 1, stone)])
    peak = -high - wide * 1.5
    flag = p.paint(("#b8483f", "#d9b04a", "#4f7fa0")[int(high) % 3], 0.8)
    parts += [
        polygon([(x - half - 2, -high), (x, peak), (x + half + 2, -high)], s.shaded(roof, 0.45)),
        line(f"M{x} {peak + 1}V{peak - 7}", p.dark(stone, 0.5), 0.6),
        shape(f"M{x} {peak - 7}q3 -1.6 5 0t4 0v4q-2 1.6-4 0t-5 0Z", flag),
    ]
    return "".join(parts)


def _wall(s: Stage, x: float, wide: float, high: float, stone: str) -> str:
    p = s.palette
    fill = s.paints.down(p.lit(stone, 0.12), stone, p.dark(stone, 0.25))
    return box(x, -high, wide, high + 2, fill) + _merlons(s, x, wide, -high, stone)


def _merlons(s: Stage, x: float, wide: float, y: float, stone: str) -> str:
    count = max(3, round(wide / 4.4))
    step = wide / (count - 0.45)
    return "".join(
        box(x + step * i, y - 2.6, step * 0.55, 3, s.palette.lit(stone, 0.1)) for i in range(count)
    )


def _castle_road(s: Stage, x: float, gate: float) -> None:
    """From our feet in bends up to the gate."""
    p = s.palette
    earth = p.paint(under_snow(s, "#cdb48c"))
    y0, y1 = s.horizon + 6 * s.unit, s.bottom
    climb = (
        f"M{x - 0.8 * s.unit:.0f} {gate:.0f}C{x + 9 * s.unit:.0f} {gate + 3 * s.unit:.0f} "
        f"{x - 15 * s.unit:.0f} {y0 - 4 * s.unit:.0f} {x + 2 * s.unit:.0f} {y0:.0f}h"
        f"{6 * s.unit:.0f}C{x - 6 * s.unit:.0f} {y0 - 4 * s.unit:.0f} {x + 13 * s.unit:.0f} "
        f"{gate + 3 * s.unit:.0f} {x + 0.8 * s.unit:.0f} {gate:.0f}Z"
    )
    s.far.add(shape(climb, mix(earth, p.haze, 0.3)))
    data = (
        f"M{x + 2 * s.unit:.0f} {y0:.0f}C{x + 22 * s.unit:.0f} {y0 + 9 * s.unit:.0f} "
        f"{x - 22 * s.unit:.0f} {y0 + 16 * s.unit:.0f} {s.across(0.5) - 16 * s.unit:.0f} "
        f"{y1:.0f}h{40 * s.unit:.0f}C{x + 4 * s.unit:.0f} {y0 + 18 * s.unit:.0f} "
        f"{x + 36 * s.unit:.0f} {y0 + 9 * s.unit:.0f} {x + 8 * s.unit:.0f} {y0:.0f}Z"
    )
    s.mid.add(shape(data, s.paints.down(mix(earth, p.haze, 0.25), earth, p.dark(earth, 0.3))))


@setting("ruins")
def ruins(s: Stage) -> None:
    """A temple's broken columns and an arch, blocks in the grass, ivy."""
    paint_sky(s)
    p = s.palette
    dice = s.dice("ruins")
    terrain.mountains(s, s.back, 0.22, s.unit * 18, "ruin range", snow=False)
    terrain.ridge(
        s, s.back, s.horizon + 2 * s.unit, 7 * s.unit, p.paint(terrain.LEAF, 0.35), "wood"
    )
    dry = p.paint(under_snow(s, "#a0a066"))
    plane(s, s.far, mix(dry, p.haze, 0.2), s.horizon + 2 * s.unit)
    side = dice.pick((-1, 1))
    _colonnade(s, s.across(0.5 - side * 0.2), s.horizon + 5 * s.unit, dice)
    plane(s, s.mid, dry, s.horizon + 8 * s.unit)
    foot = s.horizon + 12 * s.unit
    _broken_arch(s, s.across(0.5 + side * dice.between(0.28, 0.34)), foot, side, dice)
    _column(s, s.across(0.5 - side * 0.42), foot + s.unit, 38 * s.unit, 0.95, dice)
    _column(s, s.across(0.5 - side * 0.31), foot - 2 * s.unit, 17 * s.unit, 0.9, dice)
    _fallen(s, foot, dice)
    terrain.tufts(s, s.mid, p.dark(dry, 0.1), 50, "ruin grass")
    terrain.frame_with_grass(s, p.paint("#8f955a"), "ruin front")


def _marble(s: Stage, near: float) -> str:
    return s.palette.paint(s.dice("marble").pick(("#d9cbb0", "#c9bfae", "#d3b899")), near)


def _column(s: Stage, x: float, foot: float, tall: float, near: float, dice: Dice) -> None:
    """A fluted shaft, broken off at a slant."""
    p = s.palette
    stone = _marble(s, near)
    w = max(2.2 * s.unit, tall * 0.075) if near > 0.7 else tall * 0.085
    broken = dice.between(-0.9, 0.9) * w
    s.mid.add(terrain.shadow_on_ground(s, x, foot, w * 2.4))
    top = foot - tall
    s.mid.add(box(x - w * 1.5, foot - w * 0.8, w * 3, w * 0.9, s.shaded(stone, 0.4)))
    s.mid.add(
        polygon(
            [
                (x - w, foot - w * 0.8),
                (x - w * 0.9, top - broken),
                (x - w * 0.2, top + w * 0.5),
                (x + w * 0.9, top + broken),
                (x + w, foot - w * 0.8),
            ],
            s.shaded(stone, 0.5),
        )
    )
    flutes = "".join(
        f"M{x + dx * w:.1f} {foot - w:.1f}V{top + w * 1.2:.1f}" for dx in (-0.55, -0.15, 0.28, 0.65)
    )
    s.mid.add(line(flutes, f"{p.dark(stone, 0.45)}@0.5", w * 0.14))
    for share in (0.3, 0.62):
        y = foot - tall * share
        s.mid.add(line(f"M{x - w:.1f} {y:.1f}H{x + w:.1f}", f"{p.dark(stone, 0.5)}@0.5", w * 0.1))
    _ivy(s, x, foot, w, tall, dice)


def _ivy(s: Stage, x: float, foot: float, wide: float, tall: float, dice: Dice) -> None:
    leaf = s.palette.paint(under_snow(s, "#5f7f45"), 0.92)
    for _ in range(13):
        up = dice.between(0, 1) ** 1.8
        tone = s.palette.lit(leaf, 0.16) if dice.chance(0.4) else s.palette.dark(leaf, 0.14)
        at = (x + dice.between(-1.3, 1.3) * wide, foot - up * tall * 0.75)
        s.mid.add(disc(*at, wide * dice.between(0.3, 0.65), tone, 0.8))


def _colonnade(s: Stage, x: float, foot: float, dice: Dice) -> None:
    """What stands of a temple's front, further off."""
    p = s.palette
    stone = _marble(s, 0.55)
    tall = landmark(s, 25, wide=2.2, share=0.46)
    step = tall * 0.36
    steps = [
        (x - step * 3.4 - 6 + i * 4, foot - i * tall * 0.04, step * 6.8 + 12 - i * 8)
        for i in range(3)
    ]
    for sx, sy, wide in steps:
        s.far.add(
            box(
                sx,
                sy - tall * 0.05,
                wide,
                tall * 0.06,
                s.paints.down(p.lit(stone, 0.2), p.dark(stone, 0.2)),
            )
        )
    whole = dice.count(3, 4)
    start = dice.count(0, 6 - whole)
    base = foot - tall * 0.13
    for i in range(7):
        standing = start <= i < start + whole
        high = tall * (0.74 if standing else dice.between(0.12, 0.56))
        cx = x + (i - 3) * step
        s.far.add(box(cx - step * 0.15, base - high, step * 0.3, high, s.shaded(stone, 0.45)))
        if standing:
            s.far.add(
                box(cx - step * 0.24, base - high, step * 0.48, tall * 0.05, p.lit(stone, 0.25))
            )
    left, right = x + (start - 3.3) * step, x + (start + whole - 3.7) * step
    top = base - tall * 0.74
    s.far.add(
        polygon(
            [
                (left, top),
                (right, top),
                (right - step * 0.1, top - tall * 0.1),
                (right - step * 0.5, top - tall * 0.08),
                (left, top - tall * 0.11),
            ],
            s.paints.down(p.lit(stone, 0.2), p.dark(stone, 0.1)),
        )
    )
    gable = [
        (left, top - tall * 0.11),
        (left + (right - left) * 0.5, top - tall * 0.26),
        (left + (right - left) * 0.62, top - tall * 0.15),
        (right - step * 0.6, top - tall * 0.1),
    ]
    s.far.add(polygon(gable, s.shaded(stone, 0.3)))


def _broken_arch(s: Stage, x: float, foot: float, side: int, dice: Dice) -> None:
    """A wall with a doorway whose further half has come down."""
    p = s.palette
    stone = p.paint("#b8a88c", 0.92)
    tall = landmark(s, 44, wide=1.0, share=0.8)
    s.mid.add(terrain.shadow_on_ground(s, x, foot, tall * 0.5))
    outline = (
        "M-46 2V-52L-38 -60L-36 -74L-22 -80L-18 -92L0 -96L14 -88L18 -80L30 -78L34 -66"
        "L44 -62L44 2H24V-34A22 24 0 0 0-20 -34V2Z"
    )
    courses = "".join(
        f"M{x0} {y}H{x1}"
        for y, x0, x1 in (
            (-12, -46, -21),
            (-26, -46, -21),
            (-40, -46, -21),
            (-54, -44, -14),
            (-66, -36, 32),
            (-79, -22, 18),
            (-12, 25, 44),
            (-26, 25, 44),
            (-40, 24, 44),
            (-54, 18, 44),
        )
    )
    s.mid.add(
        group(
            shape(outline, s.shaded(stone, 0.4)),
            line(courses, f"{p.dark(stone, 0.45)}@0.5", 0.9),
            line("M-20 0V-34A22 24 0 0 1 24 -34V0", f"{p.dark(stone, 0.5)}@0.8", 2.4),
            at=(x, foot),
            scale=tall / 96,
            flip=side > 0,
        )
    )
    _ivy(s, x + side * tall * 0.36, foot, tall * 0.07, tall * 0.9, dice)


def _fallen(s: Stage, foot: float, dice: Dice) -> None:
    """Drums and blocks in the grass."""
    p = s.palette
    for _ in range(7):
        share = dice.between(-0.06, 0.3) if dice.chance(0.5) else dice.between(0.7, 1.06)
        x, y = s.across(share), foot + dice.between(1, 11) * s.unit
        size = s.unit * dice.between(1.6, 3.2)
        stone = p.paint(dice.pick(("#d0c2a8", "#b8a88c")), 0.97)
        if dice.chance(0.4):
            s.mid.add(
                terrain.shadow_on_ground(s, x, y, size * 1.2),
                disc(x + size, y - size * 0.8, size * 0.8, p.dark(stone, 0.3)),
                box(
                    x - size,
                    y - size * 1.6,
                    2 * size,
                    size * 1.6,
                    s.paints.down(p.lit(stone, 0.2), p.dark(stone, 0.35)),
                ),
                disc(x - size, y - size * 0.8, size * 0.8, p.lit(stone, 0.15)),
            )
        else:
            s.mid.add(terrain.stone(s, x, y, size * 1.2, dice))
