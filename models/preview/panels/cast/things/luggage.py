"""What things are carried in."""

from __future__ import annotations

from models.preview.panels.cast.craft import formed, gleam, over, rimmed, soft
from models.preview.panels.cast.registry import subject
from models.preview.panels.drawing import Dice, box, disc, line, polygon, shape, turned
from models.preview.panels.stage import Stage


@subject("briefcase", where="table", tall=1.25, wide=1.35)
def briefcase(s: Stage, dice: Dice) -> str:
    """A briefcase of leather."""
    p = s.palette
    hide, brass = p.paint(dice.pick(("#7a4a30", "#3a332f", "#8f5f3a"))), p.paint("#c9a04f")
    return "".join(
        (
            line(
                "M-20 -80V-92C-20 -98-16 -100-10 -100H10C16 -100 20 -98 20 -92V-80",
                p.dark(hide, 0.4),
                6,
            ),
            rimmed(
                s,
                "M-66 -72C-66 -78-62 -81-56 -81H56C62 -81 66 -78 66 -72V-8C66 -3 62 0 57 0H-57C-62 "
                "0-66 -3-66 -8Z",
                s.shaded(hide, 0.4),
                1.3,
            ),
            shape(
                "M-66 -72C-66 -78-62 -81-56 -81H56C62 -81 66 -78 66 -72V-46Q0 -30-66 -46Z",
                over(s, p.lit(hide, 0.1), 0.25),
            ),
            line("M-66 -46Q0 -30 66 -46", p.dark(hide, 0.5), 2),
            line("M-60 -6H60", f"{p.lit(hide, 0.4)}@0.5", 1.6).replace(
                "/>", ' stroke-dasharray="4 4"/>'
            ),
            *(
                box(x - 6, -52, 12, 18, s.shaded(brass, 0.4), 2)
                + disc(x, -40, 2, p.dark(brass, 0.6))
                for x in (-38, 38)
            ),
            gleam(s, "M-56 -70H-24", 3, 0.3),
        )
    )


@subject("box_parcel", where="table", tall=1.15, wide=1.3)
def box_parcel(s: Stage, dice: Dice) -> str:
    """A cardboard box, taped or tied with string."""
    p = s.palette
    card = p.paint(dice.pick(("#b58f5f", "#c9a06a", "#a37b52")))
    tape, left = p.lit(p.paint("#d9c08a"), 0.1), s.light_side < 0
    near, side = (
        (p.lit(card, 0.12), p.dark(card, 0.34)) if left else (p.dark(card, 0.22), p.lit(card, 0.1))
    )
    band = (
        line("M-17 -92L31 -75V5M-62 -44L31 -32L62 -46", p.dark(p.paint("#d9c9a0"), 0.1), 2.2)
        if dice.chance(0.4)
        else polygon([(-24, -89), (-10, -94), (40, -80), (24, -74)], tape)
        + polygon([(24, -74), (40, -80), (40, -62), (24, -56)], p.dark(tape, 0.12))
    )
    return "".join(
        (
            polygon([(-62, -78), (-4, -98), (64, -86), (30, -70)], p.lit(card, 0.35)),
            polygon(
                [(-62, -78), (30, -70), (30, 4), (-62, -8)],
                s.paints.slant(near, p.dark(near, 0.14)),
            ),
            polygon([(30, -70), (64, -86), (64, -14), (30, 4)], side),
            band,
            polygon(
                [(-54, -46), (-24, -43), (-24, -24), (-54, -28)], p.lit(p.paint("#f0e8d6"), 0.2)
            ),
            line("M-50 -40l20 2M-50 -35l14 1.4", p.dark(card, 0.6), 1.8),
            line(
                "M-8 -18v-14m-4 5l4 -5l4 5M6 -16v-14m-4 5l4 -5l4 5", f"{p.dark(card, 0.6)}@0.8", 2
            ),
        )
    )


