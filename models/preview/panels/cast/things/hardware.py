"""What is inside machines, and machines that stand in racks."""

from __future__ import annotations

from models.preview.panels.cast.craft import dome, formed, gleam, glow_if_dark, over, rimmed
from models.preview.panels.cast.registry import subject
from models.preview.panels.colour import mix
from models.preview.panels.drawing import Dice, box, disc, line, polygon, shape
from models.preview.panels.stage import Stage


@subject("server", where="ground", tall=1.15, wide=0.5)
def server(s: Stage, dice: Dice) -> str:
    """A rack of servers, its lamps at work."""
    p = s.palette
    iron, lamp = (
        p.paint(dice.pick(("#2f353c", "#4a5560", "#3a4046"))),
        (p.paint("#5fd08a"), p.paint("#5fb0e0"), p.paint("#e0a83a")),
    )
    units: list[str] = []
    for i in range(8):
        y = -94 + 11.2 * i
        units += [
            box(-18, y, 36, 9.4, s.shaded(p.lit(iron, 0.16), 0.3), 1),
            line(f"M-1 {y + 3}h15M-1 {y + 6.4}h15", p.dark(iron, 0.5), 1),
            *(disc(-14 + 4 * k, y + 4.7, 1.2, lamp[dice.count(0, 2)]) for k in range(3)),
        ]
    return "".join(
        (
            glow_if_dark(s, 0, -55, 50),
            rimmed(s, "M-23 -100H23V-2H-23Z", s.shaded(iron, 0.4), 0.8),
            box(-20, -97, 40, 92, p.dark(iron, 0.5), 1),
            *units,
            box(-22, -3, 8, 3, p.dark(iron, 0.6)),
            box(14, -3, 8, 3, p.dark(iron, 0.6)),
        )
    )


@subject("robot", where="ground", tall=0.85, wide=0.62)
def robot(s: Stage, dice: Dice) -> str:
    """A robot of tin, or of white plastic."""
    p = s.palette
    shell, trim = (
        p.paint(tone)
        for tone in dice.pick(
            (("#a3adb3", "#c0503f"), ("#e0ddd3", "#4f8fa8"), ("#7f9a94", "#d9a03a"))
        )
    )
    dark, lamp = p.dark(shell, 0.5), mix(p.glow, "#9fe6ff", 0.5)
    wave = dice.chance(0.5)
    return "".join(
        (
            line("M0 -92V-101", dark, 1.6),
            disc(0, -102, 3, trim),
            line("M-22 -52L-30 -40L-29 -26", dark, 6),
            line("M22 -52L33 -58L34 -74" if wave else "M22 -52L30 -40L29 -26", dark, 6),
            *(
                line(f"M{x} {y}v4", trim, 7)
                for x, y in ((-29, -24), (34, -78) if wave else (29, -24))
            ),
            line("M-9 -24V-8M9 -24V-8", dark, 8),
            shape(dome(11, 0, -9, -10), s.shaded(trim, 0.4)),
            shape(dome(11, 0, -9, 10), s.shaded(trim, 0.4)),
            formed(
                s,
                "M-20 -56H20C23 -56 24 -54 23 -50L20 -24C20 -22 18 -20 16 -20H-16C-18 -20-20 "
                "-22-20 "
                "-24L-23 -50C-24 -54-23 -56-20 -56Z",
                shell,
                0.42,
            ),
            box(-12, -48, 24, 16, p.dark(shell, 0.4), 3),
            *(disc(-7 + 7 * i, -43, 2.2, (trim, lamp, p.paint("#5fd08a"))[i]) for i in range(3)),
            line("M-9 -36h18", lamp, 1.6),
            box(-5, -61, 10, 6, dark),
            formed(
                s,
                "M-20 -92H20C25 -92 27 -89 27 -85V-68C27 -63 24 -60 20 -60H-20C-24 -60-27 -63-27 "
                "-68V-85C-27 -89-25 -92-20 -92Z",
                shell,
                0.36,
            ),
            box(-21, -86, 42, 19, p.dark(p.paint("#20262b"), 0.1), 7),
            disc(-9, -77, 5, lamp),
            disc(9, -77, 5, lamp),
            line("M-6 -64h12", dark, 1.8),
            box(-31, -82, 5, 11, trim, 2),
            box(26, -82, 5, 11, trim, 2),
        )
    )


@subject("battery", where="table", tall=1.0, wide=0.55)
def battery(s: Stage, dice: Dice) -> str:
    """A battery, its charge shown by its bands."""
    p = s.palette
    tone, copper = p.paint(dice.pick(("#4f8a4a", "#c0503f", "#3f6f9a"))), p.paint("#c98a4f")
    dark = p.dark(p.paint("#2a2c30"), 0.1)
    return "".join(
        (
            box(-9, -100, 18, 9, s.shaded(p.paint("#b9bfc4"), 0.45), 2),
            box(-25, -92, 50, 92, s.shaded(dark, 0.4), 6),
            box(-25, -92, 50, 20, s.shaded(copper, 0.45), 5),
            box(-25, -78, 50, 8, s.shaded(copper, 0.45)),
            *(
                box(-18, -19 - 16 * i, 36, 11, s.shaded(p.lit(tone, 0.15), 0.3), 2)
                for i in range(dice.count(1, 3))
            ),
            line("M-5 -83h10M0 -88v10", p.lit(copper, 0.8), 2.4),
            gleam(s, "M-18 -84V-10", 3, 0.4),
        )
    )


@subject("circuit_chip", where="table", tall=0.75, wide=1.9)
def circuit_chip(s: Stage, dice: Dice) -> str:
    """A chip on a piece of its board."""
    p = s.palette
    board, gold = p.paint(dice.pick(("#2f6b4a", "#2f4f75", "#3a3f46"))), p.paint("#d3a94f")
    dark = p.dark(p.paint("#25282c"), 0.1)
    pins = (
        "".join(f"M{-40 + 11.4 * i} -62l-2 -8M{-48 + 13.8 * i} -14l-3 9" for i in range(8))
        + "M-46 -50h-10M-50 -36h-11M-54 -22h-12M46 -50h10M50 -36h11M54 -22h12"
    )
    traces = (
        "M-56 -50H-74L-84 -40M-61 -36H-76M66 -22H80M56 -50H70L78 "
        "-58M-17 -70L-14 -84M17 -70L20 -88M20 -5L24 6M-30 -5L-34 4"
    )
    return "".join(
        (
            polygon([(-76, -92), (76, -92), (96, -2), (-96, -2)], over(s, board, 0.25)),
            polygon([(-96, -2), (96, -2), (95, 6), (-95, 6)], p.dark(board, 0.5)),
            line(traces, p.lit(board, 0.45), 2.4),
            line(pins, gold, 3.4),
            polygon([(-46, -68), (46, -68), (58, -16), (-58, -16)], p.dark(dark, 0.3)),
            polygon(
                [(-45, -72), (45, -72), (56, -22), (-56, -22)],
                s.paints.slant(p.lit(dark, 0.4), dark),
            ),
            polygon(
                [(-24, -62), (24, -62), (29, -34), (-29, -34)],
                s.paints.slant(p.lit(gold, 0.3), p.dark(gold, 0.3)),
            ),
            disc(-38, -28, 3, p.lit(dark, 0.5), 0.6),
            *(disc(x, y, 3, gold, 0.6) for x, y in ((-84, -40), (-78, -36), (82, -22), (78, -59))),
        )
    )
