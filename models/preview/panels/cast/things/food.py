"""What is eaten."""

from __future__ import annotations

from models.preview.panels.cast.craft import COLOURS, formed, over, rimmed, soft, spun
from models.preview.panels.cast.registry import subject
from models.preview.panels.drawing import Dice, box, disc, group, line, polygon, shape, turned
from models.preview.panels.stage import Stage


@subject("bread", where="table", tall=0.55, wide=2.3)
def bread(s: Stage, dice: Dice) -> str:
    """A loaf on a board, one slice cut."""
    p = s.palette
    crust, crumb, wood = p.paint("#b5743f"), p.lit(p.paint("#efd9ae"), 0.15), p.paint("#8a6444")
    cuts = "M-52 -62C-44 -72-38 -76-30 -78M-20 -68C-12 -79-4 -82 4 -83M14 -68C22 -78 30 -80 38 -79"
    return "".join(
        (
            box(-112, -8, 224, 10, s.paints.down(p.lit(wood, 0.35), p.dark(wood, 0.2)), 4),
            shape(
                "M-84 -8C-96 -44-74 -82-10 -84C52 -84 74 -60 74 -40V-8Z",
                s.paints.down(p.lit(crust, 0.3), crust, p.dark(crust, 0.3)),
            ),
            line(cuts, p.lit(crumb, 0.2), 4),
            disc(74, -40, 13, p.dark(crust, 0.2), 2.4),
            disc(75, -40, 10.4, crumb, 2.6),
            shape("M88 -8C84 -34 92 -58 104 -60C114 -58 116 -30 112 -8Z", s.shaded(crumb, 0.2)),
            line("M88 -8C84 -34 92 -58 104 -60C114 -58 116 -30 112 -8", p.dark(crust, 0.1), 3),
        )
    ) + disc(-96 + dice.between(0, 6), -10, 2, crust)


@subject("egg", where="table", tall=0.7, wide=0.85)
def egg(s: Stage, dice: Dice) -> str:
    """An egg in its cup, or three in a nest of straw."""
    p = s.palette
    shell = p.lit(p.paint(dice.pick(("#e9d3b5", "#f0ebdf", "#d2a57c"))), 0.1)

    def one(x: float, y: float, lean: float) -> str:
        return turned(
            group(
                formed(s, spun("1 -62, 12 -58, 22 -38, 24 -20, 16 -4, 4 0"), shell, 0.36), at=(x, y)
            ),
            lean,
            (x, y),
        )

    if dice.chance(0.5):
        cup = p.paint(dice.pick(COLOURS))
        stand = (
            "M-30 -52C-26 -26-14 -20-8 -18V-8C-14 -6-20 -4-22 "
            "0H22C20 -4 14 -6 8 -8V-18C14 -20 26 -26 30 -52Z"
        )
        return one(0, -38, 0) + formed(s, stand, cup, 0.44) + disc(0, -52, 30, p.lit(cup, 0.2), 0.1)
    straw = p.paint("#c9a04f")
    blades = "".join(
        f"M{-52 + 5 * i} {-6 - dice.between(0, 14):.0f}l{dice.between(-9, 9):.0f} "
        f"{dice.between(-18, -6):.0f}"
        for i in range(22)
    )
    return "".join(
        (
            disc(0, -18, 56, p.dark(straw, 0.45), 0.4),
            one(-22, -18, -14),
            one(22, -18, 14),
            one(0, -12, 2),
            formed(
                s, soft("-53 -26, -30 -22, 0 -20, 30 -22, 53 -26, 44 -4, 0 2, -44 -4"), straw, 0.4
            ),
            line(blades, p.lit(straw, 0.3), 1.8),
        )
    )


@subject("cheese", where="table", tall=0.7, wide=1.9)
def cheese(s: Stage, dice: Dice) -> str:
    """A wedge of cheese with holes."""
    p = s.palette
    paste = p.paint(dice.pick(("#e6b83f", "#e3c36a", "#d9952f")))
    holes = "".join(
        disc(x, y, r, p.dark(paste, 0.3), 0.9)
        + disc(x + 1, y + 1, r * 0.75, p.dark(paste, 0.15), 0.9)
        for x, y, r in (
            (-62, -30, 9),
            (-24, -18, 6),
            (8, -36, 11),
            (44, -16, 8),
            (64, -40, 6),
            (-34, -40, 5),
        )
    )
    return "".join(
        (
            polygon(
                [(-92, -52), (30, -96), (92, -62)],
                s.paints.down(p.lit(paste, 0.5), p.lit(paste, 0.2)),
            ),
            rimmed(
                s, "M-92 -52L92 -62V-8L-92 0Z", s.paints.across(paste, p.dark(paste, 0.16)), 1.2
            ),
            holes,
            disc(34, -78, 9, p.dark(paste, 0.2), 0.4),
            line("M-92 -52L92 -62", p.lit(paste, 0.6), 2),
        )
    )


