"""Where people learn: classroom, library, lecture hall."""

from __future__ import annotations

from itertools import pairwise

from models.preview.panels.drawing import Layer, box, disc, group, line, polygon, shape
from models.preview.panels.scenery.registry import setting
from models.preview.panels.scenery.room import room
from models.preview.panels.scenery.rooms.floor import scale_at, stand
from models.preview.panels.scenery.rooms.goods import books
from models.preview.panels.scenery.rooms.hall import NEAR, Hall, Place, hall
from models.preview.panels.scenery.rooms.lamps import chandelier, sconce, table_lamp
from models.preview.panels.scenery.rooms.openings import glazing, opening
from models.preview.panels.scenery.rooms.seats import table
from models.preview.panels.stage import Stage


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


@setting("library", indoors=True)
def library(s: Stage) -> None:
    """Two walls of books with ladders, an arched window, reading tables under green lamps."""
    dice = s.dice("library")
    p = s.palette
    wood = dice.pick(("#6b4529", "#7a5638", "#54382a"))
    h = hall(
        s,
        (wood, dice.pick(("#7a5a42", "#8f7a5f")), "#d9cbb0"),
        half=62,
        high=88,
        deep=26,
        end=3.6,
        wander=6,
    )
    h.stand(s.back, 0, h.end, glazing(s, 0, -130, 190, 290, "#8a6a48", head="round", panes=(4, 5)))
    for x in (-175, 175):
        h.stand(s.back, x * 0.095, h.end, group(books_case(s, 120, f"end {x}"), at=(0, 0)))
    for side in (-1, 1):
        _stacks(s, h, side)
        h.strokes(
            s.mid,
            [[(side * 56, -h.deep, far), (side * 61, 60, far)] for far in (1.5, 1.64)],
            p.lit(p.paint(wood), 0.3),
            1.3 * s.unit,
        )
        rungs = [
            [
                (side * (56 + 5 * t), -h.deep + 86 * t, 1.5),
                (side * (56 + 5 * t), -h.deep + 86 * t, 1.64),
            ]
            for t in (0.1, 0.22, 0.34, 0.46, 0.58, 0.7, 0.82, 0.94)
        ]
        h.strokes(s.mid, rungs, p.lit(p.paint(wood), 0.2), 0.7 * s.unit)
    runner = p.paint(dice.pick(("#7a3a35", "#3f5a4a", "#3f4a6b")))
    h.flat(s.mid, -h.deep, (-16, 16), (NEAR, h.end), s.paints.down(p.lit(runner, 0.25), runner))
    strong = 0.1 if p.night else 0.4
    h.flat(
        s.mid,
        -h.deep,
        (-20, 20),
        (1.0, h.end),
        s.paints.down(f"{p.light}@{strong}", f"{p.light}@0"),
    )
    for far in (3.0, 2.3, 1.75):
        for side in (-1, 1):
            h.stand(
                s.mid,
                side * 37,
                far,
                table(s, "#6b4529", 130),
                table_lamp(s, 0, -82, "#3f8a5f"),
                _open_book(s),
            )
    h.stand(s.mid, 0, 2.3, chandelier(s, 0, 0, 150, 6), y=56)
    h.stand(s.front, dice.pick((-1, 1)) * 56, 0.6, _pile(s))


