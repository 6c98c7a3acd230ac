"""What carries people by air and beyond."""

from __future__ import annotations

from models.preview.panels.cast.craft import COLOURS, dome, formed, glass, gleam, rimmed, soft
from models.preview.panels.cast.registry import subject
from models.preview.panels.colour import mix
from models.preview.panels.drawing import Dice, box, disc, group, line, polygon, shape, turned
from models.preview.panels.stage import Stage


@subject("rocket", where="ground", tall=3.0, wide=0.5)
def rocket(s: Stage, dice: Dice) -> str:
    """A rocket lifting off."""
    p = s.palette
    white, red = p.paint("#e6e3dc"), p.paint(dice.pick(("#b5483f", "#c9823f", "#3f5f8f")))
    flame, smoke = mix(p.glow, "#ff9a3f", 0.35), mix(p.haze, "#ffffff", 0.3)
    parts = [disc(0, -6, 60, s.paints.round(f"{flame}@0.7", f"{flame}@0.2", f"{flame}@0"))]
    # There is nothing to raise dust from between the stars.
    for _ in range(0 if s.look.setting == "space" else 16):
        parts.append(
            disc(
                dice.between(-44, 44), dice.between(-8, 6), dice.between(6, 13), f"{smoke}@0.7", 0.7
            )
        )
    parts += [
        shape(
            "M-7 -30C-12 -14-6 -6 0 4C6 -6 12 -14 7 -30Z",
            s.paints.down("#fff3cf", flame, f"{flame}@0.1"),
        ),
        shape(
            "M-10 -48C-20 -42-22 -32-21 -22L-9 -30ZM10 -48C20 -42 22 -32 21 -22L9 -30Z",
            p.dark(red, 0.2),
        ),
        shape("M0 -100C12 -88 14 -60 10 -28H-10C-14 -60-12 -88 0 -100Z", s.shaded(white, 0.4)),
        shape("M0 -100C6 -94 9 -87 11 -79H-11C-9 -87-6 -94 0 -100Z", s.shaded(red, 0.4)),
        disc(0, -64, 5.4, p.dark(white, 0.5)),
        disc(0, -64, 4, mix(p.sky[0], "#9fd3e6", 0.5)),
        box(-10.4, -34, 20.8, 3, red),
        box(-6, -30, 12, 4, p.dark(white, 0.7)),
    ]
    return "".join(parts)


@subject("airplane", where="sky", tall=1.4, wide=2.5)
def airplane(s: Stage, dice: Dice) -> str:
    """An airliner climbing."""
    p = s.palette
    white, tail = p.lit(p.paint("#e9e7e2"), 0.1), p.paint(dice.pick(COLOURS))
    body = "-112 -52, -90 -56, -20 -66, 60 -68, 96 -62, 116 -48, 100 -38, 40 -36, -50 -40, -100 -46"
    grey = p.paint("#9aa3ab")
    sketch = "".join(
        (
            shape("M0 -62L-40 -92H-28L34 -64Z", p.dark(grey, 0.2)),
            rimmed(s, soft(body), s.paints.down(p.lit(white, 0.3), white, p.dark(white, 0.4)), 1.2),
            formed(s, "M-108 -54L-122 -96H-104L-70 -60Z", tail),
            shape("M-104 -48L-128 -36H-112L-76 -42Z", p.dark(grey, 0.1)),
            line("M-64 -53L84 -57", p.dark(p.paint("#3f4f5f"), 0.1), 3).replace(
                "/>", ' stroke-dasharray="0.1 8"/>'
            ),
            shape("M92 -61L106 -55L90 -54Z", p.dark(p.paint("#33404f"), 0.1)),
            line("M-104 -46C-50 -42 40 -38 104 -43", tail, 2.4),
            formed(s, "M24 -46L-44 0H-28L56 -44Z", grey, 0.3),
            formed(s, soft("-2 -26, 22 -30, 28 -24, 22 -18, 0 -18"), p.dark(grey, 0.15)),
        )
    )
    return turned(sketch, -8, (0, -50))


