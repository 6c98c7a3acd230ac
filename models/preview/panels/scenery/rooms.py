"""Indoors: kitchen, living room, office, classroom, hospital, workshop, laboratory."""

from __future__ import annotations

from models.preview.panels.colour import mix
from models.preview.panels.drawing import blob, box, disc, group, line, polygon, shape
from models.preview.panels.scenery.houses import lights_on
from models.preview.panels.scenery.registry import setting
from models.preview.panels.scenery.room import (
    cupboard,
    front_table,
    hanging_lamp,
    lamplight,
    picture_frame,
    room,
    shelf,
)
from models.preview.panels.stage import Stage


@setting("kitchen", indoors=True)
def kitchen(s: Stage) -> None:
    """A worktop under a window, shelves with jars, a lamp over it."""
    dice = s.dice("kitchen")
    wall = dice.pick(("#d9c8a4", "#b5c4b8", "#cfae94"))
    r = room(s, wall, "#a57f5c")
    u = s.unit
    front = dice.pick(("#6f8a7f", "#8f6f4f", "#c9b08a"))
    top = r.floor - 17 * u
    cupboard(s, r.left + 6 * u, r.floor + 2 * u, (r.right - r.left) - 12 * u, 19 * u, front, 9)
    inner = s.across(0.5) - s.light_side * 40 * u
    shelf(s, inner - 22 * u, top - 17 * u, 44 * u, "#8a6a4c", "jars", "jars")
    shelf(s, inner - 22 * u, top - 30 * u, 44 * u, "#8a6a4c", "jars two", "jars")
    _stove(s, inner, top, u)
    hanging_lamp(
        s, s.across(0.5), s.horizon - 30 * u, 6 * u, dice.pick(("#b5483f", "#3f5f6b", "#c9a25a"))
    )
    front_table(s, "#8a6a4c")


def _stove(s: Stage, x: float, top: float, u: float) -> None:
    p = s.palette
    iron = p.paint("#4a4f57")
    s.mid.add(box(x - 8 * u, top - 0.4 * u, 16 * u, 19 * u, s.shaded(iron, 0.4)))
    s.mid.add(box(x - 6 * u, top + 5 * u, 12 * u, 9 * u, p.dark(iron, 0.5), 4))
    ember = p.paint("#e0803f")
    s.mid.add(box(x - 4.5 * u, top + 7 * u, 9 * u, 5 * u, f"{mix(ember, p.glow, 0.4)}@0.6", 4))
    pot = p.paint("#b5653f")
    s.mid.add(box(x - 5 * u, top - 6 * u, 8 * u, 5.6 * u, s.shaded(pot, 0.4), 4))
    s.mid.add(box(x - 5.6 * u, top - 6.6 * u, 9.2 * u, 1.2 * u, p.lit(pot, 0.3), 3))
    for i, lean in enumerate((-1, 1, -1)):
        data = (
            f"M{x - u + i * u:.1f} {top - 8 * u:.1f}q{lean * 2.4 * u:.1f}"
            f" {-3 * u:.1f} 0 {-6 * u:.1f}t0 {-6 * u:.1f}"
        )
        s.mid.add(line(data, f"{p.light}@0.22", u))


@setting("living_room", indoors=True)
def living_room(s: Stage) -> None:
    """A sofa on a rug, books, a picture, a standing lamp."""
    dice = s.dice("living room")
    r = room(s, dice.pick(("#c4a98f", "#9fb0ab", "#b59fa3", "#c9bfa2")), "#8f6848")
    u, p = s.unit, s.palette
    away = -s.light_side
    middle = s.across(0.5)
    case_x = middle + away * 50 * u
    _bookcase(s, case_x - 16 * u, r.floor + 2 * u, 32 * u, 56 * u)
    picture_frame(s, middle + away * 18 * u - 10 * u, s.horizon - 36 * u, 20 * u, 14 * u)
    rug = p.paint(dice.pick(("#8f4f4a", "#4a5f7f", "#7f7a4f")))
    s.mid.add(disc(middle, r.floor + 17 * u, 62 * u, rug, 0.2))
    s.mid.add(disc(middle, r.floor + 17 * u, 54 * u, p.lit(rug, 0.2), 0.2))
    s.mid.add(disc(middle, r.floor + 17 * u, 50 * u, rug, 0.2))
    _sofa(
        s,
        middle + away * 10 * u,
        r.floor + 7 * u,
        52 * u,
        dice.pick(("#4f6b6b", "#b5714f", "#5f5a7f", "#7f7f5a")),
    )
    _floor_lamp(s, middle - away * 26 * u, r.floor + 7 * u, 50 * u)


