"""Animals of the farmyard, in profile, facing right."""

from __future__ import annotations

from models.preview.panels.cast.craft import eye, formed, limb, soft
from models.preview.panels.cast.registry import subject
from models.preview.panels.drawing import Dice, disc, line, shape
from models.preview.panels.stage import Stage


@subject("cow", where="ground", tall=0.85, wide=1.6)
def cow(s: Stage, dice: Dice) -> str:
    """A cow with patches, or a brown one without."""
    p = s.palette
    coat, patch = dice.pick(
        (("#ece5d8", "#3b322d"), ("#ece0cf", "#8a5233"), ("#a8683f", "#a8683f"))
    )
    hide, spot = p.paint(coat), p.dark(p.paint(patch), 0.05)
    pink, dark = p.paint("#d99a8c"), p.dark(p.paint("#2a211d"), 0.2)
    body = (
        "-66 -82, -40 -84, 0 -80, 28 -84, 42 -94, 56 -98, 64 -90, 78 -72, 76 -62, 66 -60, 56 -68,"
        "48 -64, 44 -46, 40 -32, 38 -8, 40 0, 27 0, 26 -18, 22 -34, 0 -34, -26 -34, -40 -32,"
        "-45 -18, -43 0, -57 0, -58 -18, -66 -36, -71 -60"
    )
    patches = (
        "-58 -81, -36 -82, -30 -66, -42 -52, -60 -58",
        "-10 -79, 14 -80, 18 -62, 2 -48, -14 -60",
        "-62 -44, -48 -42, -46 -30, -58 -28",
        "40 -92, 54 -96, 58 -84, 50 -72, 38 -78",
    )
    return "".join(
        (
            limb("-42 -44, -38 -22, -38 -3", 11, p.dark(hide, 0.5)),
            limb("16 -44, 18 -22, 17 -3", 10, p.dark(hide, 0.5)),
            limb("-68 -76, -78 -64, -77 -40", 3.4, p.dark(hide, 0.3)),
            disc(-77, -32, 4.6, spot, 1.9),
            shape(soft("-34 -40, -12 -38, -12 -28, -18 -24, -28 -24, -34 -30"), pink),
            line("M50 -96C46 -104 50 -108 56 -107M57 -96C58 -103 62 -106 66 -104", pink, 3.4),
            formed(s, soft(body), hide, 0.34),
            *(shape(soft(text), spot) for text in patches),
            shape(soft("78 -74, 80 -64, 70 -58, 62 -62, 66 -72"), pink),
            disc(75.6, -68, 1.6, p.dark(pink, 0.6)),
            shape(soft("46 -90, 30 -88, 28 -80, 42 -80"), p.dark(hide, 0.3)),
            eye(s, 60, -82, 2.3),
            line("M-54 -2h8M30 -2h7", dark, 6),
            line("M44 -64C48 -54 46 -46 42 -40", f"{p.dark(hide, 0.5)}@0.5", 2),
        )
    )


@subject("sheep", where="ground", tall=0.52, wide=1.45)
def sheep(s: Stage, dice: Dice) -> str:
    """A sheep in full wool."""
    p = s.palette
    wool = p.lit(p.paint(dice.pick(("#ece5d6", "#e0d3bd", "#cfc8bf"))), 0.08)
    face = p.paint(dice.pick(("#3b3431", "#c9b39a", "#4a4039")))
    fleece = (
        "-62 -66, -52 -80, -38 -80, -28 -92, -10 -88, 2 -95, 18 -88, 32 -90, 40 -76, 48 -66, "
        "42 -54,"
        "44 -42, 30 -38, 22 -26, 8 -32, -6 -24, -20 -32, -34 -24, -46 -32, -58 -34, -60 -48"
    )
    curl = "".join(
        f"M{x + dice.between(-2, 2):.0f} {y}q4 -6 9 -1"
        for x, y in (
            (-48, -62),
            (-30, -74),
            (-10, -78),
            (10, -72),
            (-36, -50),
            (-14, -58),
            (8, -54),
            (24, -62),
            (-26, -38),
            (0, -42),
            (22, -46),
        )
    )
    return "".join(
        (
            line("M-34 -30V-3M14 -30V-3", p.dark(face, 0.55), 7),
            line("M-46 -30V-3M26 -30V-3", p.dark(face, 0.2), 8),
            disc(-62, -56, 8, p.dark(wool, 0.2)),
            formed(s, soft(fleece), wool, 0.36, 1.6),
            line(curl, f"{p.dark(wool, 0.55)}@0.5", 2.2),
            formed(s, soft("40 -84, 52 -86, 62 -78, 74 -60, 70 -52, 58 -54, 44 -64"), face, 0.3),
            shape(soft("42 -80, 28 -78, 24 -70, 36 -68"), p.dark(face, 0.25)),
            formed(s, soft("30 -82, 34 -94, 46 -97, 54 -88, 48 -80, 38 -78"), wool, 0.2),
            disc(70, -58, 1.5, p.dark(face, 0.7)),
            eye(s, 58, -74, 2.3),
        )
    )


