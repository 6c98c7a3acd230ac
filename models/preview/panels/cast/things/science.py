"""What scientists and doctors look through, measure and work with."""

from __future__ import annotations

from models.preview.panels.cast.craft import formed, over
from models.preview.panels.cast.registry import subject
from models.preview.panels.colour import mix
from models.preview.panels.drawing import Dice, box, disc, line, polygon, shape, turned
from models.preview.panels.stage import Stage


@subject("telescope", where="ground", tall=0.9, wide=0.95)
def telescope(s: Stage, dice: Dice) -> str:
    """A telescope on three legs, aimed at the sky."""
    p = s.palette
    tube, brass, wood = (
        p.paint(dice.pick(("#e0dcd0", "#3f5f7f", "#8a4a3c"))),
        p.paint("#c9a04f"),
        p.paint("#7a5a3c"),
    )
    barrel = "".join(
        (
            formed(s, "M-34 -66H28V-50H-34Z", tube, 0.1),
            box(-34, -66, 62, 16, over(s, tube, 0.4), 1),
            box(26, -69, 18, 22, over(s, p.lit(brass, 0.1), 0.4), 2),
            box(-50, -62, 17, 8, over(s, brass, 0.4), 1),
            box(-54, -63, 5, 10, p.dark(brass, 0.5), 1),
            line("M-10 -66V-50M10 -66V-50", brass, 2.4),
            box(-24, -72, 22, 4, p.dark(tube, 0.3), 2),
        )
    )
    return (
        line("M0 -54L-26 0M0 -54L24 0M0 -54L4 -2", p.dark(wood, 0.1), 3.8)
        + line("M-14 -22L14 -22", brass, 1.8)
        + turned(barrel, -32, (0, -56))
        + disc(0, -54, 5.4, s.shaded(brass, 0.4))
    )


@subject("microscope", where="table", tall=1.6, wide=0.75)
def microscope(s: Stage, dice: Dice) -> str:
    """A microscope."""
    p = s.palette
    iron, metal = p.paint(dice.pick(("#e0dcd0", "#3f474f", "#4f6b6b"))), p.paint("#a5abb0")
    tube = "".join(
        (
            box(-8, -100, 11, 16, s.shaded(p.dark(iron, 0.5), 0.3), 2),
            box(-10, -86, 15, 34, s.shaded(metal, 0.45), 2),
            box(-8, -53, 11, 12, p.dark(iron, 0.5), 1),
            box(-5.6, -42, 6, 8, metal, 1),
        )
    )
    return "".join(
        (
            formed(s, "M-32 0C-32 -9-26 -11-18 -11H24C32 -11 36 -8 36 0Z", iron, 0.4),
            line("M22 -12C40 -34 38 -66 14 -72", iron, 10),
            line("M22 -12C40 -34 38 -66 14 -72", f"{p.lit(iron, 0.4)}@0.6", 2),
            turned(tube, -12, (0, -60)),
            box(-30, -32, 48, 5, p.dark(iron, 0.4), 1),
            box(-18, -34.4, 26, 2.4, f"{p.lit(p.paint('#9fd0dc'), 0.3)}@0.9"),
            disc(30, -44, 7, s.shaded(metal, 0.45)),
            disc(30, -44, 3, p.dark(metal, 0.4)),
            disc(-4, -14, 9, mix(p.glow, "#ffffff", 0.4), 0.4),
        )
    )


@subject("test_tube", where="table", tall=1.25, wide=1.1)
def test_tube(s: Stage, dice: Dice) -> str:
    """Test tubes in a rack, each with its colour."""
    p = s.palette
    clear, wood = (
        p.lit(p.paint("#cfdfe3"), 0.4),
        p.paint(dice.pick(("#a37b52", "#5f7a8a", "#8f959a"))),
    )
    tones = ("#5fb0a0", "#d9667b", "#e0b03a", "#6f8fd0")
    first = dice.count(0, 3)
    parts = [
        box(-56, -8, 112, 8, s.shaded(wood, 0.35), 2),
        line("M-50 -8V-64M50 -8V-64", p.dark(wood, 0.2), 6),
    ]
    for i, x in enumerate((-30, 0, 30)):
        liquid, level = p.paint(tones[(first + i) % 4]), dice.between(-66, -36)
        parts += [
            shape(f"M{x - 10} -98V-20C{x - 10} -6 {x + 10} -6 {x + 10} -20V-98Z", f"{clear}@0.5"),
            shape(
                f"M{x - 9} {level:.0f}V-20C{x - 9} -8 {x + 9} -8 {x + 9} -20V{level:.0f}Z",
                s.shaded(liquid, 0.35),
            ),
            disc(x, level, 9, p.lit(liquid, 0.4), 0.25),
            line(
                f"M{x - 12} -98H{x + 12}M{x - 10} -97V-20C{x - 10} -6 {x + 10} -6 {x + 10} -20V-97",
                f"{clear}@0.9",
                1.6,
            ),
            line(f"M{x - 5} -86V-30", "#ffffff@0.5", 2),
            *(
                disc(
                    x + dice.between(-5, 5),
                    level + dice.between(6, 20),
                    1.6,
                    f"{p.lit(liquid, 0.7)}@0.8",
                )
                for _ in range(3)
            ),
        ]
    parts += [
        box(-56, -66, 112, 8, s.shaded(wood, 0.35), 2),
        *(box(x - 11, -66, 22, 2.6, p.dark(wood, 0.5)) for x in (-30, 0, 30)),
    ]
    return "".join(parts)