def _bookcase(s: Stage, x: float, foot: float, wide: float, tall: float) -> None:
    tone = s.palette.paint("#6b4d38")
    s.mid.add(box(x, foot - tall, wide, tall, s.palette.dark(tone, 0.45)))
    for i in range(4):
        shelf(
            s, x, foot - tall + (i + 1) * tall / 4 - s.unit, wide, "#6b4d38", f"books {i}", "books"
        )
    s.mid.add(
        box(x - s.unit, foot - tall, 1.6 * s.unit, tall, tone),
        box(x + wide - 0.6 * s.unit, foot - tall, 1.6 * s.unit, tall, tone),
    )
    s.mid.add(
        box(
            x - s.unit,
            foot - tall - s.unit,
            wide + 2 * s.unit,
            1.8 * s.unit,
            s.palette.lit(tone, 0.2),
        )
    )


def _sofa(s: Stage, x: float, foot: float, wide: float, colour: str) -> None:
    p, u = s.palette, s.unit
    tone = p.paint(colour)
    tall = wide * 0.34
    left = x - wide / 2
    s.mid.add(
        disc(x, foot + u, wide * 0.58, s.paints.round(f"{p.shade}@0.6", f"{p.shade}@0"), 0.12)
    )
    s.mid.add(
        box(
            left + wide * 0.04,
            foot - tall,
            wide * 0.92,
            tall * 0.8,
            s.paints.down(p.lit(tone, 0.2), tone),
            tall * 0.16,
        )
    )
    for i in range(3):
        cx = left + wide * (0.1 + 0.27 * i)
        s.mid.add(
            box(
                cx,
                foot - tall * 0.92,
                wide * 0.26,
                tall * 0.5,
                s.shaded(p.lit(tone, 0.05), 0.25),
                tall * 0.12,
            )
        )
        s.mid.add(
            box(
                cx,
                foot - tall * 0.5,
                wide * 0.26,
                tall * 0.26,
                s.shaded(p.lit(tone, 0.14), 0.3),
                tall * 0.08,
            )
        )
    s.mid.add(
        box(
            left + wide * 0.04,
            foot - tall * 0.28,
            wide * 0.92,
            tall * 0.22,
            p.dark(tone, 0.3),
            tall * 0.06,
        )
    )
    for ax in (left, left + wide * 0.89):
        s.mid.add(
            box(ax, foot - tall * 0.66, wide * 0.11, tall * 0.62, s.shaded(tone, 0.35), tall * 0.14)
        )
        s.mid.add(
            box(
                ax + wide * 0.03,
                foot - tall * 0.06,
                wide * 0.03,
                tall * 0.1,
                p.dark(p.paint("#4a3527"), 0.3),
            )
        )
    cushion = p.paint("#d9b86a")
    s.mid.add(
        group(
            box(-1, -1, 2, 2, s.shaded(cushion, 0.3), 0.4),
            at=(left + wide * 0.2, foot - tall * 0.62),
            scale=wide * 0.06,
        )
    )


def _floor_lamp(s: Stage, x: float, foot: float, tall: float) -> None:
    p = s.palette
    iron = p.paint("#4a4038")
    head = foot - tall
    s.mid.add(line(f"M{x:.1f} {foot:.1f}V{head:.1f}", iron, tall * 0.02))
    s.mid.add(disc(x, foot, tall * 0.12, iron, 0.2))
    lamplight(s, x, head, tall * 0.75)
    cloth = p.glow if lights_on(s) else p.paint("#d9c8a4")
    points = [
        (x - tall * 0.09, head - tall * 0.1),
        (x + tall * 0.09, head - tall * 0.1),
        (x + tall * 0.16, head + tall * 0.08),
        (x - tall * 0.16, head + tall * 0.08),
    ]
    s.mid.add(polygon(points, s.paints.down(p.lit(cloth, 0.3), cloth)))


