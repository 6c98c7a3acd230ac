"""Mouths and beards of a face in three quarters, in the coordinates of `visage.py`."""

from __future__ import annotations

from models.preview.panels.cast.people.visage import Visage
from models.preview.panels.colour import mix
from models.preview.panels.drawing import Point, disc, line, shape


def mouth(v: Visage) -> str:
    """The mouth, open where somebody talks or laughs."""
    mood, at = v.expression, v.features
    x, y = 14.0, -at.mouth
    wide = 10.2 * (0.84 if at.cheek > 2 else 1.0) * (0.95 if v.person.woman else 1.04)
    if mood.smile > 4:
        wide *= 1.1
    left, right = (x - wide, y - mood.smile - mood.skew), (x + wide * 0.84, y - mood.smile * 0.9)
    gap = max(mood.open, 4.4 if v.talking else 0.0)
    return _open_mouth(v, left, right, gap) if gap else _shut_mouth(v, left, right)


def _lip(v: Visage) -> str:
    p = v.s.palette
    red = p.paint("#b5443f" if v.person.woman else "#a5544a")
    grown = v.person.kind.age in ("grown", "teen")
    tinted = (
        p.mixed(v.skin, red)
        if not (v.person.woman and grown)
        else p.mixed(red, p.mixed(v.skin, red))
    )
    return tinted


def _shut_mouth(v: Visage, left: Point, right: Point) -> str:
    p = v.s.palette
    x, y = 14.6, -v.features.mouth
    bow = 2.7 if v.person.woman else 1.7
    lower = 4.0 if v.person.woman else 3.0
    smile = v.expression.smile * 0.45
    seam = (
        f"M{left[0]:.1f} {left[1]:.1f}Q{x - 4:.1f} {y + smile:.1f} {x:.1f}"
        f" {y + smile * 0.6:.1f}Q{x + 4:.1f} {y + smile:.1f} {right[0]:.1f} {right[1]:.1f}"
    )
    upper = seam + (
        f"Q{x + 4:.1f} {y - bow + smile * 0.4:.1f} {x + 2:.1f} {y - bow + smile * 0.3:.1f}"
        f"L{x:.1f} {y - bow * 0.6 + smile * 0.3:.1f}L{x - 2.4:.1f}"
        f" {y - bow + smile * 0.3:.1f}Q{x - 6:.1f} {y - bow * 0.6:.1f} {left[0]:.1f}"
        f" {left[1]:.1f}Z"
    )
    under = seam + (
        f"Q{x + 3:.1f} {y + lower + smile:.1f} {x - 0.6:.1f} {y + lower + smile:.1f}"
        f"Q{x - 5:.1f} {y + lower + smile:.1f} {left[0]:.1f} {left[1]:.1f}Z"
    )
    lip = _lip(v)
    shade = line(
        f"M{x - 4:.1f} {y + lower + 3.2:.1f}Q{x:.1f} {y + lower + 4.4:.1f} {x + 3.6:.1f}"
        f" {y + lower + 3:.1f}",
        f"{v.soft}@0.35",
        1.1,
    )
    return (
        shape(upper, p.dark(lip, 0.14))
        + shape(under, lip)
        + line(seam, mix(v.soft, p.skin("#2e0f0c"), 0.4), 1.3)
        + shade
    )


def _open_mouth(v: Visage, left: Point, right: Point, gap: float) -> str:
    p = v.s.palette
    x, y = 14.2, -v.features.mouth
    dark, white = p.dark(p.paint("#6b2226"), 0.3), p.lit(p.paint("#f6f1ea"), 0.1)
    sag = max(0.0, v.expression.smile) * 0.3
    top = f"M{left[0]:.1f} {left[1]:.1f}Q{x:.1f} {y - 1 + sag:.1f} {right[0]:.1f} {right[1]:.1f}"
    inside = top + (
        f"C{right[0] - 2:.1f} {y + gap * 1.5:.1f} {left[0] + 3:.1f} {y + gap * 1.7:.1f}"
        f" {left[0]:.1f} {left[1]:.1f}Z"
    )
    teeth = top + f"Q{x + 1:.1f} {y + 2.4 + sag:.1f} {left[0]:.1f} {left[1]:.1f}Z"
    tongue = disc(x - 0.4, y + gap * 0.78, 4.2, p.paint("#c9625a"), 0.4)
    rim = line(top, p.dark(_lip(v), 0.3), 1.5)
    low = (
        f"M{left[0] + 2.4:.1f} {y + gap * 0.62:.1f}Q{x:.1f} {y + gap * 1.72:.1f}"
        f" {right[0] - 1.8:.1f} {y + gap * 0.6:.1f}"
    )
    lip = line(low, _lip(v), 1.9 if v.person.woman else 1.2)
    return shape(inside, dark) + tongue + shape(teeth, white) + lip + rim


def beard(v: Visage) -> str:
    """A moustache or a beard."""
    s, p = v.s, v.s.palette
    colour = p.paint(v.person.hair_colour)
    fill = s.paints.down(p.dark(colour, 0.1), colour, p.dark(colour, 0.22))
    y, jaw = -v.features.mouth, v.person.jaw
    moustache = (
        f"M15 {y - 7}C10 {y - 8.4} 4 {y - 4} 1.6 {y + 2.6}C6 {y - 0.6} 11 {y - 1.6} 14.8 {y - 2.2}"
        f"C19 {y - 1.8} 23 {y - 0.8} 26.6 {y + 2}C25 {y - 4.6} 20 {y - 8} 15 {y - 7}Z"
    )
    if v.person.beard == "moustache":
        return shape(moustache, fill)
    end = 9.0 if v.person.beard == "full" else 2.0
    end = 62.0 if v.person.beard == "long" else end
    beard = (
        f"M-30.4-40C-27-30 -21-27 -14-27C-7-27 -2-26 2 {y - 5:.1f}C9 {y - 9:.1f} 20"
        f" {y - 9:.1f} 26.4 {y - 4.4:.1f}"
        f"C31-25 34-26 35.6-31C38-18 {33 * jaw:.1f} {-4 + end * 0.4:.1f} 16 {2 + end:.1f}"
        f"C2 {3 + end:.1f} {-22 * jaw:.1f} {-2 + end * 0.3:.1f} {-29 * jaw:.1f}-20C-31-27"
        " -31.4-33 -30.4-40Z"
    )
    if v.person.beard == "stubble":
        return shape(beard, f"{p.dark(colour, 0.2)}@0.3")
    strands = line(
        f"M-8 -8Q-4 {end * 0.4:.1f} 4 {end * 0.8:.1f}M24-6Q22 {end * 0.3:.1f} 18 {end * 0.8:.1f}",
        f"{p.lit(colour, 0.3)}@0.4",
        1,
    )
    return shape(beard, fill) + strands
