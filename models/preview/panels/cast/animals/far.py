"""Animals of hot countries, in profile, facing right."""

from __future__ import annotations

from models.preview.panels.cast.craft import eye, formed, limb, over, rimmed, soft
from models.preview.panels.cast.registry import subject
from models.preview.panels.drawing import Dice, disc, line, polygon, shape
from models.preview.panels.stage import Stage


@subject("elephant", where="ground", tall=1.75, wide=1.45)
def elephant(s: Stage, dice: Dice) -> str:
    """An elephant with tusks."""
    p = s.palette
    skin = p.paint(dice.pick(("#85868a", "#7a746f", "#8f8a90")))
    dark, ivory = p.dark(skin, 0.5), p.lit(p.paint("#eee3ca"), 0.1)
    body = (
        "-60 -70, -46 -88, -18 -95, 6 -92, 20 -98, 38 -97, 50 -86, 54 -68, 58 -46, 62 -26, 70 -16,"
        "70 -10, 60 -12, 52 -22, 46 -40, 40 -50, 30 -44, 25 -24, 26 0, 7 0, 6 -24, 0 -34, -22 -34,"
        "-34 -28, -35 0, -54 0, -55 -24, -63 -46"
    )
    ear = "4 -88, 20 -94, 32 -82, 32 -62, 22 -48, 10 -54, 0 -72"
    return "".join(
        (
            line("M-24 -30V-6M-10 -40", dark, 16),
            line("M34 -36V-6", dark, 15),
            limb("-60 -66, -68 -54, -67 -34", 2.6, dark),
            line("M-67 -36l-2 6M-67 -36l1 6", dark, 2),
            formed(s, soft(body), skin, 0.42, 1.2),
            shape("M44 -52C50 -42 58 -40 68 -44C60 -36 48 -36 40 -48Z", ivory),
            rimmed(s, soft(ear), s.paints.across(p.dark(skin, 0.1), p.dark(skin, 0.3)), 0.8),
            line("M51 -34l6 -2M54 -26l6 -3M49 -42l6 -1", f"{dark}@0.6", 1.2),
            line("M9 -2h2M14 -1.6h2M19 -2h3M-50 -2h2M-45 -1.6h2M-40 -2h2", ivory, 2.2),
            line("M-46 -60C-42 -50-44 -42-48 -36M-14 -40C-6 -36 2 -38 6 -42", f"{dark}@0.5", 1.4),
            eye(s, 42, -78, 1.7),
        )
    )


@subject("camel", where="ground", tall=1.25, wide=1.15)
def camel(s: Stage, dice: Dice) -> str:
    """A camel, saddled or not."""
    p = s.palette
    fur = p.paint(dice.pick(("#c79c62", "#b5884f", "#d3b083")))
    dark, cloth = p.dark(p.paint("#3a2a1f"), 0.2), p.paint(dice.pick(("#a8483f", "#3f5f7f")))
    body = (
        "-48 -58, -36 -64, -26 -66, -14 -82, -4 -85, 6 -78, 14 -64, 24 -56, 32 -60, 36 -74, 36 -90,"
        "42 -98, 50 -97, 62 -88, 61 -83, 52 -83, 46 -84, 45 -70, 42 -52, 34 -44, 22 -40, 21 -20,"
        "22 -2, 24 0, 14 0, 14 -20, 10 -36, -12 -38, -30 -38, -36 -26, -38 -14, -36 0, -46 0,"
        "-46 -16, -48 -32, -52 -46"
    )
    tufts = "M-12 -78l2 5M-4 -82l1 6M4 -77l-1 5"
    saddle = (
        shape(soft("-24 -68, -14 -84, -3 -88, 8 -80, 14 -66, 12 -48, -6 -44, -22 -50"), cloth)
        + line("M-20 -54C-6 -50 4 -50 12 -54M-22 -62C-8 -58 4 -58 13 -62", p.paint("#dcb75a"), 1.6)
        + line("M50 -84L47 -92L58 -90", cloth, 1.4)
    )
    return "".join(
        (
            limb("-34 -42, -30 -22, -31 -1", 5.4, p.dark(fur, 0.5)),
            limb("10 -42, 7 -20, 8 -1", 5, p.dark(fur, 0.5)),
            limb("-49 -56, -56 -46, -55 -34", 2.2, p.dark(fur, 0.3)),
            formed(s, soft(body), fur, 0.4),
            saddle if dice.chance(0.6) else line(tufts, f"{dark}@0.4", 1.8),
            disc(-55, -32, 2.4, dark, 1.6),
            shape("M40 -96L36 -103L44 -99Z", p.dark(fur, 0.25)),
            disc(60.4, -86.6, 1.1, dark),
            line("M61 -84C57 -82 54 -83 52 -85", f"{dark}@0.7", 1.1),
            eye(s, 49.4, -92, 1.6),
            line("M16 -1h6M-44 -1h6", p.dark(fur, 0.55), 3),
        )
    )


