"""Beasts of the sea that come up for air, facing right."""

from __future__ import annotations

import math

from models.preview.panels.cast.craft import eye, formed, limb, rimmed, soft, waterline
from models.preview.panels.cast.registry import subject
from models.preview.panels.colour import mix
from models.preview.panels.drawing import Dice, disc, line, shape
from models.preview.panels.stage import Stage


def spray(s: Stage, dice: Dice, half: float, count: int = 10) -> str:
    """Drops and foam where a body breaks the surface; on land, nothing."""
    if not s.afloat:
        return ""
    drop = mix(s.palette.light, "#ffffff", 0.4)
    drops = (
        disc(dice.between(-half, half), dice.between(-34, 6), dice.between(1, 3.4), f"{drop}@0.7")
        for _ in range(count)
    )
    return "".join(drops) + disc(0, 3, half, s.paints.round(f"{drop}@0.6", f"{drop}@0"), 0.13)


@subject("whale", where="water", tall=1.7, wide=1.9)
def whale(s: Stage, dice: Dice) -> str:
    """A whale at the surface, blowing, its fluke out of the water."""
    p = s.palette
    skin = p.paint(dice.pick(("#4a6478", "#3f4f60", "#5f7380")))
    belly, drop = p.lit(p.paint("#d3d6d3"), 0.1), mix(p.light, "#ffffff", 0.5)
    body = (
        "-70 2, -60 -14, -36 -34, -4 -48, 34 -50, 66 -42, 84 -26, 88 -8, 82 3, 40 5, -30 5, -66 4"
    )
    fluke = (
        "-62 2, -70 -20, -74 -34, -92 -44, -96 -58, -80 -56, -72 -46, -62 -56, -46 -58, -50 -46,"
        "-64 -34, -60 -18, -52 -4"
    )
    blow = "M48 -50C46 -66 42 -78 26 -86M48 -50C50 -70 52 -82 68 -88M48 -50C48 -70 48 -84 46 -98"
    return "".join(
        (
            waterline(s, 84),
            line(blow, f"{drop}@0.35", 7),
            line(blow, f"{drop}@0.7", 2.6),
            rimmed(s, soft(fluke), s.paints.down(p.lit(skin, 0.2), p.dark(skin, 0.25)), 1.2),
            rimmed(
                s, soft(body), s.paints.down(p.lit(skin, 0.28), skin, skin, p.dark(skin, 0.4)), 1.4
            ),
            shape(soft("87 -12, 82 2, 40 4, 4 4, 20 -8, 50 -14, 72 -18"), belly),
            line(
                "M76 -12C60 -10 40 -8 24 -2M78 -6C64 -4 46 -4 34 1", f"{p.dark(skin, 0.2)}@0.6", 1.4
            ),
            line("M87 -16C78 -18 66 -19 56 -16", p.dark(skin, 0.5), 1.8),
            shape(soft("20 -6, 32 -10, 30 4, 14 10, 8 6"), p.dark(skin, 0.3)),
            eye(s, 58, -22, 2.2),
            spray(s, dice, 92),
        )
    )


@subject("dolphin", where="water", tall=0.9, wide=1.5)
def dolphin(s: Stage, dice: Dice) -> str:
    """A dolphin in mid-leap."""
    p = s.palette
    skin = p.paint(dice.pick(("#5f7f94", "#6f7f8a", "#4f7085")))
    belly = p.lit(p.paint("#dfe3e0"), 0.1)
    body = (
        "-64 -16, -52 -46, -28 -74, 4 -88, 34 -84, 52 -70, 58 -60, 72 -48, 74 -42, 68 -41, 54 -46,"
        "40 -46, 14 -54, -16 -46, -42 -28, -58 -8"
    )
    under = "68 -42, 54 -47, 42 -48, 16 -56, -14 -48, -34 -34, -12 -60, 18 -68, 44 -60, 58 -54"
    return "".join(
        (
            shape(soft("-8 -84, -18 -104, 0 -102, 16 -86"), p.dark(skin, 0.15)),
            formed(s, soft("-56 -20, -74 -22, -86 -12, -72 -8, -64 2, -58 12, -52 -6"), skin),
            rimmed(s, soft(body), s.paints.down(p.lit(skin, 0.25), skin, p.dark(skin, 0.2)), 1.4),
            shape(soft(under), f"{belly}@0.9"),
            formed(s, soft("18 -58, 30 -54, 26 -38, 14 -28, 10 -32, 14 -46"), p.dark(skin, 0.2)),
            line("M73 -45C64 -50 56 -52 50 -54", f"{p.dark(skin, 0.6)}@0.8", 1.5),
            eye(s, 47, -62, 2.2),
            spray(s, dice, 74, 16),
        )
    )


