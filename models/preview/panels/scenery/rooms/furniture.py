"""Furniture that more than one room has, drawn front on."""

from __future__ import annotations

from models.preview.panels.colour import mix
from models.preview.panels.drawing import box, disc, polygon, shape
from models.preview.panels.stage import Stage


def front_table(s: Stage, colour: str) -> None:
    """A near table's edge out of focus, across the foot of the picture."""
    p = s.palette
    wood = p.dark(p.paint(colour), 0.35)
    y = s.height * 0.965
    s.front.add(box(s.left, y, s.span, s.bottom - y, s.paints.down(p.lit(wood, 0.25), wood)))


def cupboard(
    s: Stage,
    x: float,
    foot: float,
    wide: float,
    tall: float,
    colour: str,
    doors: int,
    rows: int = 1,
) -> None:
    """A cabinet with doors or drawers."""
    p = s.palette
    tone = p.paint(colour)
    s.mid.add(box(x, foot - tall, wide, tall, s.shaded(tone, 0.35)))
    cell_w, cell_h = wide / doors, tall / rows
    edge = p.dark(tone, 0.4)
    for row in range(rows):
        for door in range(doors):
            dx, dy = x + door * cell_w, foot - tall + row * cell_h
            inset = min(cell_w, cell_h) * 0.08
            s.mid.add(
                box(
                    dx + inset,
                    dy + inset,
                    cell_w - 2 * inset,
                    cell_h - 2 * inset,
                    f"{edge}@0.28",
                    3,
                )
            )
            s.mid.add(
                disc(
                    dx + cell_w * (0.82 if door % 2 == 0 else 0.18)
                    if rows == 1
                    else dx + cell_w / 2,
                    dy + cell_h * 0.5,
                    s.unit * 0.5,
                    p.lit(tone, 0.6),
                )
            )
    s.mid.add(
        box(
            x - s.unit * 0.6,
            foot - tall - s.unit * 1.2,
            wide + 1.2 * s.unit,
            1.5 * s.unit,
            p.lit(tone, 0.3),
        )
    )


def shelf(s: Stage, x: float, y: float, wide: float, colour: str, name: str, kind: str) -> None:
    """A board on the wall with books, jars or glass on it."""
    p = s.palette
    dice = s.dice(name)
    tone = p.paint(colour)
    at = x + s.unit
    while at < x + wide - 3 * s.unit:
        if kind == "books":
            w, h = s.unit * dice.between(1.1, 2.2), s.unit * dice.between(6.5, 9.5)
            cover = p.paint(
                dice.pick(("#8f4f3d", "#3f5f7f", "#c9a25a", "#4f6b58", "#6d5a7d", "#b5a48c")), 0.9
            )
            s.mid.add(box(at, y - h, w, h, s.paints.across(p.lit(cover, 0.15), p.dark(cover, 0.2))))
            at += w + (s.unit * 2.6 if dice.chance(0.09) else s.unit * 0.15)
        else:
            w, h = s.unit * dice.between(2.6, 4.6), s.unit * dice.between(4, 7.5)
            clay = (
                "#9fc4c9"
                if kind == "glass"
                else dice.pick(("#c98f6a", "#d9d3c4", "#8fa39b", "#b86f52"))
            )
            jar = p.paint(clay, 0.9)
            see = "@0.55" if kind == "glass" else ""
            s.mid.add(box(at, y - h, w, h, f"{jar}{see}", w * 0.25))
            s.mid.add(box(at + w * 0.16, y - h, w * 0.2, h * 0.9, f"{p.light}@0.35", 2))
            s.mid.add(box(at + w * 0.2, y - h - s.unit * 0.8, w * 0.6, s.unit, p.dark(jar, 0.35)))
            if kind == "glass":
                s.mid.add(
                    box(
                        at,
                        y - h * 0.45,
                        w,
                        h * 0.45,
                        f"{p.paint(dice.pick(('#4fa37f', '#c96f6a', '#c9a23f')))}@0.6",
                        w * 0.25,
                    )
                )
            at += w + s.unit * dice.between(0.8, 2.4)
    s.mid.add(box(x, y, wide, 1.2 * s.unit, s.paints.down(p.lit(tone, 0.25), p.dark(tone, 0.3))))


def picture_frame(s: Stage, x: float, y: float, wide: float, tall: float) -> None:
    """A small landscape on the wall."""
    p = s.palette
    s.mid.add(box(x - s.unit, y - s.unit, wide + 2 * s.unit, tall + 2 * s.unit, p.paint("#7a5c40")))
    s.mid.add(box(x, y, wide, tall, s.paints.down(p.paint("#a9c0c4"), p.paint("#e3d2ac"))))
    hill = [
        (x, y + tall),
        (x, y + tall * 0.7),
        (x + wide * 0.4, y + tall * 0.48),
        (x + wide, y + tall * 0.75),
        (x + wide, y + tall),
    ]
    s.mid.add(polygon(hill, p.paint("#6f8a68")))


