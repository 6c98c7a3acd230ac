"""What food is cooked, served and drunk in."""

from __future__ import annotations

from models.preview.panels.cast.craft import dome, formed, gleam, over, rimmed, soft, steam
from models.preview.panels.cast.registry import subject
from models.preview.panels.drawing import Dice, box, disc, line, shape, turned
from models.preview.panels.stage import Stage


@subject("pot", where="table", tall=1.3, wide=1.55)
def pot(s: Stage, dice: Dice) -> str:
    """A stew pot with its lid on."""
    p = s.palette
    clay = p.paint(dice.pick(("#a8483f", "#4f6f7f", "#b5743f", "#8f959a")))
    dark = p.dark(clay, 0.4)
    return "".join(
        (
            steam(s, 0, -100, 34),
            line("M-52 -52H-70V-40H-52M52 -52H70V-40H52", dark, 6),
            formed(s, "M-54 -66H54V-16C54 -4 46 0 38 0H-38C-46 0-54 -4-54 -16Z", clay, 0.46, 1.3),
            line("M-53 -14H53", f"{dark}@0.5", 1.6),
            shape(dome(58, -66, -83), over(s, p.lit(clay, 0.08), 0.3)),
            box(-59, -69, 118, 6, s.shaded(p.lit(clay, 0.15), 0.4), 3),
            box(-4, -92, 8, 9, dark),
            box(-11, -98, 22, 8, s.shaded(p.paint("#3a3430"), 0.3), 4),
            gleam(s, "M-42 -56C-43 -40-43 -26-41 -16", 4, 0.45),
            gleam(s, "M-38 -75C-28 -80-16 -82-6 -82", 2.4, 0.5),
        )
    )


@subject("pan", where="table", tall=0.5, wide=4.6)
def pan(s: Stage, dice: Dice) -> str:
    """A frying pan, an egg or a sizzle in it."""
    p = s.palette
    iron, wood = p.paint(dice.pick(("#3f4245", "#5a5653", "#8a4a34"))), p.paint("#7a5236")
    egg = disc(-48, -62, 62, p.lit(p.paint("#f3efe4"), 0.2), 0.2) + disc(
        -40, -66, 24, over(s, p.paint("#e6a52f")), 0.4
    )
    return "".join(
        (
            steam(s, -60, -92, 70),
            formed(s, "M92 -58L220 -92C232 -92 234 -76 222 -72L96 -34Z", wood, 0.3),
            disc(214, -82, 5, p.dark(wood, 0.6)),
            shape("M70 -60L120 -66L118 -44L74 -34Z", p.dark(iron, 0.3)),
            formed(s, "M-196 -64C-186 -20-160 0-128 0H48C80 0 104 -20 112 -64Z", iron, 0.45, 1.6),
            disc(-42, -64, 155, p.lit(iron, 0.3), 0.19),
            disc(-42, -62, 145, p.dark(iron, 0.35), 0.17),
            egg if dice.chance(0.6) else disc(-42, -58, 110, p.lit(p.paint("#c9923f"), 0.1), 0.13),
        )
    )


@subject("knife", where="table", tall=0.42, wide=4.8)
def knife(s: Stage, dice: Dice) -> str:
    """A kitchen knife lying on its edge."""
    p = s.palette
    steel, wood = p.paint("#b9c0c5"), p.paint(dice.pick(("#4a3a30", "#7a4a30", "#2f3338")))
    sketch = "".join(
        (
            rimmed(
                s,
                "M-40 -72H150C190 -70 220 -50 236 -20C170 -10 60 -8-40 -8Z",
                s.paints.down(p.dark(steel, 0.12), steel, p.lit(steel, 0.5)),
                1.2,
            ),
            line("M-36 -26C60 -24 160 -26 226 -30", p.lit(steel, 0.7), 3),
            box(-54, -74, 18, 62, s.paints.down(p.lit(steel, 0.4), p.dark(steel, 0.4)), 3),
            rimmed(
                s,
                "M-54 -74H-190C-230 -78-240 -56-228 -36C-200 -26-120 -34-54 -24Z",
                s.paints.down(p.lit(wood, 0.3), p.dark(wood, 0.3)),
                1.2,
            ),
            *(disc(x, -52, 6, p.lit(steel, 0.2)) for x in (-90, -136, -184)),
        )
    )
    return turned(sketch, -3)


@subject("plate", where="table", tall=0.42, wide=4.4)
def plate(s: Stage, dice: Dice) -> str:
    """An empty plate with a coloured rim, fork beside it."""
    p = s.palette
    white, band = (
        p.lit(p.paint("#ece6da"), 0.15),
        p.paint(dice.pick(("#4f6f9a", "#a8483f", "#5f8a5a", "#c9a04f"))),
    )
    return "".join(
        (
            shape("M-90 -16C-70 6 70 6 90 -16Z", p.dark(white, 0.5)),
            disc(0, -46, 212, s.paints.down(p.dark(white, 0.12), white, p.dark(white, 0.25)), 0.24),
            disc(0, -50, 210, p.lit(white, 0.3), 0.235),
            disc(0, -50, 196, band, 0.225),
            disc(0, -50, 188, white, 0.22),
            disc(0, -48, 130, s.paints.down(p.dark(white, 0.25), white), 0.2),
            disc(0, -44, 122, p.lit(white, 0.2), 0.18),
            gleam(s, "M-168 -58C-150 -76-110 -86-70 -90", 5, 0.6),
        )
    )


