"""What is paid with, and what keeps it."""

from __future__ import annotations

import math

from models.preview.panels.cast.craft import dome, formed, rimmed, spokes, spun
from models.preview.panels.cast.registry import subject
from models.preview.panels.drawing import Dice, box, disc, line, polygon, shape
from models.preview.panels.stage import Stage


@subject("coin", where="table", tall=0.75, wide=1.5)
def coin(s: Stage, dice: Dice) -> str:
    """A coin on edge beside a stack of them."""
    p = s.palette
    gold = p.paint(dice.pick(("#d0a23f", "#b5b5ae", "#b5743f")))
    dark = p.dark(gold, 0.35)
    stack = "".join(
        box(
            12 + dice.between(-2, 2),
            -11 - 10 * i,
            58,
            10,
            s.shaded(gold if i % 2 else p.lit(gold, 0.1), 0.45),
            3,
        )
        for i in range(5)
    )
    return "".join(
        (
            stack,
            disc(41, -51, 29, p.lit(gold, 0.4), 0.2),
            disc(41, -51, 22, dark, 0.18),
            disc(-27, -50, 50, dark),
            disc(-31, -50, 49, s.shaded(gold, 0.4)),
            disc(-31, -50, 40, p.dark(gold, 0.18)),
            disc(-31, -50, 38, s.paints.slant(p.lit(gold, 0.45), gold, dark)),
            polygon(
                [
                    (
                        -31 + (26 if k % 2 == 0 else 11) * math.sin(k * math.pi / 5),
                        -50 - (26 if k % 2 == 0 else 11) * math.cos(k * math.pi / 5),
                    )
                    for k in range(10)
                ],
                p.dark(gold, 0.28),
            ),
        )
    )


@subject("money", where="table", tall=0.75, wide=2.0)
def money(s: Stage, dice: Dice) -> str:
    """Bundles of notes, and some coins."""
    p = s.palette
    note = p.paint(dice.pick(("#6f9a6a", "#7f9ab5", "#b58f6a")))
    pale, gold = p.lit(note, 0.5), p.paint("#d0a23f")

    def bundle(x: float, y: float) -> str:
        edges = "".join(f"M{x - 62} {y - 5 * i}h112" for i in range(1, 5))
        return "".join(
            (
                polygon(
                    [(x - 64, y), (x - 64, y - 24), (x + 50, y - 24), (x + 50, y)],
                    p.dark(pale, 0.2),
                ),
                line(edges, f"{p.dark(note, 0.3)}@0.6", 1),
                polygon(
                    [(x - 64, y - 24), (x - 34, y - 46), (x + 78, y - 46), (x + 50, y - 24)],
                    s.paints.slant(p.lit(note, 0.3), p.dark(note, 0.1)),
                ),
                polygon(
                    [(x + 50, y - 24), (x + 78, y - 46), (x + 78, y - 22), (x + 50, y)],
                    p.dark(pale, 0.42),
                ),
                disc(x + 7, y - 35, 15, pale, 0.45),
                polygon(
                    [
                        (x - 20, y - 24),
                        (x + 10, y - 46),
                        (x + 26, y - 46),
                        (x - 4, y - 24),
                        (x - 4, y),
                        (x - 20, y),
                    ],
                    p.lit(p.paint("#ecdfc0"), 0.1),
                ),
            )
        )

    return (
        bundle(-26, 0)
        + bundle(20, -2)
        + bundle(-6, -26 - dice.between(22, 26))
        + "".join(
            box(54 + 2 * (i % 2), -8 - 8 * i, 38, 8, s.shaded(gold, 0.45), 3) for i in range(3)
        )
        + disc(74, -25, 19, p.lit(gold, 0.4), 0.22)
    )


@subject("safe", where="ground", tall=0.62, wide=0.95)
def safe(s: Stage, dice: Dice) -> str:
    """A safe, shut or ajar with gold in it."""
    p = s.palette
    iron, brass = p.paint(dice.pick(("#4a545c", "#3f4f4a", "#5a4a45"))), p.paint("#c9a04f")
    parts = [
        box(-40, -7, 14, 7, p.dark(iron, 0.6), 2),
        box(26, -7, 14, 7, p.dark(iron, 0.6), 2),
        rimmed(
            s,
            "M-46 -94C-46 -98-44 -100-40 -100H40C44 -100 46 -98 46 -94V-5H-46Z",
            s.shaded(iron, 0.4),
            1.2,
        ),
    ]
    if dice.chance(0.3):
        bars = "".join(
            box(
                -28 + 19 * (i % 3) + 8 * (i // 3),
                -24 - 10 * (i // 3),
                17,
                9,
                s.shaded(p.paint("#dcb04a"), 0.4),
                1.5,
            )
            for i in range(5)
        )
        parts += [
            box(-37, -91, 74, 77, p.dark(iron, 0.75), 2),
            box(-37, -54, 74, 3, p.dark(iron, 0.4)),
            bars,
            box(-24, -66, 30, 12, p.paint("#6f9a6a"), 1),
            polygon(
                [(37, -92), (58, -98), (58, -4), (37, -13)],
                s.paints.across(p.dark(iron, 0.1), p.dark(iron, 0.4)),
            ),
            disc(49, -52, 6, brass, 1.5),
        ]
    else:
        parts += [
            box(-37, -91, 74, 77, p.dark(iron, 0.5), 3),
            box(
                -34.6, -88.6, 69, 72, s.paints.slant(p.lit(iron, 0.25), iron, p.dark(iron, 0.25)), 3
            ),
            disc(-6, -52, 19, p.dark(iron, 0.3)),
            disc(-6, -52, 16, s.shaded(brass, 0.4)),
            line(spokes(-6, -52, 10, 15, 24), p.dark(brass, 0.5), 1),
            disc(-6, -52, 7, p.dark(brass, 0.3)),
            line("M22 -62V-42M16 -52H28", brass, 4),
            *(box(-41, y, 6, 13, brass, 2) for y in (-82, -36)),
        ]
    return "".join(parts)


@subject("scales", where="table", tall=1.6, wide=1.3)
def scales(s: Stage, dice: Dice) -> str:
    """A pair of scales, even or tipped."""
    p = s.palette
    brass = p.paint(dice.pick(("#c9a04f", "#b5743f", "#9aa0a5")))
    tip = dice.pick((-5.0, 0.0, 6.0))
    parts = [
        formed(s, "M-30 0C-28 -7-10 -8-4 -12H4C10 -8 28 -7 30 0Z", brass, 0.45),
        formed(s, spun("2 -96, 3 -80, 5 -60, 3 -40, 4 -20, 7 -10, 7 -10"), brass, 0.45),
        line(f"M-52 {-84 - tip}Q0 -96 52 {-84 + tip}", brass, 4.4),
        disc(0, -92, 5, s.shaded(brass, 0.4)),
        shape("M-2 -96L0 -104L2 -96Z", brass),
    ]
    for x, y in ((-52.0, -84 - tip), (52.0, -84 + tip)):
        parts += [
            line(
                f"M{x} {y}L{x - 18} {y + 44}M{x} {y}L{x + 18} {y + 44}M{x} {y}V{y + 44}",
                p.dark(brass, 0.2),
                1.2,
            ),
            shape(dome(22, y + 44, y + 57, x), s.shaded(brass, 0.45)),
            disc(x, y + 44, 22, p.lit(brass, 0.35), 0.14),
        ]
    return "".join(parts)
