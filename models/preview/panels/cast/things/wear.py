"""What people put on and hold over themselves."""

from __future__ import annotations

from models.preview.panels.cast.craft import formed, gleam, limb, rimmed, soft
from models.preview.panels.cast.registry import subject
from models.preview.panels.drawing import Dice, disc, line, shape
from models.preview.panels.stage import Stage


@subject("umbrella", where="ground", tall=0.58, wide=1.05)
def umbrella(s: Stage, dice: Dice) -> str:
    """An open umbrella."""
    p = s.palette
    cloth = p.paint(dice.pick(("#a8382f", "#33404f", "#d9a03a", "#3f7f7a")))
    other = p.lit(p.paint("#e6d9c0"), 0.1) if dice.chance(0.4) else p.dark(cloth, 0.16)
    top = (
        "M0 -92C-34 -92-52 -66-54 -44C-46 -54-36 -54-30 -45C-24 -55-8 -55 "
        "0 -45C8 -55 24 -55 30 -45C36 -54 46 -54 54 -44C52 -66 34 -92 0 -92Z"
    )
    return "".join(
        (
            line("M0 -92V-8C0 2 -14 2 -14 -8", p.dark(p.paint("#5a3f2c"), 0.1), 3.2),
            line("M-52 -46L0 -64L52 -46M-30 -46L0 -64L30 -46", f"{p.dark(cloth, 0.5)}@0.6", 1),
            formed(s, top, cloth, 0.42, 1.2),
            shape(
                "M0 -92C-18 -84-28 -64-30 -45C-24 -55-8 -55 0 -45C8 -55 24 -55 30 -45C28 -64 18 "
                "-84 0 -92Z",
                other,
            ),
            shape(
                "M0 -92C-6 -80-2 -60 0 -45C8 -55 24 -55 30 -45C28 -64 18 -84 0 -92Z",
                p.dark(other, 0.14),
            ),
            line("M0 -92V-100", p.paint("#8f959a"), 2.4),
        )
    )


@subject("hat", where="table", tall=0.85, wide=1.75)
def hat(s: Stage, dice: Dice) -> str:
    """A felt hat, a straw hat, or a top hat."""
    p = s.palette
    tone, band = (
        p.paint(c)
        for c in dice.pick((("#6f5a45", "#2c2622"), ("#d9b878", "#a8483f"), ("#3f444b", "#8f2f35")))
    )
    if dice.chance(0.3):
        crown_, girdle = (
            "M-40 -16L-46 -96C-30 -102 30 -102 46 -96L40 -16Z",
            "M-42 -40Q0 -30 42 -40L40 -18Q0 -8-40 -18Z",
        )
    else:
        crown_, girdle = (
            "M-46 -18C-46 -60-42 -92-22 -96C-12 -98-6 -88 0 -88C6 -88 12 -98 22 -96C42 -92 46 -60 "
            "46 -18Z",
            "M-46 -42Q0 -30 46 -42L46 -20Q0 -8-46 -20Z",
        )
    return "".join(
        (
            disc(0, -12, 84, p.dark(tone, 0.5), 0.17),
            rimmed(
                s,
                soft(
                    "-86 -22, -60 -10, 0 -2, 60 -10, 86 -22, 70 -26, 44 -22, 0 -18, -44 -22, "
                    "-70 -26"
                ),
                s.shaded(tone, 0.36),
                1.3,
            ),
            formed(s, crown_, tone, 0.42, 1.2),
            shape(girdle, s.shaded(band, 0.3)),
            shape("M-44 -44C-66 -52-70 -78-58 -92C-50 -78-48 -60-40 -42Z", p.paint("#b5653f"))
            if dice.chance(0.4)
            else "",
            gleam(s, "M-34 -56C-34 -70-30 -80-24 -86", 3, 0.25),
        )
    )


@subject("shoe", where="table", tall=0.8, wide=2.0)
def shoe(s: Stage, dice: Dice) -> str:
    """A laced shoe, or a boot."""
    p = s.palette
    hide = p.paint(dice.pick(("#7a4a30", "#33302e", "#a8483f", "#4f6f8a")))
    sole, lace = p.dark(p.paint("#4a3a2c"), 0.1), p.lit(p.paint("#e0d6c0"), 0.1)
    boot = dice.chance(0.4)
    top = (
        "-78 -60, -74 -72, -30 -74, -22 -64" if not boot else "-76 -88, -72 -100, -24 -102, -18 -90"
    )
    laces = "".join(line(f"M{-14 + 13 * i} {-62 + 6.6 * i}l14 -5", lace, 3) for i in range(4)) + (
        line("M-22 -76l16 -5M-24 -90l16 -4", lace, 3) if boot else ""
    )
    return "".join(
        (
            disc(-50, -70 if not boot else -98, 26, p.dark(hide, 0.6), 0.2),
            formed(
                s,
                soft(
                    f"{top}, -8 -56, 20 -42, 60 -38, 92 -24, 94 -10, 40 -6, -40 -6, -88 -10, "
                    f"-84 -34"
                ),
                hide,
                0.38,
                1.3,
            ),
            shape(soft("52 -38, 92 -24, 94 -10, 54 -8, 44 -24"), p.lit(hide, 0.12)),
            shape("M-90 -14H96C98 -6 94 0 86 0H-30L-40 -5H-46V0H-88Z", sole),
            line("M-88 -14H95", p.lit(sole, 0.4), 2),
            laces,
            line("M-78 -40C-66 -38-58 -26-58 -16", f"{p.dark(hide, 0.5)}@0.7", 2),
        )
    )


