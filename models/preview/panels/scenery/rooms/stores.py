"""Under the roof and under the ground: attic, cellar."""

from __future__ import annotations

from models.preview.panels.drawing import box, disc, group, line, polygon, shape
from models.preview.panels.scenery.houses import lights_on
from models.preview.panels.scenery.registry import setting
from models.preview.panels.scenery.rooms.floor import stand
from models.preview.panels.scenery.rooms.goods import barrel, books, carton, crate, sack
from models.preview.panels.scenery.rooms.hall import NEAR, Hall, hall
from models.preview.panels.scenery.rooms.lamps import lamplight, table_lamp
from models.preview.panels.scenery.rooms.openings import glazing
from models.preview.panels.stage import Stage


@setting("attic", indoors=True)
def attic(s: Stage) -> None:
    """Rafters under a steep roof, a window in the gable, trunks and boxes in its light."""
    dice = s.dice("attic")
    p = s.palette
    h = hall(
        s, (dice.pick(("#8a6c4c", "#7a6450", "#94764f")), "#7a5c40", "#6b4f38"), end=2.5, half=86
    )
    ridge = 92.0
    _roof(s, h, ridge)
    x, kind = dice.between(-8, 8), dice.pick(("round", "flat"))
    wide = 130 if kind == "round" else 110
    h.stand(s.back, x, h.end, glazing(s, 0, -92, wide, wide, "#d9cbb0", head=kind))
    if kind == "round":
        h.stand(s.back, x, h.end, _round_window(s, -155, 66))
    _beam(s, h, x)
    side = -s.light_side
    stand(
        s, s.mid, side * 33, 17, _trunk(s, dice.pick(("#7a4a35", "#4f5f4a", "#5a4a6a"))), shadow=110
    )
    stand(s, s.mid, side * 33, 17, group(_lamp_on(s), at=(10, -58)))
    stand(
        s,
        s.mid,
        side * 62,
        18,
        carton(s, 80, 62),
        group(carton(s, 60, 44, "#a8825a"), at=(6, -62)),
        shadow=90,
    )
    stand(
        s,
        s.mid,
        -side * 36,
        16,
        _dress_form(s, dice.pick(("#b58f8a", "#8a9a8f", "#c9b58f"))),
        shadow=50,
    )
    stand(s, s.mid, -side * 58, 17, _old_chair(s), shadow=60)
    stand(
        s,
        s.mid,
        -side * 78,
        18,
        crate(s, 76, 60),
        group(books(s, 60, s.dice("pile"), tall=24), at=(-30, -60)),
        shadow=90,
    )
    s.front.add(_near_beam(s, side))
    for _ in range(34):
        x, y = s.across(dice.between(0, 1)), s.height * dice.between(0.1, 0.9)
        s.front.add(disc(x, y, dice.between(1.2, 3.2), f"{p.light}@{dice.between(0.15, 0.5):.2f}"))


def _roof(s: Stage, h: Hall, ridge: float) -> None:
    """Two slopes from the ridge down to the low walls, with rafters and purlins."""
    p = s.palette
    wood = p.paint("#6b4d35")
    eaves = 4.0
    for side in (-1, 1):
        x = side * h.half
        board = p.paint("#8f7050")
        tone = p.lit(board, 0.1) if side != s.light_side else p.dark(board, 0.25)
        corners = ((0, ridge, h.end), (0, ridge, NEAR), (x, eaves, NEAR), (x, eaves, h.end))
        pair = (p.dark(tone, 0.35), tone)
        h.plane(s.far, corners, s.paints.across(*(pair if side < 0 else pair[::-1])))
        for share in (0.25, 0.5, 0.75):
            at = (x * share, ridge + (eaves - ridge) * share)
            h.strokes(
                s.far, [[(*at, NEAR), (*at, h.end)]], f"{p.dark(wood, 0.4)}@0.4", 0.5 * s.unit
            )
        for far in (0.75, 1.05, 1.5, 2.1):
            beam = [(0, ridge, far), (x, eaves, far)]
            h.strokes(s.far, [beam], p.dark(wood, 0.25), 4.6 * s.unit / far)
            h.strokes(
                s.far,
                [[(0, ridge - 2, far), (x, eaves - 2, far)]],
                p.lit(wood, 0.14),
                1.6 * s.unit / far,
            )
    for far in (1.2, 2.1):
        tie = [(-h.half * 0.55, ridge * 0.5, far), (h.half * 0.55, ridge * 0.5, far)]
        h.strokes(s.far, [tie], p.dark(wood, 0.2), 4.4 * s.unit / far)
    h.strokes(s.far, [[(0, ridge, NEAR), (0, ridge, h.end)]], p.dark(wood, 0.4), 2.4 * s.unit)
    rows = [
        [
            (-h.half + 2 * h.half * i / 14, -h.deep, NEAR),
            (-h.half + 2 * h.half * i / 14, -h.deep, h.end),
        ]
        for i in range(15)
    ]
    h.strokes(s.mid, rows, f"{p.dark(wood, 0.6)}@0.5", 1.8)


