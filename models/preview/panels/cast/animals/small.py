"""Small animals of wood, pond and wall."""

from __future__ import annotations

from models.preview.panels.cast.craft import eye, formed, limb, over, rimmed, soft
from models.preview.panels.cast.registry import subject
from models.preview.panels.drawing import Dice, disc, group, line, shape
from models.preview.panels.stage import Stage


@subject("squirrel", where="ground", tall=0.24, wide=1.2)
def squirrel(s: Stage, dice: Dice) -> str:
    """A squirrel with a nut."""
    p = s.palette
    fur = p.paint(dice.pick(("#b5622f", "#8f5a3a", "#7f7a76")))
    pale, dark = p.lit(p.paint("#eadfcd"), 0.1), p.dark(fur, 0.4)
    tail = (
        "-8 -4, -34 -6, -52 -24, -50 -50, -36 -64, -40 -80, -56 -84, -48 -98, -28 -100, -12 -88,"
        "-10 -70, -20 -54, -22 -36, -10 -22"
    )
    body = "-14 0, -20 -20, -12 -42, 4 -56, 18 -56, 24 -44, 20 -24, 14 0"
    head = "2 -66, 10 -79, 24 -80, 36 -72, 44 -62, 38 -54, 22 -50, 8 -54"
    return "".join(
        (
            formed(s, soft(tail), p.dark(fur, 0.1), 0.3, 1.4),
            limb("-18 -14, -36 -26, -36 -48, -26 -66, -28 -86", 4, f"{p.lit(fur, 0.35)}@0.6"),
            shape("M8 -74L4 -94L18 -80Z", dark),
            formed(s, soft(body), fur),
            shape(soft("14 -48, 23 -44, 21 -22, 14 -8, 8 -24"), pale),
            formed(s, soft(head), fur, 0.3),
            shape("M16 -78L18 -97L28 -76Z", fur),
            shape(soft("34 -60, 42 -61, 36 -55, 24 -54"), pale),
            disc(43.4, -63, 2, p.dark(p.paint("#2a1f1b"), 0.2)),
            eye(s, 28, -68, 3),
            formed(s, soft("-18 -6, -14 -24, 2 -28, 12 -16, 10 -4, 28 -3, 28 1, -6 1"), fur, 0.3),
            limb("4 -40, 18 -32, 30 -40", 6, dark),
            disc(34, -43, 6.4, s.shaded(p.paint("#8a5f35"), 0.4), 1.1),
            shape("M27 -46C28 -53 40 -53 41 -46Z", p.paint("#5f4227")),
        )
    )


@subject("rabbit", where="ground", tall=0.3, wide=1.1)
def rabbit(s: Stage, dice: Dice) -> str:
    """A rabbit sitting up."""
    p = s.palette
    fur = p.paint(dice.pick(("#9c8468", "#e0d8cc", "#7a6a5c", "#b58f66")))
    pale, pink = p.lit(p.paint("#f0eade"), 0.1), p.paint("#d9a096")
    body = "-40 0, -52 -14, -48 -34, -30 -50, -6 -54, 10 -50, 20 -36, 20 -16, 26 0"
    head = "2 -56, 8 -70, 22 -74, 36 -68, 44 -58, 40 -48, 26 -43, 10 -46"
    ear = "14 -68, 4 -84, -2 -100, 8 -102, 20 -90, 24 -72"
    tilt = dice.between(-8, 16)
    far = f'<g transform="rotate({tilt:.0f} 14 -68)">{shape(soft(ear), p.dark(fur, 0.35))}</g>'
    return "".join(
        (
            disc(-50, -14, 10, pale),
            far,
            formed(s, soft(body), fur, 0.36, 1.4),
            shape(soft("14 -44, 22 -34, 20 -12, 10 -20, 8 -36"), f"{pale}@0.7"),
            formed(s, soft(ear), fur, 0.3),
            shape(soft("12 -74, 5 -88, 4 -97, 12 -92, 18 -78"), pink),
            formed(s, soft(head), fur, 0.28),
            shape(soft("34 -54, 42 -54, 38 -47, 28 -46"), pale),
            shape("M40 -61h5l-2.5 4Z", pink),
            eye(s, 28, -62, 3.2),
            line("M40 -54l14 -3M40 -52l14 2", f"{pale}@0.7", 0.9),
            formed(s, soft("-42 -4, -40 -24, -22 -30, -8 -18, -8 -6, 8 -4, 8 1, -30 1"), fur, 0.3),
            line("M18 -22C20 -12 20 -6 26 -2M12 -22C14 -12 14 -6 18 -1", p.dark(fur, 0.15), 6),
        )
    )


