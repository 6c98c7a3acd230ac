"""Places to be idle: a park, a playground."""

from __future__ import annotations

from models.preview.panels import terrain
from models.preview.panels.colour import mix
from models.preview.panels.drawing import Dice, box, disc, group, line, polygon, shape
from models.preview.panels.scenery.lamps import lantern
from models.preview.panels.scenery.outdoors.city import skyline
from models.preview.panels.scenery.registry import setting
from models.preview.panels.scenery.staging import under_snow
from models.preview.panels.scenery.trees import bush
from models.preview.panels.scenery.vista import plane
from models.preview.panels.sky import paint_sky
from models.preview.panels.stage import Stage


@setting("park")
def park(s: Stage) -> None:
    """Lawns and great trees in a town, a pond, a path with a bench and lanterns."""
    paint_sky(s)
    p = s.palette
    dice = s.dice("park")
    skyline(s, s.back, s.horizon + s.unit, (12, 30), 0.2, "park towers")
    grove(s, dice)
    lawn = p.paint(under_snow(s, "#86a05c"))
    plane(s, s.mid, lawn, s.horizon + 3 * s.unit)
    side = dice.pick((-1, 1))
    _pond(s, s.across(0.5 + side * 0.24), s.horizon + 7 * s.unit, 24 * s.unit)
    _path(s, side)
    foot = s.horizon + 10 * s.unit
    big = s.across(0.5 - side * dice.between(0.38, 0.44))
    s.mid.add(terrain.shadow_on_ground(s, big, foot, 17 * s.unit))
    leaf = p.paint(dice.pick((terrain.LEAF, "#7f9a4a", "#b58a3f")))
    s.mid.add(terrain.broadleaf(s, big, foot, 54 * s.unit, leaf, dice))
    lantern(s, s.mid, s.across(0.5 + side * 0.43), foot + 4 * s.unit, 36 * s.unit, 0.95)
    lantern(s, s.mid, s.across(0.5 + side * 0.05), s.horizon + 5.4 * s.unit, 15 * s.unit, 0.75)
    bench(s, s.across(0.5 - side * 0.26), s.horizon + 11 * s.unit, 15 * s.unit, side)
    terrain.tufts(s, s.mid, lawn, 36, "park grass")
    terrain.frame_with_branches(s, leaf, "park branches")


def grove(s: Stage, dice: Dice) -> None:
    """A wood of round crowns along the horizon, in two depths."""
    p = s.palette
    for layer, near, count, size in ((s.back, 0.34, 20, 6.5), (s.far, 0.58, 15, 8)):
        colour = p.paint(dice.pick((terrain.LEAF, "#5f8560", "#7f9355")), near)
        for i in range(count):
            x = s.left + s.span * (i + dice.between(0, 1)) / count
            tall = s.unit * size * dice.between(0.6, 1.1)
            foot = s.horizon + (1 + 5 * near) * s.unit
            layer.add(
                box(
                    x - tall * 0.06,
                    foot - tall * 0.6,
                    tall * 0.12,
                    tall * 0.6,
                    p.paint(terrain.BARK, near),
                )
            )
            layer.add(bush(s, x, foot - tall * 0.3, tall * 0.75, colour, dice))


def _pond(s: Stage, x: float, y: float, half: float) -> None:
    p = s.palette
    deep = mix(p.paint(terrain.WATER), p.sky[2], 0.4)
    s.mid.add(
        disc(x, y + 0.4 * s.unit, half * 1.05, p.dark(p.paint("#7f8a5c"), 0.2), 0.13),
        disc(x, y, half, s.paints.down(mix(deep, p.sky[-1], 0.5), deep), 0.12),
    )
    gleam = "".join(
        f"M{x + dx * half:.0f} {y + dy * half:.0f}h{half * 0.3:.0f}"
        for dx, dy in ((-0.6, -0.02), (-0.1, 0.04), (0.2, -0.05), (0.3, 0.06))
    )
    s.mid.add(line(gleam, f"{p.light}@0.6", s.unit * 0.25))
    white = p.paint("#f2efe6")
    for dx, flip in ((-0.3, False), (-0.12, False), (0.4, True)):
        swan = shape(
            "M-16 0Q-14 -10 0 -9Q8 -9 11 -4Q16 -10 12 -17Q9 -23 13 -25Q18 -26 18 -22"
            "Q15 -22 16 -17Q19 -8 12 0Z",
            s.shaded(white, 0.3),
        )
        s.mid.add(group(swan, at=(x + dx * half, y), scale=half * 0.0042, flip=flip))