@subject("syringe", where="table", tall=0.6, wide=2.7)
def syringe(s: Stage, dice: Dice) -> str:
    """A syringe, half full."""
    p = s.palette
    clear, liquid = (
        p.lit(p.paint("#d3e0e3"), 0.4),
        p.paint(dice.pick(("#7fc0c9", "#e0b85a", "#d98a9a"))),
    )
    metal = p.paint("#b9bfc4")
    sketch = "".join(
        (
            line("M76 -40H130", p.lit(metal, 0.3), 2.2),
            polygon([(58, -46), (58, -34), (78, -38), (78, -42)], p.paint("#5f8fb5")),
            line("M-76 -40H-116", p.dark(clear, 0.2), 7),
            box(-124, -62, 9, 44, s.paints.down(clear, p.dark(clear, 0.3)), 4),
            box(-76, -66, 8, 52, s.paints.down(clear, p.dark(clear, 0.3)), 3),
            box(
                -70,
                -58,
                130,
                36,
                s.paints.down(
                    f"{p.lit(clear, 0.4)}@0.8", f"{clear}@0.5", f"{p.dark(clear, 0.3)}@0.8"
                ),
                5,
            ),
            box(-12, -55, 69, 30, over(s, liquid, 0.3), 4),
            box(-22, -56, 12, 32, p.dark(p.paint("#33363b"), 0.1), 3),
            line("M-68 -40H-22", p.dark(clear, 0.25), 5),
            line(
                "M-54 -58v9M-36 -58v9M-2 -58v9M14 -58v9M30 -58v9M46 -58v9",
                f"{p.dark(p.paint('#33363b'), 0.1)}@0.7",
                1.8,
            ),
            line("M-60 -52H50", "#ffffff@0.6", 3),
        )
    )
    return turned(sketch, -5, (0, -40))


@subject("pill_bottle", where="table", tall=1.05, wide=0.9)
def pill_bottle(s: Stage, dice: Dice) -> str:
    """A bottle of pills, a few beside it."""
    p = s.palette
    amber, white = (
        p.paint(dice.pick(("#c9782f", "#4f7f9a", "#7a9a5f"))),
        p.lit(p.paint("#ece8de"), 0.15),
    )
    red = p.paint(dice.pick(("#c0503f", "#3f8a7a")))
    pills = (
        turned(box(14, -10, 24, 10, white, 5) + box(14, -10, 12, 10, red, 5), -8, (26, -5))
        + turned(box(30, -2, 22, 9, white, 4.5) + box(41, -2, 11, 9, red, 4.5), 14, (40, 2))
        + disc(20, 4, 7, p.lit(white, 0.3), 0.5)
    )
    return "".join(
        (
            formed(
                s,
                "M-36 -76C-40 -74-42 -70-42 -66V-6C-42 -2-38 0-34 0H10C14 0 18 -2 18 -6V-66C18 "
                "-70 16 -74 12 -76Z",
                amber,
                0.42,
            ),
            box(-42, -60, 60, 40, s.shaded(white, 0.25)),
            box(-34, -54, 14, 4, red),
            box(-29, -59, 4, 14, red),
            line("M-14 -52h24M-34 -38h44M-34 -31h38", f"{p.dark(white, 0.7)}@0.6", 2.4),
            box(-38, -98, 52, 24, s.shaded(white, 0.4), 4),
            line(
                "".join(f"M{x} -94v16" for x in range(-32, 12, 6)), f"{p.dark(white, 0.4)}@0.5", 1.4
            ),
            pills,
        )
    )


@subject("stethoscope", where="table", tall=1.1, wide=1.1)
def stethoscope(s: Stage, dice: Dice) -> str:
    """A stethoscope, hung in a loop."""
    p = s.palette
    tube, metal = p.paint(dice.pick(("#33404f", "#8f3a45", "#2f6b6b"))), p.paint("#b9bfc4")
    way = (
        "M-34 -84C-36 -54-10 -52-8 -34M22 -84C24 -54 -2 "
        "-52-4 -34M-6 -36C-8 4 44 6 44 -22C44 -42 24 -42 24 -24"
    )
    return "".join(
        (
            line(
                "M-34 -84C-36 -96-30 -100-24 -100M22 -84C24 -96 18 -100 12 -100",
                p.dark(metal, 0.4),
                4,
            ),
            disc(-22, -99, 4, p.dark(tube, 0.3)),
            disc(10, -99, 4, p.dark(tube, 0.3)),
            line(way, p.dark(tube, 0.35), 6.4),
            line(way, p.lit(tube, 0.1), 4),
            line("M-6 -44V-34", metal, 6),
            disc(24, -16, 17, p.dark(metal, 0.45)),
            disc(23, -17, 15.4, s.shaded(metal, 0.45)),
            disc(23, -17, 10.6, p.lit(metal, 0.5)),
            disc(23, -17, 8, s.paints.slant(p.lit(metal, 0.6), p.dark(metal, 0.15))),
            box(20, -38, 7, 8, metal, 2),
        )
    )
