"""Toys, games and gifts."""

from __future__ import annotations

import math

from models.preview.panels.cast.craft import WOODS, eye, formed, gleam, limb, rimmed, soft, spun
from models.preview.panels.cast.registry import subject
from models.preview.panels.drawing import (
    Dice,
    box,
    curve,
    disc,
    group,
    line,
    polygon,
    shape,
    turned,
)
from models.preview.panels.stage import Stage


@subject("gift", where="table", tall=1.2, wide=1.05)
def gift(s: Stage, dice: Dice) -> str:
    """A wrapped gift with its bow."""
    p = s.palette
    paper, ribbon = (
        p.paint(c)
        for c in dice.pick(
            (
                ("#b5403a", "#e6c98a"),
                ("#3f7f8a", "#e6dfd0"),
                ("#d9b04a", "#a8382f"),
                ("#7a5f94", "#e0b8c0"),
            )
        )
    )
    dots = "".join(
        disc(x, y, 3, f"{p.lit(paper, 0.5)}@0.7")
        for x, y in ((-34, -44), (-24, -18), (28, -38), (36, -14), (-38, -6), (22, -22))
    )
    return "".join(
        (
            rimmed(s, "M-46 -58H46V0H-46Z", s.shaded(paper, 0.36), 1.2),
            dots,
            box(-9, -58, 18, 58, s.shaded(ribbon, 0.3)),
            rimmed(s, "M-52 -74H52V-54H-52Z", s.shaded(p.lit(paper, 0.1), 0.34), 1),
            box(-10, -74, 20, 20, p.lit(ribbon, 0.15)),
            box(-52, -56, 104, 3, f"{p.dark(paper, 0.5)}@0.4"),
            formed(s, soft("0 -74, -16 -98, -38 -100, -40 -84, -18 -76"), ribbon, 0.4),
            formed(s, soft("0 -74, 16 -98, 38 -100, 40 -84, 18 -76"), ribbon, 0.4),
            shape(soft("-6 -77, -18 -90, -30 -92, -30 -84"), p.dark(ribbon, 0.4)),
            shape(soft("6 -77, 18 -90, 30 -92, 30 -84"), p.dark(ribbon, 0.4)),
            disc(0, -78, 8, s.shaded(p.lit(ribbon, 0.1), 0.4)),
        )
    )


@subject("toy", where="table", tall=1.0, wide=1.4)
def toy(s: Stage, dice: Dice) -> str:
    """A wooden horse on wheels, or building blocks."""
    p = s.palette
    tones = tuple(p.paint(c) for c in ("#c0503f", "#3f7f9a", "#d9a83a", "#5f9a5a"))
    if dice.chance(0.4):
        blocks = "".join(
            turned(
                rimmed(s, f"M{x} {y}h34v34h-34Z", s.shaded(tones[i % 4], 0.3), 1)
                + box(x + 5, y + 5, 24, 24, p.lit(tones[i % 4], 0.3), 2)
                + shape(mark, tones[(i + 1) % 4]),
                lean,
                (x + 17, y + 17),
            )
            for i, (x, y, lean, mark) in enumerate(
                (
                    (-44, -34, 0, "M-34 -10L-27 -26L-20 -10Z"),
                    (-6, -34, 0, "M4 -26h14v16h-14Z"),
                    (-27, -69, 4, "M-17 -58h14v4h-14ZM-12 -62h4v14h-4Z"),
                )
            )
        )
        return (
            blocks
            + disc(50, -14, 14, s.shaded(tones[3], 0.45))
            + line("M37 -18Q50 -12 63 -18", p.lit(tones[2], 0.2), 3)
        )
    wood, paint = p.paint(dice.pick(WOODS)), dice.pick(tones)
    body = (
        "-42 -52, -20 -56, 6 -56, 16 -72, 22 -90, 34 -96, 56 -78, 54 -68, 40 -70, "
        "36 -56, 32 -42, 30 -18, 16 -18, 12 -34, -22 -34, -26 -18, -42 -18, -46 -38"
    )
    return "".join(
        (
            limb("-44 -50, -58 -44, -58 -28", 6, p.dark(p.paint("#5a3f2c"), 0.1)),
            formed(s, soft(body), p.lit(wood, 0.15), 0.38, 1.2),
            shape("M30 -96L18 -92L8 -62L16 -60L24 -76Z", p.dark(p.paint("#5a3f2c"), 0.1)),
            shape("M-14 -57H8L6 -42C0 -38-8 -38-12 -42Z", paint),
            line("M54 -72L36 -66L14 -54", paint, 2.4),
            eye(s, 42, -82, 2.6),
            box(-56, -20, 108, 8, s.shaded(paint, 0.3), 3),
            *(
                disc(x, -9, 9.6, s.shaded(tones[2], 0.4)) + disc(x, -9, 3, p.dark(tones[2], 0.5))
                for x in (-40, 36)
            ),
            line("M52 -16C66 -18 66 -4 78 -6", p.lit(p.paint("#e0d6c0"), 0.1), 2),
        )
    )


