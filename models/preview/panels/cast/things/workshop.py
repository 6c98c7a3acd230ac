"""Machines and their parts."""

from __future__ import annotations

import math

from models.preview.panels.cast.registry import subject
from models.preview.panels.colour import mix
from models.preview.panels.drawing import Dice, box, disc, line
from models.preview.panels.stage import Stage


@subject("machine", where="ground", tall=1.5, wide=1.3)
def machine(s: Stage, dice: Dice) -> str:
    """An engine of wheels, pipes and gauges."""
    p = s.palette
    iron, brass, dark = (
        p.paint(dice.pick(("#4f6b6b", "#5f5a54", "#6f4a3f"))),
        p.paint("#c9a04f"),
        p.dark(p.paint("#23262b"), 0.1),
    )
    parts = [
        line("M-40 -70V-104H-10M36 -66V-110", p.dark(iron, 0.25), 9),
        box(28, -114, 17, 6, brass, 2),
        box(-62, -8, 124, 8, dark, 2),
        box(-54, -74, 108, 68, s.shaded(iron, 0.4), 6),
        line("M-50 -66H50M-50 -14H50", f"{p.dark(iron, 0.5)}@0.6", 1.6),
    ]
    parts += [disc(x, y, 1.6, p.lit(iron, 0.4)) for x in (-48, -24, 0, 24, 48) for y in (-70, -10)]
    turn = dice.between(0, 1)
    for x, y, r in ((-24, -38, 24), (14, -34, 14)):
        teeth = "".join(
            f"M{x + r * math.cos(a):.1f} {y + r * math.sin(a):.1f}L"
            f"{x + (r + 4.5) * math.cos(a):.1f} {y + (r + 4.5) * math.sin(a):.1f}"
            for a in (
                turn + 2 * math.pi * i / (14 if r > 20 else 9) for i in range(14 if r > 20 else 9)
            )
        )
        parts += [
            line(teeth, brass, 4.4),
            disc(x, y, r, s.shaded(brass, 0.45)),
            disc(x, y, r * 0.68, p.dark(iron, 0.35)),
            disc(x, y, r * 0.22, brass),
        ]
        parts.append(
            line(
                f"M{x - r * 0.7:.1f} {y}H{x + r * 0.7:.1f}M{x} {y - r * 0.7:.1f}V{y + r * 0.7:.1f}",
                brass,
                3,
            )
        )
    for x, angle in ((36, -0.6), (36, 0.8)):
        y = -54 if angle < 0 else -30
        parts += [
            disc(x + 4, y, 9.6, brass),
            disc(x + 4, y, 7.6, p.lit(p.paint("#f2ead8"), 0.2)),
            line(
                f"M{x + 4} {y}l{5 * math.sin(angle):.1f} {-5 * math.cos(angle):.1f}", "#a8382f", 1.4
            ),
        ]
    steam = mix(p.light, "#ffffff", 0.4)
    parts += [
        disc(36 + 6 * i, -122 - 11 * i, 5 + 3.4 * i, f"{steam}@{0.42 - 0.08 * i:.2f}")
        for i in range(5)
    ]
    return "".join(parts)
