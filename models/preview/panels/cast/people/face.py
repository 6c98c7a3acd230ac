"""Faces in three quarters, turned to the right, in the coordinates of `visage.py`."""

from __future__ import annotations

from models.preview.panels.cast.people.eyes import brows, eyes, glasses
from models.preview.panels.cast.people.identity import Person
from models.preview.panels.cast.people.mouth import beard, mouth
from models.preview.panels.cast.people.visage import FEATURES, Visage
from models.preview.panels.colour import mix
from models.preview.panels.drawing import Point, blob, disc, line, shape


def face(v: Visage) -> str:
    """A face without ears and hair."""
    outline = contour(v.person)
    parts = [blob(outline, _tone(v))]
    parts += [_cheeks(v), _nose(v), eyes(v), brows(v), mouth(v)]
    if v.person.kind.age == "old":
        parts.append(_wrinkles(v))
    if v.person.beard:
        parts.append(beard(v))
        parts.append(mouth(v) if v.person.beard in ("full", "long", "stubble") else "")
    if v.person.glasses:
        parts.append(glasses(v))
    return "".join(parts)


def _tone(v: Visage) -> str:
    """The skin from side to side: one colour where a style would cut shading into steps."""
    if v.stepped:
        return v.skin
    s, p = v.s, v.s.palette
    lit = p.lit(v.skin, 0.2)
    if s.light_side > 0:
        return s.paints.across(mix(v.skin, v.soft, 0.3), v.skin, lit)
    return s.paints.across(lit, v.skin, mix(v.skin, v.soft, 0.2))


def neck(v: Visage) -> str:
    """The neck, which the chin shades."""
    s, p = v.s, v.s.palette
    wide = 1.0 if not v.person.woman else 0.84
    wide *= 0.86 if v.person.kind.age in ("child", "baby") else 1.0
    column = [
        (-34 * wide, -40),
        (-27.5 * wide, 0),
        (-29 * wide, 28),
        (-30, 46),
        (28, 46),
        (21 * wide, 28),
        (18 * wide, 4),
        (16 * wide, -20),
    ]
    under = (
        f"M{-27 * wide:.1f}-20Q2 8 {17 * wide:.1f}-6L{18.5 * wide:.1f} 8Q4 26 {-25 * wide:.1f} 4Z"
    )
    dark = p.dark(v.skin, 0.2)
    tones = (dark, v.skin) if s.light_side > 0 else (v.skin, dark)
    return blob(column, s.paints.across(*tones)) + shape(under, f"{v.soft}@0.5")


def contour(person: Person) -> tuple[Point, ...]:
    """The outline of the skull and the face."""
    at = FEATURES[person.kind.age]
    jaw, full = at.jaw * person.jaw, at.cheek
    brow = -at.eyes - 14
    return (
        (-4, -100),
        (19, -96),
        (33, -81),
        (36.4, brow),
        (34.6, -at.eyes - 1),
        (37 + 0.7 * full, -at.eyes + 12),
        (34.4 * jaw + full, -19),
        (25 * jaw, -4.6),
        (14.5, 0.8),
        (4 * jaw, -0.2),
        (-10 * jaw, -7),
        (-24.5 * jaw - full, -21),
        (-32, -33),
        (-41, -46),
        (-46, -64),
        (-42.5, -83),
        (-26, -96),
    )


def ear(v: Visage) -> str:
    """The near ear, which lies over short hair."""
    p = v.s.palette
    y = -v.features.eyes + 4
    shade = p.dark(v.skin, 0.14)
    inner = f"M-31.5 {y - 6}Q-36 {y - 8} -36.4 {y - 2}Q-36 {y + 4} -32.5 {y + 6}"
    return disc(-32.4, y, 7, p.mixed(v.skin, shade), 1.5) + line(inner, f"{v.soft}@0.55", 1.3)


def _cheeks(v: Visage) -> str:
    if v.stepped:
        return ""
    s = v.s
    warm = s.palette.paint("#d9604c")
    strength = 0.36 if v.person.kind.age in ("child", "baby") or v.mood == "joyful" else 0.24
    glow = s.paints.round(f"{warm}@{strength}", f"{warm}@{strength * 0.6:.2f}", f"{warm}@0")
    y = -v.features.eyes + 17
    return disc(-13, y, 11, glow, 0.8) + disc(29, y, 7.5, glow, 1.0)


def _nose(v: Visage) -> str:
    p = v.s.palette
    at = v.features
    size = at.nose * v.person.nose
    top, base = -at.eyes + 1, -at.eyes + 11 + 7.5 * size
    tip = 15 + 7.4 * size
    bridge = (
        f"M15.4 {top}C16 {base - 9 * size:.1f} {tip - 1:.1f} {base - 5 * size:.1f} {tip:.1f}"
        f" {base - 2.6 * size:.1f}"
    )
    under = (
        f"C{tip + 0.6:.1f} {base + 1:.1f} {tip - 3:.1f} {base + 1.4:.1f} {tip - 5:.1f}"
        f" {base + 1:.1f}"
    )
    shadow = shape(
        f"M{tip + 0.2:.1f} {base - 2:.1f}C{tip + 0.4:.1f} {base + 2:.1f}"
        f" {tip - 6 * size:.1f} {base + 3:.1f} "
        f"{tip - 11 * size:.1f} {base:.1f}C{tip - 7:.1f} {base + 0.4:.1f} {tip - 3:.1f}"
        f" {base - 0.4:.1f} {tip + 0.2:.1f} {base - 2:.1f}Z",
        f"{v.soft}@0.55",
    )
    wing = (
        f"M{tip - 10.6 * size:.1f} {base - 3.4 * size:.1f}Q{tip - 12.6 * size:.1f} {base:.1f}"
        f" {tip - 9.6 * size:.1f} {base + 0.8:.1f}"
    )
    gleam = disc(tip - 3.4 * size, base - 4.4 * size, 2.3 * size, f"{p.lit(v.skin, 0.6)}@0.4", 0.9)
    return (
        gleam
        + shadow
        + line(bridge + under, f"{v.soft}@0.75", 1.2)
        + line(wing, f"{v.soft}@0.6", 1.1)
    )


def _wrinkles(v: Visage) -> str:
    y = -v.features.eyes
    lines = (
        f"M-18 {y + 1}Q-21 {y + 3} -22 {y + 6}M-18.4 {y - 2}Q-21 {y - 2} -23 {y}"
        f"M-11 {y + 9}Q-5 {y + 12} 1 {y + 9.4}M22 {y + 8}Q26 {y + 10.4} 30 {y + 8}"
        f"M4 {y + 19}Q-2 {y + 24} -.6 {y + 31}M27 {y + 19}Q30 {y + 23} 28.6 {y + 29}"
        f"M-2 {y - 24}Q10 {y - 27} 24 {y - 23.6}M0 {y - 29.6}Q10 {y - 32} 21 {y - 29}"
    )
    return line(lines, f"{v.soft}@0.5", 1.1)
