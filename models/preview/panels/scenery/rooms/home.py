"""Rooms that a family uses all day: kitchen, living room."""

from __future__ import annotations

from models.preview.panels.colour import mix
from models.preview.panels.drawing import box, disc, group, line, shape
from models.preview.panels.scenery.registry import setting
from models.preview.panels.scenery.room import Room, room
from models.preview.panels.scenery.rooms.floor import hang, place, rug, scale_at, stand
from models.preview.panels.scenery.rooms.furniture import (
    bookcase,
    cupboard,
    front_table,
    picture_frame,
    shelf,
)
from models.preview.panels.scenery.rooms.goods import framed
from models.preview.panels.scenery.rooms.lamps import chandelier, floor_lamp, hanging_lamp, sconce
from models.preview.panels.scenery.rooms.openings import curtained, daylight, glazing
from models.preview.panels.scenery.rooms.seats import chair, side_chair, table
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
    bookcase(s, case_x - 16 * u, r.floor + 2 * u, 32 * u, 56 * u)
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
    floor_lamp(s, middle - away * 26 * u, r.floor + 7 * u, 50 * u)


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


@setting("dining_room", indoors=True)
def dining_room(s: Stage) -> None:
    """A laid table with high-backed chairs under a chandelier, panelled walls."""
    dice = s.dice("dining room")
    r = room(
        s,
        dice.pick(("#8f5a4f", "#5f7a6f", "#5a6a85", "#b59a6a")),
        "#7a5638",
        window=False,
        high=dice.between(50, 57),
    )
    side = s.light_side
    _panelling(s, r)
    cloth = dice.pick(("#c9a86a", "#7f3f3f", "#4f6b5a"))
    for x in (side * 52, -side * 60):
        pane = glazing(s, 0, -72, 92, 210, "#e9e0cf", panes=(2, 4), moon=x == side * 52)
        hang(s, x, pane, curtained(s, 0, -72, 92, 210, cloth))
    k = scale_at(s, 15)
    at, foot = place(s, side * 52, 15)
    daylight(s, at, foot - 280 * k, 92 * k, 210 * k)
    hang(s, -side * 6, framed(s, 0, -150, dice.between(90, 140), 84, dice), layer=s.far)
    for x in (-side * 6 - 24, -side * 6 + 24):
        hang(s, x, sconce(s, 0, -170), layer=s.far)
    rug(s, 0, 17, 128, 14, (dice.pick(("#7f3f3a", "#3f5a6b", "#5f6b45")), "#c9a86a"))
    wood, seat = (
        dice.pick(("#6b4429", "#8a6038", "#4f3626")),
        dice.pick(("#a8483f", "#4f6b7f", "#b5924f")),
    )
    for x in (-30, -10, 10, 30):
        stand(s, s.mid, x, 16.6, group(chair(s, wood, seat), scale=1.12))
    stand(s, s.mid, 0, 19, table(s, wood, 300, deep=26), _laid(s, 250), shadow=340)
    for x, facing in ((-48, 1), (48, -1)):
        stand(s, s.mid, x, 19.5, side_chair(s, wood, facing), shadow=60)
    hang(s, 0, chandelier(s, 0, -215, 150, 7), layer=s.mid)


def _panelling(s: Stage, r: Room) -> None:
    """Wood to the height of a chair's back."""
    u, p = s.unit, s.palette
    tone = p.paint("#e3d9c6")
    top, wide = r.floor - 20 * u, r.right - r.left
    s.back.add(box(r.left, top, wide, r.floor - top, s.shaded(tone, 0.22)))
    s.back.add(box(r.left, top - u, wide, 1.4 * u, p.lit(tone, 0.4)))
    for i in range(11):
        x = r.left + wide * (i + 0.12) / 11
        s.back.add(box(x, top + 3.4 * u, wide * 0.07, 12 * u, f"{p.dark(tone, 0.4)}@0.3", 2))


def _laid(s: Stage, wide: float) -> str:
    """Plates, glasses and candlesticks on a table's far half."""
    p = s.palette
    china, glass = p.lit(p.paint("#eeeae0"), 0.3), f"{p.paint('#cfe6ea')}@0.6"
    parts: list[str] = []
    for i in range(5):
        x = wide * (i / 4 - 0.5)
        parts.append(disc(x, -85, 17, china, 0.26) + disc(x, -85, 11, p.dark(china, 0.12), 0.26))
        parts.append(
            box(x + 20, -104, 7, 12, glass, 3) + line(f"M{x + 23.5:.1f} -92V-85", glass, 1.4)
        )
    for x in (-wide * 0.26, wide * 0.26):
        parts.append(disc(x, -122, 46, s.paints.round(f"{p.glow}@0.5", f"{p.glow}@0")))
        parts.append(line(f"M{x:.1f} -88V-104", p.paint("#b8924a"), 4))
        parts.append(
            box(x - 2, -120, 4, 17, p.lit(china, 0.3)) + disc(x, -124, 2.4, p.lit(p.glow, 0.5), 1.8)
        )
    fruit = (("#c96f4f", -7, -96), ("#d9a84f", 6, -97), ("#8fa85a", 0, -101))
    parts.append("".join(disc(x, y, 8, s.shaded(p.paint(tone), 0.3)) for tone, x, y in fruit))
    parts.append(shape("M-20-96Q0-78 20-96Z", s.shaded(p.paint("#8fa3b5"), 0.3)))
    return "".join(parts)