def _round_window(s: Stage, y: float, radius: float) -> str:
    """Four panes in a ring."""
    frame = s.palette.lit(s.palette.paint("#d9cbb0"), 0.12)
    half = f"a{radius} {radius} 0 1 0"
    ring = f"M{-radius} {y}{half} {2 * radius} 0{half} {-2 * radius} 0"
    return line(ring, frame, 7)


def _beam(s: Stage, h: Hall, x: float) -> None:
    p = s.palette
    strong = 0.2 if p.night else 0.5
    half, away = 22.0, -s.light_side
    top, foot = h.at(x, 32, h.end), h.at(x + away * 30, -h.deep, 1.05)
    wide = half * s.unit / h.end
    beam = [
        (top[0] - wide, top[1]),
        (top[0] + wide, top[1]),
        (foot[0] + 24 * s.unit, foot[1]),
        (foot[0] - 24 * s.unit, foot[1]),
    ]
    s.mid.add(polygon(beam, s.paints.down(f"{p.light}@{strong * 0.5:.2f}", f"{p.light}@0.04")))
    s.mid.add(
        disc(
            foot[0],
            foot[1] - 3 * s.unit,
            26 * s.unit,
            s.paints.round(f"{p.light}@{strong * 0.7:.2f}", f"{p.light}@0"),
            0.2,
        )
    )


def _near_beam(s: Stage, side: int) -> str:
    p = s.palette
    dark = p.dark(p.paint("#5a4230"), 0.5)
    x = s.across(0.5) + side * min(0.56 * s.width, 96 * s.unit)
    return box(
        x - 5 * s.unit,
        s.top,
        10 * s.unit,
        s.bottom - s.top,
        s.paints.across(p.lit(dark, 0.1), dark),
    )


def _trunk(s: Stage, colour: str) -> str:
    p = s.palette
    tone, brass = p.paint(colour), p.paint("#b8924a")
    return (
        box(-50, -44, 100, 44, s.shaded(tone, 0.4), 2)
        + shape("M-52-42Q-52-60-30-60H30Q52-60 52-42Z", p.lit(tone, 0.15))
        + line("M-30-60V0M30-60V0", p.dark(tone, 0.5), 6)
        + box(-52, -45, 104, 5, brass)
        + box(-8, -46, 16, 14, p.lit(brass, 0.3), 2)
        + disc(-52, -22, 4, brass)
        + disc(52, -22, 4, brass)
    )


def _lamp_on(s: Stage) -> str:
    return table_lamp(s, 0, 0, "#d9b58a", tall=40)


def _dress_form(s: Stage, colour: str) -> str:
    p = s.palette
    tone = p.paint(colour)
    body = (
        "M-6-150Q-8-140-22-136Q-26-112-15-98Q-24-80-24-66H24Q24-80 15-98Q26-112 22-136Q8-140 6-150Z"
    )
    return (
        line("M0-66V-8M0-10L-22 0M0-10L22 0M0-10V2", p.paint("#4a3527"), 5)
        + shape(body, s.shaded(tone, 0.4))
        + line("M0-146V-68", f"{p.dark(tone, 0.5)}@0.5", 1.5)
        + disc(0, -153, 6, p.paint("#4a3527"))
    )


