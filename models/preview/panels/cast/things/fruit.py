"""Fruit and vegetables."""

from __future__ import annotations

from models.preview.panels.cast.craft import formed, gleam, ring, soft, spokes, spun
from models.preview.panels.cast.registry import subject
from models.preview.panels.drawing import Dice, disc, line, shape
from models.preview.panels.stage import Stage


@subject("onion", where="table", tall=0.75, wide=1.0)
def onion(s: Stage, dice: Dice) -> str:
    """An onion, golden or red, its skin in lines."""
    p = s.palette
    skin = p.paint(dice.pick(("#c98a45", "#8f3f5f", "#d9b06a")))
    lines = (
        "M0 -80C-34 -70-40 -20-8 -2M0 -80C-14 -64-16 -20 0 "
        "-2M0 -80C14 -64 16 -20 2 -2M0 -80C34 -70 40 -20 8 -2"
    )
    return "".join(
        (
            line("M-6 -1l-4 5M0 0v6M6 -1l4 5", p.dark(skin, 0.3), 1.6),
            formed(
                s, spun("2 -104, 4 -94, 8 -84, 30 -74, 48 -52, 46 -24, 26 -4, 4 0"), skin, 0.42, 1.3
            ),
            line(lines, f"{p.dark(skin, 0.4)}@0.55", 1.5),
            line("M-2 -92L-8 -108M2 -92L6 -110M0 -94V-104", p.dark(skin, 0.2), 2.4),
            gleam(s, "M-32 -58C-37 -48-37 -38-34 -28", 4, 0.55),
        )
    )


@subject("tomato", where="table", tall=0.62, wide=1.2)
def tomato(s: Stage, dice: Dice) -> str:
    """A tomato with its green star."""
    p = s.palette
    red, green = p.paint(dice.pick(("#c5382c", "#d2502f", "#b52f2f"))), p.paint("#4f7f3a")
    return "".join(
        (
            formed(
                s,
                soft(
                    "0 -86, 26 -94, 52 -78, 60 -46, 44 -12, 14 0, -14 0, -44 -12, -60 -46, -52 "
                    "-78, -26 -94"
                ),
                red,
                0.46,
                1.4,
            ),
            line(
                "M0 -84C-14 -76-20 -66-22 -56M0 -84C14 -76 20 -66 22 -56",
                f"{p.dark(red, 0.4)}@0.5",
                2,
            ),
            shape(
                "M0 -88L-30 -92L-12 -82L-24 -68L-4 -78L4 -62L8 -78L28 -72L14 -83L30 -94L6 -90L4 "
                "-106L-3 -105Z",
                green,
            ),
            gleam(s, "M-42 -64C-48 -54-49 -44-46 -34", 5, 0.6),
        )
    )


def citrus(s: Stage, data: str, skin: str, cut: str, dice: Dice) -> str:
    """A fruit and half of another, its segments to us."""
    p = s.palette
    pale = p.lit(p.paint("#f3e9c9"), 0.15)
    pores = "".join(
        disc(dice.between(-70, -10), dice.between(-74, -24), 1.4, f"{p.dark(skin, 0.4)}@0.5")
        for _ in range(14)
    )
    return "".join(
        (
            formed(s, data, skin, 0.42, 1.3),
            pores,
            gleam(s, "M-66 -60C-70 -50-70 -42-66 -32", 4, 0.4) if s.light_side < 0 else "",
            disc(44, -36, 37, s.shaded(skin, 0.4)),
            disc(44, -36, 33, pale),
            disc(44, -36, 30, cut),
            line(spokes(44, -36, 3, 30, 9), pale, 2.4),
            disc(44, -36, 4, pale),
        )
    )


@subject("lemon", where="table", tall=0.6, wide=1.9)
def lemon(s: Stage, dice: Dice) -> str:
    """A lemon and a half."""
    p = s.palette
    skin = p.paint(dice.pick(("#e6c62f", "#dfbf3a", "#a9b83a")))
    fruit = (
        "-96 -44, -84 -54, -66 -80, -34 -88, -4 -76, 10 -52, "
        "18 -46, 14 -38, 4 -26, -18 -6, -48 -2, -76 -18, -86 -36"
    )
    return citrus(s, soft(fruit), skin, p.lit(skin, 0.35), dice)


@subject("orange_fruit", where="table", tall=0.75, wide=1.7)
def orange_fruit(s: Stage, dice: Dice) -> str:
    """An orange with a leaf, and half of another."""
    p = s.palette
    skin = p.paint(dice.pick(("#e0862a", "#d9762a", "#e59a35")))
    leaf = shape("M-34 -90C-26 -108-8 -110 8 -104C0 -92-16 -86-34 -90Z", p.paint("#4f7f3a"))
    return (
        citrus(s, ring(-34, -46, 46) + "Z", skin, p.lit(skin, 0.3), dice)
        + leaf
        + line("M-34 -91v-7", p.paint("#5f4a2f"), 3)
    )


@subject("apple", where="table", tall=0.8, wide=0.95)
def apple(s: Stage, dice: Dice) -> str:
    """An apple with its leaf."""
    p = s.palette
    skin = p.paint(dice.pick(("#b8322c", "#8fa83a", "#d0702f", "#a8283a")))
    body = (
        "0 -80, 20 -90, 42 -82, 48 -54, 36 -18, 18 0, 4 -3, "
        "0 -2, -4 -3, -18 0, -36 -18, -48 -54, -42 -82, -20 -90"
    )
    return "".join(
        (
            line("M0 -78C0 -90 4 -98 10 -104", p.paint("#5f4227"), 4),
            formed(s, soft(body), skin, 0.46, 1.3),
            shape(soft("-14 -84, 0 -78, 14 -84, 6 -74, -6 -74"), p.dark(skin, 0.4)),
            line("M0 -76C0 -84 2 -90 4 -94", p.paint("#5f4227"), 4),
            shape("M6 -92C14 -108 34 -108 44 -98C34 -86 18 -84 6 -92Z", p.paint("#5f8a3f")),
            line("M8 -92C20 -96 30 -98 40 -98", p.paint("#3f6a2f"), 1.4),
            gleam(s, "M-30 -68C-36 -58-36 -46-32 -34", 5, 0.6),
        )
    )