@subject("doll", where="table", tall=1.6, wide=0.62)
def doll(s: Stage, dice: Dice) -> str:
    """A rag doll, or one that nests in others."""
    p = s.palette
    skin, red = p.skin("#f0c9a8"), p.paint(dice.pick(("#b5403a", "#3f6f9a", "#5f8a5a", "#c98a3f")))
    gold = p.paint("#dcb04a")
    face = (
        disc(0, -76, 13.5, skin)
        + disc(-5, -77, 1.6, "#2a2220")
        + disc(5, -77, 1.6, "#2a2220")
        + disc(-8, -71, 2.6, p.paint("#e0857a"))
        + disc(8, -71, 2.6, p.paint("#e0857a"))
        + line("M-3 -70Q0 -67.6 3 -70", p.paint("#a8382f"), 1.6)
    )
    if dice.chance(0.5):
        petals = "".join(
            disc(5.4 * math.cos(k * 1.2566), -28 + 5.4 * math.sin(k * 1.2566), 4, gold)
            for k in range(5)
        )
        return "".join(
            (
                formed(
                    s,
                    spun("2 -100, 14 -96, 22 -80, 20 -64, 26 -46, 30 -24, 26 -4, 18 0"),
                    red,
                    0.44,
                    1.2,
                ),
                face,
                shape(
                    "M-14 -80C-10 -92 10 -92 14 -80C8 -86 2 -88 0 -90C-2 -88-8 -86-14 -80Z",
                    p.paint("#5a3a28"),
                ),
                line("M-20 -61Q0 -54 20 -61", gold, 3),
                shape(
                    soft("-17 -46, 17 -46, 21 -26, 14 -8, -14 -8, -21 -26"),
                    p.lit(p.paint("#efe3c8"), 0.1),
                ),
                petals,
                disc(0, -28, 3, red),
                line("M0 -22V-11M0 -15l6 -4M0 -13l-6 -4", p.paint("#5f8a3f"), 1.8),
            )
        )
    hair = p.paint(dice.pick(("#c9823f", "#5a3a28", "#e0b85a")))
    return "".join(
        (
            line("M-6 -24L-8 -4M6 -24L8 -4", skin, 6),
            line("M-8 -4h-3M8 -4h4", red, 6),
            line("M-12 -56L-24 -36M12 -56L24 -36", skin, 5.4),
            disc(0, -80, 19, hair),
            line("M-15 -76C-22 -66-22 -56-20 -50M15 -76C22 -66 22 -56 20 -50", hair, 7),
            formed(
                s,
                "M-10 -62H10C14 -46 22 -34 26 -22C10 -16-10 -16-26 -22C-22 -34-14 -46-10 -62Z",
                red,
                0.4,
            ),
            line("M-25 -24Q0 -17 25 -24", p.lit(red, 0.6), 3),
            face,
            shape("M-14 -78C-12 -94 12 -94 14 -78C6 -84-6 -84-14 -78Z", hair),
            *(disc(x, -50, 3, p.lit(red, 0.5)) for x in (-21, 21)),
        )
    )