@setting("office", indoors=True)
def office(s: Stage) -> None:
    """Desks with screens, files, a wide window with blinds."""
    r = room(s, s.dice("office").pick(("#a9b3b8", "#b8b0a2")), "#7f8387", boards=False)
    u = s.unit
    away = -s.light_side
    middle = s.across(0.5)
    cupboard(s, middle + away * 58 * u - 14 * u, r.floor + 2 * u, 28 * u, 34 * u, "#8a9299", 2, 4)
    picture_frame(s, middle + away * 22 * u - 9 * u, s.horizon - 38 * u, 18 * u, 13 * u)
    for x in (middle + away * 20 * u, middle - away * 44 * u):
        _desk(s, x, r.floor + 9 * u, 40 * u, screen=True)
    _plant(s, middle + away * 76 * u, r.floor + 6 * u, 26 * u)


def _desk(s: Stage, x: float, foot: float, wide: float, *, screen: bool) -> None:
    p, u = s.palette, s.unit
    wood = p.paint("#a9825a")
    tall = wide * 0.42
    top = foot - tall
    s.mid.add(disc(x, foot, wide * 0.6, s.paints.round(f"{p.shade}@0.55", f"{p.shade}@0"), 0.1))
    for dx in (-0.46, 0.42):
        s.mid.add(box(x + wide * dx, top, wide * 0.04, tall, p.dark(wood, 0.5)))
    s.mid.add(box(x + wide * 0.16, top, wide * 0.3, tall * 0.72, s.shaded(p.dark(wood, 0.2), 0.3)))
    if screen:
        s.mid.add(
            box(x - wide * 0.05, top - tall * 0.2, wide * 0.05, tall * 0.2, p.paint("#3a3f45"))
        )
        s.mid.add(
            box(x - wide * 0.24, top - tall * 0.86, wide * 0.43, tall * 0.68, p.paint("#2f343a"), 4)
        )
        light = mix(p.paint("#8fc4d9"), p.light, 0.2)
        s.mid.add(
            box(
                x - wide * 0.22,
                top - tall * 0.82,
                wide * 0.39,
                tall * 0.58,
                s.paints.slant(light, p.dark(light, 0.3)),
                2,
            )
        )
        for i, reach in enumerate((0.26, 0.2, 0.3, 0.14)):
            s.mid.add(
                box(
                    x - wide * 0.19,
                    top - tall * (0.74 - 0.12 * i),
                    wide * reach,
                    tall * 0.045,
                    f"{p.lit(light, 0.5)}@0.8",
                )
            )
    s.mid.add(box(x - wide * 0.34, top - tall * 0.06, wide * 0.14, tall * 0.06, p.paint("#e8e2d4")))
    s.mid.add(
        box(x - wide / 2, top, wide, 1.5 * u, s.paints.down(p.lit(wood, 0.35), p.dark(wood, 0.15)))
    )


def _plant(s: Stage, x: float, foot: float, tall: float) -> None:
    p = s.palette
    pot, leaf = p.paint("#b5714f"), p.paint("#5f8a5a")
    for i in range(9):
        lean = (i - 4) / 4
        tip = (x + lean * tall * 0.42, foot - tall * (1 - 0.34 * abs(lean)))
        base = foot - tall * 0.26
        data = (
            f"M{x - 2:.1f} {base:.1f}Q{x + lean * tall * 0.1 - tall * 0.05:.1f}"
            f" {foot - tall * 0.8:.1f} {tip[0]:.1f} "
            f"{tip[1]:.1f}Q{x + lean * tall * 0.24 + tall * 0.04:.1f}"
            f" {foot - tall * 0.5:.1f} {x + 2:.1f} {base:.1f}Z"
        )
        s.mid.add(shape(data, p.lit(leaf, 0.16) if i % 2 else p.dark(leaf, 0.2)))
    s.mid.add(
        polygon(
            [
                (x - tall * 0.16, foot - tall * 0.3),
                (x + tall * 0.16, foot - tall * 0.3),
                (x + tall * 0.11, foot),
                (x - tall * 0.11, foot),
            ],
            s.shaded(pot, 0.4),
        )
    )


