"""Where goods are sold over a counter: shop."""

from __future__ import annotations

from models.preview.panels.drawing import Dice, box, disc, group, line, polygon, shape
from models.preview.panels.scenery.registry import setting
from models.preview.panels.scenery.room import room
from models.preview.panels.scenery.rooms.counters import counter, counter_front, shop_window
from models.preview.panels.scenery.rooms.floor import hang, stand, tiles
from models.preview.panels.scenery.rooms.goods import crate
from models.preview.panels.scenery.rooms.lamps import hanging_lamp
from models.preview.panels.scenery.rooms.openings import door
from models.preview.panels.stage import Stage

_WARES = ("#c9584f", "#e0b04a", "#4f8fa8", "#6f9a5f", "#d98a5f", "#8a6fa0", "#efe6d4")


@setting("shop", indoors=True)
def shop(s: Stage) -> None:
    """Shelves full of wares to the ceiling, a counter with a till and scales, crates of fruit."""
    dice = s.dice("shop")
    p, u = s.palette, s.unit
    room(
        s,
        dice.pick(("#c9bb9c", "#a9bdb0", "#c9a590")),
        dice.pick(("#a5825c", "#b0a490")),
        window=False,
        high=dice.between(48, 56),
    )
    if dice.chance(0.5):
        tiles(s, f"{p.paint('#6f5f50')}@0.4", size=12)
    side = s.light_side
    shop_window(s, side * 62, 150, 170, "#3f5a4f", sill=60)
    hang(s, side * 33, door(s, 0, dice.pick(("#3f6b5a", "#8f3f3a", "#34507a"))), layer=s.back)
    hang(s, side * 33, box(-28, -185, 56, 90, s.paints.down(*p.sky), 4), layer=s.back)
    wood = dice.pick(("#7a5234", "#5f6b5a", "#8a6a48"))
    hang(s, -side * 27, _shelves(s, wood), layer=s.far)
    _awning(s, -side * 27, dice.pick(("#b5453f", "#3f7a5f", "#34608a", "#d9a03f")))
    stand(
        s,
        s.mid,
        -side * 24,
        17.6,
        counter(s, dice.pick(("#8a5f3c", "#4f6f66", "#a8624a")), 250),
        group(_till(s), at=(-66, -100)),
        group(_scales(s), at=(60, -100)),
        shadow=270,
    )
    for x, name in ((-66, "left"), (-82, "right")):
        stand(s, s.mid, side * x, 18.5, _fruit(s, s.dice(f"fruit {name}")), shadow=90)
    stand(s, s.mid, side * 62, 18, _fruit(s, s.dice("fruit by the window")), shadow=90)
    for x in (-44, -12):
        hanging_lamp(
            s,
            s.across(0.5) + side * x * u,
            s.horizon - 37 * u,
            4.4 * u,
            dice.pick(("#efe6d4", "#3f5f5a")),
        )
    counter_front(s, "#7a5234", side)


def _shelves(s: Stage, colour: str) -> str:
    p = s.palette
    wood = p.paint(colour)
    parts = [box(-186, -300, 372, 300, p.dark(wood, 0.45))]
    for row in range(5):
        y = -62.0 - 50 * row
        for column in range(3):
            dice = s.dice(f"wares {row} {column}")
            parts.append(group(wares(s, 112, dice), at=(-178 + 124 * column, y)))
        parts.append(box(-188, y, 376, 6, p.lit(wood, 0.3)))
    posts = "".join(box(-188 + 124 * i, -302, 6, 302, s.shaded(wood, 0.3)) for i in range(4))
    return "".join(parts) + posts


def wares(s: Stage, wide: float, dice: Dice) -> str:
    """Tins, jars, packets and boxes in groups of a kind, from the left."""
    p = s.palette
    parts: list[str] = []
    at = 0.0
    while at < wide - 16:
        kind, tone = dice.count(0, 2), p.paint(dice.pick(_WARES), 0.95)
        across, high = dice.between(11, 19), dice.between(20, 36)
        for _ in range(dice.count(1, 3)):
            if at > wide - across:
                break
            label = p.lit(tone, 0.55)
            if kind == 0:
                parts.append(box(at, -high, across, high, s.shaded(tone, 0.3), 3))
                parts.append(box(at, -high * 0.66, across, high * 0.36, label))
            elif kind == 1:
                parts.append(box(at, -high * 0.8, across, high * 0.8, f"{tone}@0.85", 4))
                parts.append(
                    box(at + 1, -high * 0.95, across - 2, high * 0.16, p.paint("#b8924a"), 1)
                )
            else:
                parts.append(box(at, -high, across, high, tone))
                parts.append(disc(at + across / 2, -high * 0.55, across * 0.28, label))
            at += across + 1
        at += dice.between(2, 6)
    return "".join(parts)


def _awning(s: Stage, x: float, colour: str) -> None:
    """A striped canopy over the shelves."""
    p = s.palette
    tone, white = p.paint(colour), p.lit(p.paint("#f0e9da"), 0.2)
    stripes = "".join(
        shape(
            f"M{-208 + 32 * i} -352H{-176 + 32 * i}V-312q-16 22-32 0Z",
            s.paints.down(p.dark(fill, 0.15), fill),
        )
        for i in range(13)
        for fill in ((tone, white)[i % 2],)
    )
    hang(s, x, stripes, layer=s.far)


def _till(s: Stage) -> str:
    p = s.palette
    brass = p.paint("#a8823f")
    keys = "".join(
        disc(-18 + 9 * i, -14 - 8 * j, 2.8, p.lit(p.paint("#efe6d0"), 0.3))
        for i in range(5)
        for j in range(2)
    )
    return (
        box(-32, -10, 64, 10, p.dark(brass, 0.4), 2)
        + polygon([(-28, -34), (28, -34), (32, -8), (-32, -8)], s.shaded(brass, 0.35))
        + keys
        + box(-20, -58, 40, 26, s.shaded(brass, 0.3), 5)
        + box(-14, -53, 28, 14, p.lit(p.paint("#efe6d0"), 0.4), 2)
    )


def _scales(s: Stage) -> str:
    p = s.palette
    red, steel = p.paint("#b5453f"), p.paint("#b5bcc0")
    return (
        polygon([(-22, 0), (22, 0), (14, -30), (-14, -30)], s.shaded(red, 0.35))
        + disc(0, -16, 10, p.lit(p.paint("#efe6d0"), 0.4))
        + line("M0-16L5-22", red, 2)
        + line("M0-30V-40", steel, 4)
        + shape("M-30-46H30Q22-36 0-36Q-22-36-30-46Z", s.shaded(steel, 0.3))
    )


def _fruit(s: Stage, dice: Dice) -> str:
    p = s.palette
    tone = p.paint(dice.pick(("#d9584f", "#e8a03f", "#8fae4f", "#d9c04f")))
    heap = "".join(
        disc(-27 + 18 * i, -44 - 9 * (i % 2), 10, s.shaded(tone, 0.3)) for i in range(4)
    ) + "".join(disc(-18 + 18 * i, -60, 10, s.shaded(p.lit(tone, 0.1), 0.3)) for i in range(3))
    return heap + crate(s, 84, 44)
