"""Instruments."""

from __future__ import annotations

from models.preview.panels.cast.craft import formed, gleam, limb, rimmed, soft, spun
from models.preview.panels.cast.registry import subject
from models.preview.panels.drawing import Dice, box, disc, line, polygon, shape, turned
from models.preview.panels.stage import Stage


@subject("violin", where="table", tall=1.9, wide=0.62)
def violin(s: Stage, dice: Dice) -> str:
    """A violin upright, its bow beside it."""
    p = s.palette
    wood = p.paint(dice.pick(("#9c5a2f", "#7a3f24", "#b5743a")))
    dark = p.dark(p.paint("#241c18"), 0.1)
    body = (
        "0 -58, 12 -57, 17 -48, 14 -40, 10 -34, 13 -28, 20 -18, 18 -6, 8 0, 0 "
        "-1, -8 0, -18 -6, -20 -18, -13 -28, -10 -34, -14 -40, -17 -48, -12 -57"
    )
    return "".join(
        (
            line("M27 -96L24 -2", p.dark(p.paint("#6b4028"), 0.1), 1.6),
            line("M24.4 -92L21.8 -8", p.lit(p.paint("#e6dfcf"), 0.2), 1),
            box(20, -8, 6, 6, dark, 1),
            formed(s, soft(body), wood, 0.42, 0.9),
            line("M-8 -36C-10 -28-6 -24-8 -16M8 -36C10 -28 6 -24 8 -16", dark, 1.4),
            shape("M-3 -60H3L4.4 -34H-4.4Z", dark),
            box(-2.2, -90, 4.4, 32, s.shaded(p.dark(wood, 0.2), 0.3)),
            limb("0 -90, 0 -97, 3 -99, 4.6 -96, 2.4 -94.6", 2.6, wood),
            line("M-5 -92H5M-5 -87H5", dark, 1.8),
            shape("M-3 -14H3L2 0H-2Z", dark),
            line("M-5 -22H5", p.lit(wood, 0.5), 2),
            line(
                "M-1.2 -90V-14M1.2 -90V-14M-2.4 -60V-14M2.4 -60V-14",
                f"{p.lit(p.paint('#d9d2c4'), 0.2)}@0.7",
                0.4,
            ),
            gleam(s, "M-11 -52C-14 -48-13 -44-11 -40", 1.6, 0.5),
        )
    )


@subject("guitar", where="ground", tall=0.6, wide=0.42)
def guitar(s: Stage, dice: Dice) -> str:
    """A guitar on its stand."""
    p = s.palette
    wood, neck = (
        p.paint(dice.pick(("#c98f4a", "#8a4a2c", "#2f3a45", "#a8382f"))),
        p.dark(p.paint("#5a3a28"), 0.1),
    )
    body = (
        "0 -50, 10 -51, 15 -44, 13 -36, 12 -31, 16 -24, 20 -14, 16 -3, "
        "0 0, -16 -3, -20 -14, -16 -24, -12 -31, -13 -36, -15 -44, -10 -51"
    )
    return "".join(
        (
            line("M-12 -10L-18 0M12 -10L18 0", p.dark(p.paint("#33363b"), 0.1), 2),
            formed(s, soft(body), wood, 0.4, 0.9),
            disc(0, -30, 6.4, p.lit(wood, 0.3)),
            disc(0, -30, 5, p.dark(wood, 0.7)),
            shape("M4 -28C12 -26 12 -14 6 -12C2 -16 2 -22 4 -28Z", f"{p.dark(wood, 0.5)}@0.8"),
            box(-7, -15, 14, 3.4, p.dark(neck, 0.2), 1),
            box(-2.2, -88, 4.4, 54, s.shaded(neck, 0.3)),
            line("".join(f"M-2 {y}h4" for y in range(-84, -38, 6)), f"{p.lit(neck, 0.6)}@0.7", 0.6),
            shape("M-3 -88L-4.6 -100H4.6L3 -88Z", s.shaded(p.dark(wood, 0.2), 0.3)),
            line("M-6.4 -97h2M-6 -92h2M4.4 -97h2M4 -92h2", p.paint("#c9a04f"), 1.6),
            line(
                "M-1.4 -98V-14M-.4 -98V-14M.6 -98V-14M1.5 -98V-14",
                f"{p.lit(p.paint('#e0dccf'), 0.3)}@0.7",
                0.3,
            ),
            gleam(s, "M-11 -46C-13 -42-12 -38-10 -35", 1.4, 0.5),
        )
    )


@subject("piano", where="ground", tall=0.9, wide=1.55)
def piano(s: Stage, dice: Dice) -> str:
    """A grand piano, its lid up."""
    p = s.palette
    lacquer = p.paint(dice.pick(("#2a282c", "#5a3526", "#e0d9cc")))
    gold, white = p.paint("#c9a04f"), p.lit(p.paint("#f2eee4"), 0.15)
    keys = "".join(f"M{x} -38v5" for x in range(-66, -24, 4))
    return "".join(
        (
            line("M-56 -26V-4M52 -26V-4M-4 -26V-6", p.dark(lacquer, 0.35), 6),
            disc(-56, -3, 3.4, gold),
            disc(52, -3, 3.4, gold),
            line("M-4 -12H8", gold, 2),
            shape(
                "M-44 -46L40 -99C64 -92 76 -70 74 -46Z",
                s.paints.slant(p.lit(lacquer, 0.35), lacquer, p.dark(lacquer, 0.2)),
            ),
            line("M30 -46L44 -84", p.lit(lacquer, 0.4), 2),
            disc(12, -46, 60, p.dark(gold, 0.2), 0.09),
            line("M-30 -46L66 -49M-20 -44L68 -46", f"{p.lit(gold, 0.5)}@0.7", 0.8),
            formed(
                s,
                "M-76 -40C-60 -46-44 -46-34 -46H60C72 -46 78 -42 78 -36C78 -28 70 -26 60 -26H-76Z",
                lacquer,
                0.3,
                1,
            ),
            polygon([(-78, -40), (-28, -40), (-26, -33), (-80, -33)], white),
            line(keys, p.dark(p.paint("#1c1a1c"), 0.1), 1.8),
            box(-80, -33, 56, 6, p.dark(lacquer, 0.25), 1),
            polygon([(-34, -46), (-40, -64), (-12, -64), (-10, -46)], p.dark(lacquer, 0.1)),
            box(-34, -61, 18, 13, white),
        )
    )