@setting("classroom", indoors=True)
def classroom(s: Stage) -> None:
    """A blackboard, rows of desks, a globe."""
    r = room(s, "#c9c0a4", "#a07a54")
    u, p = s.unit, s.palette
    away = -s.light_side
    x, y = s.across(0.5) + away * 20 * u, s.horizon - 42 * u
    slate = p.paint("#3f5a50")
    s.back.add(box(x - 38 * u, y - 1.6 * u, 76 * u, 35 * u, p.paint("#8a6444")))
    s.back.add(box(x - 36 * u, y, 72 * u, 31.6 * u, s.paints.slant(p.lit(slate, 0.16), slate)))
    chalk = f"{p.lit(p.paint('#e8e6dc'), 0.2)}@0.7"
    dice = s.dice("chalk")
    for row in range(4):
        reach = dice.between(20, 52) * u
        s.back.add(
            line(
                f"M{x - 31 * u:.1f} {y + (6 + 6.4 * row) * u:.1f}"
                f"q{reach / 2:.1f} {-u:.1f} {reach:.1f} 0",
                chalk,
                0.5 * u,
            )
        )
    s.back.add(
        line(
            f"M{x + 26 * u:.1f} {y + 20 * u:.1f}m-5 0a{5 * u:.1f} {5 * u:.1f} 0"
            f" 1 0 {10 * u:.1f} 0a{5 * u:.1f} {5 * u:.1f} 0 1 0 {-10 * u:.1f} 0",
            chalk,
            0.4 * u,
        )
    )
    for row, (scale, down) in enumerate(((0.55, 5.0), (0.8, 15.0))):
        for i in range(-3, 4):
            cx = s.across(0.5) + i * 40 * u * scale + (10 * u if row else 0)
            _school_desk(s, cx, r.floor + down * u, 24 * u * scale)


def _school_desk(s: Stage, x: float, foot: float, wide: float) -> None:
    p = s.palette
    wood = p.paint("#b98a55")
    tall = wide * 0.6
    s.mid.add(disc(x, foot, wide * 0.6, s.paints.round(f"{p.shade}@0.5", f"{p.shade}@0"), 0.1))
    legs = (
        f"M{x - wide * 0.42:.1f} {foot:.1f}V{foot - tall:.1f}"
        f"M{x + wide * 0.42:.1f} {foot:.1f}V{foot - tall:.1f}"
    )
    s.mid.add(line(legs, p.paint("#4a4f57"), wide * 0.035))
    top = [
        (x - wide * 0.44, foot - tall * 1.14),
        (x + wide * 0.44, foot - tall * 1.14),
        (x + wide * 0.52, foot - tall * 0.92),
        (x - wide * 0.52, foot - tall * 0.92),
    ]
    s.mid.add(polygon(top, p.lit(wood, 0.24)))
    s.mid.add(box(x - wide * 0.52, foot - tall * 0.92, wide * 1.04, tall * 0.2, p.dark(wood, 0.25)))
    s.mid.add(box(x - wide * 0.1, foot - tall * 1.1, wide * 0.28, tall * 0.1, p.paint("#e3ddcd")))


@setting("hospital", indoors=True)
def hospital(s: Stage) -> None:
    """A bed, a curtain, a drip, a monitor."""
    r = room(s, "#bfd0d0", "#a9b5b8", boards=False)
    u, p = s.unit, s.palette
    away = -s.light_side
    middle = s.across(0.5)
    cloth = p.paint("#8fb8b5")
    left = middle + away * 62 * u - 16 * u
    s.mid.add(
        line(
            f"M{left - 4 * u:.1f} {s.horizon - 46 * u:.1f}h{44 * u:.1f}",
            p.paint("#8a9299"),
            0.8 * u,
        )
    )
    for i in range(8):
        x = left + i * 4 * u
        s.mid.add(
            box(
                x,
                s.horizon - 46 * u,
                4.2 * u,
                62 * u,
                s.paints.across(p.lit(cloth, 0.2), p.dark(cloth, 0.2)),
                2,
            )
        )
    _bed(s, middle + away * 8 * u, r.floor + 4 * u, 66 * u)
    pole = middle - away * 30 * u
    steel = p.paint("#9aa3aa")
    s.mid.add(
        line(
            f"M{pole:.1f} {r.floor + 10 * u:.1f}V{s.horizon - 34 * u:.1f}h{5 * u:.1f}",
            steel,
            0.8 * u,
        )
    )
    s.mid.add(box(pole + 3 * u, s.horizon - 33 * u, 5 * u, 9 * u, f"{p.paint('#d9ecef')}@0.85", 6))
    s.mid.add(
        line(
            f"M{pole + 5.5 * u:.1f} {s.horizon - 24 * u:.1f}"
            f"q0 {20 * u:.1f} {away * 14 * u:.1f} {26 * u:.1f}",
            f"{p.lit(steel, 0.4)}@0.8",
            2,
        )
    )