@subject("helicopter", where="sky", tall=1.5, wide=2.1)
def helicopter(s: Stage, dice: Dice) -> str:
    """A helicopter, rotor turning."""
    p = s.palette
    paint, steel = p.paint(dice.pick(COLOURS)), p.dark(p.paint("#4a4f55"), 0.1)
    pane = glass(s)
    return "".join(
        (
            disc(10, -92, 104, f"{steel}@0.22", 0.05),
            line("M-92 -94L112 -90", steel, 2.4),
            line("M10 -92V-80", steel, 5),
            formed(s, "M-22 -66L-102 -58L-112 -80H-100L-92 -64L-22 -48Z", paint, 0.3),
            line("M-114 -88L-96 -62M-96 -88L-114 -62", f"{steel}@0.8", 2.4),
            formed(
                s,
                soft("-36 -58, -18 -78, 14 -82, 44 -74, 62 -54, 60 -38, 38 -26, -6 -26, -30 -38"),
                paint,
            ),
            shape(soft("22 -74, 44 -68, 57 -52, 54 -42, 26 -44"), pane),
            box(-12, -68, 26, 22, pane, 4),
            line("M-30 -40C0 -34 30 -34 58 -42", p.lit(p.paint("#efe9dc"), 0.1), 4),
            line("M-4 -26L-10 -8M34 -26L40 -8M-40 -6H54C62 -6 66 -10 66 -15", steel, 3.4),
            line("M30 -52l10 -16", f"{p.lit(pane, 0.7)}@0.5", 3),
        )
    )


@subject("balloon", where="sky", tall=2.4, wide=0.75)
def balloon(s: Stage, dice: Dice) -> str:
    """A hot-air balloon."""
    p = s.palette
    one, two = (
        p.paint(tone)
        for tone in dice.pick(
            (
                ("#c0503f", "#ecd9b0"),
                ("#3f6f9a", "#e0b04a"),
                ("#7a5f94", "#e6a35f"),
                ("#4f8a6f", "#efe3c8"),
            )
        )
    )
    bag = (
        "M0 -100C26 -100 37 -82 37 -66C37 -46 18 -34 9 -22"
        "H-9C-18 -34-37 -46-37 -66C-37 -82-26 -100 0 -100Z"
    )
    gores = (
        "M0 -100C14 -96 20 -80 20 -66C20 -48 10 -34 5 -22"
        "H-5C-10 -34-20 -48-20 -66C-20 -80-14 -96 0 -100Z"
    )
    core = "M0 -100C5 -92 7 -80 7 -66C7 -48 4 -34 2 -22H-2C-4 -34-7 -48-7 -66C-7 -80-5 -92 0 -100Z"
    flame = mix(p.glow, "#ff9a3f", 0.4)
    band = line("M-36 -58Q0 -46 36 -58M-34 -52Q0 -40 34 -52", two, 2.6) if dice.chance(0.5) else ""
    return "".join(
        (
            formed(s, bag, one, 0.42),
            shape(gores, s.shaded(two, 0.36)),
            shape(core, s.shaded(one, 0.3)),
            band,
            line(
                "M-8 -22L-6 -11M8 -22L6 -11M-3 -21L-3 -11M3 -21L3 -11",
                p.dark(p.paint("#5a4632"), 0.1),
                0.7,
            ),
            shape("M0 -24C3 -20 3 -16 0 -14C-3 -16-3 -20 0 -24Z", flame),
            box(-7, -11, 14, 11, s.shaded(p.paint("#8a6238"), 0.4), 2),
            line("M-7 -7H7M-7 -4H7", f"{p.dark(p.paint('#8a6238'), 0.5)}@0.7", 0.8),
            box(-8, -12, 16, 2.2, p.paint("#5f4227"), 1),
        )
    )


@subject("satellite", where="sky", tall=1.2, wide=2.2)
def satellite(s: Stage, dice: Dice) -> str:
    """A satellite, panels spread."""
    p = s.palette
    gold, cell = p.paint("#d0a24a"), p.paint(dice.pick(("#34568a", "#3f4f75")))
    steel = p.paint("#b5babf")
    wing = "".join(
        box(24 + 27 * i, -66, 25, 36, s.paints.slant(p.lit(cell, 0.45), cell, p.dark(cell, 0.2)), 1)
        + line(
            f"M{32 + 27 * i} -66v36M{41 + 27 * i} -66v36M{24 + 27 * i} -54h25M{24 + 27 * i} -42h25",
            f"{p.lit(cell, 0.6)}@0.7",
            0.9,
        )
        for i in range(3)
    )
    sketch = "".join(
        (
            line("M-104 -48H104", steel, 3),
            group(wing, flip=True),
            wing,
            formed(s, "M-17 -72H17V-24H-17Z", gold, 0.4),
            line("M-17 -60L17 -52M-17 -44L17 -38M-6 -72L0 -24", f"{p.lit(gold, 0.6)}@0.6", 1.4),
            line("M0 -24V-14M0 -72V-98", steel, 2.4),
            disc(0, -98, 3, p.paint("#c0392f")),
            formed(s, dome(22, -20, -7), p.lit(steel, 0.2), 0.4),
            disc(0, -20, 22, p.dark(steel, 0.3), 0.16),
        )
    )
    return turned(sketch, dice.between(-26, -12), (0, -50))