@subject("teddy", where="table", tall=1.5, wide=0.85)
def teddy(s: Stage, dice: Dice) -> str:
    """A teddy bear sitting, with a bow."""
    p = s.palette
    fur, bow = (
        p.paint(dice.pick(("#a8743f", "#c99a5f", "#7a5a48", "#d9c3a0"))),
        p.paint(dice.pick(("#b5403a", "#3f6f9a", "#d9a03a"))),
    )
    pale, dark = p.lit(fur, 0.4), p.dark(p.paint("#2a1f1b"), 0.1)
    return "".join(
        (
            *(disc(x, -92, 9.6, s.shaded(fur, 0.4)) + disc(x, -91, 5.4, pale) for x in (-20, 20)),
            *(disc(x, -38, 9.4, p.dark(fur, 0.12), 1.5) for x in (-27, 27)),
            formed(s, soft("-16 -54, 16 -54, 26 -30, 22 -6, -22 -6, -26 -30"), fur, 0.4, 1.2),
            disc(0, -26, 15, pale, 1.1),
            formed(
                s,
                soft("-26 -80, -16 -95, 0 -98, 16 -95, 26 -80, 22 -60, 0 -52, -22 -60"),
                fur,
                0.36,
                1.2,
            ),
            disc(0, -67, 11.4, pale, 0.8),
            shape("M-5 -73H5L0 -67Z", dark),
            line("M0 -67v4M-5 -61Q0 -58 5 -61", dark, 1.8),
            eye(s, -10, -80, 2.6),
            eye(s, 10, -80, 2.6),
            *(
                disc(x, -10, 13, s.shaded(fur, 0.36), 0.95) + disc(x, -9, 7.6, pale)
                for x in (-24, 24)
            ),
            shape("M0 -52L-15 -59V-44ZM0 -52L15 -59V-44Z", bow),
            disc(0, -52, 4, p.dark(bow, 0.2)),
        )
    )


@subject("kite", where="sky", tall=2.4, wide=0.7)
def kite(s: Stage, dice: Dice) -> str:
    """A kite and its tail."""
    p = s.palette
    one, two = (
        p.paint(c)
        for c in dice.pick((("#c0503f", "#e0b03f"), ("#3f7f9a", "#e6dfd0"), ("#7a5f94", "#d98a5f")))
    )
    tail = curve(((0, -46), (6, -36), (-6, -26), (5, -16), (-4, -6), (4, 0)))
    bows = "".join(
        polygon([(x - 6, y - 3), (x, y), (x - 6, y + 3)], two)
        + polygon([(x + 6, y - 3), (x, y), (x + 6, y + 3)], one)
        for x, y in ((5, -35), (-5, -26), (4, -15), (-3, -6))
    )
    sketch = "".join(
        (
            line("M0 -74L-44 0", f"{p.dark(p.paint('#efe9dc'), 0.2)}@0.7", 0.6),
            line(tail, p.lit(two, 0.2), 1.2),
            bows,
            polygon([(0, -100), (28, -76), (0, -46)], p.dark(one, 0.16)),
            polygon([(0, -100), (-28, -76), (0, -46)], p.lit(two, 0.1)),
            polygon([(0, -100), (28, -76), (0, -76)], p.dark(two, 0.08)),
            polygon([(0, -100), (-28, -76), (0, -76)], p.lit(one, 0.16)),
            line("M0 -100V-46M-28 -76H28", f"{p.dark(one, 0.5)}@0.6", 1),
        )
    )
    return turned(sketch, 12, (0, -50))


@subject("balloon_toy", where="sky", tall=2.2, wide=0.72)
def balloon_toy(s: Stage, dice: Dice) -> str:
    """Toy balloons on strings."""
    p = s.palette
    first = dice.count(0, 4)
    tones = ("#c0392f", "#3f7fb5", "#e0b03a", "#5f9a5a", "#a85f94")
    parts: list[str] = []
    for i, (x, y) in enumerate(((-17, -72), (17, -74), (0, -86))):
        tone = p.paint(tones[(first + i) % 5])
        parts += [
            line(
                f"M{x} {y + 17}Q{x * 0.3:.0f} {y * 0.5:.0f} 0 0",
                f"{p.lit(p.paint('#e6dfd0'), 0.2)}@0.8",
                0.7,
            ),
            shape(f"M{x - 2} {y + 19}L{x + 2} {y + 19}L{x} {y + 15}Z", p.dark(tone, 0.3)),
            group(
                formed(s, soft("0 -16, 13 -9, 14 4, 0 17, -14 4, -13 -9"), tone, 0.4, 0.8)
                + gleam(s, "M-7 -9C-10 -5-10 -1-9 2", 1.6, 0.7),
                at=(x, y),
            ),
        ]
    return "".join(parts)