def _bed(s: Stage, x: float, foot: float, wide: float) -> None:
    p = s.palette
    steel, sheet, blanket = p.paint("#8a949c"), p.paint("#eef0ec"), p.paint("#7fa3b5")
    tall = wide * 0.3
    left, top = x - wide / 2, foot - tall
    s.mid.add(disc(x, foot, wide * 0.6, s.paints.round(f"{p.shade}@0.5", f"{p.shade}@0"), 0.09))
    for bx, height in ((left, 1.7), (left + wide, 1.35)):
        s.mid.add(line(f"M{bx:.1f} {foot:.1f}V{foot - tall * height:.1f}", steel, wide * 0.02))
    s.mid.add(
        box(left - wide * 0.01, foot - tall * 1.72, wide * 0.03, tall * 1.1, p.lit(steel, 0.3), 5)
    )
    s.mid.add(
        box(left, top + tall * 0.24, wide, tall * 0.26, s.paints.down(sheet, p.dark(sheet, 0.3)), 6)
    )
    pillow = [
        (left + wide * 0.03, top + tall * 0.24),
        (left + wide * 0.05, top - tall * 0.12),
        (left + wide * 0.15, top - tall * 0.16),
        (left + wide * 0.24, top + tall * 0.04),
        (left + wide * 0.24, top + tall * 0.26),
    ]
    s.mid.add(blob(pillow, s.shaded(sheet, 0.24)))
    start, end, low = left + wide * 0.28, left + wide, top + tall * 0.66
    cover = (
        f"M{start:.0f} {low:.0f}V{top + tall * 0.16:.0f}C{start + wide * 0.16:.0f} "
        f"{top - tall * 0.14:.0f} {end - wide * 0.3:.0f} {top + tall * 0.2:.0f} {end:.0f} "
        f"{top + tall * 0.16:.0f}V{low:.0f}Z"
    )
    s.mid.add(shape(cover, s.shaded(blanket, 0.36)))
    s.mid.add(box(start, top + tall * 0.14, wide * 0.05, low - top - tall * 0.14, sheet, 4))


@setting("workshop", indoors=True)
def workshop(s: Stage) -> None:
    """A bench under a wall of tools, a bare bulb."""
    r = room(s, "#8f7a62", "#77604a")
    u, p = s.unit, s.palette
    middle = s.across(0.5)
    away = -s.light_side
    x = middle + away * 22 * u
    board = p.paint("#6b5540")
    s.mid.add(box(x - 34 * u, s.horizon - 38 * u, 68 * u, 26 * u, s.shaded(board, 0.3)))
    dice = s.dice("tools")
    for i in range(11):
        _tool(
            s, x - 30 * u + i * 6 * u, s.horizon - 35 * u, dice.between(9, 17) * u, dice.count(0, 3)
        )
    _bench(s, x, r.floor + 6 * u, 76 * u)
    hanging_lamp(s, x, s.horizon - 42 * u, 5 * u, "#4f5f58")
    shelf(s, middle - away * 74 * u, s.horizon - 6 * u, 34 * u, "#6b5540", "tins", "jars")
    front_table(s, "#6b5540")


def _tool(s: Stage, x: float, y: float, tall: float, kind: int) -> None:
    p, u = s.palette, s.unit
    steel, wood = p.paint("#a3abb0"), p.paint("#b5824f")
    if kind == 0:
        s.mid.add(
            box(x - 0.5 * u, y + 2.4 * u, u, tall - 2.4 * u, wood, 2),
            box(x - 2.2 * u, y, 4.4 * u, 2.6 * u, s.shaded(steel, 0.4), 2),
        )
    elif kind == 1:
        s.mid.add(
            polygon(
                [
                    (x - 1.6 * u, y),
                    (x + 1.6 * u, y),
                    (x + 0.5 * u, y + tall * 0.74),
                    (x - 0.5 * u, y + tall * 0.74),
                ],
                s.shaded(steel, 0.3),
            )
        )
        s.mid.add(box(x - 0.9 * u, y + tall * 0.72, 1.8 * u, tall * 0.28, wood, 4))
    elif kind == 2:
        s.mid.add(
            line(f"M{x:.1f} {y + 2 * u:.1f}V{y + tall:.1f}", steel, 1.1 * u),
            disc(x, y + 1.6 * u, 1.7 * u, steel),
            disc(x, y + 0.9 * u, 0.8 * u, p.dark(p.paint("#6b5540"), 0.3)),
        )
    else:
        s.mid.add(
            line(f"M{x:.1f} {y:.1f}V{y + tall * 0.6:.1f}", steel, 0.7 * u),
            box(x - u, y + tall * 0.58, 2 * u, tall * 0.36, p.paint("#a8483f"), 6),
        )