def _path(s: Stage, side: int) -> None:
    p = s.palette
    gravel = p.paint(under_snow(s, "#dccba8"))
    x, top = s.across(0.5 + side * 0.08), s.horizon + 4 * s.unit
    u = s.unit * side
    data = (
        f"M{x - u:.0f} {top:.0f}C{x - 20 * u:.0f} {top + 4 * s.unit:.0f} {x - 34 * u:.0f} "
        f"{top + 12 * s.unit:.0f} {x - 8 * u:.0f} {top + 20 * s.unit:.0f}S{x + 6 * u:.0f} "
        f"{s.bottom:.0f} {x + 4 * u:.0f} {s.bottom:.0f}H{x - 52 * u:.0f}C{x - 44 * u:.0f} "
        f"{top + 26 * s.unit:.0f} {x - 56 * u:.0f} {top + 12 * s.unit:.0f} {x + u:.0f} "
        f"{top:.0f}Z"
    )
    s.mid.add(shape(data, s.paints.down(mix(gravel, p.haze, 0.25), gravel, p.dark(gravel, 0.22))))


def bench(s: Stage, x: float, foot: float, tall: float, side: int) -> None:
    """A park bench that looks a little towards `side`."""
    p = s.palette
    wood, iron = p.paint("#9a7048"), p.paint("#3b4045")
    slats = "".join(
        box(-80, y, 160, 8, s.paints.down(p.lit(wood, 0.25), p.dark(wood, 0.15)), 2)
        for y in (-96, -82, -68, -42, -33)
    )
    s.mid.add(
        terrain.shadow_on_ground(s, x, foot, tall * 0.75),
        group(
            line("M-66 0V-40L-72 -98M66 0V-40L72 -98M-66 -38H-52V0M66 -38H52V0", iron, 6),
            slats,
            at=(x, foot),
            scale=tall / 100,
            flip=side < 0,
        ),
    )


@setting("playground")
def playground(s: Stage) -> None:
    """A slide, swings, a climbing dome and a sandpit among trees."""
    paint_sky(s)
    p = s.palette
    dice = s.dice("playground")
    skyline(s, s.back, s.horizon + s.unit, (6, 13), 0.22, "flats")
    grove(s, dice)
    lawn = p.paint(under_snow(s, "#8fa65f"))
    plane(s, s.mid, lawn, s.horizon + 3 * s.unit)
    side = dice.pick((-1, 1))
    colours = dice.pick(
        (
            ("#d9483f", "#f0b840", "#3f8fb5"),
            ("#e07a3f", "#5fa34a", "#6f5fb5"),
            ("#3f8fa3", "#e6c84f", "#d9557a"),
        )
    )
    paints = tuple(p.paint(colour) for colour in colours)
    soft = p.paint(under_snow(s, "#d9c094"))
    pit = s.paints.down(mix(soft, p.haze, 0.2), p.dark(soft, 0.2))
    half = 0.6 * s.width
    s.mid.add(disc(s.across(0.5), s.horizon + 15 * s.unit, half, pit, 9.5 * s.unit / half))
    _dome(s, s.across(0.5 - side * 0.04), s.horizon + 7 * s.unit, 13 * s.unit, paints[2])
    _swings(s, s.across(0.5 - side * 0.32), s.horizon + 12 * s.unit, 33 * s.unit, paints, dice)
    _slide(s, s.across(0.5 + side * 0.33), s.horizon + 13 * s.unit, 38 * s.unit, paints, side)
    _seesaw(s, s.across(0.5 + side * 0.1), s.horizon + 9.5 * s.unit, 6 * s.unit, paints)
    terrain.tufts(s, s.mid, lawn, 26, "play grass")
    terrain.frame_with_branches(s, p.paint(terrain.LEAF), "play branches")


