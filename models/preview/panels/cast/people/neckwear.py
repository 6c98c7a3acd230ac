"""What is worn around the neck: ties, scarves, shawls, hoods.

Coordinates are those of `worn.py`.
"""

from __future__ import annotations

from collections.abc import Callable

from models.preview.panels.cast.people.outline import cornered
from models.preview.panels.cast.people.worn import Worn
from models.preview.panels.drawing import disc, line, polygon, shape


def _tie(w: Worn) -> str:
    c = w.c
    low = 20 if w.outfit.front == "suit" else 17
    knot = f"M{c - 1.3} 4.2L{c + 1.4} 4.2L{c + 0.9} 6.4L{c - 0.7} 6.4Z"
    blade = f"M{c - 0.7} 6.4L{c + 0.9} 6.4L{c + 1.9} {low - 3}L{c + 0.4} {low}L{c - 1.2} {low - 3}Z"
    return shape(blade, w.s.shaded(w.trim, 0.3)) + shape(knot, w.s.palette.dark(w.trim, 0.25))


def _bow_tie(w: Worn) -> str:
    c = w.c
    wings = f"M{c - 3.4} 3L{c} 4.8L{c + 3.4} 3.2L{c + 3.4} 7L{c} 5.4L{c - 3.4} 6.8Z"
    return shape(wings, w.s.palette.lit(w.trim, 0.08)) + disc(
        c, 5.1, 0.9, w.s.palette.dark(w.trim, 0.3)
    )


def _scarf(w: Worn) -> str:
    c, p = w.c, w.s.palette
    wrap = [(c - 7, 0.6), (c, 1.6), (c + 5, 1.2), (c + 5.6, 4.4), (c, 6.6), (c - 7.4, 4.8)]
    tail = [(c + 0.6, 4.4), (c + 4, 4.2), (c + 4.8, 15), (c + 1.4, 15.6)]
    return polygon(tail, p.dark(w.trim, 0.24)) + cornered(wrap, w.s.shaded(w.trim, 0.34))


def _kerchief(w: Worn) -> str:
    c, p = w.c, w.s.palette
    knot = f"M{c - 0.6} 5.4L{c - 2.2} 11L{c + 0.4} 8.6L{c + 2.8} 10.6L{c + 1} 5.4Z"
    wrap = [(c - 5.6, 1.2), (c, 2.6), (c + 4.2, 1.6), (c + 1.6, 5.6), (c, 6.6), (c - 2, 5.8)]
    return shape(knot, p.dark(w.trim, 0.15)) + cornered(wrap, w.s.shaded(w.trim, 0.3))


def _shawl(w: Worn) -> str:
    c, p = w.c, w.s.palette
    left, right = w.edges(14)
    wrap = (
        f"M{c - 6} .6Q{c} 3.4 {c + 4.6} 1.2Q{right + 1.4:.1f} 5 {right + 1:.1f} 14"
        f"Q{c + 4} 16.5 {c} 21Q{c - 5} 17 {left - 1.2:.1f} 15.4Q{left - 2:.1f} 6 {c - 6} .6Z"
    )
    fold = line(
        f"M{c - 5} 4Q{c - 4} 12 {c - 0.4} 19M{c + 3.6} 4Q{c + 3} 12 {c + 0.6} 18",
        f"{p.dark(w.trim, 0.4)}@0.6",
        0.5,
    )
    return shape(wrap, w.s.shaded(w.trim, 0.34)) + fold


def _fur(w: Worn) -> str:
    p, c = w.s.palette, w.c
    white = p.lit(p.paint("#f3eee2"), 0.1)
    left, right = w.edges(10)
    cape = (
        f"M{c - 6} .4Q{c} 3.4 {c + 5} .8Q{right * 0.9:.1f} 3 {right + 0.6:.1f} 9.6"
        f"Q{c + 4} 14 {c} 13Q{c - 6} 14 {left - 0.8:.1f} 10Q{left:.1f} 3 {c - 6} .4Z"
    )
    spots = "".join(
        disc(c + x, y, 0.55, p.paint("#2a262c"), 1.7)
        for x, y in ((-7, 7), (-3, 9.6), (1, 8), (4.6, 9), (-4.6, 4.4), (3, 5))
    )
    return shape(cape, w.s.shaded(white, 0.2)) + spots


def _hood(w: Worn) -> str:
    c, p = w.c, w.s.palette
    folds = [
        (c - 7.6, -0.6),
        (c - 3, 1.8),
        (c + 1, 4.6),
        (c + 4.6, 1.4),
        (c + 5.2, 4),
        (c + 0.6, 8),
        (c - 6, 6.4),
        (c - 9, 3),
    ]
    cords = (
        line(f"M{c - 1.4} 6.4L{c - 1.8} 12M{c + 2} 6.2L{c + 2.4} 11", p.lit(w.coat, 0.4), 0.55)
        if w.outfit.front == "zip"
        else ""
    )
    return cornered(folds, w.s.shaded(p.dark(w.coat, 0.14), 0.34)) + cords


NECKWEAR: dict[str, Callable[[Worn], str]] = {
    "tie": _tie,
    "bow_tie": _bow_tie,
    "scarf": _scarf,
    "kerchief": _kerchief,
}
"""What lies on the front, by the names that outfits have them under."""

HOODS: dict[str, Callable[[Worn], str]] = {"hood": _hood}
"""What goes around the neck."""

WRAPS: dict[str, Callable[[Worn], str]] = {"shawl": _shawl, "fur": _fur}
"""What goes around the shoulders, and so over the sleeves."""
