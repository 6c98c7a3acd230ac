"""What is drunk from and poured from."""

from __future__ import annotations

from models.preview.panels.cast.craft import dome, formed, gleam, over, ring, soft, spun, steam
from models.preview.panels.cast.registry import subject
from models.preview.panels.colour import mix
from models.preview.panels.drawing import Dice, box, disc, line, shape
from models.preview.panels.stage import Stage


@subject("cup", where="table", tall=0.85, wide=1.1)
def cup(s: Stage, dice: Dice) -> str:
    """A mug with steam."""
    p = s.palette
    clay = p.paint(dice.pick(("#b5653f", "#4f6f7f", "#d9cbb0", "#7f8f5f")))
    steam = mix(p.light, "#ffffff", 0.4)
    wisps = "M-14 -80C-24 -92-6 -104-16 -122M10 -80C0 -94 20 -106 8 -128"
    return "".join(
        (
            line(wisps, f"{steam}@0.3", 6),
            line(wisps, f"{steam}@0.4", 2.4),
            line("M36 -56C66 -58 66 -20 34 -20", p.dark(clay, 0.15), 9),
            shape(
                "M-40 -70H40C40 -36 36 -10 28 0H-28C-36 -10-40 -36-40 -70Z", s.shaded(clay, 0.45)
            ),
            disc(0, -70, 40, p.lit(clay, 0.35), 0.2),
            disc(0, -69, 35, p.dark(p.paint("#4a2f20"), 0.2), 0.17),
            shape("M-29 -62C-30 -40-27 -20-22 -8", "none"),
            line("M-29 -58C-30 -40-27 -22-23 -10", f"{p.light}@0.5", 3.4),
        )
    )


@subject("bottle", where="table", tall=1.8, wide=0.42)
def bottle(s: Stage, dice: Dice) -> str:
    """A bottle with a label, corked."""
    p = s.palette
    tone = p.paint(dice.pick(("#4f6b4a", "#6b4a2f", "#5f8a9a", "#3f4f5f")))
    paper = p.lit(p.paint("#e9dfc6"), 0.1)
    return "".join(
        (
            box(-4, -100, 8, 10, p.paint("#b58a5a"), 2),
            formed(
                s, spun("6 -96, 6 -94, 6 -76, 9 -68, 18 -56, 20 -46, 20 -6, 19 0, 10 0"), tone, 0.45
            ),
            box(-7.4, -95, 14.8, 4, p.lit(tone, 0.2), 2),
            shape("M-20 -44Q0 -41 20 -44V-14Q0 -11-20 -14Z", s.shaded(paper, 0.25)),
            line(
                "M-12 -35Q0 -33 12 -35M-9 -28Q0 -26 9 -28M-9 -22Q0 -20 9 -22",
                f"{p.dark(paper, 0.7)}@0.6",
                1.6,
            ),
            gleam(s, "M-15 -52C-12 -62-4 -66-3.4 -80", 2, 0.6),
        )
    )


@subject("glass", where="table", tall=1.2, wide=0.66)
def tumbler(s: Stage, dice: Dice) -> str:
    """A glass of water or juice."""
    p = s.palette
    drink = p.paint(dice.pick(("#9fcbd9", "#e0a03f", "#c0606a", "#d9c27a")))
    clear = p.lit(p.paint("#cfdfe3"), 0.4)
    level = -dice.between(58, 74)
    k = 24 + 9 * -level / 100
    return "".join(
        (
            shape("M-33 -99L-25 -2Q0 3 25 -2L33 -99Z", f"{clear}@0.42"),
            shape(
                f"M{-k:.1f} {level:.0f}L-23 -6Q0 -2 23 -6L{k:.1f} {level:.0f}Z",
                s.paints.across(
                    f"{p.lit(drink, 0.3)}@0.9", f"{drink}@0.8", f"{p.dark(drink, 0.3)}@0.9"
                ),
            ),
            disc(0, level, k, p.lit(drink, 0.5), 0.16),
            line(ring(0, -97, 32, 0.16), f"{clear}@0.95", 1.8),
            line("M-33 -97L-25 -2Q0 3 25 -2L33 -97", f"{clear}@0.9", 1.8),
            gleam(s, "M-24 -84L-19 -16", 3.4, 0.7),
        )
    )


