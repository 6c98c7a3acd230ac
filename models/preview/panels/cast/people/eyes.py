"""Eyes, brows and glasses of a face in three quarters, in the coordinates of `visage.py`."""

from __future__ import annotations

from models.preview.panels.cast.people.visage import Visage
from models.preview.panels.drawing import disc, line, shape


def eyes(v: Visage) -> str:
    """Both eyes, which look where the gaze goes."""
    at = v.features
    size = at.eye
    near = _eye(v, -4.5, -at.eyes - v.expression.skew * 0.3, 8.2 * size, -1)
    return near + _eye(v, 25.4, -at.eyes, 6.2 * size, 1)


def _eye(v: Visage, x: float, y: float, half: float, outer: int) -> str:
    """One eye; `outer` is the side of its outer corner."""
    s, p, mood = v.s, v.s.palette, v.expression
    tall = 6.0 * v.features.eye
    up = tall * (1 - mood.lids)
    low = tall * (0.72 if v.mood != "joyful" else 0.52)
    ink = p.dark(p.paint("#2e211f"), 0.3)
    white = p.lit(p.paint("#f3eee8"), 0.12)
    tilt = 0.9 if v.person.woman else 0.2
    left, right = (y - tilt if outer < 0 else y + 0.4), (y - tilt if outer > 0 else y + 0.4)
    upper = (
        f"M{x - half:.1f} {left:.1f}C{x - half * 0.5:.1f} {y - up * 1.3:.1f}"
        f" {x + half * 0.5:.1f} {y - up * 1.3:.1f} {x + half:.1f} {right:.1f}"
    )
    almond = upper + (
        f"C{x + half * 0.5:.1f} {y + low:.1f} {x - half * 0.5:.1f} {y + low:.1f}"
        f" {x - half:.1f} {left:.1f}Z"
    )
    iris = 4.5 * v.features.eye
    ix = x + v.gaze.across * half * 0.3
    iy = y - 0.8 + v.gaze.down * 1.4 + mood.lids * 1.4
    colour = p.paint(v.person.eyes)
    parts = [
        shape(almond, white),
        disc(ix, iy, iris, s.paints.down(p.dark(colour, 0.5), p.lit(colour, 0.12)), 1.02),
        disc(ix, iy, iris * 0.52, ink),
        disc(ix + s.light_side * 1.4, iy - 1.5, iris * 0.24, p.lit(white, 0.6)),
    ]
    # A lowered lid covers the iris's top; so does the fold above every eye.
    lid = upper + (
        f"L{x + half:.1f} {y - tall * 1.1:.1f}C{x + half * 0.4:.1f} {y - tall * 1.75:.1f}"
        f" {x - half * 0.4:.1f} {y - tall * 1.75:.1f} {x - half:.1f} {y - tall * 1.1:.1f}Z"
    )
    parts.append(shape(lid, p.mixed(v.skin, p.mixed(v.skin, v.soft))))
    lash = 2.3 if v.person.woman else 1.7
    parts.append(line(upper, ink, lash))
    if v.person.woman and v.person.kind.age != "baby":
        corner = x + outer * half
        parts.append(
            line(
                f"M{corner - outer * 1.2:.1f} {y - tilt - 0.8:.1f}"
                f"L{corner + outer * 2.2:.1f} {y - tilt - 3:.1f}",
                ink,
                1.4,
            )
        )
    crease = (
        f"M{x - half * 0.8:.1f} {y - tall * 0.95:.1f}Q{x:.1f} {y - tall * 1.62:.1f}"
        f" {x + half * 0.82:.1f} {y - tall * 0.9:.1f}"
    )
    parts.append(line(crease, f"{v.soft}@0.45", 0.9))
    under = (
        f"M{x - half * 0.7:.1f} {y + low * 0.86:.1f}Q{x:.1f} {y + low * 1.16:.1f}"
        f" {x + half * 0.7:.1f} {y + low * 0.84:.1f}"
    )
    parts.append(line(under, f"{v.soft}@0.4", 0.8))
    return "".join(parts)


def brows(v: Visage) -> str:
    """Both brows, bent by the mood."""
    p, mood = v.s.palette, v.expression
    y = -v.features.eyes - 12.2 * (0.94 + 0.06 * v.features.eye)
    thick = 2.5 * v.person.brows
    if v.person.kind.age == "baby":
        thick *= 0.6
    colour = p.dark(p.paint(v.person.hair_colour), 0.12)
    parts: list[str] = []
    for outer_x, inner_x, rise in ((-15, 6.2, mood.skew), (33.4, 19.4, -mood.skew * 0.4)):
        outer_y, inner_y = y + 2 + mood.outer - rise, y + 0.6 + mood.inner - rise
        middle_x = outer_x * 0.6 + inner_x * 0.4
        middle_y = y - 2.4 + 0.4 * (mood.inner + mood.outer) - rise
        parts.append(
            shape(
                f"M{outer_x} {outer_y:.1f}Q{middle_x:.1f} {middle_y - thick * 0.3:.1f}"
                f" {inner_x} {inner_y - thick * 0.5:.1f}"
                f"L{inner_x} {inner_y + thick * 0.62:.1f}Q{middle_x:.1f}"
                f" {middle_y + thick * 0.9:.1f} {outer_x} {outer_y:.1f}Z",
                colour,
            )
        )
    return "".join(parts)


def glasses(v: Visage) -> str:
    """Round glasses."""
    p, at = v.s.palette, v.features
    y = -at.eyes + 0.6
    frame = p.dark(p.paint("#3f3230"), 0.15)
    lens = f"{p.lit(p.sky[-1], 0.3)}@0.16"
    near, far = 12.2, 9.6
    parts = [
        disc(-4.4, y, near, lens, 0.88),
        disc(26, y, far, lens, 1.06),
        _hoop(-4.4, y, near, near * 0.88, frame),
        _hoop(26, y, far, far * 1.06, frame),
        line(
            f"M{-4.4 + near:.1f} {y - 1.6:.1f}Q12 {y - 4.4:.1f} {26 - far:.1f} {y - 1.6:.1f}",
            frame,
            1.7,
        ),
        line(f"M{-4.4 - near:.1f} {y - 1.6:.1f}L-32 {y - 3.6:.1f}", frame, 1.6),
    ]
    return "".join(parts)


def _hoop(x: float, y: float, rx: float, ry: float, colour: str) -> str:
    arc = f"a{rx:.1f} {ry:.1f} 0 1 1"
    return line(f"M{x - rx:.1f} {y:.1f}{arc} {2 * rx:.1f} 0{arc} {-2 * rx:.1f} 0Z", colour, 1.7)
