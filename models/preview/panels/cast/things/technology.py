"""Machines with a screen or a battery."""

from __future__ import annotations

from models.preview.panels.cast.craft import (
    COLOURS,
    WOODS,
    formed,
    glow_if_dark,
    over,
    rimmed,
    ring,
)
from models.preview.panels.cast.registry import subject
from models.preview.panels.colour import mix
from models.preview.panels.drawing import Dice, box, disc, line, polygon, shape, turned
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


@subject("laptop", where="table", tall=1.15, wide=1.6)
def laptop(s: Stage, dice: Dice) -> str:
    """A laptop, open, something on its screen."""
    p = s.palette
    case = p.paint(dice.pick(("#b9bfc4", "#4a4f55", "#d9cbb8")))
    light = mix(p.paint(dice.pick(("#4f8fb5", "#3f4f66", "#6f8a7a"))), p.glow, 0.06)
    rows = "".join(
        box(-50 + 8 * (i % 3), -86 + 9 * i, dice.between(22, 52), 4, f"{p.lit(light, 0.7)}@0.8", 2)
        for i in range(6)
    )
    return "".join(
        (
            glow_if_dark(s, 0, -56, 100),
            rimmed(
                s,
                "M-62 -96C-62 -99-60 -101-57 -101H57C60 -101 62 -99 62 -96V-18H-62Z",
                s.shaded(case, 0.4),
                1,
            ),
            box(-57, -96, 114, 73, s.paints.slant(p.lit(light, 0.4), light, p.dark(light, 0.4)), 1),
            rows,
            box(14, -78, 34, 34, f"{p.lit(light, 0.5)}@0.7", 3),
            polygon(
                [(-62, -18), (62, -18), (78, -5), (-78, -5)],
                s.paints.down(p.lit(case, 0.1), p.lit(case, 0.4)),
            ),
            polygon([(-54, -16), (54, -16), (60, -10), (-60, -10)], p.dark(case, 0.55)),
            box(-14, -9, 28, 3.4, p.dark(case, 0.15), 1),
            box(-79, -5.4, 158, 5, p.dark(case, 0.35), 2),
        )
    )


@subject("tablet", where="table", tall=1.25, wide=0.85)
def tablet(s: Stage, dice: Dice) -> str:
    """A tablet leaning, icons or a picture on it."""
    p = s.palette
    light = mix(p.paint(dice.pick(("#5f94b5", "#7a6f9a", "#c98a5f"))), p.glow, 0.08)
    if dice.chance(0.5):
        shown = "".join(
            box(-26 + 19 * c, -84 + 19 * r, 13, 13, p.paint(COLOURS[(r + c) % 6]), 3)
            for r in range(4)
            for c in range(3)
        )
    else:
        shown = shape("M-32 -34L-10 -58L4 -44L16 -54L32 -36V-14H-32Z", p.dark(light, 0.45)) + disc(
            12, -74, 7, p.lit(light, 0.8)
        )
    return turned(
        "".join(
            (
                glow_if_dark(s, 0, -50, 80),
                rimmed(
                    s,
                    "M-40 -94C-40 -98-37 -101-33 -101H33C37 -101 40 -98 40 -94V-6C40 -2 37 1 33 1"
                    "H-33C-37 1-40 -2-40 -6Z",
                    s.shaded(p.dark(p.paint("#2a2d33"), 0.1), 0.3),
                    1.2,
                ),
                box(
                    -34,
                    -93,
                    68,
                    83,
                    s.paints.slant(p.lit(light, 0.45), light, p.dark(light, 0.3)),
                    2,
                ),
                shown,
                disc(0, -4.6, 2.6, p.paint("#5f656b")),
                polygon([(-34, -93), (-8, -93), (-34, -40)], "#ffffff@0.14"),
            )
        ),
        -4,
        (0, 0),
    )


@subject("smartwatch", where="table", tall=1.0, wide=0.6)
def smartwatch(s: Stage, dice: Dice) -> str:
    """A watch with a lit face."""
    p = s.palette
    strap, light = (
        p.paint(dice.pick(("#3a3f46", "#b5653f", "#4f6f7f", "#d3cbbb"))),
        mix(p.paint("#4fa37f"), p.glow, 0.1),
    )
    hand = "M0 -51V-64M0 -51L9 -46"
    return "".join(
        (
            formed(s, "M-17 -72L-13 -100H13L17 -72Z", strap, 0.4),
            formed(s, "M-17 -30L-13 0H13L17 -30Z", strap, 0.4),
            line("M0 -24v.1M0 -17v.1M0 -10v.1", p.dark(strap, 0.6), 3),
            line("M-8 -92H8", p.dark(strap, 0.4), 2),
            box(26, -58, 5, 13, p.paint("#9aa0a5"), 2),
            box(-27, -78, 54, 54, s.shaded(p.paint("#9aa0a5"), 0.45), 13),
            box(-23, -74, 46, 46, p.dark(p.paint("#16181c"), 0.1), 10),
            line(ring(0, -51, 18), p.dark(light, 0.4), 4),
            line("M0 -69a18 18 0 1 1 -17 24", light, 4),
            line(hand, p.lit(light, 0.7), 2.6)
            if dice.chance(0.5)
            else shape(
                "M0 -43C-10 -50-9 -58-4 -58C-2 -58 0 -56 0 -54C0 -56 2 -58 4 -58C9 -58 10 "
                "-50 0 -43Z",
                p.paint("#d9534f"),
            ),
            polygon([(-23, -66), (-15, -74), (2, -74), (-23, -46)], "#ffffff@0.12"),
        )
    )


