"""What is read: directions, hours, sums, the world."""

from __future__ import annotations

from models.preview.panels.cast.craft import WOODS, formed, gleam, rimmed, ring, soft, spokes
from models.preview.panels.cast.registry import subject
from models.preview.panels.drawing import Dice, box, disc, line, polygon, shape, turned
from models.preview.panels.stage import Stage


@subject("globe", where="table", tall=1.5, wide=0.85)
def globe(s: Stage, dice: Dice) -> str:
    """A globe on its foot."""
    p = s.palette
    sea, land, brass = (
        p.paint(dice.pick(("#5f9ab5", "#c9b78a", "#4f7f94"))),
        p.paint("#8a9a55"),
        p.paint("#b58a3f"),
    )
    lands = (
        "-22 -86, -6 -90, -2 -80, -12 -72, -10 -62, -20 -56, -28 -68",
        "6 -84, 20 -82, 28 -70, 22 -58, 14 -44, 8 -54, 2 -62, 6 -72",
        "-16 -48, -4 -50, 2 -40, -6 -30, -14 -36",
    )
    ball = disc(
        0,
        -60,
        34,
        s.paints.slant(p.lit(sea, 0.4), sea, p.dark(sea, 0.45))
        if s.light_side < 0
        else s.paints.slant(p.dark(sea, 0.45), sea, p.lit(sea, 0.4), rising=True),
    )
    return "".join(
        (
            formed(
                s, "M-26 0C-26 -6-10 -8-4 -12V-22H4V-12C10 -8 26 -6 26 0Z", p.paint("#7a5236"), 0.42
            ),
            turned(
                ball
                + "".join(shape(soft(text), p.dark(land, 0.05)) for text in lands)
                + line(
                    "M-34 -60Q0 -50 34 -60M-29 -78Q0 -70 29 -78M-30 -43Q0 -34 30 -43M0 -94C-16 "
                    "-76-16 -44 0 -26M0 -94C16 -76 16 -44 0 -26",
                    f"{p.lit(sea, 0.6)}@0.35",
                    0.9,
                ),
                dice.between(10, 24),
                (0, -60),
            ),
            gleam(s, "M-22 -74C-18 -82-12 -86-6 -88", 4, 0.4),
            line("M14 -98C46 -88 52 -44 22 -26C12 -20 4 -20 0 -22", brass, 3.6),
            disc(14, -98, 2.6, brass),
            disc(0, -22, 3, brass),
        )
    )


@subject("magnifier", where="table", tall=1.0, wide=1.25)
def magnifier(s: Stage, dice: Dice) -> str:
    """A magnifying glass."""
    p = s.palette
    brass, wood = p.paint(dice.pick(("#c9a04f", "#8f959a", "#33363b"))), p.paint(dice.pick(WOODS))
    clear = p.lit(p.paint("#bfe0e6"), 0.3)
    return "".join(
        (
            line("M-6 -36L-26 -22", p.dark(brass, 0.2), 6),
            line("M-28 -20L-56 -2", p.dark(wood, 0.35), 12),
            line("M-28 -21L-56 -4", wood, 9),
            disc(
                22,
                -62,
                38,
                s.paints.slant(
                    f"{p.lit(clear, 0.7)}@0.75", f"{clear}@0.35", f"{p.lit(clear, 0.3)}@0.6"
                ),
            ),
            line(ring(22, -62, 38), p.dark(brass, 0.35), 7),
            line(ring(21.4, -62.8, 38), brass, 4.4),
            line("M-2 -70C2 -82 12 -88 20 -89", "#ffffff@0.8", 4),
            line("M46 -54C44 -46 40 -42 36 -39", "#ffffff@0.5", 3),
        )
    )


