"""Where people sit over a cup or a glass: café, bar."""

from __future__ import annotations

from models.preview.panels.drawing import Dice, box, disc, group, line, polygon
from models.preview.panels.scenery.houses import lights_on
from models.preview.panels.scenery.registry import setting
from models.preview.panels.scenery.room import room
from models.preview.panels.scenery.rooms.counters import (
    board_shelf,
    bricks,
    counter,
    counter_front,
    shop_window,
)
from models.preview.panels.scenery.rooms.floor import hang, scale_at, stand
from models.preview.panels.scenery.rooms.goods import bottles, framed, potted
from models.preview.panels.scenery.rooms.lamps import halo, hanging_lamp
from models.preview.panels.scenery.rooms.seats import (
    bar_stool,
    pedestal_table,
    side_chair,
)
from models.preview.panels.stage import Stage


@setting("cafe", indoors=True)
def cafe(s: Stage) -> None:
    """A counter with a coffee machine and cakes, a slate of prices, small round tables."""
    dice = s.dice("cafe")
    r = room(
        s,
        dice.pick(("#c9b79c", "#8fa89c", "#b5988a", "#a8b0b5")),
        dice.pick(("#8a6444", "#6f5a4a")),
        window=False,
        high=dice.between(48, 56),
    )
    side = s.light_side
    if dice.chance(0.5):
        bricks(s, r, "#8a6a58")
    shop_window(s, side * 48, 210, 180, dice.pick(("#33403d", "#5a3f2f")), sill=62)
    bar = -side * dice.between(26, 32)
    hang(s, bar, _slate(s), layer=s.far)
    for row in range(2):
        cups = _cups(s, 200, s.dice(f"cups {row}"))
        hang(s, bar, board_shelf(s, 210, -128 - 42 * row, "#7a5638", cups), layer=s.far)
    stand(
        s,
        s.mid,
        bar,
        16.6,
        group(_machine(s), at=(-70, -97)),
        group(_cake_case(s), at=(72, -97)),
        counter(s, dice.pick(("#4f6b5f", "#8a5a3f", "#3f4a5a")), 290),
        shadow=300,
    )
    tone, seat = (
        dice.pick(("#c9a577", "#e0dacb", "#5a4034")),
        dice.pick(("#33302e", "#a8683f", "#5f7f6f")),
    )
    for x, down in ((24, 18), (56, 19)):
        for facing in (-1, 1):
            stand(
                s, s.mid, side * x - facing * 10, down - 0.3, side_chair(s, seat, facing), shadow=50
            )
        stand(s, s.mid, side * x, down, pedestal_table(s, tone), _cup(s), shadow=70)
    for i, x in enumerate((-40, -24, -8, 22, 44)):
        y = s.horizon - (38 + 5 * (i % 2)) * s.unit
        _bulb(s, s.across(0.5) + side * x * s.unit, y)
    stand(s, s.mid, -side * 80, 18, potted(s, 150, dice), shadow=60)
    stand(s, s.front, -side * 84, 37, pedestal_table(s, tone, 90), _cup(s))


def _slate(s: Stage) -> str:
    p = s.palette
    dice = s.dice("prices")
    slate, chalk = p.paint("#2f3836"), f"{p.lit(p.paint('#e8e4d6'), 0.3)}@0.8"
    rows = "".join(
        f"M{left} {13 * i - 300}h{dice.between(24, 46):.0f}M{left + 62} {13 * i - 300}h12"
        for left in (-104, 20)
        for i in range(4)
    )
    return (
        box(-126, -334, 252, 100, p.paint("#8a6240"), 3)
        + box(-119, -327, 238, 86, s.paints.slant(p.lit(slate, 0.12), slate))
        + line(rows, chalk, 3)
        + line("M-30-316H30", chalk, 5)
    )


def _cups(s: Stage, wide: float, dice: Dice) -> str:
    p = s.palette
    parts: list[str] = []
    for i in range(int(wide / 17)):
        tone = p.lit(p.paint(dice.pick(("#efeae0", "#c96f4f", "#5f8a94", "#d9b86a"))), 0.1)
        x = 8 + 17 * i
        if dice.chance(0.86):
            parts.append(
                box(x - 5, -12, 10, 12, s.shaded(tone, 0.25), 3) + disc(x + 6.5, -6.5, 3, tone)
            )
    return "".join(parts)


def _machine(s: Stage) -> str:
    p = s.palette
    steel, dark = p.paint("#b5bcc0"), p.paint("#2f3336")
    return (
        box(-52, -66, 104, 22, s.paints.down(p.lit(steel, 0.5), steel), 5)
        + box(-46, -46, 92, 34, p.dark(steel, 0.45))
        + box(-54, -14, 108, 14, s.paints.down(p.lit(steel, 0.3), p.dark(steel, 0.3)), 3)
        + line("M-26-46V-34M26-46V-34M-40-33H-14M14-33H40", dark, 6)
        + box(-31, -24, 10, 10, p.lit(p.paint("#efeae0"), 0.3), 2)
        + disc(0, -56, 6, p.paint("#efe9da"))
        + _cup_row(s)
    )


def _cup_row(s: Stage) -> str:
    white = s.palette.lit(s.palette.paint("#efeae0"), 0.2)
    return "".join(box(-44 + 15 * i, -77, 11, 10, white, 3) for i in range(6))