def basin(s: Stage, colour: str, filling: str) -> str:
    """A bowl, 100 tall, with something over its edge; `filling` is drawn behind the rim."""
    p = s.palette
    return "".join(
        (
            disc(0, -72, 86, p.dark(colour, 0.3), 0.2),
            filling,
            formed(
                s,
                "M-88 -72C-60 -56 60 -56 88 -72C84 -34 58 -10 34 -8L36 0H-36L-34 -8C-58 -10-84 "
                "-34-88 -72Z",
                colour,
                0.46,
                1.3,
            ),
            gleam(s, "M-74 -56C-68 -38-58 -26-46 -18", 4, 0.45),
        )
    )


@subject("bowl", where="table", tall=0.8, wide=1.8)
def bowl(s: Stage, dice: Dice) -> str:
    """A bowl, empty or of soup."""
    p = s.palette
    clay = p.paint(dice.pick(("#b5653f", "#5f7f94", "#e0d6c3", "#7f8f5f")))
    soup = disc(0, -71, 76, over(s, p.paint("#c9813f")), 0.16) + "".join(
        disc(dice.between(-50, 50), -74, 4, p.paint("#6f9a4f"), 0.4) for _ in range(5)
    )
    band = line("M-84 -48C-56 -30 56 -30 84 -48", p.lit(clay, 0.5), 3.4)
    return (
        basin(s, clay, soup if dice.chance(0.6) else disc(0, -70, 76, p.dark(clay, 0.45), 0.16))
        + band
    )


@subject("spoon", where="table", tall=0.4, wide=5.0)
def spoon(s: Stage, dice: Dice) -> str:
    """A spoon of steel or wood."""
    p = s.palette
    tone = p.paint(dice.pick(("#b9c0c5", "#b58a5a", "#c9a04f")))
    sketch = "".join(
        (
            formed(
                s,
                "M60 -44L-200 -62C-240 -66-262 -52-258 -38C-250 -24-220 -26-196 -32L60 -26Z",
                tone,
                0.3,
            ),
            rimmed(
                s,
                soft("60 -46, 110 -74, 190 -80, 248 -56, 252 -28, 200 -4, 120 -2, 66 -22"),
                s.paints.down(p.lit(tone, 0.5), tone, p.dark(tone, 0.3)),
                1.4,
            ),
            shape(
                soft("96 -46, 150 -64, 210 -58, 230 -40, 190 -20, 120 -22"),
                s.paints.down(p.dark(tone, 0.4), p.lit(tone, 0.2)),
            ),
        )
    )
    return turned(sketch, -2)


@subject("rice_bowl", where="table", tall=0.95, wide=1.6)
def rice_bowl(s: Stage, dice: Dice) -> str:
    """Rice heaped in a bowl, chopsticks across."""
    p = s.palette
    rice, sticks = p.lit(p.paint("#f3efe2"), 0.2), p.dark(p.paint("#7a3428"), 0.1)
    grains = "".join(
        f"M{dice.between(-58, 58):.0f} {dice.between(-90, -72):.0f}l4 {dice.between(-3, 3):.0f}"
        for _ in range(26)
    )
    heap = formed(
        s, soft("-76 -68, -60 -86, -30 -98, 4 -102, 36 -96, 64 -84, 76 -68, 0 -58"), rice, 0.24
    ) + line(grains, f"{p.dark(rice, 0.4)}@0.6", 2)
    clay = p.paint(dice.pick(("#34568a", "#a8483f", "#3f4f4a")))
    return (
        line("M-96 -84L58 -112M-92 -78L66 -104", sticks, 3.2)
        + basin(s, clay, heap)
        + line("M-83 -48C-56 -30 56 -30 83 -48", p.lit(clay, 0.5), 2.6)
    )


@subject("noodle_bowl", where="table", tall=1.0, wide=1.6)
def noodle_bowl(s: Stage, dice: Dice) -> str:
    """Noodles in broth with an egg, steaming."""
    p = s.palette
    noodle, broth = p.paint("#e6c46f"), p.paint("#b5743f")
    strands = "".join(f"M{-64 + 11 * i} -68c4 -16 14 -16 18 -2s10 10 14 -4" for i in range(8))
    filling = "".join(
        (
            steam(s, -6, -92, 36),
            disc(0, -72, 80, broth, 0.17),
            line(strands, p.dark(noodle, 0.2), 5),
            line(strands, p.lit(noodle, 0.2), 2.6),
            disc(34, -80, 17, p.lit(p.paint("#f3efe4"), 0.2), 0.62),
            disc(35, -80, 9, p.paint("#e6a12f"), 0.62),
            line("M-50 -78l22 -6M-46 -72l20 -4", p.paint("#5f8a3f"), 5),
        )
    )
    sticks = line("M40 -76L78 -130M50 -74L90 -124", p.dark(p.paint("#5a3a28"), 0.1), 3)
    return sticks + basin(s, p.paint(dice.pick(("#a8382f", "#2f3f4f", "#e0d6c3"))), filling)
