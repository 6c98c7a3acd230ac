"""Where the law is done: courtroom, prison."""

from __future__ import annotations

from models.preview.panels.drawing import box, disc, group, line, polygon, shape
from models.preview.panels.scenery.registry import setting
from models.preview.panels.scenery.room import Room, room
from models.preview.panels.scenery.rooms.beds import bunk
from models.preview.panels.scenery.rooms.floor import BACK_WALL, hang, place, scale_at, stand
from models.preview.panels.scenery.rooms.lamps import halo, table_lamp
from models.preview.panels.scenery.rooms.openings import daylight, glazing
from models.preview.panels.stage import Stage


@setting("courtroom", indoors=True)
def courtroom(s: Stage) -> None:
    """The judge's high bench before panelled walls and columns, a rail in front of it."""
    dice = s.dice("courtroom")
    p, u = s.palette, s.unit
    wood = dice.pick(("#7a4f30", "#8a6240", "#5f3d2a"))
    r = room(
        s,
        dice.pick(("#cfc4ae", "#b5bfb8", "#c9b59a")),
        dice.pick(("#6b4a35", "#5a5f55")),
        window=False,
        high=dice.between(50, 58),
    )
    side = s.light_side
    for x in (-62, 62):
        hang(
            s,
            x,
            glazing(s, 0, -110, 90, 190, "#e3d9c6", head="round", panes=(2, 4), moon=x * side > 0),
        )
    k = scale_at(s, BACK_WALL)
    at, foot = place(s, side * 62, BACK_WALL)
    daylight(s, at, foot - 300 * k, 90 * k, 190 * k)
    _panels(s, r, wood)
    for x in (-42, -30, 30, 42):
        hang(s, x, _pilaster(s), layer=s.far)
    hang(s, 0, _emblem(s, dice.pick(("scales", "shield"))), layer=s.far)
    for x, tone in ((-24, "#a8352f"), (24, "#2f4a7a")):
        hang(s, x, _flag(s, tone), layer=s.far)
    stand(s, s.mid, 0, 16, _judge(s, wood), shadow=360)
    witness = -side * dice.between(37, 42)
    stand(s, s.mid, witness, 17, _box_of_wood(s, wood, 100, 100), shadow=120)
    stand(s, s.mid, side * 46, 17, _jury(s, wood), shadow=190)
    stand(
        s,
        s.mid,
        -side * 74,
        19,
        _box_of_wood(s, wood, 150, 76),
        table_lamp(s, 0, -80, "#4f7f5a"),
        shadow=160,
    )
    y = s.height * 0.95
    rail = p.dark(p.paint(wood), 0.35)
    for edge in (s.left, s.across(0.5) + 46 * u):
        wide = s.across(0.5) - 46 * u - s.left
        s.front.add(box(edge, y - 3 * u, wide, 3 * u, p.lit(rail, 0.25), 4))
        for i in range(7):
            s.front.add(box(edge + wide * (i + 0.3) / 7, y, 2.6 * u, s.bottom - y, rail, 4))


def _panels(s: Stage, r: Room, colour: str) -> None:
    p, u = s.palette, s.unit
    tone = p.paint(colour)
    top, wide = r.floor - 26 * u, r.right - r.left
    s.back.add(box(r.left, top, wide, r.floor - top, s.shaded(tone, 0.25)))
    s.back.add(box(r.left, top - u, wide, 2 * u, p.lit(tone, 0.3)))
    for i in range(13):
        left = r.left + wide * (i + 0.14) / 13
        s.back.add(box(left, top + 3 * u, wide * 0.055, 19 * u, f"{p.dark(tone, 0.35)}@0.6", 3))


def _pilaster(s: Stage) -> str:
    p = s.palette
    stone = p.paint("#e0d8c6")
    return (
        box(-16, -330, 32, 330, s.shaded(stone, 0.35))
        + box(-23, -345, 46, 18, p.lit(stone, 0.3))
        + box(-22, -16, 44, 16, p.dark(stone, 0.1))
        + line("M-6-318V-22M6-318V-22", f"{p.dark(stone, 0.4)}@0.5", 3)
    )


def _emblem(s: Stage, kind: str) -> str:
    p = s.palette
    gold = p.paint("#c9a04a")
    disc_back = disc(0, -262, 52, p.dark(p.paint("#5a3d2a"), 0.1)) + disc(
        0, -262, 46, s.shaded(p.paint("#8a6240"), 0.2)
    )
    if kind == "shield":
        return (
            disc_back
            + shape("M-26-290H26V-262Q24-240 0-228Q-24-240-26-262Z", s.shaded(gold, 0.35))
            + line("M0-290V-230M-26-266H26", p.paint("#8f2f35"), 6)
        )
    pans = "".join(f"M{x}-280L{x - 11}-254H{x + 11}Z" for x in (-26, 26))
    return (
        disc_back
        + line("M0-298V-232M-16-230H16M-26-282H26", gold, 4)
        + line(pans, gold, 2.4)
        + shape("M-39-254H-13Q-26-242-39-254ZM13-254H39Q26-242 13-254Z", gold)
    )


