"""Lights, clocks and small things of a house."""

from __future__ import annotations

import math

from models.preview.panels.cast.craft import glow_if_dark
from models.preview.panels.cast.registry import subject
from models.preview.panels.colour import mix
from models.preview.panels.drawing import Dice, box, disc, line, shape
from models.preview.panels.stage import Stage


@subject("lamp", where="table", tall=1.35, wide=0.7)
def lamp(s: Stage, dice: Dice) -> str:
    """An oil lamp or a lantern, burning."""
    p = s.palette
    brass = p.paint(dice.pick(("#b58a3f", "#6f5a4a", "#4f6b6b")))
    flame = mix(p.glow, "#fff6dc", 0.6)
    return "".join(
        (
            glow_if_dark(s, 0, -50, 130),
            line("M-22 -78C-22 -108 22 -108 22 -78", brass, 3),
            shape(
                "M-18 -30C-26 -50-22 -70-14 -80H14C22 -70 26 -50 18 -30Z",
                f"{mix(p.glow, '#ffffff', 0.3)}@0.42",
            ),
            shape("M0 -68C10 -54 10 -44 0 -38C-10 -44-10 -54 0 -68Z", flame),
            box(-17, -86, 34, 7, s.shaded(brass, 0.45), 3),
            shape("M-12 -86L-6 -96H6L12 -86Z", s.shaded(brass, 0.45)),
            box(-20, -32, 40, 7, s.shaded(brass, 0.45), 3),
            shape("M-16 -25H16C26 -20 30 -8 28 0H-28C-30 -8-26 -20-16 -25Z", s.shaded(brass, 0.5)),
            line("M-13 -74C-18 -60-18 -50-14 -38", "#ffffff@0.5", 2.2),
        )
    )


@subject("clock", where="table", tall=1.2, wide=0.9)
def clock(s: Stage, dice: Dice) -> str:
    """A clock with two bells."""
    p = s.palette
    brass, face, ink = (
        p.paint(dice.pick(("#b58a3f", "#a8483f", "#4f6b6b"))),
        p.lit(p.paint("#f2ead8"), 0.2),
        p.dark(p.paint("#2a2422"), 0.2),
    )
    hour, minute = dice.between(0, 6.28), dice.between(0, 6.28)
    marks = "".join(
        f"M{33 * math.sin(a):.1f} {-50 - 33 * math.cos(a):.1f}"
        f"L{37 * math.sin(a):.1f} {-50 - 37 * math.cos(a):.1f}"
        for a in (i * math.pi / 6 for i in range(12))
    )
    hands = (
        f"M0 -50L{18 * math.sin(hour):.1f} {-50 - 18 * math.cos(hour):.1f}M0"
        f" -50L{29 * math.sin(minute):.1f} {-50 - 29 * math.cos(minute):.1f}"
    )
    return "".join(
        (
            line("M-26 -12L-34 0M26 -12L34 0", p.dark(brass, 0.3), 6),
            shape(
                "M-44 -86C-44 -104-16 -108-12 -94ZM44 -86C44 -104 16 -108 12 -94Z",
                s.shaded(brass, 0.4),
            ),
            line("M0 -94v-12M-6 -106h12", p.dark(brass, 0.2), 3),
            disc(0, -50, 48, s.shaded(brass, 0.5)),
            disc(0, -50, 41, s.paints.slant(face, p.dark(face, 0.2))),
            line(marks, ink, 2.2),
            line(hands, ink, 3),
            disc(0, -50, 3.4, ink),
        )
    )