@subject("spaceship", where="sky", tall=1.8, wide=2.2)
def spaceship(s: Stage, dice: Dice) -> str:
    """A saucer from elsewhere, its lights on."""
    p = s.palette
    hull = p.paint(dice.pick(("#8f979f", "#7a8a8f", "#a39a8a")))
    lamp, beam = mix(p.glow, "#ffffff", 0.4), p.mixed(p.glow, p.paint("#9fe0c0"))
    return "".join(
        (
            polygon(
                [(-26, -34), (26, -34), (58, 0), (-58, 0)],
                s.paints.down(f"{beam}@0.55", f"{beam}@0"),
            ),
            shape(
                dome(36, -66, -98),
                s.paints.slant(p.lit(p.paint("#9fd0dc"), 0.4), p.dark(p.paint("#4f8a9a"), 0.2)),
            ),
            disc(0, -74, 8, p.paint("#6f9a5f"), 1.2)
            + disc(-3, -77, 2, "#15130f", 1.4)
            + disc(3.4, -77, 2, "#15130f", 1.4),
            gleam(s, "M-26 -72C-25 -86-16 -94-6 -96", 3, 0.7),
            rimmed(
                s,
                "M-104 -54C-80 -72 80 -72 104 -54C82 -32 40 -28 0 -28C-40 -28-82 -32-104 -54Z",
                s.paints.down(p.lit(hull, 0.45), hull, p.dark(hull, 0.5)),
                1.4,
            ),
            disc(0, -63, 48, f"{p.lit(hull, 0.5)}@0.6", 0.1),
            *(
                disc(x, -49 + 0.0016 * -x * x + 4, 4.6, lamp)
                for x in (-80, -52, -26, 0, 26, 52, 80)
            ),
            disc(0, -31, 24, p.dark(hull, 0.5), 0.16),
        )
    )


@subject("drone", where="sky", tall=0.8, wide=2.2)
def drone(s: Stage, dice: Dice) -> str:
    """A drone with four rotors and a camera under it."""
    p = s.palette
    shell = p.paint(dice.pick(("#e0ddd6", "#3f454c", "#b5483f")))
    dark = p.dark(p.paint("#2c2f34"), 0.1)
    rotors = "".join(
        disc(x, y, 32, f"{dark}@0.25", 0.1)
        + line(f"M{x - 28} {y + 2}L{x + 28} {y - 2}", f"{dark}@0.8", 2.4)
        + line(f"M{x} {y}v14", dark, 5)
        for x, y in ((-76, -84), (76, -84), (-52, -96), (52, -96))
    )
    return "".join(
        (
            line("M-52 -84L0 -62L52 -84", p.dark(shell, 0.5), 6),
            rotors,
            line("M-76 -70L-24 -56M76 -70L24 -56", p.dark(shell, 0.2), 9),
            line("M-24 -44L-36 -4H-46M24 -44L36 -4H46", dark, 4.4),
            formed(s, soft("-40 -56, -26 -74, 26 -74, 40 -56, 26 -40, -26 -40"), shell),
            line("M-22 -66H22", f"{p.lit(shell, 0.6)}@0.7", 3),
            box(-13, -42, 26, 22, s.shaded(dark, 0.3), 5),
            disc(0, -30, 8, p.dark(dark, 0.3)),
            disc(1, -31, 4.4, p.paint("#5f8fa8")),
            disc(-30, -56, 2.6, p.paint("#c9483f")) + disc(30, -56, 2.6, p.paint("#5fc07a")),
        )
    )
