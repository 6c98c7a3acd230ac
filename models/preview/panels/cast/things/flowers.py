"""Single flowers and seeds."""

from __future__ import annotations

import math

from models.preview.panels.cast.craft import formed, gleam, soft
from models.preview.panels.cast.registry import subject
from models.preview.panels.drawing import Dice, disc, line, shape, turned
from models.preview.panels.stage import Stage


@subject("rose", where="table", tall=1.6, wide=0.6)
def rose(s: Stage, dice: Dice) -> str:
    """A rose in a slim glass."""
    p = s.palette
    red, green = (
        p.paint(dice.pick(("#b52f3a", "#d98a94", "#e6d9b0", "#d9762f"))),
        p.paint("#4f7a3f"),
    )
    clear = p.lit(p.paint("#cfe0e3"), 0.4)
    return "".join(
        (
            line("M0 -72C2 -50-2 -30 0 -6", green, 2.8),
            shape("M0 -50C10 -62 22 -60 26 -54C18 -46 8 -44 0 -50Z", green),
            shape("M-1 -42C-10 -54-22 -52-26 -46C-18 -38-8 -36-1 -42Z", p.dark(green, 0.15)),
            line("M1 -62l4 -3M-1 -34l-4 -3", green, 1.6),
            shape("M-12 -72C-6 -66 6 -66 12 -72L6 -64H-6Z", p.dark(green, 0.1)),
            formed(
                s,
                soft("-20 -86, -12 -98, 6 -101, 19 -93, 21 -80, 12 -68, -8 -67, -19 -75"),
                red,
                0.4,
                0.9,
            ),
            shape(soft("-14 -84, -4 -95, 10 -93, 13 -84, 2 -78, -10 -78"), p.dark(red, 0.22)),
            line(
                "M-10 -86C-6 -94 8 -94 9 -87C9 -82-2 -80-3 -86C-3 -90 4 -90 4 -87",
                p.lit(red, 0.35),
                1.6,
            ),
            line(
                "M-19 -80C-8 -72 8 -72 20 -82M-10 -70C-4 -74 6 -74 12 -70",
                f"{p.dark(red, 0.45)}@0.7",
                1.4,
            ),
            shape("M-9 -34L-12 0H12L9 -34Z", f"{clear}@0.45"),
            shape("M-10.4 -20L-12 0H12L10.4 -20Z", f"{p.paint('#9fcbd9')}@0.5"),
            line("M-9 -34L-12 0H12L9 -34", f"{clear}@0.9", 1.4),
            gleam(s, "M-6 -28L-8 -6", 2, 0.7),
        )
    )


@subject("sunflower", where="ground", tall=1.0, wide=0.5)
def sunflower(s: Stage, dice: Dice) -> str:
    """A sunflower, tall as a man."""
    p = s.palette
    gold, seed_, green = (
        p.paint(dice.pick(("#e0a82a", "#d9952a", "#e6bf3f"))),
        p.paint("#5a3a24"),
        p.paint("#5f8a3f"),
    )
    x, y = dice.between(-3, 3), -80.0

    def rays(tone: str, reach: float, turn: float) -> str:
        return "".join(
            turned(
                shape(
                    f"M{x - 2.6:.1f} {y - 8}C{x - 4:.1f} {y - reach * 0.7:.1f} {x - 1:.1f} "
                    f"{y - reach:.1f} {x:.1f} {y - reach:.1f}C{x + 1:.1f} {y - reach:.1f} "
                    f"{x + 4:.1f} "
                    f"{y - reach * 0.7:.1f} {x + 2.6:.1f} {y - 8}Z",
                    tone,
                ),
                turn + 360 / 13 * k,
                (x, y),
            )
            for k in range(13)
        )

    dots = "".join(
        disc(x + r * math.cos(a), y + r * math.sin(a), 0.6, p.lit(seed_, 0.4))
        for r, a in ((0.9 * k**0.5 * 1.9, 2.4 * k) for k in range(4, 17))
    )
    return "".join(
        (
            line(f"M0 0C-3 -30 3 -50 {x:.0f} -74", p.dark(green, 0.15), 3.4),
            line(f"M-.6 0C-3.6 -30 2.4 -50 {x - 0.6:.1f} -74", p.lit(green, 0.15), 1.4),
            formed(s, soft("0 -26, 8 -40, 22 -44, 25 -38, 16 -28"), green, 0.3, 0.6),
            formed(
                s, soft("-1 -38, -8 -52, -21 -54, -24 -48, -15 -40"), p.dark(green, 0.1), 0.3, 0.6
            ),
            rays(p.dark(gold, 0.2), 20, 14),
            rays(p.lit(gold, 0.1), 19, 0),
            disc(x, y, 9.6, p.dark(seed_, 0.2)),
            disc(x, y, 8.4, s.shaded(seed_, 0.4)),
            dots,
        )
    )


@subject("seed", where="table", tall=0.7, wide=1.5)
def seed(s: Stage, dice: Dice) -> str:
    """A seed that sprouts from a heap of earth."""
    p = s.palette
    earth, green, husk = (
        p.paint("#5f4433"),
        p.paint(dice.pick(("#6f9a45", "#5f8f4f", "#8aa84f"))),
        p.paint("#b58a55"),
    )
    crumbs = "".join(
        disc(
            dice.between(-60, 60),
            dice.between(-22, -4),
            dice.between(1.4, 3),
            f"{p.lit(earth, 0.3)}@0.8",
        )
        for _ in range(16)
    )
    return "".join(
        (
            line("M0 -24C-2 -44 4 -54 2 -70", p.lit(green, 0.15), 5),
            formed(s, soft("2 -70, 14 -92, 40 -100, 46 -88, 28 -72"), green, 0.3),
            formed(s, soft("2 -70, -8 -88, -32 -94, -38 -82, -22 -68"), p.dark(green, 0.05), 0.3),
            line(
                "M4 -71C16 -82 28 -88 40 -92M0 -71C-10 -78-20 -83-32 -86",
                f"{p.dark(green, 0.35)}@0.6",
                1.6,
            ),
            formed(
                s, soft("-76 0, -60 -14, -30 -26, 0 -30, 30 -26, 60 -14, 76 0, 0 3"), earth, 0.4
            ),
            crumbs,
            turned(
                disc(-44, -18, 10, s.shaded(husk, 0.4), 0.62)
                + line("M-52 -18h15", p.dark(husk, 0.4), 1.2),
                -20,
                (-44, -18),
            ),
            turned(
                disc(50, -12, 10, s.shaded(husk, 0.4), 0.62)
                + line("M42 -12h15", p.dark(husk, 0.4), 1.2),
                24,
                (50, -12),
            ),
        )
    )
