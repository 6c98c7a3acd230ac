"""A film studio: a curved backdrop in the light of lamps on stands, a camera that looks at it."""

from __future__ import annotations

from models.preview.panels.drawing import box, disc, group, line, polygon, shape
from models.preview.panels.scenery.registry import setting
from models.preview.panels.scenery.room import room
from models.preview.panels.scenery.rooms.floor import hang, place, stand
from models.preview.panels.scenery.rooms.goods import crate, potted
from models.preview.panels.stage import Stage


@setting("studio", indoors=True)
def studio(s: Stage) -> None:
    """The dark of the hall, a coloured sweep of paper, soft lamps, a camera and a chair."""
    dice = s.dice("studio")
    p, u = s.palette, s.unit
    room(
        s,
        "#3a3f47",
        "#4a4d52",
        boards=False,
        window=False,
        half=dice.between(80, 86),
        high=dice.between(50, 56),
    )
    side = dice.pick((-1, 1))
    _padding(s)
    _sweep(
        s,
        dice.pick(("#5f9a6a", "#d98a6a", "#6a8fc0", "#c9b58a", "#b58ac0")),
        side * dice.between(-3, 3),
    )
    _grid(s)
    stand(s, s.mid, side * 50, 17, _softbox(s, -side), shadow=90)
    _cone(s, side * 46, -side)
    stand(s, s.mid, -side * 52, 16.4, _spot(s, side), shadow=80)
    _cone(s, -side * 49, side)
    stand(s, s.mid, -side * 38, 22.5, _camera(s, side), shadow=100)
    stand(
        s, s.mid, side * 62, 20, _chair(s, dice.pick(("#2f3336", "#a8352f", "#34507a"))), shadow=80
    )
    stand(
        s,
        s.mid,
        side * 78,
        18,
        crate(s, 70, 54, "#4a4d52"),
        group(_clapper(s), at=(0, -54)),
        shadow=90,
    )
    if dice.chance(0.5):
        stand(s, s.mid, -side * 74, 17, potted(s, 120, dice, pot="#d9d3c6"), shadow=50)
    hang(s, side * 70, _on_air(s), layer=s.far)
    x = s.across(0.5) - side * min(0.54 * s.width, 92 * u)
    flag = p.dark(p.paint("#1f2226"), 0.4)
    s.front.add(
        polygon(
            [
                (x - 22 * u, s.top),
                (x + 22 * u, s.top),
                (x + 14 * u, s.height * 0.3),
                (x - 26 * u, s.height * 0.4),
            ],
            flag,
        )
    )
    s.front.add(line(f"M{x:.0f} {s.height * 0.3:.0f}V{s.bottom:.0f}", flag, 2.4 * u))


def _padding(s: Stage) -> None:
    """Panels on the wall that swallow sound."""
    p, u = s.palette, s.unit
    tone = p.paint("#454b54")
    for row in range(4):
        for column in range(-7, 7):
            shade = p.lit(tone, 0.1) if (row + column) % 2 else p.dark(tone, 0.25)
            x = s.across(0.5) + column * 12 * u
            s.back.add(
                box(x + 0.4 * u, s.horizon + (4 - 14 * (row + 1)) * u, 11.2 * u, 13.2 * u, shade, 3)
            )


def _sweep(s: Stage, colour: str, x: float) -> None:
    """Paper from a roll under the roof, down the wall and out over the floor."""
    p = s.palette
    tone = p.paint(colour)
    left, foot = place(s, x - 32, 15)
    right, _ = place(s, x + 32, 15)
    near_left, near = place(s, x - 44, 27)
    near_right, _ = place(s, x + 44, 27)
    top = s.horizon - 46 * s.unit
    fill = s.paints.down(p.lit(tone, 0.1), p.lit(tone, 0.35))
    s.far.add(box(left, top, right - left, foot - top, fill))
    bend = (
        f"M{left:.0f} {foot - 3 * s.unit:.0f}H{right:.0f}V{foot:.0f}L{near_right:.0f} {near:.0f}"
        f"H{near_left:.0f}L{left:.0f} {foot:.0f}Z"
    )
    s.mid.add(shape(bend, s.paints.down(p.lit(tone, 0.35), p.lit(tone, 0.5), tone)))
    roll = s.paints.down(p.lit(tone, 0.4), p.dark(tone, 0.3))
    s.far.add(
        box(
            left - 4 * s.unit,
            top - 4 * s.unit,
            right - left + 8 * s.unit,
            5 * s.unit,
            roll,
            2 * s.unit,
        )
    )
    middle = place(s, x, 20)
    glow = s.paints.round(f"{p.glow}@0.6", f"{p.glow}@0.2", f"{p.glow}@0")
    s.mid.add(disc(middle[0], middle[1] - 16 * s.unit, 36 * s.unit, glow))


def _grid(s: Stage) -> None:
    """Lamps on bars under the roof."""
    p, u = s.palette, s.unit
    iron = p.paint("#23272b")
    y = s.horizon - 51 * u
    s.mid.add(line(f"M{s.left:.0f} {y:.0f}H{s.right:.0f}", iron, u))
    dice = s.dice("grid")
    for i in range(-4, 5):
        x = s.across(0.5) + (i * 19 + dice.between(-4, 4)) * u
        lean = -1 if i > 0 else 1
        can = [
            (x - 2.4 * u, y + u),
            (x + 2.4 * u, y + u),
            (x + (3.4 + lean) * u, y + 8 * u),
            (x + (lean - 3.4) * u, y + 8 * u),
        ]
        s.mid.add(
            disc(x + lean * u, y + 8 * u, 11 * u, s.paints.round(f"{p.glow}@0.5", f"{p.glow}@0"))
        )
        s.mid.add(
            polygon(can, s.shaded(iron, 0.3)),
            disc(x + lean * u, y + 8 * u, 3.3 * u, p.lit(p.glow, 0.4), 0.3),
        )


