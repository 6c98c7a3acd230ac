"""How garments close in front; coordinates are those of `worn.py`."""

from __future__ import annotations

from collections.abc import Callable

from models.preview.panels.cast.people.worn import Worn
from models.preview.panels.drawing import disc, line, polygon, shape


def _vee(w: Worn, depth: float, colour: str, wide: float = 3.6) -> str:
    c = w.c
    return shape(f"M{c - wide} 1.6Q{c} 4.4 {c + wide - 0.6} 2L{c} {depth}Z", colour)


def _lapels(w: Worn, depth: float) -> str:
    c, p = w.c, w.s.palette
    near = [(c - 4, 1.4), (c - 6.4, 7), (c - 3.6, 8.6), (c + 0.2, depth), (c - 2.4, 3.6)]
    far = [(c + 3.2, 1.8), (c + 5.4, 7), (c + 3.4, 8.4), (c + 0.2, depth), (c + 2.2, 4)]
    return polygon(far, p.lit(w.coat, 0.1)) + polygon(near, p.lit(w.coat, 0.2))


def _opening(w: Worn, top: float = 4, bottom: float = 37.5) -> str:
    c = w.c
    return line(f"M{c} {top}Q{c + 0.9} 20 {c + 0.3} {bottom}", f"{w.fold}@0.85", 0.5)


def buttons(w: Worn, ys: tuple[float, ...], x: float, colour: str) -> str:
    """Buttons in a row, `x` beside the middle of the front."""
    return "".join(disc(w.c + x, y, 0.62, colour) for y in ys)


def _collar(w: Worn, colour: str) -> str:
    c = w.c
    near = [(c - 4.2, 0.8), (c - 5, 4.4), (c - 1.6, 6), (c, 3.8)]
    far = [(c, 3.8), (c + 1.8, 6), (c + 4.6, 4.4), (c + 3.4, 1)]
    edge = w.s.palette.dark(colour, 0.25)
    return polygon(far, edge) + polygon(near, w.s.palette.lit(colour, 0.12))


def _front_round(w: Worn) -> str:
    c, p = w.c, w.s.palette
    band = f"M{c - 5.4} .3Q{c} 4.6 {c + 4.6} .8L{c + 4.9} 2.2Q{c} 7.4 {c - 5.9} 1.9Z"
    seam = f"M{c - 5.8} 1.9Q{c} 7.3 {c + 4.8} 2.2"
    return shape(band, p.lit(w.coat, 0.1)) + line(seam, f"{p.dark(w.coat, 0.4)}@0.8", 0.35)


def _front_vee(w: Worn) -> str:
    c = w.c
    skin = w.s.palette.skin(w.trunk.person.skin)
    edge = line(f"M{c - 3.8} 1.4L{c} 11L{c + 3.4} 1.8", w.s.palette.dark(w.coat, 0.25), 0.8)
    return _vee(w, 11, w.s.palette.dark(skin, 0.12)) + edge


def _front_collar(w: Worn) -> str:
    dark = w.s.palette.dark(w.coat, 0.4)
    return _opening(w, 5) + buttons(w, (10, 16, 22, 28), 0.6, dark) + _collar(w, w.coat)


def _front_buttons(w: Worn) -> str:
    inner = w.s.palette.paint(w.outfit.inner)
    shiny = w.s.palette.lit(w.trim, 0.2)
    return (
        _vee(w, 9, inner)
        + _opening(w, 9)
        + buttons(w, (12, 18, 24, 30), 0.7, shiny)
        + _collar(w, w.coat)
    )


def _front_zip(w: Worn) -> str:
    steel = w.s.palette.lit(w.s.palette.paint("#b9bec4"), 0.1)
    zipped = line(f"M{w.c} 4Q{w.c + 0.8} 20 {w.c + 0.3} 37", f"{steel}@0.8", 0.55)
    return _opening(w) + zipped + _collar(w, w.coat)


def _front_lapels(w: Worn) -> str:
    return _opening(w, 12) + _vee(w, 14, w.s.palette.paint(w.outfit.inner)) + _lapels(w, 15)


def _front_open(w: Worn) -> str:
    c, p = w.c, w.s.palette
    inner = p.paint(w.outfit.inner)
    gap = (
        f"M{c - 3.6} 1.6Q{c} 4.6 {c + 3.2} 2C{c + 2.4} 14 {c + 3} 28 {c + 3.6} 38.5"
        f"L{c - 3.4} 38.5C{c - 2.6} 26 {c - 2.2} 14 {c - 3.6} 1.6Z"
    )
    return shape(gap, _shaded_down(w, inner)) + _lapels(w, 17)


def _shaded_down(w: Worn, colour: str) -> str:
    """Cloth in the shade of what is worn over it."""
    p = w.s.palette
    return w.s.paints.down(colour, p.dark(colour, 0.12), p.dark(colour, 0.3))


def _front_suit(w: Worn) -> str:
    inner = w.s.palette.paint(w.outfit.inner)
    dark = w.s.palette.dark(w.coat, 0.5)
    return (
        _opening(w, 19) + _vee(w, 20, inner) + _collar(w, inner) + _lapels(w, 21)
        + buttons(w, (24, 29), 0.8, dark)
    )  # fmt: skip


def _front_double(w: Worn) -> str:
    inner, shiny = w.s.palette.paint(w.outfit.inner), w.s.palette.lit(w.trim, 0.15)
    rows = buttons(w, (17, 23, 29), -3, shiny) + buttons(w, (17, 23, 29), 2.6, shiny)
    return _opening(w, 14) + _vee(w, 13, inner) + _lapels(w, 14) + rows


def _front_wrap(w: Worn) -> str:
    c = w.c
    inner = w.s.palette.dark(w.coat, 0.3)
    return _vee(w, 12, inner) + line(
        f"M{c + 3.4} 1.8Q{c + 1} 14 {c - 4} 27M{c - 3.8} 1.6L{c + 0.6} 11", f"{w.fold}@0.9", 0.9
    )


def _front_check(w: Worn) -> str:
    pale = f"{w.s.palette.lit(w.trim, 0.1)}@0.3"
    rows = "".join(w.band(y, y + 1.1, pale) for y in (8, 14, 20, 26, 32))
    left, right = w.edges(17)
    columns = "".join(
        line(f"M{x:.1f} 7L{x:.1f} 37", pale, 1.1)
        for x in (left * 0.62, left * 0.2, right * 0.25, right * 0.66)
    )
    return rows + columns + _front_collar(w)


def front(w: Worn) -> str:
    """How the garment closes in front."""
    return _FRONTS[w.outfit.front](w)


_FRONTS: dict[str, Callable[[Worn], str]] = {
    "plain": lambda w: "",
    "round": _front_round,
    "vee": _front_vee,
    "collar": _front_collar,
    "buttons": _front_buttons,
    "zip": _front_zip,
    "lapels": _front_lapels,
    "open": _front_open,
    "suit": _front_suit,
    "double": _front_double,
    "wrap": _front_wrap,
    "check": _front_check,
}
