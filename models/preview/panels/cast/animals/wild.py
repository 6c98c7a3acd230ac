"""Beasts of the wood and the mountain, in profile, facing right."""

from __future__ import annotations

from models.preview.panels.cast.craft import eye, formed, limb, soft
from models.preview.panels.cast.registry import subject
from models.preview.panels.drawing import Dice, disc, group, line, shape
from models.preview.panels.stage import Stage


@subject("fox", where="ground", tall=0.36, wide=2.1)
def fox(s: Stage, dice: Dice) -> str:
    """A fox with black socks and a white tip to its brush."""
    p = s.palette
    fur = p.paint(dice.pick(("#c8682f", "#b9552a", "#d07f3f")))
    white, black = p.lit(p.paint("#efe6d8"), 0.1), p.dark(p.paint("#2c2320"), 0.2)
    brush = "-46 -62, -70 -60, -98 -46, -124 -22, -108 -14, -84 -18, -62 -32, -50 -46"
    if dice.chance(0.4):
        brush = "-46 -60, -66 -70, -92 -84, -122 -84, -112 -68, -90 -56, -66 -42, -50 -44"
    tip = brush.split(", ")
    body = (
        "-48 -64, -20 -67, 14 -64, 30 -72, 42 -88, 54 -93, 64 -86, 88 -73, 86 -68, 68 -66, 54 -60,"
        "46 -46, 42 -30, 39 -6, 44 0, 31 0, 30 -16, 25 -35, 4 -38, -20 -38, -30 -32, -37 -18,"
        "-35 -5, -31 0, -44 0, -46 -16, -56 -30, -58 -48"
    )
    sketch = "".join(
        (
            limb("-30 -44, -26 -22, -27 -2", 8, p.dark(fur, 0.5)),
            limb("20 -44, 19 -22, 20 -2", 7, p.dark(fur, 0.5)),
            formed(s, soft(brush), p.dark(fur, 0.08), 0.3),
            shape(soft(", ".join((*tip[2:5], tip[4], tip[2]))), white),
            shape("M44 -86L42 -104L56 -93Z", p.dark(fur, 0.5)),
            formed(s, soft(body), fur),
            shape("M52 -92L57 -107L65 -86Z", fur),
            shape("M55 -92L58 -102L62 -88Z", black),
            shape("M87 -70C74 -70 66 -74 60 -70C54 -64 48 -54 46 -44C54 -50 60 -62 70 -66Z", white),
            line("M36 -20L36 -2M40 -1h1M-41 -16L-40 -2M-37 -1h2", black, 7),
            disc(87, -72, 2.6, black),
            eye(s, 66, -80, 2.2),
        )
    )
    return group(sketch, at=(17, 0))


@subject("wolf", where="ground", tall=0.6, wide=1.45)
def wolf(s: Stage, dice: Dice) -> str:
    """A wolf howling."""
    p = s.palette
    fur = p.paint(dice.pick(("#6d7076", "#8a847b", "#4a4a4f")))
    pale, black = p.lit(p.paint("#cfc8bd"), 0.05), p.dark(p.paint("#26221f"), 0.2)
    body = (
        "-46 -52, -16 -54, 6 -56, 16 -68, 25 -80, 33 -86, 46 -100, 50 -99, 47 -88, 44 -80, 44 -68,"
        "41 -54, 36 -42, 32 -30, 30 -6, 35 0, 23 0, 22 -14, 18 -28, 2 -32, -18 -33, -29 -28,"
        "-37 -18, -34 -6, -30 0, -42 0, -45 -14, -54 -26, -55 -42"
    )
    return "".join(
        (
            limb("-30 -38, -25 -20, -27 -2", 7, p.dark(fur, 0.55)),
            limb("13 -38, 12 -18, 13 -2", 6.4, p.dark(fur, 0.55)),
            formed(
                s, soft("-46 -52, -62 -46, -72 -26, -72 -8, -62 -18, -52 -36"), p.dark(fur, 0.2)
            ),
            formed(s, soft(body), fur, 0.44),
            shape("M49 -97L44 -80C44 -66 40 -50 34 -40C28 -48 30 -64 36 -74Z", f"{pale}@0.85"),
            shape("M27 -78L12 -88L22 -70Z", p.dark(fur, 0.3)),
            shape("M22 -74L10 -78L18 -66Z", fur),
            line("M45 -86L41 -81", black, 1.6),
            disc(48.4, -98.4, 2.1, black),
            line("M33 -82l4 -2.4", black, 1.8),
            line("M-2 -52l-4 5M6 -54l-2 6M-14 -52l-4 5M-30 -50l-4 5", f"{pale}@0.6", 1.6),
            line(
                "M14 -62l-5 7M20 -70l-4 7M22 -58l-4 8M28 -64l-2 8", f"{p.dark(fur, 0.5)}@0.6", 1.5
            ),
        )
    )