@subject("drum", where="ground", tall=0.42, wide=1.15)
def drum(s: Stage, dice: Dice) -> str:
    """A side drum with its sticks."""
    p = s.palette
    shell, rope_ = (
        p.paint(dice.pick(("#a8382f", "#3f5f94", "#4f7f5a", "#8a5f3e"))),
        p.lit(p.paint("#e6d9b8"), 0.1),
    )
    hoop, skin = p.paint("#c9a04f"), p.lit(p.paint("#efe6d2"), 0.15)
    lacing = "M-48 -70L-36 -14L-24 -66L-12 -10L0 -64L12 -10L24 -66L36 -14L48 -70"
    return "".join(
        (
            formed(s, "M-50 -76V-12Q0 4 50 -12V-76Z", shell, 0.46, 1.3),
            line(lacing, rope_, 2.2),
            line("M-50 -16Q0 0 50 -16", p.dark(hoop, 0.1), 7),
            disc(0, -76, 52, p.dark(hoop, 0.3), 0.25),
            disc(0, -78, 51, hoop, 0.24),
            disc(0, -78, 47, s.paints.slant(p.lit(skin, 0.3), p.dark(skin, 0.15)), 0.22),
            line("M-10 -80L44 -98", p.paint("#b5864f"), 4),
            line("M12 -76L-38 -100", p.dark(p.paint("#b5864f"), 0.2), 4),
            disc(-11, -79.6, 3.4, p.lit(p.paint("#b5864f"), 0.2)),
            disc(13, -75.6, 3.4, p.paint("#b5864f")),
        )
    )


@subject("trumpet", where="table", tall=0.75, wide=2.6)
def trumpet(s: Stage, dice: Dice) -> str:
    """A trumpet."""
    p = s.palette
    brass = p.paint(dice.pick(("#d0a23f", "#b9bfc4", "#c98a4a")))
    dark, lit = p.dark(brass, 0.4), p.lit(brass, 0.6)
    loop = "M60 -60H-60C-84 -60-84 -24-60 -24H40C58 -24 58 -60 40 -60"
    bell_ = "M50 -66C84 -66 104 -78 122 -98C128 -76 128 -44 122 -22C104 -42 84 -54 50 -54Z"
    sketch = "".join(
        (
            line(loop, dark, 10),
            line(loop, brass, 7),
            line("M-58 -62H44M-58 -26H38", f"{lit}@0.8", 1.8),
            line("M-60 -60H-112", dark, 7),
            line("M-60 -60H-112", brass, 5),
            shape("M-108 -67L-124 -70V-50L-108 -53Z", s.shaded(brass, 0.4)),
            *(
                box(x - 6, -76, 12, 62, s.shaded(brass, 0.5), 3)
                + line(f"M{x} -78v-8", dark, 3)
                + disc(x, -90, 6, p.lit(p.paint("#efe9dc"), 0.1), 0.6)
                for x in (-26, -8, 10)
            ),
            rimmed(s, bell_, s.paints.down(lit, brass, dark), 1.2),
            disc(122, -60, 7, dark, 5.4),
            line("M62 -62C88 -64 104 -74 116 -88", f"{lit}@0.9", 2),
        )
    )
    return turned(sketch, -7, (0, -40))


@subject("bell", where="table", tall=1.2, wide=0.95)
def bell(s: Stage, dice: Dice) -> str:
    """A bronze bell on its yoke, or a hand bell."""
    p = s.palette
    bronze = p.paint(dice.pick(("#b58a3f", "#8a7a4f", "#c9a04f")))
    wood = p.paint("#6b4a35")
    hand = dice.chance(0.4)
    head = (
        formed(s, spun("4 -108, 8 -100, 5 -88, 6 -76, 5 -74"), wood, 0.4)
        if hand
        else line("M-34 -96H34", p.dark(wood, 0.1), 10)
        + line("M-8 -90C-8 -82 8 -82 8 -90", p.dark(bronze, 0.4), 4)
    )
    return "".join(
        (
            disc(2, -4, 9, p.dark(bronze, 0.5)),
            head,
            formed(
                s, spun("6 -80, 18 -76, 25 -60, 28 -38, 34 -20, 44 -10, 44 -8"), bronze, 0.5, 1.3
            ),
            line("M-44 -9Q0 0 44 -9", p.lit(bronze, 0.3), 5),
            line(
                "M-24 -60Q0 -54 24 -60M-30 -28Q0 -20 30 -28M-29 -34Q0 -26 29 -34",
                f"{p.dark(bronze, 0.5)}@0.6",
                1.8,
            ),
            gleam(s, "M-16 -66C-20 -52-21 -38-25 -24", 4, 0.55),
        )
    )