def _old_chair(s: Stage) -> str:
    p = s.palette
    wood = p.paint("#5f4430")
    return line(
        "M-20-100Q0-112 20-100M-20-100V-48M20-100V-48M-7-104V-50M7-104V-50"
        "M-24-46H24M-22-46L-26-4M22-46L26-4M-40-2Q0 8 40-2",
        p.lit(wood, 0.12),
        5,
    )


@setting("cellar", indoors=True)
def cellar(s: Stage) -> None:
    """A stone vault with barrels along its walls, wine in racks, a bare lamp."""
    dice = s.dice("cellar")
    stone = dice.pick(("#857a6c", "#7f7f7a", "#8a7560"))
    h = hall(s, (stone, "#6b6258", stone), end=2.8, half=70, high=30, deep=40)
    _vault(s, h, stone)
    side = dice.pick((-1, 1))
    _rack(s, h, side)
    grate = dice.between(-6, 6)
    h.stand(
        s.back,
        -side * 18 + grate,
        h.end,
        glazing(s, 0, -150, 80, 52, "#5f574c", head="round", panes=(4, 1), view="none"),
    )
    h.stand(s.back, side * 30, h.end, _stairs(s, side))
    for far, x in ((2.3, 56), (1.8, 56), (1.4, 55)):
        h.stand(s.mid, -side * x, far, _cask(s, 110))
        if far > 1.5:
            h.stand(s.mid, -side * (x + 1), far, _cask(s, 84), y=-h.deep + 42)
    h.stand(s.mid, -side * 30, 1.9, barrel(s), group(_candle(s), at=(0, -88)))
    h.stand(s.mid, side * 30, 1.95, sack(s, 60, 72), group(crate(s, 66, 46), at=(62, 0)))
    x, y = h.at(dice.between(-6, 6), 14, 1.7)
    _bulb(s, x, y)
    s.front.add(_arch_front(s, stone))


def _vault(s: Stage, h: Hall, stone: str) -> None:
    """A barrel vault in rings of stone, each nearer one larger."""
    p = s.palette
    tone = p.paint(stone)
    rings = (h.end, 2.2, 1.7, 1.25, 0.9, 0.62, 0.4, NEAR)
    for number, far in enumerate(rings):
        left, spring = h.at(-h.half, 6, far)
        right, _ = h.at(h.half, 6, far)
        rise = 40 * s.unit / far
        wide = (right - left) / 2
        arch = f"A{wide:.0f} {rise:.0f} 0 0 1 {right:.0f} {spring:.0f}"
        ring = f"M{left:.0f} {spring:.0f}{arch}"
        outside = f"V{s.top - 300:.0f}H{left:.0f}Z"
        shade = p.dark(tone, 0.12 + 0.07 * number)
        s.far.add(shape(ring + outside, p.lit(shade, 0.06 if number % 2 else 0.0)))
        s.far.add(line(ring, f"{p.lit(shade, 0.3)}@0.6", 2.2 * s.unit / far))
    joints = [
        [(side * h.half, y, NEAR), (side * h.half, y, h.end)]
        for side in (-1, 1)
        for y in (-30, -20, -10, 0)
    ]
    h.strokes(s.far, joints, f"{p.dark(tone, 0.5)}@0.45", 2.4)
    flags = [
        [(-h.half, -h.deep, far), (h.half, -h.deep, far)]
        for far in (2.4, 2, 1.65, 1.35, 1.1, 0.9, 0.74)
    ]
    flags += [[(x, -h.deep, NEAR), (x, -h.deep, h.end)] for x in (-56, -34, -12, 10, 32, 54)]
    h.strokes(s.mid, flags, f"{p.dark(tone, 0.6)}@0.4", 2)