@subject("compass", where="table", tall=0.95, wide=1.0)
def compass(s: Stage, dice: Dice) -> str:
    """A compass, its needle to the north."""
    p = s.palette
    brass, face = (
        p.paint(dice.pick(("#c9a04f", "#b5743f", "#8f959a"))),
        p.lit(p.paint("#f2ead8"), 0.2),
    )
    ink = p.dark(p.paint("#3a342c"), 0.1)
    star = "".join(
        polygon([(0, -46 - 30), (4, -50), (0, -46), (-4, -50)], ink)
        if k == 0
        else turned(
            polygon([(0, -46 - 26), (3.6, -50), (0, -46), (-3.6, -50)], f"{ink}@0.5"),
            90 * k,
            (0, -46),
        )
        for k in range(4)
    )
    needle = polygon([(0, -80), (5, -46), (-5, -46)], p.paint("#c0392f")) + polygon(
        [(0, -12), (5, -46), (-5, -46)], p.paint("#5f6a74")
    )
    return "".join(
        (
            line(ring(0, -97, 6), brass, 3),
            disc(0, -46, 47, p.dark(brass, 0.4)),
            disc(-1 * -s.light_side, -47, 46, s.shaded(brass, 0.45)),
            disc(0, -46, 38, p.dark(brass, 0.3)),
            disc(0, -46, 36.4, s.paints.slant(p.lit(face, 0.2), face, p.dark(face, 0.2))),
            line(spokes(0, -46, 31, 35, 24), ink, 1.2),
            star,
            turned(needle, dice.between(-60, 60), (0, -46)),
            disc(0, -46, 4, brass),
            gleam(s, "M-24 -66C-18 -74-10 -78-4 -79", 3, 0.6),
        )
    )


@subject("hourglass", where="table", tall=1.3, wide=0.6)
def hourglass(s: Stage, dice: Dice) -> str:
    """An hourglass, running."""
    p = s.palette
    wood, sand = p.paint(dice.pick(WOODS)), p.paint(dice.pick(("#e0c07a", "#d99a6a", "#cfc3a5")))
    clear = p.lit(p.paint("#cfe0e3"), 0.4)
    level = dice.between(-80, -66)
    return "".join(
        (
            shape(
                "M-22 -92C-22 -64-4 -60-4 -50C-4 -40-22 -36-22 -8H22C22 -36 4 -40 4 -50C4 -60 22 "
                "-64 22 -92Z",
                f"{clear}@0.5",
            ),
            shape(
                f"M-20 {level:.0f}C-16 -64-3 -58-1 -50H1C3 -58 16 -64 20 {level:.0f}C8 "
                f"{level + 4:.0f}-8 "
                f"{level + 4:.0f}-20 {level:.0f}Z",
                s.shaded(sand, 0.3),
            ),
            line("M0 -50V-12", sand, 1.6),
            shape("M-21 -9C-18 -16-6 -28 0 -28C6 -28 18 -16 21 -9Z", s.shaded(sand, 0.35)),
            line(
                "M-22 -92C-22 -64-4 -60-4 -50C-4 -40-22 -36-22 -8M22 -92C22 -64 4 -60 4 -50C4 -40 "
                "22 -36 22 -8",
                f"{clear}@0.95",
                1.6,
            ),
            gleam(s, "M-16 -86C-16 -76-13 -70-10 -66", 2.2, 0.8),
            line("M-26 -92V-8M26 -92V-8", p.dark(wood, 0.1), 3.6),
            line("M-26 -54v8M26 -54v8", wood, 6),
            box(-32, -100, 64, 9, s.shaded(wood, 0.4), 3),
            box(-32, -9, 64, 9, s.shaded(wood, 0.4), 3),
        )
    )


@subject("calculator", where="table", tall=1.15, wide=0.75)
def calculator(s: Stage, dice: Dice) -> str:
    """A pocket calculator, leaning."""
    p = s.palette
    case, accent = (
        p.paint(dice.pick(("#3a3f46", "#d3cbbb", "#5f7a8a"))),
        p.paint(dice.pick(("#c9772f", "#b5403a", "#4f8a6f"))),
    )
    lcd = p.lit(p.paint("#a9bfa0"), 0.2)
    keys = "".join(
        box(-28 + 15 * c, -58 + 14 * r, 11, 10, accent if c == 3 else p.lit(case, 0.3), 2.4)
        for r in range(4)
        for c in range(4)
    )
    digits = "".join(
        f"M{x} -82v10" if dice.chance(0.3) else f"M{x} -83h6v5h-6v5h6" for x in (-12, -2, 8, 18)
    )
    return turned(
        "".join(
            (
                rimmed(
                    s,
                    "M-36 -94C-36 -98-33 -101-29 -101H29C33 -101 36 -98 36 -94V-6C36 -2 33 0 29 0"
                    "H-29C-33 0-36 -2-36 -6Z",
                    s.shaded(case, 0.4),
                    1.2,
                ),
                box(-30, -92, 60, 26, p.dark(case, 0.5), 3),
                box(-28, -90, 56, 22, lcd, 2),
                line(digits, p.dark(p.paint("#2a332a"), 0.1), 1.8),
                keys,
            )
        ),
        3,
        (0, 0),
    )