@subject("cake", where="table", tall=1.3, wide=1.3)
def cake(s: Stage, dice: Dice) -> str:
    """A cake on a stand, with candles or cherries."""
    p = s.palette
    cream, sponge = (
        p.paint(tone)
        for tone in dice.pick(
            (("#f0dfc9", "#c9823f"), ("#e6a5b0", "#f0e0c4"), ("#6b4030", "#d9a86a"))
        )
    )
    white = p.lit(p.paint("#ece6da"), 0.1)
    drips = (
        "M-50 -62H50V-50C46 -40 40 -40 38 -50C34 -40 26 -34 24 -50C18 -42 12 -42 8 -50C4 "
        "-36-6 -36-8 -50C-14 -42-20 -42-24 -50C-28 -36-36 -36-38 -50C-42 -42-48 -42-50 -50Z"
    )
    if dice.chance(0.5):
        top = "".join(
            box(x - 2, -84, 4, 20, p.paint("#5f8fb5" if x % 2 else "#d9667b"), 1)
            + disc(x, -88, 7, s.paints.round(f"{p.glow}@0.8", f"{p.glow}@0"))
            + shape(f"M{x} -96c4 6 3 10 0 11c-3 -1-4 -5 0 -11Z", "#ffe6a8")
            for x in (-30, -11, 8, 27)
        )
    else:
        top = "".join(
            disc(x, -68, 6, s.shaded(p.paint("#b52f3a"), 0.4))
            + line(f"M{x} -73q2 -8 6 -10", p.paint("#5f7a3a"), 1.4)
            for x in (-34, -12, 12, 34)
        )
    return "".join(
        (
            shape("M-10 -14C-6 -6-14 -2-24 0H24C14 -2 6 -6 10 -14Z", s.shaded(white, 0.4)),
            disc(0, -15, 65, s.shaded(white, 0.35), 0.1),
            formed(s, "M-50 -62V-20Q0 -12 50 -20V-62Z", sponge, 0.4),
            line("M-50 -40Q0 -32 50 -40", p.lit(cream, 0.3), 4),
            disc(0, -62, 50, p.lit(cream, 0.25), 0.14),
            shape(drips, s.shaded(cream, 0.3)),
            top,
        )
    )


@subject("pizza", where="table", tall=0.42, wide=4.6)
def pizza(s: Stage, dice: Dice) -> str:
    """A pizza, one slice drawn out."""
    p = s.palette
    crust, cheese_, red = p.paint("#c98d4a"), p.paint("#e6bf62"), p.paint("#b53a2a")
    tops = "".join(
        disc(x + dice.between(-8, 8), y, 21, red, 0.4) + disc(x, y - 2, 14, p.lit(red, 0.2), 0.36)
        for x, y in ((-130, -48), (-76, -78), (-60, -30), (-6, -60), (28, -88), (-120, -78))
    )
    leaves = "".join(
        disc(dice.between(-150, 20), dice.between(-84, -26), 9, p.paint("#4f7f3a"), 0.4)
        for _ in range(5)
    )
    return "".join(
        (
            disc(-30, -48, 196, p.dark(crust, 0.3), 0.28),
            disc(-30, -54, 196, over(s, crust, 0.2), 0.28),
            disc(-30, -54, 176, p.dark(red, 0.1), 0.25),
            disc(-30, -56, 172, cheese_, 0.24),
            tops,
            leaves,
            shape("M-10 -50L150 -100L196 -52L180 -26Z", p.dark(p.paint("#7a5236"), 0.1)),
            group(
                polygon([(0, -50), (150, -74), (170, -14)], over(s, cheese_, 0.1))
                + line("M152 -76Q178 -46 170 -12", crust, 17)
                + disc(96, -52, 20, red, 0.4)
                + disc(132, -32, 16, red, 0.4),
                at=(42, 8),
            ),
        )
    )


