"""What stands in a room."""

from __future__ import annotations

from models.preview.panels.cast.craft import COLOURS, WOODS, formed, over, rimmed, soft, spun
from models.preview.panels.cast.registry import subject
from models.preview.panels.colour import mix
from models.preview.panels.drawing import Dice, box, disc, group, line, polygon, shape, turned
from models.preview.panels.scenery.houses import lights_on
from models.preview.panels.stage import Stage


@subject("chair", where="ground", tall=0.55, wide=0.55)
def chair(s: Stage, dice: Dice) -> str:
    """A kitchen chair, or one with a cushion."""
    p = s.palette
    wood, cloth = p.paint(dice.pick(WOODS)), p.paint(dice.pick(COLOURS))
    back = (
        line("M-20 -92L-18 -50M-8 -92L-7 -50M4 -92L4 -50", p.dark(wood, 0.15), 3)
        if dice.chance(0.5)
        else line("M-26 -86H10M-25 -74H10M-25 -62H11", p.dark(wood, 0.1), 4)
    )
    return "".join(
        (
            line("M-16 -44L-14 -4M20 -46L22 -4", p.dark(wood, 0.5), 4.6),
            back,
            line("M-26 -98L-26 -48L-29 0M10 -98L10 -48", wood, 5),
            line("M-27 -97C-16 -101 2 -101 11 -97", p.lit(wood, 0.15), 6),
            line("M12 -46L12 0", wood, 5),
            line("M-27 -20H12M14 -24L21 -26", p.dark(wood, 0.2), 3),
            shape("M-30 -44H14L28 -52H-12Z", p.lit(wood, 0.25)),
            shape("M-30 -44H14V-39H-30ZM14 -44L28 -52V-47L14 -39Z", p.dark(wood, 0.2)),
            formed(s, soft("-28 -46, -10 -55, 22 -54, 24 -50, 12 -45"), cloth, 0.3)
            if dice.chance(0.6)
            else "",
        )
    )


@subject("table", where="ground", tall=0.46, wide=2.0)
def table(s: Stage, dice: Dice) -> str:
    """A table, bare or with a cloth and a vase."""
    p = s.palette
    wood = p.paint(dice.pick(WOODS))
    cloth = p.paint(dice.pick(("#e6d9c0", "#a8483f", "#5f7f94")))
    legs = line("M-70 -84V-8M70 -84V-8", p.dark(wood, 0.5), 8) + line(
        "M-86 -80V-2M86 -80V-2", p.dark(wood, 0.1), 10
    )
    top = (
        polygon(
            [(-78, -99), (78, -99), (100, -86), (-100, -86)],
            s.paints.slant(p.lit(wood, 0.4), p.lit(wood, 0.1)),
        )
        + box(-100, -86.4, 200, 8, s.shaded(p.dark(wood, 0.1), 0.3), 1)
        + box(-90, -79, 180, 8, p.dark(wood, 0.35))
    )
    if dice.chance(0.4):
        top += (
            polygon(
                [(-50, -99), (50, -99), (62, -86), (60, -56), (0, -46), (-60, -56), (-62, -86)],
                s.shaded(cloth, 0.25),
            )
            + line("M-62 -86H62", f"{p.lit(cloth, 0.5)}@0.6", 1.4)
            + line("M-60 -60L0 -50L60 -60", p.lit(cloth, 0.5), 2.4)
        )
    return legs + top