@subject("mouse", where="ground", tall=0.14, wide=1.7)
def mouse(s: Stage, dice: Dice) -> str:
    """A mouse with large ears."""
    p = s.palette
    fur = p.paint(dice.pick(("#8f8a86", "#a5866a", "#d6cfc6")))
    pink = p.paint("#d9a096")
    body = "-54 -2, -60 -26, -42 -56, -8 -68, 24 -62, 48 -50, 76 -26, 72 -16, 48 -6, 20 0, -30 1"
    return "".join(
        (
            limb("-52 -10, -76 -2, -92 -14, -84 -34, -96 -46", 4.6, pink),
            disc(14, -74, 19, p.dark(fur, 0.3)),
            formed(s, soft(body), fur, 0.4, 1.8),
            disc(34, -74, 22, s.shaded(p.lit(fur, 0.1), 0.3)),
            disc(35, -73, 15, p.mixed(pink, p.dark(fur, 0.1))),
            disc(76, -23, 5, pink),
            eye(s, 54, -38, 5),
            line("M68 -22l20 -10M68 -19l22 0M66 -16l20 8", f"{p.light}@0.6", 1.3),
            line("M40 -4h14M-26 0h18M-20 -24C-14 -34-26 -44-38 -40", p.mixed(pink, fur), 5),
        )
    )


@subject("frog", where="ground", tall=0.15, wide=1.5)
def frog(s: Stage, dice: Dice) -> str:
    """A frog, ready to leap."""
    p = s.palette
    skin = p.paint(dice.pick(("#6f9a3f", "#4f8a55", "#8f9a4a")))
    belly, dark = p.lit(p.paint("#e3e0b0"), 0.1), p.dark(skin, 0.4)
    body = (
        "-56 -14, -44 -40, -14 -66, 14 -82, 24 -97, 38 -98, 46 -86, 62 -74, 70 -62, 62 -50,"
        "44 -38, 34 -18, 10 -6, -30 0"
    )
    spots = "".join(
        disc(dice.between(-36, 6), dice.between(-46, -26), dice.between(2.6, 5), f"{dark}@0.7", 0.8)
        for _ in range(6)
    )
    thigh = "-58 -4, -66 -28, -46 -46, -22 -40, -8 -24, -18 -10, 2 -6, 18 -3, 16 2, -36 2"
    return "".join(
        (
            limb("30 -34, 44 -18, 40 -3, 52 -1", 10, dark),
            formed(s, soft(body), skin, 0.4, 1.6),
            shape(soft("68 -62, 60 -50, 42 -38, 30 -18, 16 -14, 24 -40, 42 -56"), belly),
            spots,
            line("M69 -64C56 -58 44 -58 36 -64", p.dark(skin, 0.65), 2.6),
            disc(33, -86, 12, s.shaded(p.lit(skin, 0.1), 0.3)),
            disc(35, -86, 8.4, p.paint("#e0c45a")),
            disc(36, -86, 5, p.dark(p.paint("#1c1613"), 0.2), 0.7),
            formed(s, soft(thigh), skin, 0.34, 1.4),
            limb("16 -34, 24 -18, 14 -3, 30 -1", 9, p.dark(skin, 0.12)),
            line("M28 -2l10 -3M28 0l12 3M10 -2l16 -2", p.dark(skin, 0.12), 4),
        )
    )


