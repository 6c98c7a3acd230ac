"""Where food and drink are sold: bakery, restaurant."""

from __future__ import annotations

from models.preview.panels.drawing import Dice, box, disc, group, line, polygon, shape
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
from models.preview.panels.scenery.rooms.floor import hang, place, scale_at, stand, tiles
from models.preview.panels.scenery.rooms.goods import framed, sack
from models.preview.panels.scenery.rooms.lamps import chandelier, hanging_lamp, sconce
from models.preview.panels.scenery.rooms.openings import curtained, daylight, glazing, opening
from models.preview.panels.scenery.rooms.seats import (
    clothed_table,
    side_chair,
)
from models.preview.panels.stage import Stage


@setting("bakery", indoors=True)
def bakery(s: Stage) -> None:
    """An oven with a glowing mouth, loaves on boards, a counter with baskets."""
    dice = s.dice("bakery")
    r = room(
        s,
        dice.pick(("#d9bd95", "#c9a98a", "#d3c8ac")),
        "#b08a62",
        boards=False,
        window=False,
        high=dice.between(48, 56),
    )
    bricks(s, r, "#a8785a")
    tiles(s, f"{s.palette.paint(dice.pick(('#8f5f45', '#7a6a58')))}@0.5", size=13)
    side = s.light_side
    shop_window(s, side * 56, 150, 150, "#7a5234", sill=95)
    hang(s, -side * 50, _oven(s), layer=s.far)
    case = side * dice.between(-2, 6)
    for row in range(3):
        hang(
            s,
            case,
            board_shelf(
                s, 230, -130 - 55 * row, "#8a6240", loaves(s, 220, s.dice(f"loaves {row}"))
            ),
            layer=s.far,
        )
    front = dice.pick(("#5f7f85", "#8a5a3f", "#e0d3b8"))
    basket = "".join(
        group(_basket(s, s.dice(f"basket {i}")), at=(x, -96))
        for i, x in enumerate((-120, -40, 40, 120))
    )
    stand(s, s.mid, side * 10, 16.5, basket, counter(s, front, 330), shadow=340)
    stand(
        s,
        s.mid,
        -side * 76,
        18,
        sack(s, 62, 80),
        group(sack(s, 54, 66, "#e0d3b4"), at=(56, 4)),
        shadow=120,
    )
    for x in (-16, 12):
        hanging_lamp(
            s,
            s.across(0.5) + (side * 10 + x) * s.unit,
            s.horizon - 40 * s.unit,
            4.5 * s.unit,
            "#3f4f4a",
        )
    counter_front(s, "#8a6240", side)


def loaves(s: Stage, wide: float, dice: Dice) -> str:
    """Breads of several kinds side by side, from the left."""
    p = s.palette
    parts: list[str] = []
    at = 0.0
    while at < wide - 22:
        crust = p.paint(dice.pick(("#c98a45", "#b57338", "#dba85f", "#a8652f")))
        kind = dice.count(0, 2)
        across = (30.0, 44.0, 24.0)[kind] * dice.between(0.9, 1.1)
        high = (20.0, 17.0, 30.0)[kind]
        x = at + across / 2
        parts.append(
            shape(
                f"M{at:.1f} 0Q{at - 2:.1f} {-high:.1f} {x:.1f} {-high:.1f}T{at + across:.1f} 0Z",
                s.paints.down(p.lit(crust, 0.4), crust, p.dark(crust, 0.3)),
            )
        )
        cuts = "".join(
            f"M{x + dx:.1f} {-high * 0.85:.1f}l5 {high * 0.3:.1f}"
            for dx in (-across * 0.22, 0, across * 0.2)
        )
        parts.append(line(cuts, f"{p.lit(crust, 0.7)}@0.8", 2))
        at += across + dice.between(1, 4)
    return "".join(parts)


def _basket(s: Stage, dice: Dice) -> str:
    p = s.palette
    straw = p.paint("#b58f55")
    sticks = "".join(
        group(
            box(-4, -62, 8, 60, s.shaded(p.paint(dice.pick(("#c98a45", "#dba85f"))), 0.3), 4),
            at=(-16 + 10.7 * i, dice.between(-4, 6)),
        )
        for i in range(4)
    )
    pile = group(loaves(s, 50, dice), at=(-26, -18))
    body = polygon([(-30, -26), (30, -26), (24, 0), (-24, 0)], s.shaded(straw, 0.35))
    weave = line("M-28-18H28M-27-10H27", f"{p.dark(straw, 0.5)}@0.6", 2)
    return (sticks if dice.chance(0.5) else pile) + body + weave