@subject("pig", where="ground", tall=0.45, wide=1.7)
def pig(s: Stage, dice: Dice) -> str:
    """A pig, well fed."""
    p = s.palette
    skin = p.paint(dice.pick(("#e0a593", "#d9978a", "#c98a78")))
    dark = p.dark(skin, 0.5)
    body = (
        "-68 -70, -44 -90, -4 -96, 34 -90, 56 -86, 70 -70, 88 -60, 88 -44, 74 -40, 58 -34, 46 -24,"
        "43 -4, 44 0, 26 0, 25 -16, 8 -20, -18 -20, -34 -20, -38 0, -56 0, -58 -20, -72 -40"
    )
    blots = "".join(
        disc(dice.between(-44, 20), dice.between(-74, -40), dice.between(5, 10), f"{dark}@0.5", 0.8)
        for _ in range(4)
    )
    return "".join(
        (
            line("M-28 -26V-4M16 -26V-4", dark, 14),
            limb("-70 -66, -80 -72, -86 -64, -78 -60, -76 -70, -88 -78", 3.2, p.dark(skin, 0.2)),
            formed(s, soft(body), skin, 0.4),
            blots if dice.chance(0.5) else "",
            shape(soft("84 -64, 92 -60, 92 -44, 84 -42, 81 -54"), p.dark(skin, 0.22)),
            line("M88 -57v2M88 -49v2", p.dark(skin, 0.7), 2.6),
            shape("M44 -86C48 -102 58 -100 66 -84C64 -74 56 -70 50 -72Z", p.dark(skin, 0.2)),
            eye(s, 70, -63, 2.6),
            line("M82 -42C76 -38 70 -40 66 -44", f"{dark}@0.8", 2),
            line("M-54 -2h14M28 -2h14", p.dark(skin, 0.65), 5),
            line("M46 -60C50 -50 48 -40 42 -32", f"{dark}@0.5", 2),
        )
    )


@subject("goat", where="ground", tall=0.56, wide=1.25)
def goat(s: Stage, dice: Dice) -> str:
    """A goat with swept horns and a beard."""
    p = s.palette
    coat = p.paint(dice.pick(("#d9cfc0", "#8a6a4f", "#5a4f49", "#b59a7a")))
    horn, dark = p.paint("#8f7f68"), p.dark(p.paint("#2c2420"), 0.2)
    body = (
        "-46 -64, -20 -64, 8 -62, 22 -70, 28 -82, 36 -89, 44 -88, 58 -72, 57 -65, 48 -64, 40 -66,"
        "38 -52, 32 -36, 29 -20, 29 -2, 30 0, 21 0, 20 -20, 14 -34, -10 -34, -28 -34, -34 -28,"
        "-38 -16, -37 0, -46 0, -48 -16, -52 -34, -52 -52"
    )
    return "".join(
        (
            limb("-32 -40, -28 -20, -29 -2", 6.6, p.dark(coat, 0.5)),
            limb("12 -40, 13 -20, 12 -2", 6, p.dark(coat, 0.5)),
            shape("M-46 -64L-58 -76L-52 -58Z", p.dark(coat, 0.15)),
            limb("38 -88, 34 -98, 22 -102, 12 -96", 4, p.dark(horn, 0.35)),
            formed(s, soft(body), coat, 0.36),
            limb("40 -88, 38 -99, 27 -105, 15 -101", 4.4, horn),
            shape("M48 -65C50 -56 48 -50 44 -46C42 -54 42 -60 43 -65Z", p.dark(coat, 0.3)),
            shape(soft("32 -84, 18 -82, 14 -76, 28 -76"), p.dark(coat, 0.3)),
            line("M-40 -40l-2 8M-24 -35l-2 7M-6 -35l-1 7M8 -36v7", p.dark(coat, 0.25), 3.4),
            line("M22.6 -2h5M-44 -2h5", dark, 4.4),
            disc(56.6, -69, 1.5, dark),
            eye(s, 45, -80, 1.8),
        )
    )