def _rack(s: Stage, h: Hall, side: int) -> None:
    """Bottles lying in a rack on the end wall."""
    p = s.palette
    dice = s.dice("wine")
    wood = p.paint("#6b4a32")
    parts = [box(-75, -150, 150, 150, p.dark(wood, 0.55))]
    for row in range(6):
        for column in range(7):
            x, y = -63 + 21 * column, -13 - 23 * row
            if dice.chance(0.85):
                tone = p.paint(dice.pick(("#5f7a4a", "#6b2f35", "#3f5a4a", "#8a7a3f")))
                parts.append(disc(x, y, 7.5, p.dark(tone, 0.2)) + disc(x, y, 3.2, p.lit(tone, 0.4)))
    lattice = "".join(f"M{-75 + 21 * i} -150V0" for i in range(1, 8)) + "".join(
        f"M-75 {-24 * i}H75" for i in range(7)
    )
    parts.append(line(lattice, wood, 4))
    h.stand(s.far, side * 22, 2.75, *parts)


def _stairs(s: Stage, side: int) -> str:
    p = s.palette
    stone = p.paint("#94897a")
    steps = [
        box(
            side * 30 * i - (0 if side > 0 else 60),
            -18 * (i + 1),
            60,
            18 * (i + 1),
            p.lit(stone, 0.05 * i),
        )
        for i in range(9)
    ]
    return "".join(reversed(steps))


def _cask(s: Stage, size: float) -> str:
    """A barrel lying with its end to us."""
    p = s.palette
    wood = p.paint("#94693f")
    r = size / 2
    staves = "".join(f"M{-r * 0.86:.1f} {-r + r * t:.1f}H{r * 0.86:.1f}" for t in (-0.4, 0, 0.4))
    return (
        disc(0, -r, r, p.paint("#4a3d36"))
        + disc(0, -r, r * 0.93, p.dark(wood, 0.3))
        + disc(0, -r, r * 0.84, s.shaded(wood, 0.35))
        + line(staves, f"{p.dark(wood, 0.6)}@0.4", 2)
        + disc(0, -r * 0.4, r * 0.09, p.dark(wood, 0.7))
        + box(-r * 0.7, -6, r * 0.3, 8, p.dark(wood, 0.5))
        + box(r * 0.4, -6, r * 0.3, 8, p.dark(wood, 0.5))
    )


def _candle(s: Stage) -> str:
    p = s.palette
    return (
        disc(0, -18, 60, s.paints.round(f"{p.glow}@0.5", f"{p.glow}@0"))
        + box(-3, -16, 6, 16, p.paint("#e9e0cc"))
        + disc(0, -20, 2.8, p.lit(p.glow, 0.4), 1.8)
    )


def _bulb(s: Stage, x: float, y: float) -> None:
    s.mid.add(line(f"M{x:.1f} {s.top:.1f}V{y:.1f}", s.palette.paint("#2f2a28"), 2.4))
    lamplight(s, x, y, 40 * s.unit)
    if not lights_on(s):
        lamplight(s, x, y, 26 * s.unit)
    s.mid.add(disc(x, y + s.unit, 1.7 * s.unit, s.palette.lit(s.palette.glow, 0.5), 1.2))


def _arch_front(s: Stage, stone: str) -> str:
    """The dark mouth of the vault that we look through."""
    p = s.palette
    dark = p.dark(p.paint(stone), 0.72)
    brow, crown, middle = s.height * 0.06, s.top * 0.2, s.across(0.5)
    curve = (
        f"M{s.left:.0f} {s.top:.0f}H{s.right:.0f}V{s.bottom:.0f}H{s.width:.0f}V{s.height * 0.5:.0f}"
        f"C{s.width:.0f} {brow:.0f} {s.width * 0.78:.0f} {crown:.0f} {middle:.0f} {crown:.0f}"
        f"C{s.width * 0.22:.0f} {crown:.0f} 0 {brow:.0f} 0 {s.height * 0.5:.0f}"
        f"V{s.bottom:.0f}H{s.left:.0f}Z"
    )
    return shape(curve, dark)