def bookcase(s: Stage, x: float, foot: float, wide: float, tall: float) -> None:
    """Four shelves full of books."""
    tone = s.palette.paint("#6b4d38")
    s.mid.add(box(x, foot - tall, wide, tall, s.palette.dark(tone, 0.45)))
    for i in range(4):
        shelf(
            s, x, foot - tall + (i + 1) * tall / 4 - s.unit, wide, "#6b4d38", f"books {i}", "books"
        )
    s.mid.add(
        box(x - s.unit, foot - tall, 1.6 * s.unit, tall, tone),
        box(x + wide - 0.6 * s.unit, foot - tall, 1.6 * s.unit, tall, tone),
    )
    s.mid.add(
        box(
            x - s.unit,
            foot - tall - s.unit,
            wide + 2 * s.unit,
            1.8 * s.unit,
            s.palette.lit(tone, 0.2),
        )
    )


def desk(s: Stage, x: float, foot: float, wide: float, *, screen: bool) -> None:
    """An office desk, with a screen on it or without."""
    p, u = s.palette, s.unit
    wood = p.paint("#a9825a")
    tall = wide * 0.42
    top = foot - tall
    s.mid.add(disc(x, foot, wide * 0.6, s.paints.round(f"{p.shade}@0.55", f"{p.shade}@0"), 0.1))
    for dx in (-0.46, 0.42):
        s.mid.add(box(x + wide * dx, top, wide * 0.04, tall, p.dark(wood, 0.5)))
    s.mid.add(box(x + wide * 0.16, top, wide * 0.3, tall * 0.72, s.shaded(p.dark(wood, 0.2), 0.3)))
    if screen:
        s.mid.add(
            box(x - wide * 0.05, top - tall * 0.2, wide * 0.05, tall * 0.2, p.paint("#3a3f45"))
        )
        s.mid.add(
            box(x - wide * 0.24, top - tall * 0.86, wide * 0.43, tall * 0.68, p.paint("#2f343a"), 4)
        )
        light = mix(p.paint("#8fc4d9"), p.light, 0.2)
        s.mid.add(
            box(
                x - wide * 0.22,
                top - tall * 0.82,
                wide * 0.39,
                tall * 0.58,
                s.paints.slant(light, p.dark(light, 0.3)),
                2,
            )
        )
        for i, reach in enumerate((0.26, 0.2, 0.3, 0.14)):
            s.mid.add(
                box(
                    x - wide * 0.19,
                    top - tall * (0.74 - 0.12 * i),
                    wide * reach,
                    tall * 0.045,
                    f"{p.lit(light, 0.5)}@0.8",
                )
            )
    s.mid.add(box(x - wide * 0.34, top - tall * 0.06, wide * 0.14, tall * 0.06, p.paint("#e8e2d4")))
    s.mid.add(
        box(x - wide / 2, top, wide, 1.5 * u, s.paints.down(p.lit(wood, 0.35), p.dark(wood, 0.15)))
    )


def plant(s: Stage, x: float, foot: float, tall: float) -> None:
    """A plant with long leaves in a clay pot."""
    p = s.palette
    pot, leaf = p.paint("#b5714f"), p.paint("#5f8a5a")
    for i in range(9):
        lean = (i - 4) / 4
        tip = (x + lean * tall * 0.42, foot - tall * (1 - 0.34 * abs(lean)))
        base = foot - tall * 0.26
        data = (
            f"M{x - 2:.1f} {base:.1f}Q{x + lean * tall * 0.1 - tall * 0.05:.1f}"
            f" {foot - tall * 0.8:.1f} {tip[0]:.1f} "
            f"{tip[1]:.1f}Q{x + lean * tall * 0.24 + tall * 0.04:.1f}"
            f" {foot - tall * 0.5:.1f} {x + 2:.1f} {base:.1f}Z"
        )
        s.mid.add(shape(data, p.lit(leaf, 0.16) if i % 2 else p.dark(leaf, 0.2)))
    s.mid.add(
        polygon(
            [
                (x - tall * 0.16, foot - tall * 0.3),
                (x + tall * 0.16, foot - tall * 0.3),
                (x + tall * 0.11, foot),
                (x - tall * 0.11, foot),
            ],
            s.shaded(pot, 0.4),
        )
    )
