"""A construction site."""

from __future__ import annotations

from models.preview.panels import terrain
from models.preview.panels.colour import mix
from models.preview.panels.drawing import Dice, Layer, box, disc, group, line, polygon, shape
from models.preview.panels.scenery.houses import lights_on
from models.preview.panels.scenery.lamps import glow, pool
from models.preview.panels.scenery.outdoors.city import skyline
from models.preview.panels.scenery.registry import setting
from models.preview.panels.scenery.staging import landmark, under_snow
from models.preview.panels.scenery.vista import plane
from models.preview.panels.sky import paint_sky
from models.preview.panels.stage import Stage


@setting("construction_site")
def construction_site(s: Stage) -> None:
    """A concrete frame in its scaffold, cranes over it, a digger, barriers."""
    paint_sky(s)
    p = s.palette
    dice = s.dice("works")
    skyline(s, s.back, s.horizon + 2 * s.unit, (8, 22), 0.2, "built towers")
    side = dice.pick((-1, 1))
    foot = s.horizon + 6 * s.unit
    tall = landmark(s, 56, share=0.88)
    _crane(
        s, s.back, s.across(0.5 - side * dice.between(0.02, 0.12)), foot, tall * 0.72, 0.45, -side
    )
    plane(s, s.far, p.paint(under_snow(s, "#a3835c"), 0.75), s.horizon + 2 * s.unit)
    _frame(s, s.across(0.5 + side * 0.28), foot, tall * 0.66, dice)
    _crane(s, s.far, s.across(0.5 + side * 0.06), foot + s.unit, tall, 0.75, -side)
    earth = p.paint(under_snow(s, "#9c7a52"))
    terrain.ridge(s, s.mid, s.horizon + 10 * s.unit, 3 * s.unit, earth, "site ground", 2.6)
    _heap(s, s.across(0.5 - side * 0.42), s.horizon + 10 * s.unit, 14 * s.unit)
    _digger(s, s.across(0.5 - side * 0.3), s.horizon + 12 * s.unit, 20 * s.unit, side)
    _pipes(s, s.across(0.5 + side * 0.42), s.horizon + 13 * s.unit, 3.4 * s.unit)
    _barriers(s, s.horizon + 15 * s.unit, dice)
    _ruts(s, earth, dice)


def _frame(s: Stage, x: float, foot: float, tall: float, dice: Dice) -> None:
    """Floors and columns, open to the air, with a scaffold on the side of the middle."""
    p = s.palette
    concrete = p.paint("#a8a49c", 0.7)
    floors, bays = dice.count(4, 6), dice.count(4, 5)
    wide = min(tall * 1.05, 0.52 * s.width)
    left, step = x - wide / 2, tall / floors
    dark = p.dark(concrete, 0.55)
    for floor in range(floors):
        y = foot - step * floor
        reach = wide if floor < floors - 1 else wide * dice.between(0.5, 0.8)
        if floor < floors - 1:
            shade = s.paints.down(p.dark(concrete, 0.62), p.dark(concrete, 0.42))
            s.far.add(box(left, y - step, reach, step, f"{dark}@0.9" if floor % 2 else shade))
        for bay in range(bays + 1):
            if wide * bay / bays <= reach:
                s.far.add(
                    box(
                        left + (wide - step * 0.12) * bay / bays,
                        y - step,
                        step * 0.12,
                        step,
                        s.shaded(concrete, 0.35),
                    )
                )
        slab = s.paints.down(p.lit(concrete, 0.22), p.dark(concrete, 0.2))
        s.far.add(box(left - step * 0.1, y - step, reach + step * 0.2, step * 0.13, slab))
        if lights_on(s):
            lamp = (left + wide * dice.between(0.15, 0.85), y - step * 0.6)
            glow(s, s.far, *lamp, step * 0.7, 0.8)
    rods = "".join(
        f"M{left + wide * i / 14:.0f} {foot - tall:.0f}v{-step * 0.4:.0f}" for i in range(10)
    )
    s.far.add(line(rods, p.paint("#7a5a48", 0.7), s.unit * 0.2))
    _scaffold(s, left, foot, wide * 0.42, tall * 0.86, step)


