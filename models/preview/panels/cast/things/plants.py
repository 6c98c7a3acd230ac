"""What grows: trees, bushes, flowers."""

from __future__ import annotations

import math

from models.preview.panels import terrain
from models.preview.panels.cast.registry import subject
from models.preview.panels.drawing import Dice, disc, line, shape
from models.preview.panels.stage import Stage


@subject("tree", where="ground", tall=3.2, wide=0.66)
def tree(s: Stage, dice: Dice) -> str:
    """A tree by itself."""
    leaf = s.palette.paint(dice.pick((terrain.LEAF, "#7f9a4f", "#c98f3f", "#a8603f")))
    return terrain.broadleaf(s, 0, 0, 100, leaf, dice)


@subject("flower", where="table", tall=1.35, wide=0.8)
def flower(s: Stage, dice: Dice) -> str:
    """Flowers in a vase."""
    p = s.palette
    vase, leaf = p.paint(dice.pick(("#4f6f8f", "#d9cbb0", "#8f5f4a"))), p.paint("#5f8a4f")
    petals = dice.pick(("#d9667b", "#e6b84a", "#e3e0f0", "#b56ac4"))
    parts: list[str] = []
    for i in range(5):
        x, y = (
            (i - 2) * 17 + dice.between(-4, 4),
            -92 - 16 * (1 - abs(i - 2) / 2) + dice.between(-6, 6),
        )
        parts.append(line(f"M0 -40Q{x * 0.3:.1f} -64 {x:.1f} {y:.1f}", p.dark(leaf, 0.1), 2.2))
        parts.append(
            shape(
                f"M{x * 0.4:.1f} -60q{14 if x > 0 else -14} -14 {26 if x > 0 else -26}"
                f" -8q{-8 if x > 0 else 8} 14 {-26 if x > 0 else 26} 8Z",
                leaf,
            )
        )
        tone = p.paint(petals)
        for k in range(6):
            angle = k * math.pi / 3 + 0.3 * i
            parts.append(
                disc(
                    x + 7 * math.cos(angle),
                    y + 7 * math.sin(angle),
                    6,
                    p.lit(tone, 0.25) if k % 2 else tone,
                )
            )
        parts.append(disc(x, y, 4.6, p.paint("#c9923f")))
    parts.append(
        shape(
            "M-13 -48H13C10 -38 24 -24 22 -8C21 -2 18 0 14"
            " 0H-14C-18 0-21 -2-22 -8C-24 -24-10 -38-13 -48Z",
            s.shaded(vase, 0.45),
        )
    )
    parts.append(line("M-13 -28C-16 -20-16 -12-14 -6", f"{p.light}@0.5", 3))
    return "".join(parts)
