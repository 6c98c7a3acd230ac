"""What carries people: by water, road, rail and rocket, facing right."""

from __future__ import annotations

from models.preview.panels.cast.registry import subject
from models.preview.panels.colour import mix
from models.preview.panels.drawing import Dice, box, disc, line, polygon, shape
from models.preview.panels.scenery.houses import lights_on
from models.preview.panels.stage import Stage

_COLOURS = ("#a8483f", "#3f5f7f", "#c9923f", "#4f6b58", "#d3cbbb", "#6f4f6b")


def _waterline(s: Stage, half: float) -> str:
    """Where a hull meets the water: its dark image and a little foam; on land, nothing."""
    if not s.afloat:
        return ""
    p = s.palette
    foam = mix(p.light, "#ffffff", 0.5)
    return disc(
        0, 7, half * 1.05, s.paints.round(f"{p.shade}@0.6", f"{p.shade}@0.25", f"{p.shade}@0"), 0.16
    ) + line(
        f"M{-half:.0f} 1Q0 5 {half * 1.08:.0f} 0M{half * 0.7:.0f}"
        f" 5q{half * 0.3:.0f} 2 {half * 0.6:.0f} -1",
        f"{foam}@0.6",
        1.3,
    )


@subject("boat", where="water", tall=1.25, wide=1.0)
def boat(s: Stage, dice: Dice) -> str:
    """A small sailing boat."""
    p = s.palette
    hull = p.paint(dice.pick(_COLOURS))
    sail = p.lit(p.paint("#efe6d3"), 0.1)
    mast = p.paint("#6b4d36")
    belly = p.dark(sail, 0.2)
    tones = (sail, belly) if s.light_side < 0 else (belly, sail)
    return (
        _waterline(s, 44)
        + line("M-4 -14V-99", mast, 1.7)
        + shape("M-1 -98C18 -72 34 -46 44 -24C28 -21 12 -21 -1 -23Z", s.paints.across(*tones))
        + shape("M-7 -92C-12 -66-22 -44-38 -25C-26 -22-16 -22-7 -24Z", s.paints.across(*tones))
        + line("M-40 -24L46 -23", mast, 1.2)
        + shape(
            "M-46 -17C-20 -12 24 -12 54 -20C48 -6 40 1 34 2H-32C-40 0-44 -8-46 -17Z",
            s.shaded(hull, 0.42),
        )
        + line("M-46 -17C-20 -12 24 -12 54 -20", p.lit(hull, 0.5), 1.5)
        + shape("M-4 -99l13 3l-13 4Z", p.paint("#b5483f"))
    )


@subject("ship", where="water", tall=2.0, wide=2.0)
def ship(s: Stage, dice: Dice) -> str:
    """A steamer with funnels, lit when it is dark."""
    p = s.palette
    hull, white = p.paint(dice.pick(("#2f3a46", "#6f2f2c", "#2f4f5f"))), p.paint("#e6dfd0")
    funnel = p.paint(dice.pick(("#b5483f", "#c9923f", "#3f4f5f")))
    lamp = p.glow if lights_on(s) else p.dark(p.paint("#4c5f70"), 0.1)
    smoke = mix(p.haze, p.shade, 0.3)
    parts = [_waterline(s, 96)]
    for i in range(5):
        parts.append(
            disc(-12 - 17 * i, -92 - 5 * i, 7 + 4 * i, f"{smoke}@{0.34 - 0.05 * i:.2f}", 0.7)
        )
    parts += [
        line("M58 -46V-92M58 -88L94 -32M-66 -44V-80M-66 -76L-96 -30", p.paint("#5b4a3d"), 1.1),
        polygon([(-12, -60), (-10, -88), (2, -88), (4, -60)], s.shaded(funnel, 0.5)),
        polygon([(20, -60), (22, -86), (33, -86), (35, -60)], s.shaded(funnel, 0.5)),
        box(-10.4, -88, 12.4, 5, p.dark(funnel, 0.6)),
        box(21.6, -86, 11.6, 5, p.dark(funnel, 0.6)),
        box(-52, -46, 108, 14, s.shaded(white, 0.3), 2),
        box(-38, -60, 82, 15, s.shaded(p.lit(white, 0.1), 0.3), 2),
        shape(
            "M-96 -32L100 -34C94 -16 86 -3 78 2H-82C-90 -4-94 -18-96 -32Z",
            s.paints.down(p.lit(hull, 0.2), hull, p.dark(hull, 0.4)),
        ),
        line("M-96 -32L100 -34", p.lit(hull, 0.5), 1.6),
        shape("M-90 -6H84L78 2H-82Z", p.dark(p.paint("#8f3f35"), 0.2)),
    ]
    for row, y in enumerate((-56, -42)):
        for i in range(10 - row):
            parts.append(box(-34 + i * 7.7 - row * 8, y, 3.6, 5.6, lamp, 1))
    parts += [disc(-76 + i * 12.4, -20, 1.9, lamp) for i in range(13)]
    return "".join(parts)