@subject("bed", where="ground", tall=0.55, wide=2.2)
def bed(s: Stage, dice: Dice) -> str:
    """A bed made up, a pillow and a quilt."""
    p = s.palette
    wood, quilt = (
        p.paint(dice.pick(WOODS)),
        p.paint(dice.pick(("#5f7f94", "#a8604f", "#6f8a5f", "#8a6f94", "#d0a35f"))),
    )
    white = p.lit(p.paint("#efe9dd"), 0.15)
    squares = (
        line(
            "M-24 -56L-30 -16M6 -57L2 -16M36 -56L34 -16M66 -54L66 -16M-38 -36H94",
            f"{p.lit(quilt, 0.5)}@0.6",
            2,
        )
        if dice.chance(0.5)
        else line("M-38 -30H94M-38 -24H94", f"{p.lit(quilt, 0.6)}@0.7", 2.6)
    )
    return "".join(
        (
            rimmed(
                s,
                "M-110 0V-92C-110 -99-104 -100-98 -100C-92 -100-88 -96-88 -90V0Z",
                s.shaded(wood, 0.4),
                1,
            ),
            box(-90, -30, 184, 20, s.shaded(p.dark(wood, 0.15), 0.3)),
            box(-90, -48, 186, 22, s.shaded(white, 0.25), 6),
            formed(s, soft("-88 -50, -82 -70, -60 -74, -38 -66, -36 -50, -60 -44"), white, 0.3),
            line("M-78 -60C-68 -64-58 -62-50 -58", f"{p.dark(white, 0.4)}@0.5", 1.6),
            rimmed(
                s, "M-46 -56C-20 -64 40 -64 96 -54V-16C60 -10 0 -12-42 -16Z", over(s, quilt, 0.3), 1
            ),
            squares,
            shape("M-48 -58C-40 -62-28 -62-22 -60L-28 -46C-34 -46-42 -46-47 -44Z", white),
            rimmed(
                s,
                "M92 0V-62C92 -68 96 -70 101 -70C107 -70 110 -66 110 -60V0Z",
                s.shaded(wood, 0.4),
                1,
            ),
        )
    )


@subject("sofa", where="ground", tall=0.5, wide=2.2)
def sofa(s: Stage, dice: Dice) -> str:
    """A sofa with cushions."""
    p = s.palette
    cloth, pillow = (
        p.paint(dice.pick(("#5f7f8a", "#a8604a", "#6f7a55", "#7a5f7f", "#b58f5a"))),
        p.paint(dice.pick(("#e0c48a", "#e6dfd0", "#b5483f"))),
    )
    return "".join(
        (
            line("M-88 -8L-92 0M88 -8L92 0", p.dark(p.paint("#6b4a35"), 0.2), 6),
            formed(
                s,
                "M-88 -20V-82C-88 -94-82 -99-72 -99H72C82 -99 88 -94 88 -82V-20Z",
                p.dark(cloth, 0.1),
                0.36,
            ),
            line("M0 -94V-52", p.dark(cloth, 0.45), 1.8),
            rimmed(
                s,
                "M-82 -52C-82 -58-78 -60-72 -60H-4C-2 -60 0 -58 0 -54V-32H-82Z",
                over(s, cloth, 0.25),
                0.8,
            ),
            rimmed(
                s,
                "M0 -54C0 -58 2 -60 4 -60H72C78 -60 82 -58 82 -52V-32H0Z",
                over(s, cloth, 0.25),
                0.8,
            ),
            box(-84, -34, 168, 24, over(s, p.dark(cloth, 0.2), 0.3), 3),
            *(
                formed(s, f"M{x} -8V-58C{x} -70 {x + 22} -70 {x + 22} -58V-8Z", cloth, 0.34)
                for x in (-108, 86)
            ),
            group(
                turned(
                    formed(
                        s,
                        soft("-16 -17, 0 -15, 17 -18, 16 0, 18 17, 0 15, -17 17, -15 0"),
                        pillow,
                        0.3,
                    ),
                    14,
                ),
                at=(-58, -70),
            ),
            line(
                "M-104 -50C-100 -54-94 -54-90 -50M90 -50C94 -54 100 -54 104 -50",
                p.dark(cloth, 0.4),
                1.6,
            ),
        )
    )


