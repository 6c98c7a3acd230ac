"""Small things that tell what somebody is: badges, stethoscopes, chains.

Coordinates are those of `worn.py`.
"""

from __future__ import annotations

from collections.abc import Callable

from models.preview.panels.cast.people.worn import Worn
from models.preview.panels.drawing import box, disc, line, polygon, shape


def _stethoscope(w: Worn) -> str:
    c, p = w.c, w.s.palette
    tube = p.dark(p.paint("#3a3f4a"), 0.2)
    loop = (
        f"M{c - 4.4} 1.4C{c - 5.4} 9 {c - 2.6} 13 {c - 0.8} 14.4M{c + 3.8} 1.8C{c + 4.6} 9"
        f" {c + 1.8} 13 {c - 0.8} 14.4L{c - 0.4} 18.6"
    )
    return line(loop, tube, 0.8) + disc(c - 0.3, 19.6, 1.4, p.lit(p.paint("#b9bec4"), 0.3))


def _pocket(w: Worn) -> str:
    return line(
        f"M{w.c - 7.6} 17L{w.c - 3} 17.4L{w.c - 3} 21.6L{w.c - 7.4} 21.4Z", f"{w.fold}@0.7", 0.45
    )


def _pens(w: Worn) -> str:
    c = w.c
    ink = "".join(
        box(c - 6.8 + 1.3 * i, 14.6, 0.8, 4, colour, 0.3)
        for i, colour in enumerate((w.trim, w.fold))
    )
    return ink + _pocket(w)


def _star(x: float, y: float, size: float, colour: str) -> str:
    points = [(0, -1), (0.3, -0.35), (1, -0.3), (0.45, 0.15), (0.65, 0.9), (0, 0.45),
              (-0.65, 0.9), (-0.45, 0.15), (-1, -0.3), (-0.3, -0.35)]  # fmt: skip
    return polygon([(x + size * px, y + size * py) for px, py in points], colour)


def _badge(w: Worn) -> str:
    return _star(w.c - 5.2, 14, 2.3, w.s.palette.lit(w.trim, 0.25))


def _watch(w: Worn) -> str:
    return box(w.c - 6, 12, 1.6, 3, w.trim, 0.4) + disc(
        w.c - 5.2, 16, 1.3, w.s.palette.lit(w.trim, 0.3)
    )


def _name_tag(w: Worn) -> str:
    return box(w.c - 7.4, 13, 4.6, 2.6, w.s.palette.lit(w.s.palette.paint("#f0ede4"), 0.1), 0.5)


def _wings(w: Worn) -> str:
    c = w.c
    return shape(
        f"M{c - 8} 12.4Q{c - 5} 12 {c - 4.6} 13.6Q{c - 4.2} 12 {c - 1.6} 12.8Q{c - 3.4} 15"
        f" {c - 4.6} 15Q{c - 6} 15 {c - 8} 12.4Z",
        w.trim,
    )


def _lanyard(w: Worn) -> str:
    c, p = w.c, w.s.palette
    cord = line(f"M{c - 3.6} 2L{c - 0.4} 18L{c + 3.2} 2.4", w.trim, 0.7)
    return (
        cord
        + box(c - 3, 18, 5.2, 6.6, p.lit(p.paint("#f0ede4"), 0.1), 0.6)
        + box(c - 2, 19.4, 3.2, 2, p.paint("#5a6f8f"))
    )


def _epaulettes(w: Worn) -> str:
    left, right = w.edges(7)
    gold = w.s.palette.lit(w.trim, 0.1)
    near = box(left + 0.6, 5.2, 4.4, 1.5, gold, 0.7)
    return near + (box(right - 4.6, 5.2, 4, 1.5, gold, 0.7) if w.trunk.view == "front" else "")


def _chest_pack(w: Worn) -> str:
    p, c = w.s.palette, w.c
    ring = line(f"M{c - 5.6} 1.4Q{c} 5.8 {c + 5.2} 1.8", p.paint("#9aa4ad"), 2)
    pack = box(c - 5, 13, 9.6, 9.6, w.s.shaded(p.paint("#c3cad1"), 0.4), 1.4)
    lights = "".join(
        disc(c - 2.6 + 2.6 * i, 16, 0.8, p.paint(x))
        for i, x in enumerate(("#d9453f", "#4fa05f", "#e0b84f"))
    )
    return (
        ring
        + pack
        + lights
        + line(f"M{c - 3} 19.6h5.6", p.paint("#5a646e"), 0.8)
        + w.band(27, 29, f"{w.trim}@0.9")
    )