@subject("car", where="ground", tall=0.84, wide=2.5)
def car(s: Stage, dice: Dice) -> str:
    """A saloon of no year in particular."""
    p = s.palette
    paint = p.paint(dice.pick(_COLOURS))
    glass = mix(p.paint("#4c5f70"), p.sky[1], 0.4)
    dark = p.dark(p.paint("#23262b"), 0.2)
    parts = [
        shape(
            "M-66 -58C-54 -88-36 -97-6 -97H14C36 -96 52 -80 66 -58Z",
            s.paints.down(p.lit(paint, 0.3), paint),
        ),
        shape(
            "M-56 -59C-47 -80-34 -88-8 -88V-59ZM0 -59V-88H12C30 -87 42 -76 53 -59Z",
            s.paints.slant(p.lit(glass, 0.4), glass),
        ),
        shape(
            "M-118 -22C-122 -46-112 -56-90 -58L66 -60C96 -56 116 -50 121"
            " -36C124 -24 120 -14 114 -12H-110C-116 -13-118 -17-118 -22Z",
            s.paints.down(p.lit(paint, 0.36), paint, p.dark(paint, 0.42)),
        ),
        line("M-112 -40C-40 -46 60 -46 118 -38", f"{p.lit(paint, 0.7)}@0.8", 1.4),
        line("M-4 -58V-18", f"{p.dark(paint, 0.5)}@0.6", 1.2),
        box(-18, -46, 10, 2.4, p.lit(paint, 0.6), 1),
        box(34, -47, 10, 2.4, p.lit(paint, 0.6), 1),
        box(-122, -19, 246, 7, dark, 3),
        shape("M108 -46C118 -44 121 -38 121 -33L110 -33Z", mix(p.glow, "#ffffff", 0.5)),
        shape("M-119 -46h8v9h-9Z", p.paint("#c9483f")),
    ]
    if lights_on(s):
        parts.append(
            polygon(
                [(118, -39), (330, -64), (330, 8)], s.paints.across(f"{p.glow}@0.5", f"{p.glow}@0")
            )
        )
    for x in (-72, 74):
        parts += [
            disc(x, -17, 21, p.dark(paint, 0.7)),
            disc(x, -17, 17, dark),
            disc(x, -17, 9.5, p.paint("#b5babf")),
            disc(x, -17, 3.4, dark),
        ]
    return "".join(parts)