@subject("door", where="ground", tall=1.25, wide=0.52)
def door(s: Stage, dice: Dice) -> str:
    """A door in its frame, shut or ajar with light behind it."""
    p = s.palette
    leaf, frame = (
        p.paint(dice.pick(("#8a4a3c", "#4f6b6b", "#6b4a35", "#3f5f7f", "#b58a4a"))),
        p.lit(p.paint("#d9cfbd"), 0.1),
    )
    brass = p.paint("#c9a04f")
    if dice.chance(0.35):
        light = mix(p.glow, "#fff6dc", 0.4)
        wing = (
            polygon(
                [(-19, -95), (6, -90), (6, 4), (-19, -3)],
                s.paints.across(p.dark(leaf, 0.1), p.dark(leaf, 0.4)),
            )
            + line("M-14 -84L1 -81V-50L-14 -50ZM-14 -42L1 -42V-8L-14 -12Z", p.dark(leaf, 0.55), 1.2)
            + disc(2, -44, 2, brass)
        )
        inner = (
            polygon(
                [(-19, -95), (19, -95), (19, -3), (-19, -3)],
                s.paints.across(light, mix(light, p.paint("#c9823f"), 0.3)),
            )
            + polygon(
                [(6, -2), (19, -3), (44, 10), (10, 10)], s.paints.down(f"{light}@0.5", f"{light}@0")
            )
            + wing
        )
    else:
        panels = "".join(
            box(x, y, 13, h, p.dark(leaf, 0.25), 1)
            + box(x + 1, y + 1, 11, h - 2, s.shaded(leaf, 0.2), 1)
            for x in (-15.5, 2.5)
            for y, h in ((-90, 22), (-63, 22), (-36, 28))
        )
        inner = (
            box(-19, -95, 38, 92, s.shaded(leaf, 0.3))
            + panels
            + disc(15, -46, 2.4, s.shaded(brass, 0.4))
            + box(-5, -60, 10, 2.6, brass, 1)
        )
    return "".join(
        (
            rimmed(s, "M-25 0V-100H25V0Z", s.shaded(frame, 0.3), 0.8),
            box(-19.6, -95.6, 39.2, 95.6, p.dark(leaf, 0.6)),
            inner,
            box(-27, -3, 54, 3, p.paint("#9a9186"), 1),
            box(-28, -103, 56, 4, p.lit(frame, 0.2), 1),
        )
    )


@subject("window", where="ground", tall=1.05, wide=0.9)
def window(s: Stage, dice: Dice) -> str:
    """A tall window with curtains to the floor; the sky is in its panes."""
    p = s.palette
    frame, cloth = (
        p.lit(p.paint("#e6dfd0"), 0.1),
        p.paint(dice.pick(("#a8604f", "#5f7f94", "#c9a05a", "#6f8a6a"))),
    )
    sky = (
        s.paints.down(p.sky[0], p.sky[-1])
        if not lights_on(s)
        else s.paints.down(p.lit(p.sky[0], 0.1), mix(p.sky[-1], p.glow, 0.3))
    )
    folds = (
        "M-44 -94C-42 -60-46 -30-44 -2M-36 -94C-34 -60-36 -30-36 "
        "-2M44 -94C42 -60 46 -30 44 -2M36 -94C34 -60 36 -30 36 -2"
    )
    drape = "M-50 -96H-24C-24 -70-34 -54-30 -40C-28 -26-28 -12-28 0H-50Z"
    return "".join(
        (
            box(-30, -94, 60, 90, s.shaded(frame, 0.25), 1),
            box(-26, -90, 52, 82, sky),
            disc(10, -62, 10, f"{p.lit(p.sky[-1], 0.5)}@0.7", 0.5),
            disc(-8, -40, 8, f"{p.lit(p.sky[-1], 0.5)}@0.5", 0.4),
            line("M0 -90V-8M-26 -62H26M-26 -35H26", frame, 3),
            polygon([(-22, -86), (-10, -86), (-22, -66)], "#ffffff@0.25"),
            box(-36, -8, 72, 5, p.lit(frame, 0.2), 1),
            formed(s, drape, cloth, 0.3),
            group(shape(drape, s.shaded(p.dark(cloth, 0.05), 0.3)), flip=True),
            line(folds, f"{p.dark(cloth, 0.45)}@0.5", 1.8),
            line("M-50 -42Q-40 -38-30 -42M50 -42Q40 -38 30 -42", p.paint("#c9a04f"), 2.6),
            line("M-54 -98H54", p.paint("#7a5a3c"), 3.4),
            disc(-54, -98, 3, p.paint("#c9a04f")),
            disc(54, -98, 3, p.paint("#c9a04f")),
        )
    )