def _stacks(s: Stage, h: Hall, side: int) -> None:
    """Shelves along a wall, their books as patches of colour, smaller the farther."""
    p = s.palette
    dice = s.dice(f"stacks {side}")
    covers = ("#8f4f3d", "#3f5f7f", "#c9a25a", "#4f6b58", "#6d5a7d", "#b5a48c")
    patches: dict[str, list[list[Place]]] = {tone: [] for tone in covers}
    x = side * (h.half - 1)
    levels = [-h.deep + 3 + 11 * i for i in range(10)]
    ends = [0.34, 0.5, 0.72, 1.0, 1.36, 1.8, 2.35, 3.0, 3.55]
    for near, far in pairwise(ends):
        for level in levels:
            at = near + 0.05 * (far - near)
            while at < far - 0.12 * (far - near):
                end = min(far - 0.05 * (far - near), at + (far - near) * dice.between(0.1, 0.34))
                top = level + dice.between(6.4, 9)
                if dice.chance(0.93):
                    patches[dice.pick(covers)].append(
                        [(x, level, at), (x, level, end), (x, top, end), (x, top, at)]
                    )
                at = end
    h.wall(s.far, side, (NEAR, h.end), (-1.2 * h.deep, 84), p.dark(p.paint("#4a3222"), 0.45))
    for tone, found in patches.items():
        fill = p.paint(tone, 0.92)
        h.patches(s.far, found, p.dark(fill, 0.22) if side == s.light_side else p.lit(fill, 0.06))
    wood = p.paint("#7a5234")
    boards: list[list[Place]] = [
        [(x, level - 0.8, NEAR), (x, level - 0.8, h.end)] for level in levels
    ]
    h.strokes(s.far, boards, p.lit(wood, 0.14), 0.8 * s.unit)
    for far in ends[1:]:
        h.strokes(s.far, [[(x, -h.deep, far), (x, 84, far)]], wood, 2.2 * s.unit / far)


def books_case(s: Stage, wide: float, name: str) -> str:
    """A tall case of books seen from the front, in centimetres."""
    p = s.palette
    wood = p.paint("#6b4529")
    parts = [box(-wide / 2, -300, wide, 300, p.dark(wood, 0.5))]
    for row in range(7):
        y = -8.0 - 42 * row
        parts.append(
            group(books(s, wide - 8, s.dice(f"{name} {row}"), tall=34), at=(4 - wide / 2, y))
        )
        parts.append(box(-wide / 2, y, wide, 5, p.lit(wood, 0.15)))
    return "".join(parts)


def _open_book(s: Stage) -> str:
    p = s.palette
    page = p.lit(p.paint("#efe6d0"), 0.3)
    return polygon([(30, -82), (42, -84), (54, -82), (57, -77), (42, -79), (27, -77)], page)


def _pile(s: Stage) -> str:
    p = s.palette
    dice = s.dice("pile of books")
    return "".join(
        box(
            -34 + dice.between(-5, 5),
            -12 * (i + 1),
            dice.between(58, 70),
            11,
            s.shaded(p.paint(dice.pick(("#8f4f3d", "#3f5f7f", "#c9a25a", "#4f6b58"))), 0.4),
            2,
        )
        for i in range(5)
    )


@setting("lecture_hall", indoors=True)
def lecture_hall(s: Stage) -> None:
    """Curved tiers of benches that rise to the back, steps between them, the lectern before."""
    dice = s.dice("lecture hall")
    p, u = s.palette, s.unit
    wood = p.paint(dice.pick(("#a5764a", "#8a5f3c", "#c4986a")))
    wall = p.paint(dice.pick(("#c9bfa8", "#a9b5ba", "#b5a898")))
    x, y = s.across(0.5), s.horizon
    s.back.add(
        box(
            s.left,
            s.top,
            s.span,
            s.bottom - s.top,
            s.paints.down(p.dark(wall, 0.2), p.lit(wall, 0.14)),
        )
    )
    for i in range(-3, 4):
        at = x + i * 30 * u
        s.back.add(shape(opening(at, y - 34 * u, 15 * u, 30 * u, "round"), s.paints.down(*p.sky)))
        bars = f"M{at:.0f} {y - 64 * u:.0f}v{30 * u:.0f}m{-7.5 * u:.0f} {-14 * u:.0f}h{15 * u:.0f}"
        s.back.add(line(bars, p.lit(wall, 0.4), 0.7 * u))
        s.back.add(group(sconce(s, 0, 0), at=(at + 15 * u, y - 44 * u), scale=scale_at(s, 11)))
    seat = p.paint(dice.pick(("#7a3a3a", "#3f5570", "#4f6b55")))
    for row in range(7):
        layer = s.far if row < 4 else s.mid
        _tier(s, layer, row, wood, seat)
    steps = [
        (x - 5 * u, y - 30 * u),
        (x + 5 * u, y - 30 * u),
        (x + 12 * u, y + 16 * u),
        (x - 12 * u, y + 16 * u),
    ]
    s.mid.add(polygon(steps, s.paints.down(p.lit(wall, 0.1), p.dark(wall, 0.15))))
    treads = "".join(
        f"M{x - (5 + 0.5 * i) * u:.0f} {y + (3.3 * i - 30) * u:.0f}h{(10 + i) * u:.0f}"
        for i in range(1, 14)
    )
    s.mid.add(line(treads, f"{p.dark(wall, 0.5)}@0.6", 2))
    floor = p.paint(dice.pick(("#8a6a4c", "#6f7478")))
    s.mid.add(
        box(
            s.left,
            y + 16 * u,
            s.span,
            s.bottom - y,
            s.paints.down(p.lit(floor, 0.15), p.dark(floor, 0.25)),
        )
    )
    glow = s.paints.round(f"{p.light}@0.4", f"{p.light}@0")
    s.mid.add(disc(x, y + 25 * u, 52 * u, glow, 0.18))
    side = dice.pick((-1, 1))
    stand(
        s, s.mid, side * 44, 20, _lectern(s), table_lamp(s, 14, -118, "#3f8a5f", tall=30), shadow=80
    )
    stand(
        s,
        s.mid,
        -side * 52,
        19,
        table(s, "#7a5638", 150),
        group(books(s, 46, dice, tall=22), at=(-58, -84)),
        _globe(s),
        shadow=160,
    )
    stand(s, s.front, -side * 74, 40, _pile(s))