def _flag(s: Stage, colour: str) -> str:
    p = s.palette
    cloth = p.paint(colour)
    return (
        line("M0 0V-250", p.paint("#b8924a"), 4)
        + disc(0, -254, 6, p.paint("#c9a04a"))
        + shape("M0-246Q30-230 26-180Q34-120 24-96Q10-110 0-100Z", s.shaded(cloth, 0.4))
    )


def _judge(s: Stage, colour: str) -> str:
    """The bench on its step, a high chair behind it, a lamp and a gavel upon it."""
    p = s.palette
    wood, leather = p.paint(colour), p.paint("#6b2f2a")
    cells = "".join(
        box(x, -108, 52, 78, f"{p.dark(wood, 0.35)}@0.6", 3) for x in (-146, -88, -26, 36, 94)
    )
    return (
        box(-34, -222, 68, 120, s.shaded(p.dark(wood, 0.25), 0.3), 10)
        + box(-27, -214, 54, 100, s.shaded(leather, 0.35), 8)
        + box(-160, -138, 320, 120, s.shaded(wood, 0.35))
        + cells
        + box(-170, -148, 340, 13, s.paints.down(p.lit(wood, 0.45), wood), 2)
        + box(-190, -20, 380, 20, p.dark(wood, 0.4))
        + table_lamp(s, -112, -148, "#3f7a55")
        + group(
            box(-14, -10, 28, 10, wood, 3)
            + line("M10-14L40-24", p.lit(wood, 0.2), 4)
            + box(-6, -22, 24, 13, p.dark(wood, 0.3), 3),
            at=(84, -148),
        )
        + box(20, -158, 34, 10, p.paint("#8f3f3a"), 2)
        + box(22, -166, 30, 8, p.paint("#3f5f7f"), 2)
    )


def _box_of_wood(s: Stage, colour: str, wide: float, tall: float) -> str:
    p = s.palette
    wood = p.paint(colour)
    half = wide / 2
    return (
        box(-half, -tall, wide, tall, s.shaded(p.lit(wood, 0.06), 0.35))
        + box(-half + 9, -tall + 16, wide - 18, tall - 32, f"{p.dark(wood, 0.3)}@0.6", 3)
        + box(-half - 5, -tall - 6, wide + 10, 9, p.lit(wood, 0.4), 2)
    )


def _jury(s: Stage, colour: str) -> str:
    p = s.palette
    leather = p.paint("#5a3a34")
    chairs = "".join(
        box(x - 15, -y - 34, 30, 36, s.shaded(leather, 0.3), 7)
        for y in (100, 74)
        for x in (-66, -22, 22, 66)
    )
    return chairs + _box_of_wood(s, colour, 184, 74)


@setting("prison", indoors=True)
def prison(s: Stage) -> None:
    """A cell: a door of bars, a bunk, a small high window and the shadow of its bars."""
    dice = s.dice("prison")
    p, u = s.palette, s.unit
    wall = dice.pick(("#7f8584", "#8a8274", "#76808a"))
    r = room(
        s,
        wall,
        "#6b6b66",
        boards=False,
        window=False,
        half=dice.between(56, 62),
        high=dice.between(44, 48),
    )
    _blocks(s, r)
    side = s.light_side
    high = dice.between(2, 8)
    hang(s, side * (28 + high), glazing(s, 0, -205, 84, 62, "#55585a", panes=(5, 1), view="none"))
    bars = "".join(f"M{x}-268V-205" for x in (-31, -15, 0, 15, 31))
    hang(s, side * (28 + high), line(bars, p.dark(p.paint("#33373a"), 0.2), 6))
    _shaft(s, side * (28 + high))
    hang(s, -side * dice.between(22, 26), _gate(s), layer=s.far)
    cover = dice.pick(("#6b6a5a", "#5a6470", "#7a5f50"))
    stand(
        s,
        s.mid,
        side * dice.between(36, 42),
        17.2,
        bunk(s, "#4a5054", cover, levels=dice.pick((1, 2))),
        shadow=200,
    )
    hang(s, side * 8, _tally(s), layer=s.far)
    stand(s, s.mid, -side * 54, 16.4, _basin(s), shadow=60)
    stand(s, s.mid, -side * 70, 18.5, _bucket(s), shadow=50)
    iron = p.dark(p.paint("#2b2f33"), 0.3)
    for x in (-98, -86, -74, 74, 86, 98):
        at = s.across(0.5) + x * min(u, s.width / 190)
        s.front.add(
            box(
                at - 1.5 * u,
                s.top,
                3 * u,
                s.bottom - s.top,
                s.paints.across(iron, p.lit(iron, 0.25), iron),
            )
        )


