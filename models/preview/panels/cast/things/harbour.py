"""What lies about a quay or a yard."""

from __future__ import annotations

import math

from models.preview.panels.cast.craft import WOODS, formed, ring, spokes
from models.preview.panels.cast.registry import subject
from models.preview.panels.drawing import Dice, disc, line
from models.preview.panels.stage import Stage


@subject("rope", where="ground", tall=0.22, wide=1.7)
def rope(s: Stage, dice: Dice) -> str:
    """A coil of rope, its end loose."""
    p = s.palette
    hemp = p.paint(dice.pick(("#c9a468", "#b58f5a", "#a89a80")))
    dark = p.dark(hemp, 0.45)
    parts = [
        line("M52 -12C74 -6 84 -18 84 -6", dark, 15),
        line("M52 -13C74 -7 84 -19 84 -7", hemp, 11),
    ]
    for i, (y, r) in enumerate(((-14, 66), (-32, 62), (-50, 66), (-68, 60))):
        x = (-3, 3, -2, 2)[i]
        parts += [line(ring(x, y, r, 0.24), dark, 19), line(ring(x, y - 1.6, r, 0.24), hemp, 15)]
        strands = "".join(
            f"M{x + r * math.cos(a):.0f} {y + 0.24 * r * math.sin(a) + 6:.0f}l5 -11"
            for a in (0.25 + 0.29 * k for k in range(10))
        )
        parts.append(line(strands, f"{dark}@0.6", 2))
    parts.append(disc(2, -70, 44, p.dark(hemp, 0.75), 0.2))
    return "".join(parts)


@subject("anchor", where="ground", tall=0.75, wide=0.8)
def anchor(s: Stage, dice: Dice) -> str:
    """An anchor with a length of chain or rope."""
    p = s.palette
    iron, hemp = p.paint(dice.pick(("#4a545c", "#5f564f", "#3f5068"))), p.paint("#c9a468")
    tie = (
        line("M3 -94C24 -92 20 -72 6 -66C-12 -58-16 -46 2 -40C18 -34 14 -22 -2 -20", hemp, 3.4)
        if dice.chance(0.6)
        else line(
            "M3 -96C18 -100 26 -92 34 -80C40 -70 42 -50 40 -40", p.paint("#8f959a"), 3.4
        ).replace("/>", ' stroke-dasharray="4 5"/>')
    )
    return "".join(
        (
            line(ring(0, -92, 7), p.dark(iron, 0.2), 4.4),
            line("M-20 -76H20", p.dark(iron, 0.1), 6),
            disc(-21, -76, 4, iron),
            disc(21, -76, 4, iron),
            formed(s, "M-4 -86H4L6 -10H-6Z", iron, 0.45),
            formed(
                s,
                "M-38 -34L-28 -28C-24 -14-12 -10 0 -10C12 -10 24 -14 28 -28L38 -34L40 -14L34 -18"
                "C26 -4 12 0 0 2C-12 0-26 -4-34 -18L-40 -14Z",
                iron,
                0.45,
            ),
            tie,
        )
    )


@subject("wheel", where="ground", tall=0.55, wide=1.0)
def cartwheel(s: Stage, dice: Dice) -> str:
    """A cart wheel, or a ship's."""
    p = s.palette
    wood, iron = p.paint(dice.pick(WOODS)), p.dark(p.paint("#5a5550"), 0.1)
    turn = dice.between(0, 0.5)
    if dice.chance(0.35):
        brass = p.paint("#c9a04f")
        return "".join(
            (
                line(spokes(0, -50, 6, 47, 8, turn), p.dark(wood, 0.2), 6),
                line(spokes(0, -50, 34, 47, 8, turn), p.lit(wood, 0.15), 5),
                line(ring(0, -50, 30), p.dark(wood, 0.35), 10),
                line(ring(-0.6, -50.8, 30), p.lit(wood, 0.1), 7),
                line(ring(0, -50, 30), f"{brass}@0.8", 1.4),
                disc(0, -50, 10, s.shaded(wood, 0.4)),
                disc(0, -50, 5.4, s.shaded(brass, 0.4)),
            )
        )
    return "".join(
        (
            line(spokes(0, -50, 8, 42, 12, turn), p.dark(wood, 0.3), 5),
            line(spokes(-0.6, -50.6, 8, 42, 12, turn), p.lit(wood, 0.1), 3),
            line(ring(0, -50, 42), p.dark(wood, 0.35), 10),
            line(ring(-0.6, -50.8, 42), p.lit(wood, 0.08), 7),
            line(ring(0, -50, 48), iron, 4),
            disc(0, -50, 11, s.shaded(wood, 0.45)),
            line(ring(0, -50, 11), iron, 2),
            disc(0, -50, 4, p.dark(iron, 0.3)),
        )
    )
