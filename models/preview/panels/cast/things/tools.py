"""Tools of workshop and yard."""

from __future__ import annotations

import math

from models.preview.panels.cast.craft import WOODS, formed, gleam, rimmed, ring, soft, spokes
from models.preview.panels.cast.registry import subject
from models.preview.panels.drawing import Dice, box, disc, group, line, polygon, shape, turned
from models.preview.panels.stage import Stage


@subject("hammer", where="table", tall=0.62, wide=2.6)
def hammer(s: Stage, dice: Dice) -> str:
    """A claw hammer lying."""
    p = s.palette
    steel, wood = p.paint("#8f979e"), p.paint(dice.pick((*WOODS, "#b5403a")))
    sketch = "".join(
        (
            formed(
                s,
                soft(
                    "-126 -42, -110 -54, -60 -50, 40 -48, 70 -48, 70 -32, 40 -32, -60 -28, -110 "
                    "-24, -126 -34"
                ),
                wood,
                0.2,
            ),
            line("M-120 -40H60", f"{p.lit(wood, 0.5)}@0.5", 3),
            rimmed(
                s,
                "M62 -84C78 -88 90 -84 92 -76V-14C92 -8 88 -6 82 -6H70C64 -6 62 -8 62 -14Z",
                s.shaded(steel, 0.45),
                1.2,
            ),
            shape("M64 -82C70 -98 92 -102 116 -92C100 -90 92 -84 90 -74Z", p.dark(steel, 0.1)),
            line("M70 -84C78 -94 96 -98 112 -92", p.lit(steel, 0.5), 2),
            box(58, -10, 38, 12, s.shaded(p.lit(steel, 0.1), 0.45), 3),
        )
    )
    return turned(sketch, -6, (0, -30))


@subject("saw", where="table", tall=0.7, wide=3.0)
def saw(s: Stage, dice: Dice) -> str:
    """A hand saw."""
    p = s.palette
    steel, wood = p.paint("#b0b8be"), p.paint(dice.pick(WOODS))
    teeth = "M-60 -8" + "".join(f"l6 8l6 -{8.6 if i % 3 else 8}" for i in range(17)) + "L146 -46Z"
    grip = "M-60 -78C-90 -98-140 -90-146 -60C-152 -30-130 -2-104 -4C-84 -6-70 -12-58 -12Z"
    hole = "M-112 -62C-98 -70-88 -62-90 -46C-92 -30-104 -22-114 -26C-124 -30-124 -54-112 -62Z"
    return turned(
        "".join(
            (
                shape(teeth, p.dark(steel, 0.15)),
                rimmed(
                    s,
                    "M-64 -74L148 -48V-22L-64 -6Z",
                    s.paints.down(p.lit(steel, 0.45), steel, p.dark(steel, 0.2)),
                    1,
                ),
                line("M-40 -62L120 -44", f"{p.lit(steel, 0.7)}@0.7", 2),
                formed(s, grip, wood, 0.36, 1.2),
                shape(hole, p.dark(wood, 0.7)),
                disc(-76, -56, 4.4, p.paint("#c9a04f")),
                disc(-74, -28, 4.4, p.paint("#c9a04f")),
            )
        ),
        -4,
        (0, -30),
    )


@subject("wrench", where="table", tall=0.5, wide=3.2)
def wrench(s: Stage, dice: Dice) -> str:
    """A spanner, and a nut beside it."""
    p = s.palette
    steel = p.paint(dice.pick(("#9aa2a9", "#7a848c", "#b5a37a")))
    head = "M60 -62C76 -92 110 -100 140 -88L112 -64L114 -46L140 -30C112 -10 76 -14 60 -36Z"
    nut = polygon(
        [(-150 + 15 * math.cos(k * 1.0472), -8 + 10 * math.sin(k * 1.0472)) for k in range(6)],
        p.lit(p.paint("#c9a04f"), 0.1),
    ) + disc(-150, -8, 6, p.dark(steel, 0.7), 0.66)
    return (
        turned(
            "".join(
                (
                    rimmed(
                        s,
                        soft("-104 -58, -60 -60, 64 -62, 64 -36, -60 -38, -104 -40"),
                        s.paints.down(p.lit(steel, 0.4), steel, p.dark(steel, 0.35)),
                        1,
                    ),
                    rimmed(
                        s, head, s.paints.down(p.lit(steel, 0.35), steel, p.dark(steel, 0.35)), 1.2
                    ),
                    disc(-104, -49, 27, s.shaded(steel, 0.4)),
                    disc(-104, -49, 14, p.dark(steel, 0.65)),
                    line("M-60 -49H46", p.dark(steel, 0.35), 6),
                )
            ),
            -5,
            (0, -40),
        )
        + nut
    )


