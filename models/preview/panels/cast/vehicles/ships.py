"""What carries people by water, facing right."""

from __future__ import annotations

from models.preview.panels.cast.craft import (
    COLOURS,
    formed,
    glass,
    rimmed,
    ring,
    soft,
    spokes,
    waterline,
)
from models.preview.panels.cast.registry import subject
from models.preview.panels.colour import mix
from models.preview.panels.drawing import Dice, box, disc, line, polygon, shape, turned
from models.preview.panels.scenery.houses import lights_on
from models.preview.panels.stage import Stage


@subject("boat", where="water", tall=1.25, wide=1.0)
def boat(s: Stage, dice: Dice) -> str:
    """A small sailing boat."""
    p = s.palette
    hull = p.paint(dice.pick(COLOURS))
    sail = p.lit(p.paint("#efe6d3"), 0.1)
    mast = p.paint("#6b4d36")
    belly = p.dark(sail, 0.2)
    tones = (sail, belly) if s.light_side < 0 else (belly, sail)
    return (
        waterline(s, 44)
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
    parts = [waterline(s, 96)]
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


@subject("sailboat", where="water", tall=2.4, wide=0.95)
def sailboat(s: Stage, dice: Dice) -> str:
    """A yacht heeling, a full spinnaker or a jib before her."""
    p = s.palette
    hull, stripe = p.lit(p.paint("#ece6da"), 0.1), p.paint(dice.pick(COLOURS))
    sail = p.lit(p.paint("#efe9dc"), 0.15)
    tones = (sail, p.dark(sail, 0.22)) if s.light_side < 0 else (p.dark(sail, 0.22), sail)
    kite = p.paint(dice.pick(("#c0503f", "#d9a03a", "#4f8fa8")))
    fore = (
        formed(s, "M2 -98C30 -84 46 -56 46 -22C34 -26 20 -22 8 -14C16 -44 12 -72 2 -98Z", kite)
        + shape(
            "M2 -98C24 -80 34 -52 34 -23C28 -24 22 -22 18 -20C22 -48 16 -74 2 -98Z", f"{sail}@0.5"
        )
        if dice.chance(0.5)
        else shape("M2 -92C14 -64 26 -36 42 -13C28 -11 14 -12 4 -14Z", s.paints.across(*tones))
    )
    rig = "".join(
        (
            line("M0 -12V-99", p.paint("#8f959a"), 1.5),
            fore,
            shape("M-2 -97C-20 -66-34 -38-40 -16C-26 -14-12 -14-2 -15Z", s.paints.across(*tones)),
            line(
                "M-8 -86L-2 -85M-18 -66L-2 -64M-27 -46L-2 -43M-34 -29L-2 -27",
                f"{p.dark(sail, 0.5)}@0.4",
                0.8,
            ),
            line("M-42 -15L0 -14", p.paint("#8f959a"), 1.6),
            shape(
                "M-40 -10C-20 -8 24 -8 48 -14C42 -4 32 2 26 3H-30C-36 0-38 -4-40 -10Z",
                s.shaded(hull, 0.4),
            ),
            line("M-39 -6C-16 -4 22 -4 44 -8", stripe, 2.2),
            shape("M-16 -10C-12 -14 8 -14 14 -10Z", p.dark(hull, 0.15)),
        )
    )
    return waterline(s, 42) + turned(rig, -3 - dice.between(0, 4))


@subject("steamer", where="water", tall=1.7, wide=1.9)
def steamer(s: Stage, dice: Dice) -> str:
    """A river boat with a paddle wheel and two crowned funnels."""
    p = s.palette
    white, red = (
        p.lit(p.paint("#ece4d4"), 0.1),
        p.paint(dice.pick(("#b5483f", "#3f6f6b", "#3f5f7f"))),
    )
    iron, lamp = p.dark(p.paint("#33302e"), 0.1), glass(s)
    smoke = mix(p.haze, p.shade, 0.25)
    parts = [waterline(s, 92)]
    for x in (16, 34):
        parts += [
            disc(x - 8 * i, -104 - 5 * i, 4 + 2.4 * i, f"{smoke}@{0.5 - 0.1 * i:.2f}")
            for i in range(4)
        ]
        parts += [
            box(x - 3, -98, 6, 46, s.shaded(iron, 0.5)),
            shape(f"M{x - 5} -96l-1 -5l3 2l3 -4l3 4l3 -2l-1 5Z", p.paint("#c9a04f")),
        ]
    for y, left, right in ((-56, -56, 52), (-38, -64, 66), (-20, -72, 80)):
        parts += [
            box(left, y + 3, right - left, 15, s.shaded(white, 0.28)),
            *(
                box(left + 6 + 11 * i, y + 6, 5, 8, lamp, 1)
                for i in range(int((right - left) / 11))
            ),
            box(left - 4, y, right - left + 8, 3.4, red),
            line(
                "".join(
                    f"M{left + 11 * i} {y + 3}v15" for i in range(int((right - left) / 11) + 1)
                ),
                white,
                1.2,
            ),
        ]
    parts += [
        box(-6, -70, 22, 14, s.shaded(white, 0.3), 1),
        box(-8, -73, 26, 3.4, red),
        box(-2, -67, 14, 6, lamp),
        shape("M-78 -4H92C88 0 82 3 76 4H-74Z", s.shaded(p.dark(red, 0.3), 0.4)),
        line(spokes(-76, -18, 4, 20, 10), red, 3),
        line(ring(-76, -18, 20) + ring(-76, -18, 13), p.dark(red, 0.2), 2.4),
        disc(-76, -18, 4, iron),
        line("M80 -18V-34", p.paint("#8a6444"), 1.4),
        shape("M80 -34l12 3l-12 4Z", red),
    ]
    return "".join(parts)


@subject("rowboat", where="water", tall=0.5, wide=2.7)
def rowboat(s: Stage, dice: Dice) -> str:
    """A rowing boat, its oars shipped."""
    p = s.palette
    hull, wood = p.paint(dice.pick(COLOURS)), p.paint("#a07a4f")
    return "".join(
        (
            waterline(s, 116),
            shape("M-120 -66C-60 -54 60 -54 130 -76L104 -50H-100Z", p.dark(wood, 0.4)),
            line("M-58 -56H-30M34 -57H66", p.lit(wood, 0.2), 9),
            line("M-4 -60L-92 -88", p.dark(wood, 0.1), 5),
            formed(
                s,
                "M-124 -68C-70 -48 60 -44 134 -80C126 -30 104 0 84 3H-84C-108 0-120 -30-124 -68Z",
                hull,
                0.42,
                1.6,
            ),
            line(
                "M-122 -52C-60 -34 60 -32 128 -60M-116 -30C-60 -16 60 -14 118 -38",
                f"{p.dark(hull, 0.4)}@0.6",
                2.4,
            ),
            line("M-124 -68C-70 -48 60 -44 134 -80", p.lit(wood, 0.2), 6),
            line("M10 -58L-60 -14", wood, 5),
            shape("M-54 -22L-92 -6L-82 8L-48 -12Z", p.lit(wood, 0.15)),
            line("M8 -56v-8", p.dark(wood, 0.5), 4),
        )
    )


@subject("kayak", where="water", tall=0.45, wide=3.4)
def kayak(s: Stage, dice: Dice) -> str:
    """A kayak with its double paddle across."""
    p = s.palette
    hull = p.paint(dice.pick(("#d9772f", "#c0392f", "#4f8fa8", "#7fa33f", "#e0b03a")))
    dark = p.dark(p.paint("#2a2c30"), 0.1)
    blade = p.paint("#e6dfd0")
    tilt = dice.between(10, 18)
    paddle = line("M-84 -58H84", p.paint("#8f959a"), 4) + "".join(
        shape(
            soft(
                f"{78 * k} -62, {92 * k} -72, {122 * k} -70, {124 * k} -52, {94 * k} -46, "
                f"{78 * k} -54"
            ),
            s.paints.down(p.lit(blade, 0.2), p.dark(blade, 0.2)),
        )
        for k in (-1, 1)
    )
    return "".join(
        (
            waterline(s, 150),
            formed(
                s,
                "M-168 -46C-120 -32 -60 -38 -34 -42C-16 -46 24 -46 44 -42C80 -36 130 -32 170 -50"
                "C140 -12 90 2 60 3H-64C-100 2-140 -14-168 -46Z",
                hull,
                0.4,
                1.6,
            ),
            disc(4, -42, 38, dark, 0.2),
            shape("M-32 -42C-34 -60-24 -68-16 -66L-12 -40Z", p.dark(hull, 0.4)),
            line("M-150 -36C-80 -18 80 -18 150 -38", p.lit(p.paint("#efe9dc"), 0.1), 4),
            turned(paddle, -tilt, (10, -58)),
        )
    )


@subject("submarine", where="water", tall=1.3, wide=2.3)
def submarine(s: Stage, dice: Dice) -> str:
    """A submarine at the surface."""
    p = s.palette
    hull, brass = p.paint(dice.pick(("#dba83a", "#56636b", "#a8483f"))), p.paint("#c9a04f")
    port = glass(s)
    return "".join(
        (
            waterline(s, 104),
            line("M6 -74V-97H16M-8 -72V-88", p.dark(hull, 0.35), 4),
            formed(s, "M-28 -44L-22 -76H24C32 -76 36 -60 40 -44Z", hull),
            line("M-24 -66H33", p.dark(hull, 0.4), 2),
            shape("M-92 -22L-116 -52L-104 -54L-78 -38ZM-92 -8L-116 6L-88 4Z", p.dark(hull, 0.25)),
            rimmed(
                s,
                soft("-104 -18, -74 -44, -20 -52, 40 -52, 88 -40, 112 -16, 88 4, -74 4"),
                s.paints.down(p.lit(hull, 0.35), hull, p.dark(hull, 0.45)),
                1.4,
            ),
            line(
                "M-46 -50C-50 -30-50 -14-46 4M68 -47C74 -30 74 -14 70 4",
                f"{p.dark(hull, 0.5)}@0.5",
                1.6,
            ),
            *(
                disc(x, -25, 11, brass)
                + disc(x, -25, 7.6, port)
                + disc(x - 2, -28, 2.4, "#ffffff@0.5")
                for x in (-22, 10, 42)
            ),
            line("M-112 -30V-2M-118 -26L-106 -6", brass, 4),
        )
    )