@subject("mirror", where="ground", tall=0.98, wide=0.55)
def mirror(s: Stage, dice: Dice) -> str:
    """A standing mirror, oval or arched."""
    p = s.palette
    wood, silver = p.paint(dice.pick((*WOODS, "#c9a04f"))), mix(p.paint("#a9c0c9"), p.sky[-1], 0.4)
    if dice.chance(0.5):
        outer, inner = (
            disc(0, -54, 24, s.shaded(wood, 0.4), 1.86),
            disc(
                0, -54, 20, s.paints.slant(p.lit(silver, 0.6), silver, p.dark(silver, 0.25)), 1.95
            ),
        )
    else:
        outer, inner = (
            formed(s, "M-24 -12V-76C-24 -92-12 -99 0 -99C12 -99 24 -92 24 -76V-12Z", wood, 0.4),
            shape(
                "M-19.6 -16V-76C-19.6 -88-10 -94.6 0 -94.6C10 -94.6 19.6 -88 19.6 -76V-16Z",
                s.paints.slant(p.lit(silver, 0.6), silver, p.dark(silver, 0.25)),
            ),
        )
    return "".join(
        (
            line("M-27 -58V-4L-33 0M27 -58V-4L33 0M-27 -8H27", p.dark(wood, 0.25), 3.6),
            outer,
            inner,
            line("M-10 -72L4 -88M-13 -58L12 -84M-4 -32L12 -50", "#ffffff@0.45", 2.6),
            disc(-27, -58, 3, p.paint("#c9a04f")),
            disc(27, -58, 3, p.paint("#c9a04f")),
        )
    )


@subject("painting", where="ground", tall=0.95, wide=0.8)
def painting(s: Stage, dice: Dice) -> str:
    """A framed painting on an easel: a landscape, or a still life."""
    p = s.palette
    wood, gold = p.paint("#8a6444"), p.paint(dice.pick(("#c9a04f", "#6b4a35")))
    sky = p.paint(dice.pick(("#8fb5c9", "#e0b48a", "#5f7094")))
    land = (
        box(-31, -86, 62, 44, s.paints.down(sky, p.lit(sky, 0.5)))
        + disc(12, -74, 5, p.lit(sky, 0.9))
        + shape("M-31 -56L-12 -74L2 -60L14 -68L31 -54V-42H-31Z", p.dark(sky, 0.35))
        + shape("M-31 -52C-14 -58 10 -48 31 -54V-42H-31Z", p.paint("#6f8a4f"))
        + line("M-18 -48V-56", p.paint("#4a3a2c"), 2)
        + disc(-18, -59, 5, p.paint("#4f6f3f"))
    )
    still = (
        box(
            -31,
            -86,
            62,
            44,
            s.paints.slant(p.dark(p.paint("#7a4a3c"), 0.1), p.dark(p.paint("#3a2f35"), 0.2)),
        )
        + box(-31, -52, 62, 10, p.paint("#a37b52"))
        + shape(spun("3 -80, 4 -72, 9 -62, 9 -50, 7 -48"), p.paint("#5f8f94"))
        + disc(-16, -52, 6, p.paint("#b8322c"))
        + disc(17, -53, 7, p.paint("#e0a33a"))
    )
    return "".join(
        (
            line("M0 -96V-8", p.dark(wood, 0.4), 3),
            line("M-12 -92L-26 0M12 -92L26 0", wood, 3.4),
            rimmed(s, "M-37 -92H37V-36H-37Z", s.shaded(gold, 0.4), 1),
            box(-33, -88, 66, 48, p.dark(gold, 0.5)),
            land if dice.chance(0.6) else still,
            line("M-36 -34H36", p.lit(wood, 0.2), 3.4),
        )
    )