@subject("monkey", where="ground", tall=0.42, wide=1.15)
def monkey(s: Stage, dice: Dice) -> str:
    """A monkey sitting, its tail curled."""
    p = s.palette
    fur = p.paint(dice.pick(("#6b4a35", "#8a6644", "#4a4340")))
    skin, dark = p.paint("#d6a67e"), p.dark(fur, 0.45)
    back = "-18 0, -30 -16, -28 -40, -14 -58, 4 -62, 18 -54, 22 -34, 16 -12, 18 0"
    thigh = "-20 -2, -14 -24, 6 -30, 20 -22, 26 -8, 40 -4, 40 1, 10 1"
    return "".join(
        (
            limb(
                "-22 -6, -44 -4, -58 -18, -54 -40, -38 -44, -34 -32, -42 -26", 5, p.dark(fur, 0.2)
            ),
            limb("12 -50, 32 -44, 36 -26, 30 -6", 7, dark),
            formed(s, soft(back), fur, 0.4),
            shape(soft("6 -50, 17 -46, 19 -30, 10 -20, 2 -32"), f"{skin}@0.5"),
            disc(-14, -78, 8.6, p.dark(skin, 0.1)) + disc(-14, -78, 4.6, p.dark(skin, 0.4)),
            formed(s, soft("-14 -80, -6 -97, 12 -101, 28 -92, 32 -76, 24 -62, 6 -58, -8 -64"), fur),
            shape(
                soft("4 -88, 14 -91, 20 -87, 29 -88, 33 -78, 36 -68, 28 -60, 14 -60, 6 -70, 2 -80"),
                s.shaded(skin, 0.24),
            ),
            eye(s, 15, -79, 2.4) + eye(s, 27, -79, 2.2),
            line("M25 -71h1M29 -71h1", p.dark(skin, 0.7), 1.8),
            line("M16 -66C22 -62 30 -63 34 -67", p.dark(skin, 0.6), 1.7),
            formed(s, soft(thigh), p.lit(fur, 0.05), 0.3),
            limb("-12 -46, 0 -34, 18 -32, 30 -38", 7.4, fur),
            disc(31, -39, 4.6, skin),
            line("M36 -1h5M29 0h8", skin, 5),
        )
    )


@subject("snake", where="ground", tall=0.3, wide=1.7)
def snake(s: Stage, dice: Dice) -> str:
    """A snake, coiled and raised."""
    p = s.palette
    scale = p.paint(dice.pick(("#6f8a3f", "#a8703a", "#4f6f5f", "#b59a3f")))
    mark, belly = p.dark(scale, 0.45), p.lit(scale, 0.4)
    coils = ((0, -9, 74, 0.17), (4, -22, 56, 0.18), (6, -35, 38, 0.2))
    parts = [limb("-60 -6, -84 -4, -92 -12", 6, p.dark(scale, 0.2))]
    for x, y, reach, squash in coils:
        parts += [
            disc(x, y, reach, p.dark(scale, 0.5), squash + 0.05),
            disc(x + 2 * s.light_side, y - 2.6, reach, over(s, scale, 0.3), squash),
            line(
                "".join(
                    f"M{x + k * reach / 3.4:.0f} {y + 1 - 0.5 * abs(k):.0f}l4 6l4 -6"
                    for k in (-2.6, -1.6, -0.6, 0.4, 1.4, 2.2)
                ),
                f"{mark}@0.8",
                2.2,
            ),
        ]
    neck = (
        "2 -34, -12 -54, -8 -74, 10 -92, 28 -98, 48 -94, 58 -84, 56 -78, 38 -76, 20 -74, 12 -66,"
        "18 -52, 26 -36"
    )
    parts += [
        formed(s, soft(neck), scale, 0.4),
        line("M12 -62C10 -54 16 -46 20 -38", f"{belly}@0.8", 6),
        line("M57 -82L74 -80L80 -84M74 -80L80 -77", p.paint("#b5483f"), 1.7),
        line("M56 -79C48 -80 42 -80 36 -82", f"{mark}@0.8", 1.4),
        polygon([(-2, -70), (4, -74), (2, -66)], mark),
        polygon([(8, -84), (15, -86), (12, -78)], mark),
        eye(s, 41, -88, 2.6),
    ]
    return "".join(parts)
