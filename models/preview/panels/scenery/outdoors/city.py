"""Above and beside the streets: a flat roof over the town, a bridge over its river."""

from __future__ import annotations

from itertools import pairwise

from models.preview.panels import terrain
from models.preview.panels.colour import mix
from models.preview.panels.drawing import Dice, Layer, box, curve, disc, group, line, polygon, shape
from models.preview.panels.scenery.houses import house_row, lights_on
from models.preview.panels.scenery.lamps import glow, lantern, string_lights
from models.preview.panels.scenery.registry import setting
from models.preview.panels.scenery.staging import landmark, sides, under_snow
from models.preview.panels.scenery.vista import Vista, paving, plane
from models.preview.panels.sky import paint_sky
from models.preview.panels.stage import Stage


def skyline(
    s: Stage, layer: Layer, foot: float, tall: tuple[float, float], near: float, name: str
) -> None:
    """Towers far off as plain bodies, a few of their windows lit after dark."""
    p = s.palette
    dice = s.dice(name)
    x = s.left
    while x < s.right:
        wide, high = s.unit * dice.between(6, 11), s.unit * dice.between(*tall)
        tone = p.paint(dice.pick(("#8a93a0", "#a39a92", "#79838f", "#9c8f86")), near)
        layer.add(box(x, foot - high, wide, high, s.paints.across(*sides(s, tone, 0.16))))
        if dice.chance(0.35):
            layer.add(
                box(
                    x + wide * 0.2,
                    foot - high - 2 * s.unit,
                    wide * 0.5,
                    2 * s.unit,
                    p.dark(tone, 0.12),
                )
            )
        _panes(s, layer, (x, foot - high, wide, high), near, dice)
        x += wide * dice.between(0.85, 1.25)


def _panes(
    s: Stage, layer: Layer, at: tuple[float, float, float, float], near: float, dice: Dice
) -> None:
    """Rows of windows as one dashed line a storey, and lit ones upon it."""
    p = s.palette
    x, y, wide, high = at
    floor = 3.2 * s.unit
    rows = int(high / floor)
    glass = p.dark(p.paint("#6d7a88", near), 0.18)
    lamp = mix(p.glow, p.haze, 0.4 * (1 - near))
    cells = "".join(
        f"M{x + wide * share:.0f} {y + floor * (row + 0.45):.0f}v{floor * 0.5:.1f}"
        for row in range(rows)
        for share in (0.24, 0.5, 0.76)
    )
    lit = "".join(
        f"M{x + wide * dice.pick((0.24, 0.5, 0.76)):.0f} {y + floor * (row + 0.45):.0f}"
        f"v{floor * 0.5:.1f}"
        for row in range(rows)
        if dice.chance(1.7 * lights_on(s))
    )
    if cells:
        layer.add(line(cells, f"{glass}@0.5", s.unit * 0.7))
    if lit:
        layer.add(line(lit, lamp, s.unit * 0.8))


@setting("rooftop")
def rooftop(s: Stage) -> None:
    """A flat roof with its tank and vents, the town's towers below and beyond."""
    paint_sky(s)
    p = s.palette
    dice = s.dice("rooftop")
    edge = s.horizon + 12 * s.unit
    skyline(s, s.back, edge, (18, 40), 0.25, "far towers")
    skyline(s, s.far, edge + 4 * s.unit, (6, 24), 0.55, "near towers")
    roof = p.paint(under_snow(s, dice.pick(("#8b8680", "#96897c", "#7d8287"))))
    plane(s, s.mid, roof, edge)
    vista = Vista(s, s.across(dice.pick((0.4, 0.6))))
    paving(vista, s.mid, roof, top=0.28, step=34)
    _parapet(s, edge, roof)
    side = dice.pick((0.13, 0.87))
    _tank(s, s.across(side), edge + 8 * s.unit, 36 * s.unit)
    _stairhead(s, s.across(1 - side), edge + 6 * s.unit, 24 * s.unit, dice)
    _vents(s, edge, 0.3 if side > 0.5 else 0.7, dice)
    if dice.chance(0.6):
        start = (s.across(side), edge - 17 * s.unit)
        string_lights(s, s.mid, start, (s.across(1 - side), edge - 14 * s.unit), 17)


def _parapet(s: Stage, edge: float, roof: str) -> None:
    p = s.palette
    tall = 5.4 * s.unit
    s.mid.add(
        box(s.left, edge - tall, s.span, tall + s.unit, s.paints.down(roof, p.dark(roof, 0.42)))
    )
    s.mid.add(box(s.left, edge - tall - s.unit, s.span, 1.5 * s.unit, p.lit(roof, 0.4)))
    fill = s.paints.down(f"{p.shade}@0.4", f"{p.shade}@0")
    s.mid.add(box(s.left, edge + s.unit, s.span, 5 * s.unit, fill))