def _scaffold(s: Stage, x: float, foot: float, wide: float, tall: float, step: float) -> None:
    p = s.palette
    steel = p.paint("#c9a24f", 0.8)
    poles = "".join(f"M{x + wide * i / 4:.0f} {foot:.0f}v{-tall:.0f}" for i in range(5))
    planks = ""
    level = 0.0
    while level < tall:
        planks += f"M{x - s.unit:.0f} {foot - level:.0f}h{wide + 2 * s.unit:.0f}"
        level += step * 0.5
    brace = "".join(
        f"M{x + wide * i / 4:.0f} {foot - tall * 0.5 * i / 4:.0f}l{wide / 4:.0f} {-tall * 0.25:.0f}"
        for i in range(4)
    )
    net = p.paint("#4f8f7a", 0.8)
    s.far.add(box(x, foot - tall, wide, tall * 0.55, f"{net}@0.4"))
    s.far.add(
        line(poles, steel, s.unit * 0.35),
        line(planks, p.dark(steel, 0.25), s.unit * 0.4),
        line(brace, f"{steel}@0.8", s.unit * 0.22),
    )


def _crane(
    s: Stage, layer: Layer, x: float, foot: float, tall: float, near: float, side: int
) -> None:
    """A tower crane, a hundred units tall, its arm to `side`."""
    p = s.palette
    yellow = p.paint("#e0a83a", near)
    lattice = "".join(
        f"M-2.6 {-9 * i}L2.6 {-9 * i - 9}M2.6 {-9 * i}L-2.6 {-9 * i - 9}" for i in range(9)
    )
    jib = "".join(f"M{4 + 7 * i} -85L{7.5 + 7 * i} -90L{11 + 7 * i} -85" for i in range(11))
    layer.add(
        group(
            box(-7, -3, 14, 6, p.paint("#8f8b84", near)),
            line(lattice, yellow, 0.9),
            line("M-2.6 0V-84M2.6 0V-84", yellow, 1.5),
            line(jib, yellow, 0.7),
            line("M-34 -85H84M4 -90H81", yellow, 1.2),
            line("M0 -101L-30 -86M0 -101L40 -90M0 -101L76 -90", p.dark(yellow, 0.3), 0.6),
            polygon([(-3, -85), (0, -102), (3, -85)], yellow),
            box(2.6, -85, 6, 7, p.dark(yellow, 0.3)),
            box(4.4, -84, 3.4, 3.4, p.glow if lights_on(s) else mix(yellow, p.sky[1], 0.6)),
            box(-34, -86, 11, 9, p.paint("#77736e", near)),
            line("M58 -85V-52", p.dark(yellow, 0.5), 0.6),
            box(50, -52, 16, 2.6, p.paint("#b0523f", near)),
            at=(x, foot),
            scale=tall / 100,
            flip=side < 0,
        )
    )
    if lights_on(s):
        layer.add(disc(x, foot - tall, 2 * s.unit, s.paints.round("#ff5a4a@0.9", "#ff5a4a@0")))


def _heap(s: Stage, x: float, foot: float, size: float) -> None:
    p = s.palette
    sand = p.paint(under_snow(s, "#c9a56f"))
    s.mid.add(
        polygon(
            [
                (x - 1.6 * size, foot + 0.1 * size),
                (x - 0.7 * size, foot - 0.55 * size),
                (x, foot - size * 0.85),
                (x + 0.6 * size, foot - 0.45 * size),
                (x + 1.5 * size, foot + 0.1 * size),
            ],
            s.shaded(sand, 0.42),
        )
    )