@subject("deer", where="ground", tall=1.05, wide=0.9)
def deer(s: Stage, dice: Dice) -> str:
    """A stag, listening."""
    p = s.palette
    fur = p.paint(dice.pick(("#a5703f", "#8a5a38", "#b98550")))
    horn, pale = p.paint("#d3bd95"), p.lit(p.paint("#e6d9c0"), 0.1)
    dark = p.dark(p.paint("#2c221d"), 0.2)
    body = (
        "-40 -52, -20 -55, 4 -52, 14 -58, 21 -70, 26 -77, 33 -78, 44 -69, 44 -66, 34 -65, 31 -60,"
        "29 -48, 24 -36, 20 -28, 19 -15, 19 -2, 20 0, 14 0, 14 -16, 10 -30, -8 -32, -26 -31,"
        "-31 -26, -34 -16, -33 -2, -32 0, -38 0, -40 -16, -42 -28, -44 -42"
    )
    tines = "M27 -77C18 -84 14 -92 20 -100M20 -84L12 -88M17 -91L10 -96M31 -77"
    tines += "C36 -86 44 -90 42 -100M38 -87L46 -90M42 -93L49 -97"
    spots = "".join(
        disc(x + dice.between(-2, 2), y, 1.3, f"{pale}@0.8")
        for x, y in ((-34, -48), (-24, -50), (-14, -48), (-28, -43), (-18, -43), (-8, -46))
    )
    return "".join(
        (
            limb("-28 -36, -24 -20, -26 -1", 4.4, p.dark(fur, 0.5)),
            limb("7 -36, 6 -16, 6 -1", 4.2, p.dark(fur, 0.5)),
            line(tines, p.dark(horn, 0.45), 3.2),
            line(tines, horn, 2),
            formed(s, soft(body), fur),
            shape(soft("-45 -50, -41 -54, -39 -46, -44 -40"), pale),
            shape("M26 -76C18 -78 15 -76 13 -72C18 -70 24 -71 27 -73Z", p.dark(fur, 0.3)),
            shape("M32 -64C32 -56 28 -48 25 -44C23 -52 26 -60 29 -65Z", f"{pale}@0.6"),
            spots if dice.chance(0.6) else "",
            line("M16.5 -1h2M-35.5 -1h2", dark, 4),
            disc(43.6, -67.6, 1.6, dark),
            eye(s, 33, -73, 1.4),
        )
    )


@subject("bear", where="ground", tall=0.72, wide=1.65)
def bear(s: Stage, dice: Dice) -> str:
    """A bear on all fours."""
    p = s.palette
    fur = p.paint(dice.pick(("#5f422f", "#3d3330", "#7a5537", "#d9d6cc")))
    dark = p.dark(p.paint("#221b18"), 0.2)
    snout = p.lit(p.mixed(fur, p.paint("#c9a577")), 0.1)
    body = (
        "-60 -76, -34 -86, -6 -82, 16 -92, 34 -94, 46 -98, 60 -94, 70 -82, 88 -72, 88 -64, 74 -60,"
        "60 -56, 50 -44, 46 -28, 46 -8, 56 0, 28 0, 26 -18, 20 -30, 0 -34, -22 -32, -32 -24,"
        "-32 -8, -22 0, -52 0, -54 -16, -68 -32, -74 -56"
    )
    return "".join(
        (
            limb("-30 -40, -20 -20, -20 -5", 19, p.dark(fur, 0.5)),
            limb("14 -40, 16 -20, 16 -5", 17, p.dark(fur, 0.5)),
            disc(48, -96, 7, p.dark(fur, 0.4)),
            formed(s, soft(body), fur, 0.42),
            disc(41, -94, 7.5, fur) + disc(41.6, -93, 4.2, p.dark(fur, 0.4)),
            shape(soft("70 -80, 88 -73, 90 -66, 76 -60, 66 -66"), snout),
            shape("M84 -75L92 -72C92 -66 86 -66 84 -70Z", dark),
            line("M88 -64C82 -60 76 -60 72 -63", f"{dark}@0.7", 1.6),
            eye(s, 66, -79, 2.2),
            line("M31 -2v-4M37 -1v-4M43 -1v-4M-46 -1v-4M-40 -1v-4M-34 -1v-4", dark, 1.5),
            line("M20 -80C24 -66 24 -56 20 -48M-48 -68C-52 -56-50 -44-44 -36", dark + "@0.35", 2.4),
        )
    )