@subject("train", where="ground", tall=1.7, wide=3.2)
def train(s: Stage, dice: Dice) -> str:
    """A steam locomotive and its carriages."""
    p = s.palette
    iron = p.paint(dice.pick(("#2f4a3f", "#3a3f46", "#6b2f2c", "#2f4560")))
    dark, brass = p.dark(p.paint("#23262b"), 0.2), p.paint("#c9a04f")
    lamp = p.glow if lights_on(s) else mix(p.paint("#4c5f70"), p.sky[1], 0.3)
    steam = mix(p.haze, "#ffffff", 0.35)
    parts = [line("M-420 -1.5H420", p.dark(p.paint("#7a7069"), 0.3), 3)]
    for i in range(8):
        parts.append(
            disc(102 - 34 * i, -104 - 8 * i, 12 + 7 * i, f"{steam}@{0.62 - 0.07 * i:.2f}", 0.8)
        )
    for i in range(2):
        x = -178 - 172 * i
        coach = p.paint(("#8f4a3c", "#c9b48a")[i])
        parts += [
            box(x, -76, 164, 60, s.paints.down(p.lit(coach, 0.25), coach, p.dark(coach, 0.3)), 5),
            box(x - 3, -80, 170, 7, p.dark(iron, 0.3), 3),
        ]
        parts += [box(x + 12 + 30 * j, -64, 20, 22, lamp, 3) for j in range(5)]
        parts += [disc(x + wx, -10, 10, dark) for wx in (26, 50, 114, 138)]
    parts += [
        box(-6, -94, 50, 74, s.shaded(iron, 0.4), 3),
        box(-12, -100, 64, 8, p.dark(iron, 0.4), 3),
        box(4, -84, 26, 24, lamp, 3),
        box(40, -68, 106, 40, s.paints.down(p.lit(iron, 0.5), iron, p.dark(iron, 0.5)), 10),
        box(62, -68, 4, 40, brass),
        box(98, -68, 4, 40, brass),
        box(132, -68, 5, 40, brass),
        polygon([(108, -66), (104, -98), (128, -98), (122, -66)], s.shaded(iron, 0.5)),
        box(101, -101, 30, 6, brass, 2),
        shape("M70 -68C70 -84 88 -84 88 -68Z", brass),
        box(-6, -30, 156, 12, p.dark(iron, 0.35)),
        polygon([(146, -24), (176, -2), (140, -2)], p.dark(iron, 0.4)),
        disc(148, -56, 6, mix(p.glow, "#ffffff", 0.4)),
    ]
    for x, r in ((16, 20), (60, 20), (102, 20), (134, 12)):
        parts += [
            disc(x, -r, r, dark),
            disc(x, -r, r * 0.74, p.paint("#8f3f35")),
            disc(x, -r, r * 0.3, dark),
        ]
    parts.append(line("M16 -16H102", p.lit(p.paint("#9aa0a5"), 0.2), 4))
    return "".join(parts)


@subject("bicycle", where="ground", tall=0.6, wide=1.7)
def bicycle(s: Stage, dice: Dice) -> str:
    """A bicycle leaning on its stand."""
    p = s.palette
    frame = p.paint(dice.pick(("#a8483f", "#3f6b6b", "#c9923f", "#3f5f7f")))
    tyre, steel = p.dark(p.paint("#2a2a2c"), 0.2), p.paint("#a5abb0")
    parts: list[str] = []
    for x in (-54, 54):
        ring = f"M{x - 36} -36a36 36 0 1 0 72 0a36 36 0 1 0 -72 0"
        spokes = "".join(
            f"M{x} -36L{x + 34 * c:.1f} {-36 + 34 * d:.1f}"
            for c, d in (
                (1, 0),
                (-1, 0),
                (0, 1),
                (0, -1),
                (0.7, 0.7),
                (-0.7, 0.7),
                (0.7, -0.7),
                (-0.7, -0.7),
            )
        )
        parts += [line(spokes, f"{steel}@0.7", 0.6), line(ring, tyre, 3.6)]
    parts += [
        line(
            "M-54 -36L-24 -80L34 -80L0 -34ZM-24 -80L0 -34L-54 -36M34 -80L54 -36M34 -80L30 -94",
            frame,
            4,
        ),
        line("M30 -94C40 -98 48 -94 46 -86M30 -94L20 -97", steel, 3),
        line("M-24 -80L-27 -88", steel, 3),
        shape(
            "M-42 -92C-30 -95-20 -93-10 -89C-20 -85-34 -85-42 -92Z", p.dark(p.paint("#5a4030"), 0.2)
        ),
        disc(0, -34, 8, steel),
        line("M0 -34L10 -20M4 -19h12", tyre, 2.6),
    ]
    return "".join(parts)


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