@subject("turtle", where="ground", tall=0.24, wide=2.1)
def turtle(s: Stage, dice: Dice) -> str:
    """A turtle under its shell."""
    p = s.palette
    shell = p.paint(dice.pick(("#7a6a3f", "#5f6f45", "#8a5f3f")))
    skin = p.paint(dice.pick(("#8f9a5f", "#a3a070")))
    dark = p.dark(shell, 0.5)
    dome = "M-78 -26C-78 -72-44 -99-4 -99C38 -99 68 -72 72 -26Z"
    plates = (
        "M-34 -84L-10 -88L12 -86L24 -64L4 -50L-26 -52L-44 -66Z",
        "M18 -88L40 -78L56 -58L50 -42L30 -44L28 -64Z",
        "M-42 -78L-50 -64L-32 -48L-42 -36L-66 -40L-60 -62Z",
        "M-22 -46L4 -44L24 -40L20 -30H-30L-36 -38Z",
    )
    return "".join(
        (
            line("M-40 -22L-48 -4M34 -22L40 -4", p.dark(skin, 0.5), 18),
            shape("M-74 -26L-98 -12L-70 -16Z", p.dark(skin, 0.2)),
            formed(
                s, soft("50 -34, 70 -50, 84 -64, 100 -62, 104 -48, 96 -38, 80 -32, 62 -14"), skin
            ),
            rimmed(s, dome, over(s, shell, 0.4), 1.6),
            *(
                shape(plate, s.paints.down(p.lit(shell, 0.4), p.lit(shell, 0.1)))
                for plate in plates
            ),
            line("M-80 -24C-40 -18 40 -18 75 -24", p.lit(shell, 0.2), 7),
            formed(s, soft("-66 -22, -44 -24, -40 -8, -34 1, -60 1, -64 -8"), skin),
            formed(s, soft("34 -22, 58 -22, 62 -8, 72 1, 44 1, 38 -8"), skin),
            line("M103 -46C98 -43 92 -44 88 -46", f"{dark}@0.8", 1.8),
            eye(s, 92, -54, 2.8),
        )
    )


@subject("crab", where="ground", tall=0.16, wide=2.0)
def crab(s: Stage, dice: Dice) -> str:
    """A crab, claws up."""
    p = s.palette
    shell = p.paint(dice.pick(("#c0502f", "#b5653f", "#7f6a7a")))
    dark, pale = p.dark(shell, 0.4), p.lit(shell, 0.5)
    claw = "0 0, -12 -10, -14 -26, -4 -42, 2 -28, 10 -40, 18 -24, 12 -8"
    legs = "".join(
        line(f"M{30 * k} -24L{(62 + 9 * i) * k} {-38 + 12 * i}L{(76 + 5 * i) * k} {-8 + 4 * i}",
             dark, 5)
        for i in range(3) for k in (-1, 1)
    )  # fmt: skip
    claws = "".join(
        limb(f"{34 * k} -34, {64 * k} -40, {66 * k} -56", 7, dark)
        + group(formed(s, soft(claw), shell, 0.34), at=(64 * k, -56), flip=k < 0)
        for k in (-1, 1)
    )
    dots = "".join(
        disc(x, y, 2.2, f"{pale}@0.7") for x, y in ((-26, -44), (-12, -50), (10, -50), (24, -44))
    )
    return "".join(
        (
            legs,
            claws,
            line("M-13 -54V-66M13 -54V-66", dark, 4),
            formed(
                s, soft("-52 -32, -36 -54, 0 -60, 36 -54, 52 -32, 34 -14, 0 -8, -34 -14"), shell
            ),
            dots,
            line("M-16 -24C-6 -19 6 -19 16 -24", f"{p.dark(shell, 0.7)}@0.8", 2.6),
            disc(-13, -69, 5.4, pale) + disc(13, -69, 5.4, pale),
            eye(s, -12, -69, 3.2) + eye(s, 14, -69, 3.2),
        )
    )