def _patches(w: Worn) -> str:
    return box(w.c - 9.4, 9, 3.2, 2.4, w.trim, 0.4)


def _chain(w: Worn) -> str:
    c = w.c
    return line(f"M{c - 5.6} 6Q{c - 1} 20 {c + 4.6} 6.4", w.s.palette.lit(w.trim, 0.15), 1) + disc(
        c - 0.6, 14.4, 1.9, w.s.palette.lit(w.trim, 0.2)
    )


def _pearls(w: Worn) -> str:
    c, white = w.c, w.s.palette.lit(w.s.palette.paint("#f3ece0"), 0.2)
    return "".join(
        disc(c - 3.6 + 1.2 * i, 3.2 + 1.7 * (1 - ((i - 3) / 3) ** 2), 0.7, white) for i in range(7)
    )


def _cross(w: Worn) -> str:
    c = w.c
    cord = line(f"M{c - 3.8} 3L{c} 15L{c + 3.4} 3.2", f"{w.trim}@0.8", 0.4)
    return cord + box(c - 0.6, 14.4, 1.3, 6.4, w.trim) + box(c - 2.3, 16, 4.7, 1.3, w.trim)


def _white_collar(w: Worn) -> str:
    c, white = w.c, w.s.palette.lit(w.s.palette.paint("#f6f4ee"), 0.1)
    return line(f"M{c - 4.2} 1.8Q{c} 5 {c + 3.8} 2", w.s.palette.dark(w.coat, 0.2), 2.4) + line(
        f"M{c - 1.6} 3.2Q{c} 3.9 {c + 1.6} 3.2", white, 1.7
    )


def _bands_white(w: Worn) -> str:
    c = w.c
    return shape(
        f"M{c - 2.6} 2.8L{c + 2.4} 2.8L{c + 3.4} 11L{c + 0.5} 11L{c} 6L{c - 0.5} 11L{c - 3.4} 11Z",
        w.s.palette.lit(w.trim, 0.1),
    )


def _stars(w: Worn) -> str:
    gold = w.s.palette.lit(w.trim, 0.2)
    return "".join(
        _star(w.c + x, y, r, gold)
        for x, y, r in ((-6, 13, 1.4), (3.6, 18, 1.2), (-3, 22, 1), (-6, 33, 1.3), (4, 34, 1.4))
    )


def _splashes(w: Worn) -> str:
    p = w.s.palette
    dabs = (
        (-4, 15, "#d9653f"),
        (2, 20, "#4f8fb0"),
        (-1, 27, "#e0b84f"),
        (4, 31, "#5f9a5f"),
        (-5, 33, "#c9506a"),
    )
    return "".join(disc(w.c + x, y, 1.1, p.paint(colour), 1.2) for x, y, colour in dabs)


def _number(w: Worn) -> str:
    c = w.c
    return box(c - 4.6, 12, 8.4, 8, w.trim, 0.6) + line(
        f"M{c - 2} 14.4L{c - 0.6} 13.6V18.4M{c + 1} 14L{c + 2.8} 14L{c + 1.4} 18.4",
        w.s.palette.paint("#26262e"),
        0.9,
    )


def _pocket_square(w: Worn) -> str:
    return polygon(
        [(w.c - 7, 14.4), (w.c - 5.6, 11.6), (w.c - 4, 14.4)],
        w.s.palette.lit(w.s.palette.paint("#f6f4ee"), 0.1),
    )


EMBLEMS: dict[str, Callable[[Worn], str]] = {
    "stethoscope": _stethoscope,
    "pocket": _pocket,
    "pens": _pens,
    "badge": _badge,
    "watch": _watch,
    "name_tag": _name_tag,
    "wings": _wings,
    "lanyard": _lanyard,
    "epaulettes": _epaulettes,
    "chest_pack": _chest_pack,
    "patches": _patches,
    "chain": _chain,
    "pearls": _pearls,
    "cross": _cross,
    "white_collar": _white_collar,
    "bands_white": _bands_white,
    "stars": _stars,
    "splashes": _splashes,
    "number": _number,
    "kerchief_pocket": _pocket_square,
}
"""By the names that outfits have them under."""
