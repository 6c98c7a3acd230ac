"""A throne room: a high hall of columns and banners."""

from __future__ import annotations

from models.preview.panels.colour import mix
from models.preview.panels.drawing import box, disc, group, line, shape
from models.preview.panels.scenery.houses import lights_on
from models.preview.panels.scenery.registry import setting
from models.preview.panels.scenery.rooms.hall import NEAR, Hall, Place, hall
from models.preview.panels.scenery.rooms.lamps import chandelier, halo
from models.preview.panels.scenery.rooms.openings import glazing
from models.preview.panels.stage import Stage

_GLASS = ("#c9483f", "#3f6fc0", "#e0b53f", "#4f9f6a", "#8a5fb0", "#e08a4f")
_BAYS = (4.2, 3.0, 2.15, 1.55, 1.1, 0.8)


@setting("throne_room", indoors=True)
def throne_room(s: Stage) -> None:
    """A throne on steps at the end of a red carpet, banners between columns."""
    dice = s.dice("throne room")
    p = s.palette
    stone = dice.pick(("#a89a8a", "#94949c", "#b59f7f"))
    h = hall(s, (stone, "#8a7d70", "#5f564f"), half=84, high=120, deep=22, end=2.6, wander=6)
    house = dice.pick(
        (
            ("#8f2f35", "#d9a84a"),
            ("#2f4a8a", "#d9c9a0"),
            ("#3f6b4a", "#d9b84a"),
            ("#5f3f7a", "#e0c87a"),
        )
    )
    for x in (-215, 215):
        h.stand(
            s.back,
            x * 0.2,
            h.end,
            glazing(
                s, 0, -190, 110, 370, "#8a7f70", head="round", panes=(2, 5), view="none", moon=x > 0
            ),
        )
    _dais(s, h, house)
    _chequer(s, h)
    carpet = p.paint(house[0])
    gold = p.paint(house[1])
    h.flat(s.mid, -h.deep, (-17, 17), (NEAR, 2.2), s.paints.down(p.lit(gold, 0.2), gold))
    h.flat(
        s.mid,
        -h.deep,
        (-15, 15),
        (NEAR, 2.2),
        s.paints.down(p.lit(carpet, 0.16), carpet, p.dark(carpet, 0.2)),
    )
    for far, layer in ((2.4, s.far), (1.75, s.mid), (1.25, s.mid)):
        for side in (-1, 1):
            h.stand(layer, side * 72, far, _column(s, stone))
            h.stand(layer, side * 56, far * 1.12, _banner(s, house), y=82)
            h.stand(layer, side * 72, far, _torch(s), y=8)
    h.stand(s.mid, 0, 1.9, chandelier(s, 0, 0, 190, 8), y=86)
    for side in (-1, 1):
        x = s.across(0.5) + side * min(0.57 * s.width, 98 * s.unit)
        tone = p.dark(p.paint(stone), 0.6)
        fill = s.paints.across(tone, p.lit(tone, 0.12), tone)
        s.front.add(box(x - 9 * s.unit, s.top, 18 * s.unit, s.bottom - s.top, fill))


def _dais(s: Stage, h: Hall, house: tuple[str, str]) -> None:
    """Steps, a canopy, and the throne under it."""
    p = s.palette
    stone, gold, cloth = p.paint("#b5a998"), p.paint("#c9983f"), p.paint(house[0])
    steps = "".join(
        box(-w, -y, 2 * w, 20, s.paints.down(p.lit(stone, 0.3 - 0.004 * y), p.dark(stone, 0.3)))
        for w, y in ((230, 18), (195, 36), (160, 54))
    )
    canopy = (
        shape("M-120-54V-400L0-452L120-400V-54Z", p.dark(cloth, 0.35))
        + "".join(
            box(
                -118 + 39.5 * i,
                -398,
                38,
                344,
                s.paints.across(p.lit(cloth, 0.1), p.dark(cloth, 0.35)),
            )
            for i in range(6)
        )
        + shape(
            "M-135-396L0-456L135-396L128-366Q96-386 64-366Q32-386 0-366"
            "Q-32-386-64-366Q-96-386-128-366Z",
            s.paints.down(gold, cloth),
        )
    )
    throne = (
        shape("M-46-54V-235Q-46-268-24-272L0-304L24-272Q46-268 46-235V-54Z", s.shaded(gold, 0.4))
        + shape(
            "M-32-130V-228Q-30-250 0-256Q30-250 32-228V-130Z",
            s.paints.down(p.lit(cloth, 0.25), cloth),
        )
        + box(-46, -132, 92, 20, p.lit(cloth, 0.3), 6)
        + box(-46, -114, 92, 60, p.dark(gold, 0.25))
        + box(-64, -162, 18, 108, s.shaded(gold, 0.3), 5)
        + box(46, -162, 18, 108, s.shaded(gold, 0.3), 5)
        + disc(-55, -168, 12, p.lit(gold, 0.3))
        + disc(55, -168, 12, p.lit(gold, 0.3))
        + disc(0, -288, 9, p.paint("#c9483f"))
    )
    glow = disc(0, -200, 330, s.paints.round(f"{p.light}@0.3", f"{p.light}@0"))
    h.stand(s.far, 0, h.end - 0.15, glow, canopy, steps, throne)


def _chequer(s: Stage, h: Hall) -> None:
    rows = (2.6, 2.15, 1.78, 1.48, 1.22, 1.01, 0.84, 0.69, 0.57, 0.47, 0.39)
    patches: list[list[Place]] = []
    for number in range(len(rows) - 1):
        far, near = rows[number], rows[number + 1]
        for column in range(-7 + number % 2, 7, 2):
            x, y = column * 12.0, -h.deep
            patches.append([(x, y, far), (x + 12, y, far), (x + 12, y, near), (x, y, near)])
    h.patches(s.mid, patches, f"{s.palette.dark(s.palette.paint('#5a5048'), 0.3)}@0.45")


def _column(s: Stage, colour: str) -> str:
    p = s.palette
    stone = p.paint(colour)
    flutes = "".join(f"M{x}-20V-440" for x in (-16, 0, 16))
    return (
        box(-30, -900, 60, 900, s.shaded(stone, 0.45))
        + line(flutes, f"{p.dark(stone, 0.5)}@0.35", 4)
        + box(-44, -24, 88, 24, p.lit(stone, 0.12), 3)
    )


def _banner(s: Stage, house: tuple[str, str]) -> str:
    p = s.palette
    cloth, gold = p.paint(house[0]), p.paint(house[1])
    return (
        line("M-44 0H44", p.paint("#6b4d2f"), 7)
        + shape("M-38 0H38V190L0 236L-38 190Z", s.shaded(cloth, 0.3))
        + line("M-32 4V186L0 225L32 186V4", gold, 4)
        + group(shape("M0-30L9-9L30 0L9 9L0 30L-9 9L-30 0L-9-9Z", gold), at=(0, 96), scale=1.1)
    )


def _torch(s: Stage) -> str:
    p = s.palette
    flame = p.lit(p.glow, 0.3) if lights_on(s) else mix(p.glow, p.paint("#e08a4f"), 0.5)
    return (
        halo(s, 0, -34, 170, 0.6)
        + line("M0 20V-14", p.paint("#3a322c"), 8)
        + shape("M-9-14Q-16-34 0-58Q16-34 9-14Z", p.paint("#e0803f"))
        + shape("M-5-15Q-9-30 0-44Q9-30 5-15Z", flame)
    )