def _tank(s: Stage, x: float, foot: float, tall: float) -> None:
    """A wooden water tank on its legs."""
    p = s.palette
    wood, iron = p.paint("#8a6248"), p.paint("#3b3f45")
    hoops = "".join(f"M-24 {y}Q0 {y + 6} 24 {y}" for y in (-48, -60, -72))
    s.mid.add(
        terrain.shadow_on_ground(s, x, foot, tall * 0.26),
        group(
            line("M-18 0L-15 -42M18 0L15 -42M-8 -2L-7 -42M8 -2L7 -42", iron, 2.6),
            line("M-18 -4L15 -36M18 -4L-15 -36", iron, 1.2),
            box(-26, -43, 52, 4, p.dark(iron, 0.2)),
            shape("M-24 -42V-78H24V-42Q0 -37-24 -42Z", s.shaded(wood, 0.5)),
            line(hoops, p.dark(wood, 0.55), 1.3),
            polygon([(-27, -77), (0, -99), (27, -77)], s.shaded(p.paint("#5d5a5c"), 0.45)),
            at=(x, foot),
            scale=tall / 100,
        ),
    )


def _stairhead(s: Stage, x: float, foot: float, tall: float, dice: Dice) -> None:
    """The little house over the stairs, an aerial on it."""
    p = s.palette
    wall = p.paint(dice.pick(("#a58a72", "#9a8f86", "#8f6a58")))
    door = p.paint("#4a5a58")
    s.mid.add(
        terrain.shadow_on_ground(s, x, foot, tall * 0.55),
        group(
            line(
                "M18 -78V-128M6 -122H30M9 -114H27M12 -106H24", p.dark(p.paint("#4b4f55"), 0.1), 1.8
            ),
            box(-42, -76, 84, 76, s.paints.across(*sides(s, wall, 0.3))),
            box(-46, -82, 92, 8, p.lit(wall, 0.28)),
            box(-16, -58, 32, 58, door),
            box(-16, -58, 32, 3, p.dark(door, 0.5)),
            disc(10, -28, 2.2, p.lit(door, 0.7)),
            disc(0, -66, 4, p.glow if lights_on(s) else p.lit(wall, 0.5)),
            at=(x, foot),
            scale=tall / 100,
        ),
    )
    if lights_on(s):
        glow(s, s.mid, x, foot - tall * 0.66, tall * 0.6)


def _vents(s: Stage, edge: float, share: float, dice: Dice) -> None:
    p = s.palette
    tin = p.paint("#9aa0a3")
    for _ in range(2):
        x, foot = (
            s.across(share + dice.between(-0.09, 0.09)),
            edge + dice.between(1.5, 3.5) * s.unit,
        )
        tall = s.unit * dice.between(6, 9)
        s.mid.add(box(x - s.unit, foot - tall, 2 * s.unit, tall, s.shaded(tin, 0.45)))
        s.mid.add(disc(x, foot - tall, 1.9 * s.unit, s.shaded(tin, 0.45), 0.62))


@setting("bridge", shore=True)
def bridge(s: Stage) -> None:
    """A bridge across a river, of stone or hung from towers, seen from the quay."""
    paint_sky(s)
    p = s.palette
    dice = s.dice("bridge")
    water_line = s.horizon + 2 * s.unit
    if dice.chance(0.5):
        terrain.ridge(s, s.back, water_line, 13 * s.unit, p.paint(terrain.LEAF, 0.25), "bank hill")
        house_row(s, s.back, water_line + s.unit, 9 * s.unit, 0.4, "bank houses")
        terrain.water(s, s.far, water_line)
        _stone_arches(s, water_line + 4 * s.unit, dice)
    else:
        skyline(s, s.back, water_line + s.unit, (8, 24), 0.25, "bank towers")
        terrain.water(s, s.far, water_line)
        _hung_bridge(s, water_line + 3 * s.unit, dice)
    _quay(s)


def _stone_arches(s: Stage, foot: float, dice: Dice) -> None:
    p = s.palette
    stone = p.paint(dice.pick(("#b09f88", "#a3988f", "#b58f75")), 0.72)
    count = dice.pick((3, 4, 5))
    gap = max(s.span / count, 40 * s.unit)
    rise = landmark(s, 21, share=0.4)
    start = s.left - gap * dice.between(0.1, 0.6)
    deck = foot - rise
    opening, piers = "", ""
    x = start
    while x < s.right:
        half = gap * 0.41
        middle = x + gap / 2
        high = min(half, rise * 0.72)
        opening += (
            f"M{middle - half:.1f} {foot + 1:.1f}A{half:.1f} {high:.1f} 0 0 1 "
            f"{middle + half:.1f} {foot + 1:.1f}Z"
        )
        wide, spring = gap * 0.075, deck + rise * 0.42
        piers += polygon(
            [
                (x - wide, foot + s.unit),
                (x - wide, spring),
                (x, spring - wide * 0.8),
                (x + wide, spring),
                (x + wide, foot + s.unit),
            ],
            s.shaded(stone, 0.4),
        )
        x += gap
    # Drawn as one path, the vaults are holes that show the river behind.
    body = f"M{s.left:.1f} {deck:.1f}H{s.right:.1f}V{foot:.1f}H{s.left:.1f}Z"
    s.far.add(
        _pierced(body + opening, s.paints.down(p.lit(stone, 0.16), stone, p.dark(stone, 0.3)))
    )
    s.far.add(line(opening, f"{p.dark(stone, 0.45)}@0.7", s.unit * 0.9))
    s.far.add(piers)
    s.far.add(box(s.left, deck - 2.2 * s.unit, s.span, 2.6 * s.unit, p.lit(stone, 0.22)))
    s.far.add(box(s.left, deck + 0.4 * s.unit, s.span, 0.8 * s.unit, p.dark(stone, 0.35)))
    mirror = f"{p.dark(stone, 0.4)}"
    s.far.add(box(s.left, foot, s.span, rise * 0.5, s.paints.down(f"{mirror}@0.45", f"{mirror}@0")))
    x = start
    while x < s.right:
        lantern(s, s.far, x, deck - 2 * s.unit, 9 * s.unit, 0.7)
        x += gap