@subject("basket", where="table", tall=1.2, wide=1.4)
def basket(s: Stage, dice: Dice) -> str:
    """A wicker basket of fruit."""
    p = s.palette
    wicker = p.paint(dice.pick(("#b5894f", "#9c6b42", "#c9a468")))
    fruit = "".join(
        disc(
            x,
            y,
            15,
            s.shaded(p.paint(dice.pick(("#b8322c", "#e0862a", "#8fa83a", "#e6c62f"))), 0.4),
        )
        for x, y in ((-40, -58), (40, -58), (-16, -66), (16, -66), (0, -56))
    )
    weave = "".join(
        f"M{-58 + 3 * row} {-44 + 11 * row}" + "".join("q4 -4 8 0t8 0" for _ in range(7))
        for row in range(4)
    )
    ribs = "".join(f"M{x} -54L{x * 0.78:.0f} -2" for x in range(-52, 53, 13))
    return "".join(
        (
            line("M-56 -54C-50 -114 50 -114 56 -54", p.dark(wicker, 0.3), 6),
            line("M-56 -54C-50 -114 50 -114 56 -54", wicker, 3.4),
            fruit,
            formed(s, "M-64 -54H64L50 0H-50Z", wicker, 0.42, 1.2),
            line(ribs, f"{p.dark(wicker, 0.5)}@0.5", 2.4),
            line(weave, f"{p.lit(wicker, 0.35)}@0.8", 2.4),
            line("M-63 -54H63", p.lit(wicker, 0.2), 7),
            line("M-50 -2H50", p.dark(wicker, 0.3), 5),
        )
    )


@subject("flour_sack", where="table", tall=1.6, wide=0.8)
def flour_sack(s: Stage, dice: Dice) -> str:
    """A sack of flour, tied or open with a scoop."""
    p = s.palette
    cloth, ear = (
        p.lit(p.paint(dice.pick(("#d9cba8", "#c9b48a", "#e3dccb"))), 0.05),
        p.paint("#b58a3f"),
    )
    body = "-34 -72, -26 -76, 26 -76, 34 -72, 38 -40, 40 -8, 30 0, -30 0, -40 -8, -38 -40"
    grains = "".join(
        f"M0 {-40 + 6 * i}q{7 * k} -1 {8 * k} -7q{-7 * k} 0 {-8 * k} 7"
        for i in range(4)
        for k in (-1, 1)
    )
    flour = p.lit(p.paint("#f6f2e8"), 0.2)
    if dice.chance(0.5):
        top = shape(
            "M-26 -76C-30 -88-24 -98-14 -100C-4 -94 6 -96 14 -100C24 -98 30 -88 26 -76Z",
            s.shaded(cloth, 0.4),
        ) + line("M-26 -77Q0 -72 26 -77", ear, 4)
    else:
        top = (
            disc(0, -76, 33, p.dark(cloth, 0.3), 0.24)
            + shape(soft("-28 -76, -14 -92, 8 -94, 28 -76, 0 -70"), flour)
            + line("M14 -84L34 -104", p.paint("#8a5f3e"), 5)
        )
    return "".join(
        (
            top,
            formed(s, soft(body), cloth, 0.4, 1.2),
            line("M0 -12V-44", ear, 2),
            line(grains, ear, 2.4),
            line(
                "M-30 -66C-32 -50-30 -40-34 -26M28 -66C30 -54 28 -44 32 -30",
                f"{p.dark(cloth, 0.4)}@0.5",
                1.8,
            ),
            disc(34, 0, 22, f"{flour}@0.8", 0.14),
        )
    )


@subject("salt", where="table", tall=0.85, wide=0.95)
def salt(s: Stage, dice: Dice) -> str:
    """A salt cellar, some of it spilt."""
    p = s.palette
    clear, cap = (
        p.lit(p.paint("#cfdde0"), 0.3),
        p.paint(dice.pick(("#a5abb0", "#c9a04f", "#8a5f3e"))),
    )
    white = p.lit(p.paint("#f4f2ec"), 0.2)
    return "".join(
        (
            shape("M6 0C18 -12 34 -12 46 0Z", white),
            *(disc(dice.between(18, 58), dice.between(-2, 3), 1.3, white) for _ in range(9)),
            shape("M-34 -70L-40 0H8L2 -70Z", f"{clear}@0.6"),
            shape("M-37 -38L-40 0H8L5 -38Z", s.shaded(white, 0.2)),
            line("M-34 -70L-40 0H8L2 -70", f"{clear}@0.9", 2),
            formed(s, "M-36 -70C-36 -92-30 -100-16 -100C-2 -100 4 -92 4 -70Z", cap, 0.45),
            *(disc(x, -91 + abs(x + 16) * 0.2, 1.6, p.dark(cap, 0.6)) for x in (-26, -19, -12, -6)),
            line("M-28 -62L-32 -12", f"{white}@0.8", 3),
        )
    )