def _cake_case(s: Stage) -> str:
    p = s.palette
    dice = s.dice("cakes")
    parts = [box(-60, -64, 120, 64, f"{p.lit(p.paint('#d9e8ea'), 0.3)}@0.55", 5)]
    for y in (-3, -34):
        for i in range(5):
            tone = p.paint(dice.pick(("#c98a45", "#a85a5f", "#e8d9b0", "#6b4330", "#d98a9a")))
            x = -46 + 23 * i
            parts.append(
                polygon(
                    [(x - 9, y), (x + 9, y), (x + 8, y - 13), (x - 8, y - 13)], s.shaded(tone, 0.25)
                )
            )
            parts.append(box(x - 8, y - 16, 16, 4, p.lit(tone, 0.5), 2))
    parts.append(line("M-60-33H60", p.lit(p.paint("#c9cdc9"), 0.3), 3))
    return "".join(parts) + line("M-60-64H60M-60-64V0M60-64V0", p.paint("#b8924a"), 3)


def _cup(s: Stage) -> str:
    p = s.palette
    white = p.lit(p.paint("#f2efe6"), 0.4)
    steam = line("M0-90q5-7 0-14t0-14", f"{p.light}@0.35", 2.4)
    return disc(0, -75, 11, white, 0.25) + box(-7, -87, 14, 11, s.shaded(white, 0.2), 4) + steam


def _bulb(s: Stage, x: float, y: float) -> None:
    p, u = s.palette, s.unit
    s.mid.add(line(f"M{x:.1f} {s.top:.1f}V{y - 2 * u:.1f}", p.paint("#2b2826"), 2))
    s.mid.add(group(halo(s, 0, 0, 90), at=(x, y), scale=scale_at(s, 15)))
    lamp = p.lit(p.glow, 0.4) if lights_on(s) else p.lit(p.paint("#efe2bf"), 0.3)
    s.mid.add(
        box(x - 0.8 * u, y - 2.6 * u, 1.6 * u, 1.8 * u, p.paint("#8a6a3a")),
        disc(x, y, 1.8 * u, lamp, 1.15),
    )


@setting("bar", indoors=True)
def bar(s: Stage) -> None:
    """Bottles on lit shelves behind a long counter, stools before it, dim lamps above."""
    dice = s.dice("bar")
    p = s.palette
    room(
        s,
        dice.pick(("#4f3f45", "#3f4a4a", "#5a4034")),
        "#4f3a2e",
        window=False,
        high=dice.between(46, 54),
    )
    side = s.light_side
    u = s.unit
    neon = dice.pick(("#ff5f8a", "#5fd0e8", "#ffb04f", "#a87fff"))
    shelf_x = -side * dice.between(4, 10)
    wide = 400.0
    wood = p.paint("#4a2f20")
    back = [box(-wide / 2 - 14, -330, wide + 28, 330, s.shaded(wood, 0.35), 4)]
    for column in range(3):
        left = -wide / 2 + column * wide / 3 + 5
        inner = wide / 3 - 10
        glow = p.lit(p.glow, 0.1)
        back.append(
            box(
                left,
                -316,
                inner,
                206,
                s.paints.down(f"{glow}@0.85", f"{p.dark(p.paint('#8a5a34'), 0.2)}@1"),
            )
        )
        for row in range(4):
            y = -116.0 - 52 * row
            back.append(
                group(
                    bottles(s, inner - 6, s.dice(f"bottles {column} {row}"), tall=40),
                    at=(left + 3, y),
                )
            )
            back.append(box(left - 2, y, inner + 4, 5, p.lit(wood, 0.25)))
    hang(s, shelf_x, *back, layer=s.far)
    hang(s, side * 66, _neon(s, neon, dice.pick(("glass", "arrow", "heart"))), layer=s.far)
    hang(s, side * 66, framed(s, 0, -70, 60, 50, dice), layer=s.far)
    stand(
        s,
        s.mid,
        0,
        16.8,
        counter(s, dice.pick(("#5a3423", "#3f2f2a", "#6b4a2a")), 620, tall=112),
        shadow=640,
    )
    stand(s, s.mid, side * 12, 16.8, group(_taps(s), at=(0, -112)))
    stand(s, s.mid, -side * 24, 16.8, group(bottles(s, 40, dice, tall=32), at=(0, -112)))
    stool = dice.pick(("#8f3f3a", "#3f5f5a", "#b5823f", "#33302e"))
    for x in (-62, -44, -10, 10, 44, 62):
        stand(s, s.mid, x, 18.6, bar_stool(s, stool), shadow=52)
    for x in (-48, -16, 16, 48):
        hanging_lamp(
            s, s.across(0.5) + x * u, s.horizon - 32 * u, 4 * u, dice.pick(("#3f5f4a", "#b8924a"))
        )
    counter_front(s, "#4a2f20", -side)


def _neon(s: Stage, colour: str, kind: str) -> str:
    """A sign of bent glass tube."""
    p = s.palette
    data = {
        "glass": "M-30-230H30L0-190ZM0-190V-150M-20-150H20M8-214L26-246",
        "arrow": "M-44-206Q-10-250 26-196M26-196L4-202M26-196L34-220",
        "heart": "M0-160Q-46-196-26-224Q-8-240 0-214Q8-240 26-224Q46-196 0-160Z",
    }[kind]
    strong = 0.75 if lights_on(s) else 0.3
    return (
        disc(0, -200, 120, s.paints.round(f"{colour}@{strong * 0.7:.2f}", f"{colour}@0"))
        + line(data, f"{colour}@0.5", 11)
        + line(data, p.lit(colour, 0.5), 4.5)
    )


def _taps(s: Stage) -> str:
    p = s.palette
    brass = p.paint("#c9a04a")
    taps = "".join(
        line(f"M{x}-46V-62", p.paint(tone), 7) + line(f"M{x}-44V-32", brass, 4)
        for x, tone in ((-24, "#a8483f"), (0, "#33302e"), (24, "#3f6b4f"))
    )
    return line("M0 0V-40", brass, 10) + line("M-30-42H30", s.palette.lit(brass, 0.2), 10) + taps