@subject("dress", where="ground", tall=0.85, wide=0.6)
def dress(s: Stage, dice: Dice) -> str:
    """A dress on its stand."""
    p = s.palette
    cloth, sash = (
        p.paint(dice.pick(("#a8384f", "#3f5f94", "#4f7f6a", "#d9b8a0", "#6f4f85"))),
        p.paint(dice.pick(("#c9a04f", "#e6dfd0", "#33303a"))),
    )
    dots = "".join(
        disc(dice.between(-20, 20), dice.between(-46, -20), 1.6, f"{p.lit(cloth, 0.7)}@0.8")
        for _ in range(14)
    )
    return "".join(
        (
            line("M0 -18V-4M0 -6L-16 0M0 -6L16 0", p.dark(p.paint("#5a4232"), 0.1), 2.6),
            shape(
                "M-3.4 -99H3.4V-92C8 -90 10 -86 8 -78H-8C-10 -86-8 -90-3.4 -92Z",
                s.shaded(p.paint("#c9b08a"), 0.4),
            ),
            disc(0, -99, 4, p.paint("#7a5236")),
            formed(
                s,
                "M-14 -90C-8 -88-6 -84 0 -82C6 -84 8 -88 14 -90C16 -80 12 -70 10 -62C18 -44 26 "
                "-28 30 -16C14 -10-14 -10-30 -16C-26 -28-18 -44-10 -62C-12 -70-16 -80-14 -90Z",
                cloth,
                0.42,
                1,
            ),
            line(
                "M-6 -58C-10 -44-14 -28-18 -14M0 -58V-12M6 -58C10 -44 14 -28 18 -14",
                f"{p.dark(cloth, 0.4)}@0.5",
                1.4,
            ),
            dots if dice.chance(0.5) else line("M-28 -20Q0 -12 28 -20", p.lit(cloth, 0.5), 2.4),
            shape("M-10.6 -65H10.6L10.4 -60H-10.4Z", sash),
        )
    )


@subject("mask", where="table", tall=1.0, wide=1.15)
def mask(s: Stage, dice: Dice) -> str:
    """A mask of the theatre, laughing or sad, or one for a ball."""
    p = s.palette
    face, ink = (
        p.paint(dice.pick(("#e6dccb", "#c9a04f", "#b5483f"))),
        p.dark(p.paint("#2a2226"), 0.1),
    )
    if dice.chance(0.35):
        plumes = "".join(
            limb(f"{x} -66, {x * 1.2:.0f} -96, {x * 1.8:.0f} -112", 8, p.paint(tone))
            for x, tone in ((14, "#4f8fa8"), (24, "#a85f94"), (34, "#d9a03a"))
        )
        return (
            plumes
            + line("M52 -44L64 8", p.paint("#c9a04f"), 4)
            + formed(
                s,
                soft(
                    "-60 -66, -40 -70, 0 -60, 40 -70, 60 -66, 54 -34, 30 -24, 10 -30, 0 -42, -10 "
                    "-30, -30 -24, -54 -34"
                ),
                p.paint("#7a2f4f"),
                0.4,
                1.2,
            )
            + "".join(
                shape(soft(f"{x - 16} -50, {x} -56, {x + 15} -48, {x} -40"), ink)
                + line(
                    f"M{x - 18} -48C{x - 8} -60 {x + 8} -60 {x + 18} -46", p.paint("#d3a63f"), 2.4
                )
                for x in (-28, 28)
            )
            + disc(0, -58, 5, p.paint("#d3a63f"))
        )
    happy = dice.chance(0.5)
    mouth = (
        "M-26 -36C-16 -30 16 -30 26 -36C24 -14 12 -8 0 -8C-12 -8-24 -14-26 -36Z"
        if happy
        else "M-22 -12C-18 -30-10 -34 0 -34C10 -34 18 -30 22 -12C12 -20-12 -20-22 -12Z"
    )
    brow = (
        "M-36 -74C-28 -84-16 -82-10 -74M36 -74C28 -84 16 -82 10 -74"
        if happy
        else "M-38 -68C-28 -70-18 -76-12 -82M38 -68C28 -70 18 -76 12 -82"
    )
    return "".join(
        (
            line("M-46 -60C-66 -50-70 -20-58 4M46 -60C66 -50 70 -20 58 4", p.paint("#a8382f"), 3.4),
            formed(
                s,
                soft("-46 -90, 0 -99, 46 -90, 48 -54, 34 -18, 0 1, -34 -18, -48 -54"),
                face,
                0.42,
                1.4,
            ),
            shape(mouth, ink),
            *(
                shape(
                    soft(f"{x - 12} -58, {x} -66, {x + 12} -58, {x} -{'54' if happy else '50'}"),
                    ink,
                )
                for x in (-22, 22)
            ),
            line(brow, p.dark(face, 0.5), 3),
            line("M0 -62C-2 -52-8 -44-4 -42C0 -40 4 -42 6 -44", p.dark(face, 0.4), 2),
        )
    )