def _cone(s: Stage, x: float, facing: int) -> None:
    p, u = s.palette, s.unit
    at = s.across(0.5) + x * u
    y = s.horizon - 25 * u
    beam = [
        (at, y - 5 * u),
        (at + facing * 58 * u, y + 4 * u),
        (at + facing * 58 * u, y + 46 * u),
        (at, y + 6 * u),
    ]
    pair = (f"{p.glow}@0.3", f"{p.glow}@0")
    s.mid.add(polygon(beam, s.paints.across(*(pair if facing > 0 else pair[::-1]))))


def _tripod(s: Stage, tall: float) -> str:
    return line(f"M0 {-tall:.0f}V-50L-32 0M0-50L32 0M0-50V0", s.palette.paint("#24282c"), 5)


def _softbox(s: Stage, facing: int) -> str:
    p = s.palette
    cloth, glow = p.paint("#24282c"), p.lit(p.glow, 0.5)
    f = facing
    return (
        _tripod(s, 205)
        + polygon(
            [(-14 * f, -226), (-14 * f, -196), (26 * f, -158), (34 * f, -270)], s.shaded(cloth, 0.3)
        )
        + polygon([(26 * f, -158), (34 * f, -270), (44 * f, -268), (36 * f, -154)], glow)
        + disc(38 * f, -212, 120, s.paints.round(f"{p.glow}@0.6", f"{p.glow}@0"))
    )


def _spot(s: Stage, facing: int) -> str:
    p = s.palette
    iron, f = p.paint("#24282c"), facing
    return (
        _tripod(s, 200)
        + polygon(
            [(-26 * f, -234), (-26 * f, -198), (16 * f, -190), (16 * f, -230)], s.shaded(iron, 0.3)
        )
        + polygon([(16 * f, -230), (34 * f, -252), (34 * f, -238), (16 * f, -222)], iron)
        + polygon([(16 * f, -196), (34 * f, -180), (34 * f, -170), (16 * f, -190)], iron)
        + disc(18 * f, -210, 16, p.lit(p.glow, 0.4), 1.2)
        + disc(20 * f, -210, 90, s.paints.round(f"{p.glow}@0.6", f"{p.glow}@0"))
    )


def _camera(s: Stage, facing: int) -> str:
    p = s.palette
    body, f = p.paint("#2b3035"), facing
    lens = [(34 * f, -172), (34 * f, -146), (56 * f, -142), (56 * f, -176)]
    left = min(-34 * f, 34 * f)
    return (
        line("M0-130V-70L-40 0M0-70L40 0M0-70L6 0", p.paint("#1f2326"), 6)
        + box(-12, -136, 24, 10, p.lit(body, 0.2), 2)
        + box(left, -178, 68, 44, s.shaded(p.lit(body, 0.12), 0.35), 5)
        + polygon(lens, p.lit(body, 0.16))
        + line(f"M{57 * f}-178V-140", p.lit(body, 0.5), 4)
        + disc(-16 * f, -192, 16, s.shaded(body, 0.3))
        + disc(14 * f, -190, 13, s.shaded(body, 0.3))
        + disc(-16 * f, -192, 5, p.lit(body, 0.4))
        + disc(14 * f, -190, 4, p.lit(body, 0.4))
        + disc(-24 * f, -166, 3.4, p.paint("#ff4f45"))
    )


def _chair(s: Stage, colour: str) -> str:
    """A folding chair of canvas."""
    p = s.palette
    cloth, wood = p.paint(colour), p.paint("#b98f5f")
    return (
        line("M-26-58L26 0M26-58L-26 0M-28-112V-56M28-112V-56M-32-78H-20M20-78H32", wood, 5)
        + box(-28, -62, 56, 8, s.shaded(cloth, 0.3), 2)
        + box(-30, -112, 60, 24, s.shaded(cloth, 0.3), 3)
        + line("M-16-100H16", f"{p.lit(cloth, 0.7)}@0.8", 4)
    )


def _clapper(s: Stage) -> str:
    p = s.palette
    slate, white = p.paint("#24282c"), p.lit(p.paint("#efeae0"), 0.3)
    teeth = "".join(
        polygon([(x, -36), (x + 8, -36), (x + 4, -46), (x - 4, -46)], white)
        for x in (-24, -8, 8, 20)
    )
    return (
        box(-28, -36, 56, 36, slate, 2)
        + box(-28, -46, 56, 10, slate)
        + teeth
        + line("M-22-24H22M-22-12H6", white, 2)
    )


def _on_air(s: Stage) -> str:
    """The red lamp over the door."""
    p = s.palette
    red = "#ff5045"
    return (
        box(-45, -205, 90, 205, p.paint("#2b2f35"))
        + disc(0, -232, 80, s.paints.round(f"{red}@0.5", f"{red}@0"))
        + box(-34, -246, 68, 26, p.paint(red), 5)
        + line("M-22-233H-4M6-233H22", p.lit(red, 0.8), 6)
    )