@subject("keyboard", where="table", tall=0.42, wide=4.4)
def keyboard(s: Stage, dice: Dice) -> str:
    """A keyboard of a computer."""
    p = s.palette
    case, accent = (
        p.paint(dice.pick(("#d3cbbb", "#4a4f55", "#b9bfc4"))),
        p.paint(dice.pick(("#b5483f", "#4f8fa8", "#c9923f"))),
    )
    keys = "".join(
        box(
            -176 + 4 * (3 - r) + 27.4 * (1 + 0.022 * r) * c - 4 * r,
            -82 + 19 * r,
            23,
            14,
            accent if (r, c) in ((0, 0), (2, 12)) else p.lit(case, 0.35),
            3,
        )
        for r in range(4)
        for c in range(13)
        if not (r == 3 and 3 <= c <= 8)
    )
    return "".join(
        (
            polygon(
                [(-186, -92), (186, -92), (214, -10), (-214, -10)], over(s, p.dark(case, 0.12), 0.2)
            ),
            box(-214, -12, 428, 14, p.dark(case, 0.5), 5),
            keys,
            box(-98, -25, 164, 14, p.lit(case, 0.35), 3),
        )
    )


@subject("television", where="ground", tall=0.66, wide=1.3)
def television(s: Stage, dice: Dice) -> str:
    """A television on legs, a landscape or the noise of no signal on it."""
    p = s.palette
    wood, light = p.paint(dice.pick(WOODS)), mix(p.paint("#7fa3b5"), p.glow, 0.08)
    if dice.chance(0.7):
        shown = shape(
            "M-48 -46L-26 -62L-8 -50L8 -58L26 -44V-28H-48Z", p.dark(p.paint("#5f7a5a"), 0.1)
        ) + disc(8, -74, 6, p.lit(light, 0.9))
    else:
        shown = "".join(
            line(f"M-46 {y}h{dice.between(20, 68):.0f}", f"{p.lit(light, 0.8)}@0.5", 1.6)
            for y in range(-82, -28, 5)
        )
    return "".join(
        (
            line("M-6 -92L-28 -122M4 -92L24 -120", p.paint("#8f959a"), 1.8),
            line("M-44 -16L-52 0M44 -16L52 0", p.dark(wood, 0.3), 5),
            glow_if_dark(s, -10, -56, 80),
            rimmed(
                s,
                "M-64 -82C-64 -89-60 -93-53 -93H53C60 -93 64 -89 64 -82V-24C64 -18 60 -15 53 -15"
                "H-53C-60 -15-64 -18-64 -24Z",
                s.shaded(wood, 0.4),
                1.2,
            ),
            box(-55, -87, 88, 64, p.dark(wood, 0.6), 9),
            box(-51, -84, 80, 58, s.paints.slant(p.lit(light, 0.5), light, p.dark(light, 0.4)), 10),
            f'<g transform="translate(0 2)">{shown}</g>',
            polygon([(-44, -80), (-22, -80), (-44, -52)], "#ffffff@0.18"),
            disc(48, -76, 7, p.lit(p.paint("#c9b48a"), 0.2))
            + line("M48 -76v-5", p.dark(wood, 0.5), 2),
            disc(48, -58, 5, p.lit(p.paint("#c9b48a"), 0.2)),
            line("M40 -44h16M40 -38h16M40 -32h16", p.dark(wood, 0.5), 2),
        )
    )


@subject("radio", where="table", tall=1.0, wide=1.5)
def radio(s: Stage, dice: Dice) -> str:
    """A wireless with its dial lit."""
    p = s.palette
    case = p.paint(dice.pick(("#8a5f3e", "#a8483f", "#4f6f6b", "#d9c7a0")))
    cloth, brass = p.paint("#c9b48a"), p.paint("#c9a04f")
    weave = "".join(f"M-58 {y}h62" for y in range(-64, -16, 6))
    return "".join(
        (
            line("M40 -86L64 -134", p.paint("#9aa0a5"), 2),
            line("M-40 -86C-36 -104 20 -104 24 -86", p.dark(case, 0.4), 5),
            rimmed(
                s,
                "M-74 -74C-74 -84-68 -88-60 -88H60C68 -88 74 -84 74 -74V-6H-74Z",
                s.shaded(case, 0.42),
                1.3,
            ),
            box(-70, -6, 14, 6, p.dark(case, 0.6)),
            box(56, -6, 14, 6, p.dark(case, 0.6)),
            box(-62, -72, 70, 56, p.dark(cloth, 0.1), 8),
            line(weave, f"{p.dark(cloth, 0.5)}@0.6", 2),
            box(18, -72, 46, 24, mix(p.glow, "#fff6dc", 0.3), 4),
            line(
                "M22 -64h38M26 -68v8M34 -68v8M42 -68v8M50 -68v8M58 -68v8",
                f"{p.dark(case, 0.5)}@0.7",
                1.2,
            ),
            line(f"M{dice.between(26, 56):.0f} -70v20", p.paint("#c0392f"), 2),
            disc(30, -30, 10, s.shaded(brass, 0.45)),
            disc(53, -30, 10, s.shaded(brass, 0.45)),
            line("M30 -38v5M53 -38v5", p.dark(brass, 0.6), 2),
        )
    )