@subject("axe", where="ground", tall=0.5, wide=0.95)
def axe(s: Stage, dice: Dice) -> str:
    """An axe in a chopping block."""
    p = s.palette
    wood, steel, bark = p.paint(dice.pick(WOODS)), p.paint("#9aa2a9"), p.paint("#7a5a40")
    handle = line("M-2 -50L34 -98", p.dark(wood, 0.3), 6) + line(
        "M-2.6 -51L33 -98.6", p.lit(wood, 0.1), 4
    )
    return "".join(
        (
            disc(0, -4, 38, p.dark(bark, 0.5), 0.2),
            shape("M-38 -36L-40 -4C-20 4 20 4 40 -4L38 -36Z", s.shaded(bark, 0.45)),
            line("M-26 -28L-28 -6M-10 -25L-10 -2M8 -25L9 -3M25 -28L28 -8", p.dark(bark, 0.4), 1.8),
            disc(0, -36, 38, p.lit(p.paint("#d0a877"), 0.1), 0.24),
            line(
                ring(0, -36, 25, 0.24) + ring(0, -36, 12, 0.24),
                p.dark(p.paint("#b58a5a"), 0.1),
                1.2,
            ),
            handle,
            rimmed(
                s,
                "M-8 -62C-2 -56 4 -54 10 -52L2 -42C-4 -38-10 -36-16 -34L-26 -40C-22 -50-16 "
                "-58-8 -62Z",
                s.paints.across(p.lit(steel, 0.6), steel, p.dark(steel, 0.35)),
                0.8,
            ),
            line("M-18 -35L-8 -32M-30 -28L-24 -30", p.lit(p.paint("#e0c49a"), 0.2), 2.4),
        )
    )


@subject("bucket", where="ground", tall=0.24, wide=1.0)
def bucket(s: Stage, dice: Dice) -> str:
    """A pail of water, of tin or of wood."""
    p = s.palette
    wooden = dice.chance(0.4)
    tone, hoop = (
        p.paint("#8a6444" if wooden else dice.pick(("#9aa2a9", "#4f7f94", "#b5653f"))),
        p.dark(p.paint("#5f656b"), 0.1),
    )
    staves = (
        line("M-26 -68L-20 -2M-9 -66L-7 0M9 -66L7 0M26 -68L20 -2", f"{p.dark(tone, 0.5)}@0.6", 1.8)
        if wooden
        else line("M-38 -58Q0 -50 38 -58M-31 -12Q0 -4 31 -12", p.dark(tone, 0.35), 2.4)
    )
    return "".join(
        (
            line("M-42 -72C-46 -116 46 -116 42 -72", p.dark(hoop, 0.1), 3.4),
            line("M-9 -104.4Q0 -106 9 -104.4", p.paint("#7a5236"), 7),
            disc(0, -72, 44, p.dark(tone, 0.45), 0.2),
            disc(
                0,
                -70,
                40,
                s.paints.across(
                    p.paint("#5f94a8"), p.lit(p.paint("#8fc0cc"), 0.3), p.paint("#5f94a8")
                ),
                0.17,
            ),
            formed(s, "M-44 -72Q0 -54 44 -72L31 -4Q0 6-31 -4Z", tone, 0.46, 1.2),
            staves,
            *((line("M-41 -56Q0 -42 41 -56M-33 -16Q0 -6 33 -16", hoop, 4),) if wooden else ()),
            line("M-44 -72Q0 -54 44 -72", p.lit(tone, 0.4), 3),
            gleam(s, "M-32 -50L-26 -18", 4, 0.4),
        )
    )


@subject("ladder", where="ground", tall=1.6, wide=0.42)
def ladder(s: Stage, dice: Dice) -> str:
    """A ladder, single or standing by itself."""
    p = s.palette
    wood = p.paint(dice.pick((*WOODS, "#9aa2a9", "#c9923f")))
    rungs = "".join(
        f"M{-13 - 0.06 * (100 + y):.1f} {y}H{13 + 0.06 * (100 + y):.1f}" for y in range(-90, -4, 11)
    )
    back = (
        line("M-10 -98L-2 -2M10 -98L26 -4M-4 -50H17", p.dark(wood, 0.5), 2.6)
        if dice.chance(0.5)
        else ""
    )
    return "".join(
        (
            back,
            line(rungs, p.dark(wood, 0.25), 2.8),
            line(rungs, f"{p.lit(wood, 0.4)}@0.7", 1),
            line("M-12 -99L-19 0M12 -99L19 0", p.dark(wood, 0.3), 4.4),
            line("M-12.6 -99L-19.6 0M11.4 -99L18.4 0", p.lit(wood, 0.15), 2.6),
        )
    )


@subject("broom", where="ground", tall=0.85, wide=0.42)
def broom(s: Stage, dice: Dice) -> str:
    """A besom, standing at a slant."""
    p = s.palette
    wood, straw, twine = (
        p.paint(dice.pick(WOODS)),
        p.paint(dice.pick(("#d0a85a", "#b5894f", "#c9b06f"))),
        p.paint("#a8382f"),
    )
    bristles = "".join(
        f"M{x * 0.3:.1f} -34L{x} {-1 + abs(x) * 0.05:.1f}" for x in range(-16, 17, 4)
    )
    return turned(
        "".join(
            (
                line("M0 -99V-34", p.dark(wood, 0.3), 3.6),
                line("M-.6 -99V-34", p.lit(wood, 0.2), 2),
                formed(
                    s,
                    "M-4 -40H4C8 -30 18 -18 20 0C8 2-8 2-20 0C-18 -18-8 -30-4 -40Z",
                    straw,
                    0.42,
                    0.8,
                ),
                line(bristles, f"{p.dark(straw, 0.45)}@0.6", 1),
                line("M-4.6 -37H4.6M-6 -31H6M-8 -26H8", twine, 1.8),
            )
        ),
        9,
        (0, 0),
    )


