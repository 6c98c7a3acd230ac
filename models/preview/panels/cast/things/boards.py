"""Boards on a stand, and the figures on them."""

from __future__ import annotations

import math

from models.preview.panels.cast.registry import subject
from models.preview.panels.drawing import Dice, box, disc, line, shape
from models.preview.panels.stage import Stage

_INKS = ("#c0503f", "#3f6f9a", "#d9a03a", "#4f8a6f", "#7a5f94")


def easel(s: Stage, drawn: str) -> str:
    """A board on three legs, as it stands in a meeting room; `drawn` is what it shows."""
    p = s.palette
    wood, paper = p.paint("#8a6444"), p.lit(p.paint("#f3eee2"), 0.2)
    return "".join(
        (
            line("M0 -94V-6", p.dark(wood, 0.5), 2.4),
            line("M-20 -96L-32 0M20 -96L32 0", wood, 2.8),
            box(-40, -96, 80, 62, p.dark(wood, 0.2), 1.4),
            box(-38, -94, 76, 58, s.paints.slant(p.lit(paper, 0.2), paper, p.dark(paper, 0.14)), 1),
            box(-42, -36, 84, 3, p.lit(wood, 0.2), 1),
            line("M-32 -88V-42H32", p.dark(p.paint("#4a4f55"), 0.1), 1.2),
            drawn,
        )
    )


@subject("chart_bars", where="ground", tall=1.05, wide=0.9)
def chart_bars(s: Stage, dice: Dice) -> str:
    """Bars that grow, on a board."""
    p = s.palette
    first = dice.count(0, 4)
    bars = "".join(
        box(-27 + 11.6 * i, -42.6 - h, 8, h, s.shaded(p.paint(_INKS[(first + i) % 5]), 0.2), 0.6)
        for i, h in enumerate(6 + 7 * i + dice.between(-3, 5) for i in range(5))
    )
    return easel(s, bars)


@subject("chart_line", where="ground", tall=1.05, wide=0.9)
def chart_line(s: Stage, dice: Dice) -> str:
    """A line that climbs, on a board."""
    p = s.palette
    ink = p.paint(dice.pick(_INKS))
    way = [(-28 + 11.0 * i, -48 - 6.4 * i + dice.between(-6, 6)) for i in range(6)]
    path = "L".join(f"{x:.1f} {y:.1f}" for x, y in way)
    grid = line("M-30 -54H31M-30 -66H31M-30 -78H31", f"{p.dark(p.paint('#c9c3b5'), 0.1)}@0.8", 0.6)
    return easel(
        s,
        grid
        + shape(f"M-28 -43L{path}L27 -43Z", f"{ink}@0.25")
        + line(f"M{path}", ink, 2.4)
        + "".join(disc(x, y, 2, ink) for x, y in way),
    )


@subject("chart_pie", where="ground", tall=1.05, wide=0.9)
def chart_pie(s: Stage, dice: Dice) -> str:
    """A round of shares, on a board."""
    p = s.palette
    x, y, r, at, first = -10, -65, 20, -1.57, dice.count(0, 4)
    parts: list[str] = []
    for i, share in enumerate((0.42, 0.27, 0.19, 0.12)):
        end = at + 2 * math.pi * share
        ink = p.paint(_INKS[(first + i) % 5])
        parts.append(
            shape(
                f"M{x} {y}L{x + r * math.cos(at):.1f} {y + r * math.sin(at):.1f}A{r} {r} 0 0 1 "
                f"{x + r * math.cos(end):.1f} {y + r * math.sin(end):.1f}Z",
                ink,
            )
        )
        parts.append(
            box(18, -82 + 10 * i, 5, 5, ink)
            + line(f"M26 {-79.5 + 10 * i}h7", p.dark(ink, 0.2), 1.6)
        )
        at = end
    blank = box(-34, -90, 70, 50, p.lit(p.paint("#f3eee2"), 0.25))
    return easel(s, blank + "".join(parts))