def _tier(s: Stage, layer: Layer, row: int, wood: str, seat: str) -> None:
    """One curved row: a dark gap, the backs of its seats, its desk in the light."""
    p, u = s.palette, s.unit
    x = s.across(0.5)
    near = row / 6
    y = s.horizon + (-30 + 40 * near**1.1) * u
    bow, thick = (7 + 5 * near) * u, (2.6 + 3.4 * near) * u
    half = s.span / 2
    for lift, high, tone in (
        (thick * 1.5, thick * 1.2, p.dark(seat, 0.35)),
        (0.0, thick * 1.5, p.dark(wood, 0.1 + 0.05 * row)),
    ):
        top = y - lift
        left = x - half
        bend = f"M{left:.0f} {top - bow:.0f}q{half:.0f} {2 * bow:.0f} {s.span:.0f} 0"
        data = f"{bend}V{top + high + 30 * u:.0f}H{left:.0f}Z"
        layer.add(shape(data, s.paints.down(p.lit(tone, 0.1), tone)))
    count = 15 - row
    for i in range(-count, count + 1):
        at = x + i * (5.4 + 3.2 * near) * u
        t = (at - x) / half
        if abs(t) > 1 or abs(at - x) < (6 + 5 * near) * u:
            continue
        top = y - bow * t * t - thick * 2.2
        layer.add(
            box(
                at - (2 + 1.1 * near) * u,
                top,
                (4 + 2.2 * near) * u,
                thick * 2.4,
                s.paints.down(p.lit(seat, 0.2), p.dark(seat, 0.2)),
                u,
            )
        )
    edge = f"M{x - half:.0f} {y - bow:.0f}Q{x:.0f} {y + bow:.0f} {x + half:.0f} {y - bow:.0f}"
    layer.add(line(edge, p.lit(wood, 0.4), thick * 0.42))


def _lectern(s: Stage) -> str:
    p = s.palette
    wood = p.paint("#7a5234")
    return (
        polygon([(-22, -104), (22, -104), (28, 0), (-28, 0)], s.shaded(wood, 0.4))
        + box(-14, -80, 28, 50, p.dark(wood, 0.25), 3)
        + polygon([(-32, -118), (32, -118), (36, -102), (-36, -102)], p.lit(wood, 0.3))
        + line("M-10-118Q-12-136-2-144", p.paint("#33373a"), 2.4)
        + disc(-2, -145, 3.4, p.paint("#33373a"))
    )


def _globe(s: Stage) -> str:
    p = s.palette
    sea, land = p.paint("#5f93ad"), p.paint("#9aa565")
    return (
        line("M44-78V-88M30-77H58", p.paint("#7a5234"), 5)
        + disc(44, -112, 24, s.shaded(sea, 0.35))
        + shape(
            "M30-124Q44-136 52-124Q50-112 40-112Q34-112 30-124ZM46-104Q58-112 62-102Q54-94 46-104Z",
            land,
        )
    )