def _digger(s: Stage, x: float, foot: float, tall: float, side: int) -> None:
    """An excavator at rest, its arm towards the middle of the picture."""
    p = s.palette
    yellow, dark = p.paint("#e0a02f"), p.paint("#3a3d42")
    glass = p.glow if lights_on(s) else mix(p.paint("#4c6478"), p.sky[2], 0.3)
    treads = "".join(disc(dx, -11, 5, p.lit(dark, 0.25)) for dx in (-34, -18, -2, 14, 30))
    arm = p.dark(yellow, 0.12)
    s.mid.add(
        terrain.shadow_on_ground(s, x, foot, tall * 0.75),
        group(
            line("M22 -40L58 -92L96 -62", arm, 11),
            line("M30 -40L66 -80", p.dark(arm, 0.4), 4),
            line("M96 -62L88 -22", arm, 8),
            shape("M74 -28L98 -24L102 -6Q88 6 72 -4Z", s.shaded(dark, 0.4)),
            box(-46, -22, 90, 22, dark, 11),
            treads,
            shape("M-52 -26V-54Q-50 -60-42 -60H4V-26Z", s.shaded(yellow, 0.4)),
            shape("M2 -26V-84H26L36 -56V-26Z", s.shaded(yellow, 0.35)),
            polygon([(8, -54), (8, -78), (23, -78), (31, -54)], glass),
            box(-52, -34, 88, 5, p.dark(yellow, 0.4)),
            box(-44, -70, 6, 12, dark),
            at=(x, foot),
            scale=tall / 100,
            flip=side < 0,
        ),
    )


def _pipes(s: Stage, x: float, foot: float, size: float) -> None:
    """Concrete pipes in a pile."""
    p = s.palette
    stone = p.paint("#b0aca4")
    s.mid.add(terrain.shadow_on_ground(s, x, foot, size * 3.6))
    for row, shares in enumerate(((-2.1, 0.0, 2.1), (-1.05, 1.05))):
        for share in shares:
            at = (x + share * size, foot - size - row * size * 1.8)
            s.mid.add(
                disc(*at, size, s.shaded(stone, 0.4)),
                disc(*at, size * 0.68, p.dark(stone, 0.65)),
                disc(at[0], at[1] + size * 0.14, size * 0.52, p.dark(stone, 0.5)),
            )


def _barriers(s: Stage, foot: float, dice: Dice) -> None:
    """Striped boards on feet at both sides, with lamps, and cones."""
    p = s.palette
    white, red = p.paint("#f0ece2"), p.paint("#d9512f")
    for share in (0.02, 0.17, 0.85, 1.0):
        x = s.across(share + dice.between(-0.02, 0.02))
        stripes = "".join(
            polygon([(dx, -66), (dx + 16, -66), (dx + 4, -40), (dx - 12, -40)], red)
            for dx in range(-58, 60, 32)
        )
        s.mid.add(
            terrain.shadow_on_ground(s, x, foot, 6 * s.unit),
            group(
                line("M-52 0L-46 -70M52 0L46 -70M-62 0H-42M42 0H62", p.dark(white, 0.5), 5),
                box(-72, -66, 144, 26, white),
                stripes,
                disc(-46, -76, 6, "#ffb03a" if lights_on(s) else red),
                at=(x, foot),
                scale=9 * s.unit / 100,
            ),
        )
        if lights_on(s):
            glow(s, s.mid, x - 4 * s.unit, foot - 7 * s.unit, 5 * s.unit)
            pool(s, s.mid, x, foot, 10 * s.unit, 0.2)
    for share in (0.24, 0.78):
        x, y = s.across(share), foot + dice.between(1, 3) * s.unit
        s.mid.add(
            terrain.shadow_on_ground(s, x, y, 2 * s.unit),
            group(
                box(-34, -8, 68, 8, p.dark(red, 0.2), 3),
                polygon([(-24, -8), (-6, -98), (6, -98), (24, -8)], s.shaded(red, 0.35)),
                polygon([(-18, -38), (-13, -62), (13, -62), (18, -38)], white),
                at=(x, y),
                scale=6 * s.unit / 100,
            ),
        )


def _ruts(s: Stage, earth: str, dice: Dice) -> None:
    """Tracks of lorries in the mud."""
    p = s.palette
    away = s.across(dice.between(0.45, 0.55))
    for start, end in ((-3, -26), (3, -6)):
        data = (
            f"M{away + start * s.unit:.0f} {s.horizon + 11 * s.unit:.0f}Q"
            f"{away + (start + 6) * s.unit:.0f} {s.horizon + 22 * s.unit:.0f} "
            f"{away + end * s.unit:.0f} {s.bottom:.0f}"
        )
        s.mid.add(line(data, f"{p.dark(earth, 0.5)}@0.3", 2.4 * s.unit))