@subject("suitcase", where="ground", tall=0.42, wide=1.2)
def suitcase(s: Stage, dice: Dice) -> str:
    """A travelling case with stickers."""
    p = s.palette
    hide, strap = (
        p.paint(dice.pick(("#8a5a38", "#4f6b6b", "#a8483f", "#3f5068"))),
        p.paint("#c99a5f"),
    )
    return "".join(
        (
            line(
                "M-17 -88V-96C-17 -100-13 -102-9 -102H9C13 -102 17 -100 17 -96V-88",
                p.dark(hide, 0.4),
                5,
            ),
            rimmed(
                s,
                "M-58 -78C-58 -85-54 -88-48 -88H48C54 -88 58 -85 58 -78V-10C58 -3 54 0 48 0H-48"
                "C-54 0-58 -3-58 -10Z",
                s.shaded(hide, 0.4),
                1.3,
            ),
            line("M-57 -46H57", f"{p.dark(hide, 0.5)}@0.6", 1.8),
            line("M-34 -87V-2M34 -87V-2", strap, 8),
            *(box(x - 6, -54, 12, 14, p.paint("#c9a04f"), 2) for x in (-34, 34)),
            *(
                disc(x, y, 7, p.dark(hide, 0.35))
                for x, y in ((-52, -82), (52, -82), (-52, -6), (52, -6))
            ),
            turned(
                box(-16, -76, 26, 18, p.paint("#e0d6b8"), 2)
                + box(-12, -72, 18, 10, p.paint("#4f8fa8"), 1),
                -8,
                (0, -66),
            ),
            disc(8, -22, 11, p.paint("#d9a03a")) + disc(8, -22, 7, p.paint("#b5403a"))
            if dice.chance(0.6)
            else "",
        )
    )


@subject("backpack", where="ground", tall=0.38, wide=0.85)
def backpack(s: Stage, dice: Dice) -> str:
    """A rucksack, its pocket to us."""
    p = s.palette
    cloth, trim = (
        p.paint(dice.pick(("#b5653f", "#4f6b4a", "#3f5f7f", "#c9923f"))),
        p.paint("#8a5f3e"),
    )
    roll = (
        formed(
            s,
            "M-34 -100H34C40 -100 40 -86 34 -86H-34C-40 -86-40 -100-34 -100Z",
            p.paint("#6f7f5a"),
            0.36,
        )
        + disc(-35, -93, 6, p.dark(p.paint("#6f7f5a"), 0.3))
        if dice.chance(0.5)
        else ""
    )
    return "".join(
        (
            line("M-8 -90C-8 -104 8 -104 8 -90", trim, 4),
            line(
                "M-34 -70C-48 -54-46 -24-38 -10M34 -70C48 -54 46 -24 38 -10", p.dark(cloth, 0.4), 6
            ),
            formed(
                s,
                soft(
                    "-34 -70, -24 -88, 0 -92, 24 -88, 34 -70, 38 -30, 36 -4, 20 0, -20 0, -36 -4, "
                    "-38 -30"
                ),
                cloth,
                0.42,
                1.3,
            ),
            roll,
            shape(
                "M-33 -78C-20 -94 20 -94 33 -78L32 -50Q0 -40-32 -50Z",
                over(s, p.lit(cloth, 0.06), 0.2),
            ),
            rimmed(
                s,
                "M-25 -36C-25 -38-24 -40-22 -40H22C24 -40 25 -38 25 -36V-10C25 -6 22 -4 18 -4H-18"
                "C-22 -4-25 -6-25 -10Z",
                s.shaded(p.dark(cloth, 0.12), 0.25),
                0.8,
            ),
            line("M-25 -28H25", p.dark(cloth, 0.5), 1.6),
            line("M-15 -62V-38M15 -62V-38", trim, 5),
            box(-18, -46, 6, 7, p.paint("#c9a04f"), 1),
            box(12, -46, 6, 7, p.paint("#c9a04f"), 1),
        )
    )