def _oven(s: Stage) -> str:
    """A brick dome with a fire in its mouth."""
    p = s.palette
    brick, iron = p.paint("#a8583f"), p.paint("#33302e")
    ember = p.paint("#e8803f")
    courses = "".join(f"M-105 {-24 * i}H105" for i in range(1, 10))
    mouth = opening(0, -88, 106, 82, "round")
    return (
        shape("M-110 0V-190Q-110-262 0-262Q110-262 110-190V0Z", s.shaded(brick, 0.4))
        + box(-36, -420, 72, 170, s.shaded(brick, 0.45))
        + line(courses, f"{p.lit(brick, 0.4)}@0.4", 2)
        + shape(opening(0, -86, 132, 100, "round"), p.dark(brick, 0.35))
        + shape(mouth, iron)
        + disc(0, -96, 88, s.paints.round(f"{p.glow}@0.7", f"{p.glow}@0.2", f"{p.glow}@0"))
        + shape("M-44-88Q-38-118-24-104Q-16-142-2-112Q10-136 20-106Q34-120 44-88Z", ember)
        + shape("M-26-88Q-18-108-10-98Q0-120 8-98Q18-106 26-88Z", p.lit(p.glow, 0.3))
        + box(-78, -90, 156, 9, p.lit(p.paint("#8a8078"), 0.3), 2)
        + shape(opening(0, 0, 84, 56, "round"), p.dark(brick, 0.55))
    )


@setting("restaurant", indoors=True)
def restaurant(s: Stage) -> None:
    """Tables under white cloths with candles, dark walls, lamps, the town outside."""
    dice = s.dice("restaurant")
    p = s.palette
    r = room(
        s,
        dice.pick(("#6f4a45", "#4f6058", "#4f5670", "#7a6248")),
        dice.pick(("#6b4a35", "#4f4038")),
        window=False,
        high=dice.between(48, 56),
    )
    side = s.light_side
    u = s.unit
    top = r.floor - 17 * u
    s.back.add(
        box(r.left, top, r.right - r.left, r.floor - top, s.shaded(p.paint("#5a3a2a"), 0.25))
    )
    s.back.add(box(r.left, top - u, r.right - r.left, 1.4 * u, p.paint("#b8924a")))
    cloth = dice.pick(("#8f3f3a", "#c9a86a", "#3f5a4a"))
    hang(s, side * 46, glazing(s, 0, -70, 170, 190, "#3a2f28", panes=(2, 1), view="city"))
    hang(s, side * 46, curtained(s, 0, -70, 170, 190, cloth))
    k = scale_at(s, 15)
    at, foot = place(s, side * 46, 15)
    daylight(s, at, foot - 260 * k, 170 * k, 190 * k, 0.26)
    for number, x in enumerate((-56, -30, -4)):
        hang(s, side * x, framed(s, 0, -150, 62, 80, s.dice(f"picture {number}")), layer=s.far)
    for x in (-43, -17, 9):
        hang(s, side * x, sconce(s, 0, -175), layer=s.far)
    stand(s, s.mid, -side * 40, 15.6, _banquette(s, 300, cloth), shadow=300)
    linen = dice.pick(("#efeae0", "#efeae0", "#e0c9b5"))
    wood = dice.pick(("#4f3526", "#6b4429"))
    for x, down in ((-58, 17.5), (-32, 17.2), (-4, 16.6), (24, 16.8), (52, 17.6)):
        for facing in (-1, 1):
            stand(
                s, s.mid, side * x - facing * 13, down - 0.2, side_chair(s, wood, facing), shadow=50
            )
        stand(s, s.mid, side * x, down, clothed_table(s, 84, linen), _setting(s), shadow=110)
    hang(s, 0, chandelier(s, 0, -250, 170, 7), layer=s.mid)
    for x in (-80, 82):
        stand(s, s.front, x, 37, clothed_table(s, 110, linen), _setting(s))


def _setting(s: Stage) -> str:
    """Glasses, plates and a candle on a small table."""
    p = s.palette
    glass = f"{p.paint('#d9ecef')}@0.75"
    glasses = "".join(
        shape(f"M{x - 5}-100Q{x - 5}-86 {x}-86Q{x + 5}-86 {x + 5}-100Z", glass)
        + line(f"M{x}-86V-77M{x - 4}-76H{x + 4}", glass, 1.6)
        for x in (-20, 20)
    )
    return (
        disc(-28, -75, 12, p.lit(p.paint("#f2efe6"), 0.5), 0.2)
        + disc(28, -75, 12, p.lit(p.paint("#f2efe6"), 0.5), 0.2)
        + glasses
        + disc(
            0, -92, 52, s.paints.round(f"{p.glow}@{0.6 if lights_on(s) else 0.25}", f"{p.glow}@0")
        )
        + box(-2.4, -92, 4.8, 18, p.lit(p.paint("#efe6d0"), 0.3))
        + disc(0, -97, 2.6, p.lit(p.glow, 0.5), 1.9)
    )


def _banquette(s: Stage, wide: float, colour: str) -> str:
    p = s.palette
    tone = p.paint(colour)
    half = wide / 2
    tufts = "".join(f"M{-half + wide * i / 8:.0f}-104V-52" for i in range(1, 8))
    return (
        box(-half, -108, wide, 62, s.paints.down(p.lit(tone, 0.25), p.dark(tone, 0.2)), 8)
        + line(tufts, f"{p.dark(tone, 0.5)}@0.6", 3)
        + box(-half, -52, wide, 20, s.paints.down(p.lit(tone, 0.3), tone), 6)
        + box(-half, -34, wide, 34, p.dark(tone, 0.5))
    )
