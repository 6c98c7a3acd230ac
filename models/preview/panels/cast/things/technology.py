"""Machines with a screen or a battery."""

from __future__ import annotations

from models.preview.panels.cast.craft import glow_if_dark
from models.preview.panels.cast.registry import subject
from models.preview.panels.colour import mix
from models.preview.panels.drawing import Dice, box, line, polygon, turned
from models.preview.panels.stage import Stage


@subject("phone", where="table", tall=1.1, wide=0.6)
def phone(s: Stage, dice: Dice) -> str:
    """A telephone, lit, with a message."""
    p = s.palette
    body, screen = (
        p.dark(p.paint("#2a2d33"), 0.1),
        mix(p.paint("#7fb5d3"), p.glow, 0.1 + 0.2 * dice.between(0, 1)),
    )
    parts = (
        glow_if_dark(s, 0, -54, 80),
        box(-29, -104, 58, 104, s.shaded(body, 0.4), 9),
        box(-25, -98, 50, 92, s.paints.slant(p.lit(screen, 0.5), screen, p.dark(screen, 0.35)), 6),
        box(-19, -78, 34, 16, "#ffffff@0.85", 7),
        box(-11, -56, 30, 13, f"{p.lit(screen, 0.2)}@0.9", 6),
        box(-19, -38, 26, 13, "#ffffff@0.85", 6),
        box(-7, -102, 14, 2.4, p.dark(body, 0.4), 1.2),
    )
    return turned("".join(parts), 7)


@subject("computer", where="table", tall=1.4, wide=1.5)
def computer(s: Stage, dice: Dice) -> str:
    """A screen and a keyboard."""
    p = s.palette
    case, screen = (
        p.paint(dice.pick(("#3a3f46", "#d3cbbb", "#8a9299"))),
        mix(p.paint("#4f8fb5"), p.glow, 0.08),
    )
    parts = [
        glow_if_dark(s, 0, -62, 110),
        box(-8, -26, 16, 22, p.dark(case, 0.4)),
        box(-30, -7, 60, 7, s.shaded(case, 0.4), 3),
        box(-74, -108, 148, 84, s.shaded(case, 0.4), 5),
        box(-68, -102, 136, 70, s.paints.slant(p.lit(screen, 0.3), p.dark(screen, 0.4)), 2),
    ]
    for i in range(6):
        parts.append(
            box(
                -58 + (8 if i % 3 else 0),
                -94 + 10 * i,
                dice.between(30, 96),
                4,
                f"{p.lit(screen, 0.7)}@0.8",
                2,
            )
        )
    parts.append(
        polygon(
            [(-60, 4), (60, 4), (70, 17), (-70, 17)],
            s.paints.down(p.lit(case, 0.3), p.dark(case, 0.2)),
        )
    )
    parts.append(line("M-56 8H56M-59 12H59", f"{p.dark(case, 0.6)}@0.6", 1.4))
    return "".join(parts)