def _bench(s: Stage, x: float, foot: float, wide: float) -> None:
    p, u = s.palette, s.unit
    wood = p.paint("#9a7148")
    tall = 20 * u
    s.mid.add(disc(x, foot, wide * 0.56, s.paints.round(f"{p.shade}@0.6", f"{p.shade}@0"), 0.08))
    for dx in (-0.44, 0.38):
        s.mid.add(box(x + wide * dx, foot - tall, wide * 0.06, tall, s.shaded(wood, 0.5)))
    s.mid.add(box(x - wide * 0.4, foot - tall * 0.36, wide * 0.8, 1.6 * u, p.dark(wood, 0.4)))
    s.mid.add(
        box(
            x - wide / 2,
            foot - tall - 2.4 * u,
            wide,
            3 * u,
            s.paints.down(p.lit(wood, 0.35), p.dark(wood, 0.2)),
            2,
        )
    )
    vice = p.paint("#4f6b7f")
    s.mid.add(box(x + wide * 0.26, foot - tall - 8 * u, 9 * u, 5.6 * u, s.shaded(vice, 0.4), 3))
    s.mid.add(
        line(
            f"M{x + wide * 0.26 + 9 * u:.1f} {foot - tall - 5 * u:.1f}"
            f"h{5 * u:.1f}m0 {-3 * u:.1f}v{6 * u:.1f}",
            p.paint("#a3abb0"),
            u,
        )
    )


@setting("laboratory", indoors=True)
def laboratory(s: Stage) -> None:
    """White benches, glassware, light from above."""
    r = room(s, "#b8c8cc", "#9aa5aa", boards=False)
    u = s.unit
    middle = s.across(0.5)
    away = -s.light_side
    for i in range(2):
        shelf(
            s,
            middle + away * 30 * u - 30 * u,
            s.horizon - (14 + 15 * i) * u,
            60 * u,
            "#8a979c",
            f"glass {i}",
            "glass",
        )
    cupboard(s, r.left + 4 * u, r.floor + 4 * u, r.right - r.left - 8 * u, 18 * u, "#d3dbdc", 8, 2)
    top = r.floor - 15.4 * u
    for share, size, tone in ((-20, 9, "#4fa37f"), (6, 7, "#c96f8a"), (34, 10, "#4f8fc9")):
        _flask(s, middle + share * u, top, size * u, tone)
    _microscope(s, middle + away * 52 * u, top, 15 * u)


def _flask(s: Stage, x: float, foot: float, tall: float, colour: str) -> None:
    p = s.palette
    glass = f"{p.paint('#cfe6ea')}@0.5"
    liquid = p.paint(colour)
    body = "M-.14-1V-.62L-.46-.1Q-.5 0-.4 0H.4Q.5 0 .46-.1L.14-.62V-1Z"
    fill = "M-.34-.3H.34L.46-.1Q.5 0 .4 0H-.4Q-.5 0-.46-.1Z"
    s.mid.add(disc(x, foot, tall * 0.7, s.paints.round(f"{liquid}@0.4", f"{liquid}@0"), 0.3))
    parts = (
        shape(body, glass),
        shape(fill, s.paints.across(p.lit(liquid, 0.3), liquid)),
        line("M-.1-.9V-.62L-.3-.26", f"{p.light}@0.7", 0.05),
        line("M-.18-1H.18", glass, 0.07),
    )
    s.mid.add(group(*parts, at=(x, foot), scale=tall))


def _microscope(s: Stage, x: float, foot: float, tall: float) -> None:
    p = s.palette
    iron = p.paint("#3f464d")
    parts = (
        box(-0.34, -0.08, 0.68, 0.08, iron, 0.03),
        line("M.2-.06C.42-.3 .4-.6 .12-.72", p.lit(iron, 0.15), 0.11),
        line("M-.1-.34L.12-.96", s.palette.lit(iron, 0.3), 0.13),
        line("M.1-.9L.16-1.06", iron, 0.17),
        box(-0.3, -0.3, 0.5, 0.05, iron),
    )
    s.mid.add(group(*parts, at=(x, foot), scale=tall))