def _pierced(data: str, fill: str) -> str:
    """A filled path whose inner outlines are holes."""
    return f'<path d="{data}" fill-rule="evenodd" fill="{fill}"/>'


def _hung_bridge(s: Stage, foot: float, dice: Dice) -> None:
    p = s.palette
    steel = p.paint(dice.pick(("#b5503f", "#6f7f8a", "#8f8878")), 0.7)
    tall = landmark(s, 46)
    deck = foot - tall * 0.2
    gap = max(s.width * 0.52, tall * 1.3)
    first = s.across(dice.pick((0.2, 0.26, 0.32)))
    towers = [first + gap * i for i in (-2, -1, 0, 1, 2)]
    top, low = foot - tall, deck - tall * 0.06
    main, hangers = "", ""
    for left, right in pairwise(towers):
        dip = 2 * low - top
        main += f"M{left:.1f} {top:.1f}Q{(left + right) / 2:.1f} {dip:.1f} {right:.1f} {top:.1f}"
        for i in range(1, 18):
            t = i / 18
            y = (1 - t) ** 2 * top + 2 * t * (1 - t) * dip + t * t * top
            hangers += f"M{left + (right - left) * t:.1f} {y:.1f}V{deck:.1f}"
    s.far.add(line(hangers, f"{steel}@0.7", s.unit * 0.16))
    s.far.add(line(main, p.dark(steel, 0.12), s.unit * 0.7))
    wide = tall * 0.05
    for x in towers:
        s.far.add(
            box(
                x - wide * 1.4, foot - tall * 0.05, wide * 2.8, tall * 0.07, p.paint("#8b867f", 0.7)
            )
        )
        for dx in (-wide, wide * 0.4):
            s.far.add(box(x + dx, top - tall * 0.03, wide * 0.6, tall * 1.01, s.shaded(steel, 0.4)))
        for share in (0.0, 0.24, 0.48, 0.68):
            s.far.add(box(x - wide, top + tall * share, 2 * wide, tall * 0.035, p.dark(steel, 0.2)))
        if lights_on(s):
            glow(s, s.far, x, top, tall * 0.12, 0.9)
    s.far.add(
        box(s.left, deck, s.span, tall * 0.05, s.paints.down(p.lit(steel, 0.3), p.dark(steel, 0.4)))
    )
    if lights_on(s):
        lamps = "".join(
            f"M{s.left + i * 6 * s.unit:.0f} {deck - s.unit:.0f}h.1"
            for i in range(int(s.span / (6 * s.unit)))
        )
        s.far.add(line(lamps, p.glow, s.unit * 0.7))
    mirror = p.dark(steel, 0.5)
    for x in towers:
        fill = s.paints.down(f"{mirror}@0.4", f"{mirror}@0")
        s.far.add(box(x - wide, foot, 2 * wide, tall * 0.32, fill))


def _quay(s: Stage) -> None:
    """Paving by the water, a low rail along it."""
    p = s.palette
    top = s.horizon + (s.height - s.horizon) * 0.4
    stone = p.paint(under_snow(s, "#a69a8c"))
    plane(s, s.mid, stone, top)
    paving(
        Vista(s, s.across(0.5)),
        s.mid,
        stone,
        top=(top - s.horizon) / (s.bottom - s.horizon),
        step=30,
    )
    s.mid.add(box(s.left, top, s.span, 1.2 * s.unit, p.lit(stone, 0.35)))
    iron = p.paint("#3d444b")
    high = top - 6 * s.unit
    posts = "".join(
        f"M{s.left + i * 14 * s.unit:.0f} {top:.0f}V{high - s.unit:.0f}"
        for i in range(int(s.span / (14 * s.unit)) + 1)
    )
    chain = curve(
        [
            (s.left + i * 7 * s.unit, high + (i % 2) * 2.2 * s.unit)
            for i in range(int(s.span / (7 * s.unit)) + 2)
        ]
    )
    s.mid.add(line(posts, iron, s.unit * 0.9), line(chain, iron, s.unit * 0.35))
    for share in (0.05, 0.95):
        lantern(s, s.mid, s.across(share), top + 4 * s.unit, 34 * s.unit, 0.95)