def _blocks(s: Stage, r: Room) -> None:
    p, u = s.palette, s.unit
    wide = r.right - r.left
    data = ""
    for row in range(12):
        y = r.floor - 5.6 * u * (row + 1)
        data += f"M{r.left:.0f} {y:.0f}h{wide:.0f}"
        data += "".join(
            f"M{r.left + (i + 0.5 * (row % 2)) * 13 * u:.0f} {y:.0f}v{5.6 * u:.0f}"
            for i in range(1, int(wide / (13 * u)) + 1)
        )
    s.back.add(line(data, f"{p.dark(r.wall, 0.5)}@0.5", 0.4 * u))
    s.back.add(box(r.left, r.floor - 17 * u, wide, 17 * u, f"{p.dark(r.wall, 0.35)}@0.5"))


def _shaft(s: Stage, x: float) -> None:
    """Light from the window, cut by its bars."""
    p = s.palette
    u = s.unit
    weak = 0.2 if p.night else 0.5
    away = -s.light_side
    at, foot = place(s, x, BACK_WALL)
    k = scale_at(s, BACK_WALL)
    top = foot - 260 * k
    for i in range(5):
        left = at + (-39 + 16 * i) * k
        wide = 11 * k
        near = left + away * 40 * u + (i - 2) * 3 * u
        beam = [
            (left, top),
            (left + wide, top),
            (near + wide * 1.9, foot + 14 * u),
            (near, foot + 14 * u),
            (near - away * 9 * u, foot + 5 * u),
        ]
        s.mid.add(
            polygon(
                beam, s.paints.down(f"{p.light}@{weak * 0.5:.2f}", f"{p.light}@{weak * 0.3:.2f}")
            )
        )


def _gate(s: Stage) -> str:
    """A door of bars with the light of the passage behind it."""
    p = s.palette
    iron = p.dark(p.paint("#33383c"), 0.1)
    beyond = p.lit(p.paint("#a89a7a"), 0.2)
    bars = "".join(f"M{-84 + 14 * i}-236V0" for i in range(1, 12))
    return (
        box(-84, -236, 168, 236, s.paints.down(p.dark(beyond, 0.4), beyond, p.dark(beyond, 0.3)))
        + box(-14, -230, 28, 8, p.lit(p.glow, 0.4), 2)
        + disc(0, -220, 110, s.paints.round(f"{p.glow}@0.5", f"{p.glow}@0"))
        + halo(s, 0, -200, 150)
        + line(bars, iron, 6)
        + line("M-84-236H84V0M-84-236V0M-84-120H84M-28-236V0", iron, 9)
        + box(-32, -138, 26, 34, p.lit(iron, 0.14), 3)
        + disc(-19, -122, 4, p.dark(iron, 0.5))
    )


def _tally(s: Stage) -> str:
    p = s.palette
    dice = s.dice("tally")
    data = ""
    for row in range(2):
        for column in range(dice.count(2, 4)):
            x, y = -40 + 28 * column, -150 + 26 * row
            data += "".join(f"M{x + 5 * i} {y}v-17" for i in range(4)) + f"M{x - 4} {y - 3}l23-11"
    return line(data, f"{p.lit(p.paint('#c9c9c0'), 0.3)}@0.7", 2.2)


def _basin(s: Stage) -> str:
    p = s.palette
    steel = p.paint("#a9b0b3")
    return (
        box(-24, -150, 48, 52, s.paints.slant(p.lit(steel, 0.4), steel), 2)
        + shape("M-30-86H30Q28-62 8-60H-8Q-28-62-30-86Z", s.shaded(steel, 0.35))
        + line("M0-60V-20Q0-10 12-10", p.dark(steel, 0.3), 5)
        + line("M0-86V-96H8", p.lit(steel, 0.3), 4)
    )


def _bucket(s: Stage) -> str:
    p = s.palette
    tin = p.paint("#8a9296")
    return (
        shape("M-20-36H20L15 0H-15Z", s.shaded(tin, 0.4))
        + disc(0, -36, 20, p.dark(tin, 0.4), 0.2)
        + line("M-20-36Q0-66 20-36", p.lit(tin, 0.2), 2.4)
    )
