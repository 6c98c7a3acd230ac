"""What takes pictures and sound, and what plays them."""

from __future__ import annotations

import math

from models.preview.panels.cast.craft import formed, gleam, glow_if_dark, rimmed, soft
from models.preview.panels.cast.registry import subject
from models.preview.panels.colour import mix
from models.preview.panels.drawing import Dice, box, disc, group, line, polygon, shape
from models.preview.panels.stage import Stage


@subject("camera", where="table", tall=0.9, wide=1.4)
def camera(s: Stage, dice: Dice) -> str:
    """A camera, its lens to us."""
    p = s.palette
    skin, metal = p.paint(dice.pick(("#33302e", "#7a4a35", "#4f5f5a"))), p.paint("#b9bfc4")
    glass_ = p.dark(p.paint("#2a3a55"), 0.1)
    return "".join(
        (
            line("M-60 -70C-80 -40-76 -10-66 4M60 -70C82 -44 80 -16 72 2", p.dark(skin, 0.3), 3),
            box(-52, -92, 22, 8, s.shaded(metal, 0.4), 2),
            disc(44, -86, 9, s.shaded(metal, 0.4), 0.5),
            shape("M-22 -80L-14 -100H14L22 -80Z", s.shaded(metal, 0.4)),
            box(-9, -96, 18, 10, glass_, 2),
            rimmed(
                s,
                "M-66 -74C-66 -80-62 -83-57 -83H57C62 -83 66 -80 66 -74V-7C66 -2 62 0 57 0H-57C-62 "
                "0-66 -2-66 -7Z",
                s.shaded(skin, 0.36),
                1.2,
            ),
            box(-66, -78, 132, 14, s.shaded(metal, 0.36), 4),
            box(-58, -76, 18, 9, p.lit(p.glow, 0.5), 2),
            disc(54, -71, 3, p.paint("#c0392f")),
            disc(0, -36, 33, s.shaded(metal, 0.5)),
            disc(0, -36, 29, p.dark(skin, 0.5)),
            disc(0, -36, 23, p.lit(p.dark(skin, 0.4), 0.12)),
            disc(0, -36, 18, s.paints.slant(p.lit(glass_, 0.4), glass_, p.dark(glass_, 0.4))),
            disc(-6, -43, 5, "#ffffff@0.6"),
            disc(7, -29, 3, f"{p.lit(p.paint('#9a6fb5'), 0.2)}@0.7"),
        )
    )


@subject("film_camera", where="ground", tall=0.98, wide=0.72)
def film_camera(s: Stage, dice: Dice) -> str:
    """A film camera with its two reels, on a tripod."""
    p = s.palette
    iron, wood = p.paint(dice.pick(("#3a3f46", "#5a4a3f", "#4a5a58"))), p.paint("#8a6444")
    turn = dice.between(0, 1)
    reels = "".join(
        disc(x, y, r, s.shaded(p.dark(iron, 0.15), 0.4))
        + "".join(
            disc(
                x + 0.55 * r * math.cos(turn + k * 1.2566),
                y + 0.55 * r * math.sin(turn + k * 1.2566),
                0.2 * r,
                p.lit(iron, 0.5),
            )
            for k in range(5)
        )
        + disc(x, y, 0.15 * r, p.paint("#b9bfc4"))
        for x, y, r in ((-14, -86, 13), (10, -87, 13))
    )
    return "".join(
        (
            line("M-2 -46L-24 0M-2 -46L22 0M-2 -46L-2 -2", p.dark(wood, 0.15), 3.4),
            line("M-12 -24H10", p.dark(wood, 0.3), 2),
            box(-8, -50, 14, 6, p.dark(iron, 0.4)),
            reels,
            formed(s, "M-24 -74H18C20 -74 22 -72 22 -70V-50H-24Z", iron, 0.42),
            polygon([(22, -68), (34, -74), (34, -50), (22, -56)], p.dark(iron, 0.4)),
            box(33, -75, 3.4, 26, p.lit(iron, 0.2), 1),
            box(-32, -66, 9, 7, p.dark(iron, 0.3), 2),
            disc(-8, -62, 5, p.paint("#b9bfc4")),
            line("M-8 -62L-2 -56", p.dark(iron, 0.6), 1.8),
            disc(14, -69, 1.6, p.paint("#d9403a")),
        )
    )


