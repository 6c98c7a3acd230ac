"""Chairs, stools, tables and benches as sketches in centimetres, their feet at the origin."""

from __future__ import annotations

from models.preview.panels.drawing import box, disc, line, polygon, shape
from models.preview.panels.stage import Stage


def chair(s: Stage, colour: str, seat: str = "") -> str:
    """A wooden chair seen from the front, with a cushion where `seat` has a colour."""
    p = s.palette
    wood = p.paint(colour)
    dark = p.dark(wood, 0.4)
    back = line("M-19 -45V-94M19 -45V-94", wood, 4.5) + line(
        "M-17 -88H17M-17 -76H17M-17 -64H17", p.dark(wood, 0.15), 4
    )
    legs = line("M-17 -44L-18 -3M17 -44L18 -3", dark, 4) + line("M-21 -42V0M21 -42V0", wood, 5)
    top = polygon([(-19, -50), (19, -50), (24, -42), (-24, -42)], p.lit(wood, 0.24))
    pad = box(-21, -50, 42, 7, s.shaded(p.paint(seat), 0.25), 3) if seat else ""
    return back + legs + top + pad + box(-24, -43, 48, 4, dark, 1)


def chair_from_behind(s: Stage, colour: str) -> str:
    """A padded chair with its back towards us."""
    p = s.palette
    tone = p.paint(colour)
    legs = line("M-18 -42L-20 0M18 -42L20 0", p.paint("#3a3230"), 4)
    return (
        legs
        + box(-24, -52, 48, 12, p.dark(tone, 0.4), 4)
        + box(-25, -98, 50, 50, s.shaded(tone, 0.35), 9)
        + box(-25, -98, 50, 7, p.lit(tone, 0.25), 4)
    )


def side_chair(s: Stage, colour: str, facing: int) -> str:
    """A chair seen from its side; `facing` is 1 where it looks to the right."""
    p = s.palette
    wood = p.paint(colour)
    f = facing
    return (
        line(f"M{-20 * f} -92L{-17 * f} -45L{-20 * f} 0M{19 * f} -45L{20 * f} 0", wood, 5)
        + line(f"M{-18 * f} -47H{22 * f}", p.lit(wood, 0.25), 6)
        + line(f"M{-18 * f} -18H{19 * f}", p.dark(wood, 0.3), 3)
    )


def bar_stool(s: Stage, colour: str) -> str:
    """A high stool with a round padded seat."""
    p = s.palette
    steel = p.paint("#8f969c")
    tone = p.paint(colour)
    return (
        disc(0, -2, 21, p.dark(steel, 0.4), 0.24)
        + line("M0 -3V-68", steel, 5)
        + line("M-13 -26H13", p.dark(steel, 0.2), 3)
        + box(-20, -78, 40, 11, s.shaded(tone, 0.35), 5)
        + disc(0, -78, 20, p.lit(tone, 0.22), 0.2)
    )


def table(s: Stage, colour: str, wide: float, *, tall: float = 75, deep: float = 14) -> str:
    """A table with four legs; `deep` is how much of its top shows."""
    p = s.palette
    wood = p.paint(colour)
    half = wide / 2
    inner = half * 0.86
    legs = line(f"M{-inner:.1f} {-tall}V-8M{inner:.1f} {-tall}V-8", p.dark(wood, 0.5), 6)
    legs += line(f"M{4 - half:.1f} {-tall}V0M{half - 4:.1f} {-tall}V0", p.dark(wood, 0.2), 7)
    top = [(-inner, -tall - deep), (inner, -tall - deep), (half, -tall), (-half, -tall)]
    return (
        legs
        + box(6 - half, -tall + 4, wide - 12, 10, p.dark(wood, 0.4))
        + polygon(top, s.paints.across(p.lit(wood, 0.34), p.lit(wood, 0.16)))
        + box(-half, -tall, wide, 5, s.paints.down(p.lit(wood, 0.1), p.dark(wood, 0.2)), 1)
    )


def clothed_table(s: Stage, wide: float, cloth: str = "#e9e4d8", *, tall: float = 75) -> str:
    """A round table under a cloth that falls in folds."""
    p = s.palette
    tone = p.paint(cloth)
    half = wide / 2
    hem = "".join(f"q{wide / 12:.1f} {10 if i % 2 else -4} {wide / 6:.1f} 0" for i in range(6))
    fall = (
        f"M{-half:.1f} {-tall}L{-half:.1f} -14{hem}L{half:.1f} {-tall}"
        f"A{half:.1f} {half * 0.16:.1f} 0 0 1 {-half:.1f} {-tall}Z"
    )
    folds = "".join(
        f"M{half * share:.1f} {-tall + 10}L{half * share * 1.02:.1f} -22"
        for share in (-0.7, -0.3, 0.2, 0.6)
    )
    return (
        disc(0, -3, half * 0.5, p.dark(p.paint("#4a3a30"), 0.3), 0.2)
        + shape(fall, s.shaded(tone, 0.34))
        + line(folds, f"{p.dark(tone, 0.5)}@0.35", 3)
        + disc(0, -tall, half, p.lit(tone, 0.25), 0.16)
    )


def pedestal_table(s: Stage, colour: str, wide: float = 66, *, tall: float = 74) -> str:
    """A small round table on one leg."""
    p = s.palette
    tone = p.paint(colour)
    iron = p.paint("#3a3a3d")
    return (
        disc(0, -2, wide * 0.3, iron, 0.2)
        + line(f"M0 -4V{-tall}", iron, 5)
        + disc(0, -tall + 3, wide / 2, p.dark(tone, 0.4), 0.14)
        + disc(0, -tall, wide / 2, s.paints.across(p.lit(tone, 0.35), tone), 0.14)
    )
