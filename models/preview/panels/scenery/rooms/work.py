"""Where people work with hands and heads: office, workshop, laboratory."""

from __future__ import annotations

from models.preview.panels.drawing import box, disc, group, line, polygon, shape
from models.preview.panels.scenery.registry import setting
from models.preview.panels.scenery.room import room
from models.preview.panels.scenery.rooms.furniture import (
    cupboard,
    desk,
    front_table,
    picture_frame,
    plant,
    shelf,
)
from models.preview.panels.scenery.rooms.lamps import hanging_lamp
from models.preview.panels.stage import Stage


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
        desk(s, x, r.floor + 9 * u, 40 * u, screen=True)
    plant(s, middle + away * 76 * u, r.floor + 6 * u, 26 * u)


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