@subject("microphone", where="table", tall=1.5, wide=0.6)
def microphone(s: Stage, dice: Dice) -> str:
    """A microphone on its stand, of the studio or of the stage of old."""
    p = s.palette
    metal = p.paint(dice.pick(("#9aa0a5", "#c9a04f", "#4a4f55")))
    dark = p.dark(metal, 0.5)
    if dice.chance(0.5):
        ribs = "".join(f"M{x} -94V-54" for x in (-12, -6, 0, 6, 12))
        body = (
            formed(
                s,
                "M-18 -80C-18 -94-10 -101 0 -101C10 -101 18 -94 18 -80V-62C18 -54 12 -50 0 -50C-12 "
                "-50-18 -54-18 -62Z",
                metal,
                0.5,
            )
            + line(ribs, dark, 2.4)
            + box(-19, -76, 38, 6, p.lit(metal, 0.3), 2)
        )
    else:
        mesh = (
            "".join(f"M-14 {y}H14" for y in range(-94, -70, 5)) + "M-8 -98V-70M0 -100V-70M8 -98V-70"
        )
        body = (
            formed(
                s,
                "M-17 -70V-84C-17 -96-8 -101 0 -101C8 -101 17 -96 17 -84V-70Z",
                p.dark(metal, 0.1),
                0.5,
            )
            + line(mesh, f"{p.lit(metal, 0.5)}@0.6", 1)
            + formed(s, "M-17 -70H17L13 -48H-13Z", dark, 0.4)
            + line("M-17 -70H17", p.lit(metal, 0.4), 2.6)
        )
    return "".join(
        (
            line("M0 -46V-6", p.dark(metal, 0.2), 4),
            line("M-22 -64C-24 -44-10 -40 0 -40C10 -40 24 -44 22 -64", p.dark(metal, 0.1), 2.6),
            formed(s, "M-26 0C-26 -8-12 -10 0 -10C12 -10 26 -8 26 0Z", dark, 0.4),
            body,
        )
    )


@subject("headphones", where="table", tall=1.05, wide=0.95)
def headphones(s: Stage, dice: Dice) -> str:
    """Headphones standing."""
    p = s.palette
    shell = p.paint(dice.pick(("#3a3f46", "#b5483f", "#e0d6c3", "#4f7f8a")))
    pad = p.dark(p.paint("#2a2624"), 0.1)
    cups = "".join(
        group(
            formed(s, soft("22 -46, 34 -50, 44 -40, 46 -22, 40 -6, 30 0, 20 -8"), shell, 0.4)
            + shape(soft("24 -44, 14 -40, 12 -22, 16 -6, 24 -4, 27 -24"), pad),
            flip=flip,
        )
        for flip in (True, False)
    )
    return (
        line("M-36 -44C-46 -116 46 -116 36 -44", p.dark(shell, 0.35), 9)
        + line("M-34 -62C-36 -110 36 -110 34 -62", p.lit(shell, 0.2), 3)
        + line("M-24 -92C-12 -102 12 -102 24 -92", pad, 6)
        + cups
    )


@subject("light_bulb", where="table", tall=1.1, wide=0.65)
def light_bulb(s: Stage, dice: Dice) -> str:
    """A bulb, alight."""
    p = s.palette
    brass, light = p.paint(dice.pick(("#b58a3f", "#a5abb0"))), mix(p.glow, "#fff3c4", 0.5)
    wire = (
        "M-6 -30L-9 -56L-4 -50L0 -58L4 -50L9 -56L6 -30"
        if dice.chance(0.5)
        else "M-5 -30C-16 -60 0 -74 0 -58C0 -74 16 -60 5 -30"
    )
    return "".join(
        (
            glow_if_dark(s, 0, -62, 90),
            rimmed(
                s,
                "M-12 -28C-12 -42-32 -48-32 -70C-32 -90-16 -101 0 -101C16 -101 32 -90 32 -70C32 "
                "-48 12 -42 12 -28Z",
                s.paints.round(
                    f"{p.lit(light, 0.6)}@0.98", f"{light}@0.95", f"{p.lit(light, 0.3)}@0.75"
                ),
                0.8,
            ),
            line(wire, p.paint("#c9762f"), 2),
            box(-13, -29, 26, 20, s.shaded(brass, 0.5), 3),
            line("M-13 -24L13 -21M-13 -18L13 -15", p.dark(brass, 0.5), 2.4),
            shape("M-9 -9H9L4 0H-4Z", p.dark(p.paint("#33302e"), 0.1)),
            gleam(s, "M-22 -74C-22 -84-16 -91-9 -94", 3, 0.8),
        )
    )