@subject("wine", where="table", tall=1.55, wide=0.5)
def wine(s: Stage, dice: Dice) -> str:
    """A glass of wine."""
    p = s.palette
    drink = p.paint(dice.pick(("#7a2433", "#8f2f3a", "#d9bf6f", "#d98a80")))
    clear = p.lit(p.paint("#cfdfe3"), 0.45)
    bowl = spun("18 -98, 23 -80, 23 -66, 15 -52, 2 -45")
    return "".join(
        (
            disc(0, -2.4, 22, f"{clear}@0.8", 0.14),
            line("M0 -44V-4", clear, 3),
            shape(bowl, f"{clear}@0.4"),
            shape(spun("23.4 -74, 22 -64, 14 -52, 2 -46"), s.shaded(drink, 0.4)),
            disc(0, -74, 22.6, p.lit(drink, 0.35), 0.16),
            line(ring(0, -97, 18, 0.14), f"{clear}@0.9", 1.4),
            line("M-18 -97C-26 -76-26 -58-2 -45M18 -97C26 -76 26 -58 2 -45", f"{clear}@0.9", 1.4),
            gleam(s, "M-16 -88C-19 -78-19 -68-15 -60", 2.4, 0.7),
        )
    )


def handled_pot(s: Stage, colour: str, body: str, spout: str, lid: str) -> str:
    """A pot with a spout to the right: what teapot and kettle have in common."""
    p = s.palette
    return "".join(
        (
            steam(s, 70, -78, 22),
            formed(s, soft(spout), p.dark(colour, 0.06), 0.3),
            formed(s, spun(body), colour, 0.46, 1.3),
            shape(lid, over(s, p.lit(colour, 0.1), 0.25)),
        )
    )


@subject("teapot", where="table", tall=1.25, wide=1.55)
def teapot(s: Stage, dice: Dice) -> str:
    """A round teapot, with a band of dots."""
    p = s.palette
    clay = p.paint(dice.pick(("#5f7f94", "#e0d6c3", "#a8583f", "#6f8a5f")))
    dot = p.lit(p.paint(dice.pick(("#e6d9b8", "#c0503f", "#3f5f7f"))), 0.1)
    return "".join(
        (
            line("M-42 -64C-84 -74-84 -18-36 -16", p.dark(clay, 0.2), 8),
            handled_pot(
                s,
                clay,
                "22 -82, 40 -70, 49 -46, 44 -20, 28 -2, 16 0",
                "38 -34, 56 -40, 62 -60, 68 -74, 80 -74, 76 -62, 68 -36, 54 -14, 38 -12",
                dome(25, -80, -91),
            ),
            line("M-25 -79.6H25", p.dark(clay, 0.35), 2.4),
            disc(0, -94, 6.4, s.shaded(clay, 0.4)),
            *(disc(x, -42 + 0.004 * -x * x + 4, 3.6, dot) for x in (-36, -22, -8, 8, 22, 36)),
            gleam(s, "M-34 -62C-38 -54-40 -44-38 -34", 4, 0.5),
        )
    )


@subject("kettle", where="table", tall=1.5, wide=1.3)
def kettle(s: Stage, dice: Dice) -> str:
    """A kettle on the boil."""
    p = s.palette
    steel, grip = (
        p.paint(dice.pick(("#a5abb0", "#b5743f", "#a8483f"))),
        p.dark(p.paint("#2c2826"), 0.1),
    )
    return "".join(
        (
            line("M-34 -58C-44 -104 44 -104 34 -58", p.dark(steel, 0.4), 4),
            line("M-22 -88C-12 -96 12 -96 22 -88", grip, 9),
            handled_pot(
                s,
                steel,
                "16 -68, 30 -62, 46 -30, 52 -6, 48 0",
                "34 -28, 50 -34, 60 -54, 72 -60, 76 -54, 66 -32, 54 -8, 40 -6",
                dome(24, -65, -74),
            ),
            disc(0, -75, 5.4, grip),
            box(-52, -5, 104, 5, p.dark(steel, 0.5), 2.4),
            gleam(s, "M-26 -52C-34 -38-38 -26-40 -14", 4.4, 0.6),
        )
    )