def _slide(
    s: Stage, x: float, foot: float, tall: float, paints: tuple[str, ...], side: int
) -> None:
    """A tower with a roof, a ladder on one side and a chute on the other."""
    p = s.palette
    red, yellow, blue = paints
    wood = p.paint("#9a7048")
    s.mid.add(
        terrain.shadow_on_ground(s, x, foot, tall * 0.5),
        group(
            line("M-18 0V-82M18 0V-82", wood, 5),
            box(-22, -50, 44, 5, p.dark(wood, 0.2)),
            line("M-20 -68H20M-14 -68V-50M-4 -68V-50M6 -68V-50", p.dark(blue, 0.1), 2.6),
            polygon([(-28, -80), (0, -102), (28, -80)], s.shaded(red, 0.4)),
            line("M22 -48C40 -46 44 -12 74 -4H86", p.dark(yellow, 0.35), 11),
            line("M22 -50C40 -48 44 -14 74 -6H86", yellow, 7),
            line("M-22 -48L-40 0M-30 -44L-50 0", wood, 3),
            line("M-27 -36h-9M-31 -25h-9M-35 -14h-10", p.lit(wood, 0.3), 2.4),
            line("M0 -102V-110", wood, 1.6),
            polygon([(0, -110), (13, -106.5), (0, -103)], blue),
            at=(x, foot),
            scale=tall / 100,
            flip=side > 0,
        ),
    )


def _swings(
    s: Stage, x: float, foot: float, tall: float, paints: tuple[str, ...], dice: Dice
) -> None:
    p = s.palette
    red, yellow, blue = paints
    ropes = p.dark(p.paint("#8a8f93"), 0.1)
    parts = [
        line("M-74 0L-54 -96L-34 0M34 0L54 -96L74 0", s.palette.dark(blue, 0.3), 5),
        line("M-58 -96H58", blue, 6),
        line("M-67 -36h26M41 -36h26", blue, 3.4),
    ]
    for dx, colour in ((-22, red), (22, yellow)):
        swing = dice.between(-14, 14)
        parts += [
            line(
                f"M{dx - 8} -94L{dx - 8 + swing:.0f} -24M{dx + 8} -94L{dx + 8 + swing:.0f} -24",
                ropes,
                1.6,
            ),
            box(dx - 11 + swing, -26, 22, 5, colour, 2),
            disc(dx + swing, 0, 15, f"{p.shade}@0.3", 0.16),
        ]
    s.mid.add(
        terrain.shadow_on_ground(s, x, foot, tall * 0.7),
        group(*parts, at=(x, foot), scale=tall / 100),
    )


def _dome(s: Stage, x: float, foot: float, tall: float, colour: str) -> None:
    """Bars bent into half a sphere."""
    bars = (
        "M-100 0A100 96 0 0 1 100 0M-62 0A62 96 0 0 1 62 0M-22 0A22 96 0 0 1 22 0"
        "M-86 -50Q0 -38 86 -50M-97 -22Q0 -8 97 -22M-58 -80Q0 -72 58 -80"
    )
    s.mid.add(
        terrain.shadow_on_ground(s, x, foot, tall),
        group(line(bars, mix(colour, s.palette.haze, 0.15), 4), at=(x, foot), scale=tall / 100),
    )


def _seesaw(s: Stage, x: float, foot: float, tall: float, paints: tuple[str, ...]) -> None:
    red, yellow, blue = paints
    s.mid.add(
        terrain.shadow_on_ground(s, x, foot, tall * 2),
        group(
            polygon([(-14, 0), (0, -50), (14, 0)], s.shaded(blue, 0.4)),
            line("M-180 -14L180 -84", red, 12),
            line("M-160 -18V-44M160 -80V-106", yellow, 7),
            at=(x, foot),
            scale=tall / 100,
        ),
    )