@subject("needle", where="table", tall=0.95, wide=0.95)
def needle(s: Stage, dice: Dice) -> str:
    """A spool of thread with its needle."""
    p = s.palette
    thread, wood, steel = (
        p.paint(dice.pick(("#b5403a", "#3f6f9a", "#5f8a5a", "#d9a03a"))),
        p.paint("#b58a5a"),
        p.paint("#b9c2c9"),
    )
    turns = "".join(f"M-29 {y}Q-5 {y + 4} 19 {y}" for y in range(-64, -14, 6))
    return "".join(
        (
            box(-36, -12, 62, 12, s.shaded(wood, 0.4), 4),
            box(-29, -72, 48, 60, s.shaded(thread, 0.45), 3),
            line(turns, f"{p.dark(thread, 0.4)}@0.6", 1.6),
            box(-36, -82, 62, 12, s.shaded(p.lit(wood, 0.1), 0.4), 4),
            disc(-5, -82, 10, p.dark(wood, 0.5), 0.3),
            line("M19 -40C50 -60 20 -90 44 -94C52 -94 52 -84 48 -78", thread, 2),
            group(
                turned(
                    shape("M0 -46L3.4 36L0 44L-3.4 36Z", s.shaded(steel, 0.4))
                    + line("M0 -40V-32", p.dark(steel, 0.7), 2),
                    14,
                ),
                at=(40, -44),
            ),
        )
    )


@subject("brick", where="ground", tall=0.3, wide=1.8)
def brick(s: Stage, dice: Dice) -> str:
    """A stack of bricks, a trowel on it."""
    p = s.palette
    clay = p.paint(dice.pick(("#b5603f", "#a8503a", "#c2774f")))

    def one(x: float, y: float) -> str:
        tone = p.mixed(clay, p.paint(dice.pick(("#9c5038", "#c98a62", "#b5603f"))))
        return (
            polygon([(x, y), (x + 10, y - 9), (x + 62, y - 9), (x + 52, y)], p.lit(tone, 0.35))
            + polygon(
                [(x + 52, y), (x + 62, y - 9), (x + 62, y + 13), (x + 52, y + 23)],
                p.dark(tone, 0.42),
            )
            + box(x, y, 52, 23, s.shaded(tone, 0.2), 1)
            + disc(x + 14, y + 12, 1.6, f"{p.dark(tone, 0.4)}@0.6")
            + disc(x + 36, y + 8, 1.3, f"{p.dark(tone, 0.4)}@0.6")
        )

    rows = ((-86, -24), (-30, -24), (26, -24), (-58, -50), (-2, -50), (-30, -76))
    steel = p.paint("#a5adb3")
    trowel = polygon(
        [(-22, -84), (6, -92), (34, -84), (6, -79)],
        s.paints.across(p.lit(steel, 0.5), p.dark(steel, 0.1)),
    ) + line("M34 -84L44 -94L58 -94", p.dark(p.paint("#7a5236"), 0.1), 5)
    return "".join(one(x, y) for x, y in rows) + (trowel if dice.chance(0.6) else "")


@subject("gear", where="table", tall=1.25, wide=1.3)
def gear(s: Stage, dice: Dice) -> str:
    """Two gear wheels in mesh."""
    p = s.palette
    big, small = (
        p.paint(c)
        for c in dice.pick((("#b58a3f", "#8f979e"), ("#8f979e", "#b5653f"), ("#5f7a85", "#c9a04f")))
    )
    turn = dice.between(0, 0.5)

    def cog(x: float, y: float, r: float, count: int, tone: str, start: float) -> str:
        dark = p.dark(tone, 0.4)
        arms = line(spokes(x, y, r * 0.25, r * 0.66, 5, start), s.palette.lit(tone, 0.1), r * 0.16)
        teeth = spokes(x, y, r * 0.9, r * 1.1, count, start)
        return (
            group(line(teeth, dark, r * 0.24), at=(1.5, 2))
            + line(teeth, tone, r * 0.22)
            + disc(x, y, r, s.shaded(tone, 0.45))
            + disc(x, y, r * 0.7, p.dark(tone, 0.6))
            + arms
            + disc(x, y, r * 0.3, s.shaded(p.lit(tone, 0.1), 0.4))
            + disc(x, y, r * 0.13, p.dark(tone, 0.7))
        )

    return cog(-18, -42, 38, 14, big, turn) + cog(38, -76, 21, 8, small, turn + 0.2)