@subject("shark", where="water", tall=0.85, wide=2.1)
def shark(s: Stage, dice: Dice) -> str:
    """A shark breaking the surface, mouth open."""
    p = s.palette
    skin = p.paint(dice.pick(("#64737d", "#56636f", "#7a8388")))
    belly, dark = p.lit(p.paint("#e3e5e1"), 0.1), p.dark(p.paint("#3a1f22"), 0.2)
    body = (
        "-88 -2, -60 -18, -24 -40, 16 -58, 52 -70, 82 -73, 102 -68, 96 -58, 82 -50, 88 -38, 76 -28,"
        "56 -14, 36 2, -20 6, -70 4"
    )
    teeth = "M96 -59l-3 6l-5 -3l-2 6l-6 -3l-1 6l-6 -2L70 -46L82 -53Z"
    lower = "M86 -40l-3 -5l-4 4l-4 -5l-3 6l-5 -4L66 -40L76 -36Z"
    return "".join(
        (
            shape(soft("-84 -4, -100 -26, -102 -46, -92 -44, -78 -26, -66 -14"), p.dark(skin, 0.2)),
            shape("M-14 -44C-16 -70-14 -88-4 -100C6 -88 20 -72 34 -62Z", p.dark(skin, 0.14)),
            rimmed(s, soft(body), s.paints.slant(p.lit(skin, 0.2), skin, p.dark(skin, 0.25)), 1.4),
            shape(soft("86 -37, 76 -28, 56 -14, 36 2, 0 5, 20 -16, 48 -36, 66 -42"), belly),
            shape("M101 -66C92 -58 80 -52 66 -46C72 -38 80 -36 87 -38C80 -44 82 -48 86 -52Z", dark),
            shape(teeth, "#f4efe4"),
            shape(lower, "#f4efe4"),
            line("M36 -50q-6 10-2 20M44 -52q-6 10-2 20M52 -53q-6 10-2 18", p.dark(skin, 0.5), 2),
            shape(soft("14 -24, 28 -16, 18 8, 4 14, 4 0"), p.dark(skin, 0.35)),
            eye(s, 79, -62, 2.8),
            waterline(s, 70),
            spray(s, dice, 84, 14),
        )
    )


@subject("octopus", where="water", tall=0.7, wide=1.9)
def octopus(s: Stage, dice: Dice) -> str:
    """An octopus, arms curling."""
    p = s.palette
    skin = p.paint(dice.pick(("#b5563f", "#a34f6b", "#7a5f94", "#c27a45")))
    pale, dark = p.lit(skin, 0.5), p.dark(skin, 0.35)
    turns = [dice.between(-6, 6) for _ in range(4)]
    arms: list[str] = []
    for k in (-1, 1):
        for i, wave in enumerate(turns):
            reach, lift = 34 + 15 * i, 4 + 10 * i
            text = (
                f"{(6 + 5 * i) * k} -34, {reach * 0.6 * k:.0f} {-12 - lift * 0.3:.0f},"
                f"{reach * k} {-8 - 0.4 * lift + wave:.0f},"
                f"{(reach + 9) * k} {-18 - lift + wave:.0f},"
                f"{(reach + 3) * k} {-28 - lift + wave:.0f},"
                f"{(reach - 5) * k} {-24 - lift + wave:.0f},"
                f"{(reach - 2) * k} {-17 - lift + wave:.0f}"
            )
            arms.append(limb(text, 9.5 - 1.2 * i, skin if i % 2 else dark))
            arms += [
                disc(reach * (0.55 + 0.16 * j) * k, -9 - lift * 0.2 + 2 * j, 1.5, f"{pale}@0.7")
                for j in range(2)
            ]
    head = "-24 -30, -30 -52, -30 -78, -14 -97, 12 -98, 29 -82, 30 -56, 25 -30, 0 -22"
    spots = "".join(
        disc(20 * math.sin(a), -78 + 10 * math.cos(a), 2.4, f"{pale}@0.5")
        for a in (dice.between(0, 6.28) for _ in range(5))
    )
    return "".join(
        (
            waterline(s, 66),
            *arms,
            formed(s, soft(head), skin, 0.4, 1.4),
            spots,
            disc(-11, -50, 7.4, pale) + disc(13, -50, 7.4, pale),
            eye(s, -10, -50, 4.4) + eye(s, 14, -50, 4.4),
            line("M-4 -36C0 -33 4 -33 8 -36", p.dark(skin, 0.65), 2),
        )
    )