@subject("ball", where="ground", tall=0.2, wide=1.0)
def ball(s: Stage, dice: Dice) -> str:
    """A football, or a beach ball."""
    p = s.palette
    white, ink = p.lit(p.paint("#ece8de"), 0.1), p.dark(p.paint("#2a2c30"), 0.1)
    if dice.chance(0.5):

        def patch(x: float, y: float, r: float, turn: float) -> str:
            return polygon(
                [
                    (x + r * math.sin(turn + k * 1.2566), y - r * math.cos(turn + k * 1.2566))
                    for k in range(5)
                ],
                ink,
            )

        around = "".join(
            patch(
                36 * math.sin(k * 1.2566), -50 - 36 * math.cos(k * 1.2566), 12, k * 1.2566 + math.pi
            )
            for k in range(5)
        )
        seams = "".join(
            f"M{16 * math.sin(k * 1.2566):.1f} {-50 - 16 * math.cos(k * 1.2566):.1f}"
            f"L{27 * math.sin(k * 1.2566):.1f} {-50 - 27 * math.cos(k * 1.2566):.1f}"
            for k in range(5)
        )
        return (
            disc(0, -50, 50, s.shaded(white, 0.45))
            + around
            + line(seams, ink, 2)
            + patch(0, -50, 17, 0)
            + gleam(s, "M-32 -72C-27 -80-19 -86-12 -88", 4, 0.7)
        )
    tones = tuple(p.paint(c) for c in ("#c0503f", "#e0b03a", "#3f7f9a"))
    return (
        disc(0, -50, 50, s.shaded(white, 0.4))
        + shape("M-6 -96C-40 -84-52 -50-42 -24C-30 -40-16 -70-6 -96Z", tones[0])
        + shape("M2 -98C24 -74 24 -30 4 -1C-10 -30-10 -70 2 -98Z", tones[1])
        + shape("M10 -98C42 -88 56 -54 44 -26C38 -52 26 -80 10 -98Z", tones[2])
        + disc(0, -95, 7, white, 0.6)
        + gleam(s, "M-34 -70C-29 -78-21 -84-14 -86", 4, 0.7)
    )


@subject("chess_piece", where="table", tall=1.1, wide=0.6)
def chess_piece(s: Stage, dice: Dice) -> str:
    """A knight or a king, black or white."""
    p = s.palette
    tone = p.paint(dice.pick(("#e3d2ad", "#3a302b", "#a8703f")))
    foot = formed(s, spun("14 -26, 18 -20, 26 -14, 28 -8, 30 -2, 28 0"), tone, 0.46, 1) + line(
        "M-25 -12Q0 -8 25 -12", f"{p.dark(tone, 0.5)}@0.6", 1.8
    )
    if dice.chance(0.6):
        horse = (
            "-18 -24, -20 -48, -16 -74, -6 -90, 0 -102, 0 -102, 8 -91, 20 -82, 32 -64, 32 -54, "
            "24 -50, 16 -58, 6 -58, 4 -54, 14 -42, 18 -34, 18 -24"
        )
        return (
            formed(s, soft(horse), tone, 0.42, 1.2)
            + line(
                "M-13 -76C-6 -70-8 -62-12 -58M-16 -60C-8 -54-10 -46-15 -44M-16 -44C-8 -40-8 "
                "-32-13 -30",
                f"{p.dark(tone, 0.5)}@0.6",
                2,
            )
            + eye(s, 11, -80, 2.2)
            + line("M27 -62l-5 1", p.dark(tone, 0.6), 1.8)
            + foot
        )
    return (
        formed(s, spun("4 -86, 14 -84, 17 -74, 9 -62, 8 -50, 10 -36, 14 -26"), tone, 0.46, 1.2)
        + line("M-13 -63H13M-11 -58H11", p.lit(tone, 0.2), 3)
        + line("M0 -86V-101M-6 -95H6", tone, 4)
        + foot
    )