@subject("lion", where="ground", tall=0.68, wide=1.75)
def lion(s: Stage, dice: Dice) -> str:
    """A lion with a full mane."""
    p = s.palette
    fur = p.paint(dice.pick(("#cf9f58", "#c48f4c", "#dab578")))
    mane = p.paint(dice.pick(("#7a4526", "#5a3524", "#95592c")))
    dark = p.dark(p.paint("#241a15"), 0.2)
    body = (
        "-60 -70, -30 -72, 0 -70, 24 -76, 44 -70, 46 -50, 42 -32, 41 -8, 48 0, 29 0, 28 -16, "
        "22 -34,"
        "0 -37, -26 -38, -38 -30, -43 -18, -40 -6, -34 0, -54 0, -56 -16, -67 -32, -69 -54"
    )
    curls = "16 -84, 28 -100, 48 -103, 62 -94, 68 -76, 66 -58, 58 -42, 44 -30, 28 -36, 16 -50"
    face = "40 -84, 48 -92, 62 -90, 72 -80, 84 -72, 84 -62, 74 -56, 60 -56, 46 -62"
    strands = "M26 -90C20 -76 22 -60 30 -46M36 -96C28 -78 30 -60 40 -44M44 -56C44 -48 48 -44 52 -42"
    return "".join(
        (
            limb("-36 -44, -28 -22, -29 -3", 10, p.dark(fur, 0.5)),
            limb("16 -44, 16 -22, 17 -3", 10, p.dark(fur, 0.5)),
            limb("-64 -60, -80 -50, -82 -28, -74 -16", 4.6, p.dark(fur, 0.2)),
            disc(-72, -13, 6, mane, 1.2),
            formed(s, soft(body), fur),
            formed(s, soft(curls), mane, 0.36, 1.6),
            line(strands, p.lit(mane, 0.25), 2.6),
            shape(soft(face), s.shaded(p.lit(fur, 0.12), 0.26)),
            disc(43, -88, 5.4, p.dark(fur, 0.15)),
            shape("M76 -77L86 -73L83 -67Z", dark),
            line("M82 -66C78 -61 72 -61 68 -63", f"{dark}@0.8", 1.6),
            shape(soft("72 -58, 80 -58, 76 -50, 68 -52"), mane),
            eye(s, 65, -79, 2.2),
            line("M-52 -60C-58 -48-54 -38-46 -32", f"{p.dark(fur, 0.5)}@0.6", 2),
        )
    )


@subject("tiger", where="ground", tall=0.58, wide=2.1)
def tiger(s: Stage, dice: Dice) -> str:
    """A tiger on the prowl."""
    p = s.palette
    fur = p.paint(dice.pick(("#d07f35", "#c26f2e", "#d99550")))
    white, black = p.lit(p.paint("#f0e6d6"), 0.1), p.dark(p.paint("#231b18"), 0.25)
    body = (
        "-66 -78, -40 -82, -8 -76, 20 -84, 42 -86, 52 -96, 66 -97, 78 -88, 92 -76, 91 -66, 80 -60,"
        "64 -58, 56 -44, 52 -24, 56 -6, 64 0, 42 0, 39 -18, 30 -36, 2 -40, -26 -40, -38 -30,"
        "-42 -16, -36 -4, -30 0, -54 0, -58 -18, -70 -36, -76 -60"
    )
    stripes = (
        "M-58 -78q-6 12 -2 26M-44 -80q-5 12 -1 24M-30 -79q-4 10 -1 22M-14 -76q-4 9 -2 18"
        "M2 -77q-3 10 0 20M18 -82q-2 12 3 22M32 -84q0 12 4 20M-66 -48q10 2 16 8M-62 -34q8 2 14 2"
        "M-54 -20h10M44 -46q6 2 10 -1M41 -32q6 2 11 0M43 -18h9M56 -95q2 6 0 12M64 -96q2 5 0 9"
        "M62 -66q6 -2 8 -6M60 -74q5 0 8 -4"
    )
    sketch = "".join(
        (
            limb("-38 -44, -22 -24, -20 -3", 10, p.dark(fur, 0.5)),
            limb("22 -46, 26 -24, 22 -3", 10, p.dark(fur, 0.5)),
            limb("-72 -64, -92 -56, -98 -36, -112 -34", 6.6, p.dark(fur, 0.1)),
            line("M-94 -50l6 5M-102 -37l3 6M-111 -35h-3", black, 4.6),
            disc(58, -96, 5, p.dark(fur, 0.3)),
            formed(s, soft(body), fur),
            disc(52, -94, 5.6, fur) + disc(52, -93, 3, black),
            shape(soft("2 -42, 30 -38, 40 -24, 24 -36"), f"{white}@0.7"),
            shape(soft("80 -78, 92 -72, 90 -64, 78 -60, 68 -62, 72 -72"), white),
            line(stripes, black, 3.4),
            shape("M86 -79L95 -74L91 -70Z", p.paint("#9c5a52")),
            line("M91 -69C86 -63 82 -63 78 -65", f"{black}@0.8", 1.5),
            eye(s, 76, -81, 2.1),
        )
    )
    return group(sketch, at=(8, 0))
