"""Small things that stand about in rooms, as sketches in centimetres, their feet at the origin."""

from __future__ import annotations

from models.preview.panels.drawing import Dice, blob, box, disc, line, polygon, shape
from models.preview.panels.stage import Stage


def crate(s: Stage, wide: float, tall: float, colour: str = "#b5915f") -> str:
    """A box of boards."""
    p = s.palette
    wood = p.paint(colour)
    boards = "".join(
        f"M{-wide / 2:.1f} {-tall * share:.1f}h{wide:.1f}" for share in (0.25, 0.5, 0.75)
    )
    post = wide * 0.1
    return (
        box(-wide / 2, -tall, wide, tall, s.shaded(wood, 0.35))
        + line(boards, f"{p.dark(wood, 0.6)}@0.6", 1.6)
        + box(-wide / 2, -tall, post, tall, p.lit(wood, 0.15))
        + box(wide / 2 - post, -tall, post, tall, p.dark(wood, 0.2))
    )


def carton(s: Stage, wide: float, tall: float, colour: str = "#b98f62") -> str:
    """A cardboard box with a strip of tape."""
    p = s.palette
    card = p.paint(colour)
    return (
        box(-wide / 2, -tall, wide, tall, s.shaded(card, 0.25))
        + box(-wide / 2, -tall, wide, tall * 0.12, p.lit(card, 0.22))
        + box(-wide * 0.07, -tall, wide * 0.14, tall * 0.36, f"{p.lit(card, 0.45)}@0.7")
        + box(wide * 0.16, -tall * 0.34, wide * 0.22, tall * 0.18, f"{p.lit(card, 0.7)}@0.7")
    )


def barrel(s: Stage, wide: float = 62, tall: float = 88) -> str:
    """A standing barrel with hoops."""
    p = s.palette
    wood = p.paint("#8f6540")
    half = wide / 2
    body = (
        f"M{-half * 0.82:.1f} 0Q{-half * 1.2:.1f} {-tall / 2:.1f} {-half * 0.82:.1f} {-tall}"
        f"H{half * 0.82:.1f}Q{half * 1.2:.1f} {-tall / 2:.1f} {half * 0.82:.1f} 0Z"
    )
    staves = "".join(f"M{half * t:.1f} -2V{-tall + 2}" for t in (-0.5, -0.17, 0.17, 0.5))
    hoops = "".join(
        f"M{-half * w:.1f} {-tall * y:.1f}H{half * w:.1f}"
        for y, w in ((0.12, 0.92), (0.32, 1.0), (0.68, 1.0), (0.88, 0.92))
    )
    return (
        shape(body, s.shaded(wood, 0.45))
        + line(staves, f"{p.dark(wood, 0.6)}@0.5", 1.4)
        + line(hoops, p.paint("#4f4a48"), 4)
        + disc(0, -tall, half * 0.82, p.lit(wood, 0.15), 0.16)
    )


def sack(s: Stage, wide: float, tall: float, colour: str = "#cbb48a") -> str:
    """A tied sack."""
    p = s.palette
    cloth = p.paint(colour)
    half = wide / 2
    body = [
        (-half, -2),
        (-half, -2),
        (-half * 1.08, -tall * 0.45),
        (-half * 0.3, -tall * 0.84),
        (half * 0.3, -tall * 0.84),
        (half * 1.08, -tall * 0.45),
        (half, -2),
        (half, -2),
        (0, 0),
    ]
    ears = [
        (-half * 0.5, -tall),
        (0, -tall * 0.93),
        (half * 0.45, -tall * 1.02),
        (half * 0.2, -tall * 0.8),
        (-half * 0.2, -tall * 0.8),
    ]
    return (
        polygon(ears, p.dark(cloth, 0.2))
        + blob(body, s.shaded(cloth, 0.4))
        + line(f"M{-half * 0.3:.1f} {-tall * 0.83:.1f}H{half * 0.3:.1f}", p.dark(cloth, 0.5), 3)
    )


def bottles(s: Stage, wide: float, dice: Dice, *, tall: float = 30) -> str:
    """Bottles of all kinds side by side, from the left."""
    p = s.palette
    parts: list[str] = []
    at = 0.0
    while at < wide - 8:
        across, high = dice.between(6, 9.5), tall * dice.between(0.72, 1.0)
        tone = p.paint(
            dice.pick(("#5f8a5a", "#b5713f", "#c9b25a", "#7a3f3a", "#8fb0b5", "#4f5f7f"))
        )
        neck = across * 0.34
        left, right, shoulder, mouth = at, at + across, -high * 0.56, -high * 0.72
        data = (
            f"M{left:.1f} 0V{shoulder:.1f}L{left + neck:.1f} {mouth:.1f}V{-high:.1f}"
            f"H{right - neck:.1f}V{mouth:.1f}L{right:.1f} {shoulder:.1f}V0Z"
        )
        parts.append(shape(data, s.paints.across(p.lit(tone, 0.35), p.dark(tone, 0.2))))
        if dice.chance(0.6):
            parts.append(box(at + 0.6, -high * 0.42, across - 1.2, high * 0.24, p.paint("#e6dcc4")))
        at += across + dice.between(0.8, 3.5)
    return "".join(parts)


def books(s: Stage, wide: float, dice: Dice, *, tall: float = 30) -> str:
    """A row of books, from the left."""
    p = s.palette
    covers = ("#8f4f3d", "#3f5f7f", "#c9a25a", "#4f6b58", "#6d5a7d", "#b5a48c")
    parts: list[str] = []
    at = 0.0
    while at < wide - 6:
        across, high = dice.between(5, 11), tall * dice.between(0.72, 1.0)
        parts.append(box(at, -high, across, high, p.paint(dice.pick(covers), 0.9)))
        at += across + (8 if dice.chance(0.1) else 0.6)
    return "".join(parts)


def leaves(s: Stage, tall: float, colour: str, dice: Dice, count: int = 9) -> str:
    """Long leaves that spring from one point."""
    p = s.palette
    leaf = p.paint(colour)
    parts: list[str] = []
    for i in range(count):
        lean = (i - (count - 1) / 2) / (count / 2)
        tip_x, tip_y = (
            lean * tall * dice.between(0.5, 0.7),
            -tall * (1 - 0.4 * abs(lean)) * dice.between(0.85, 1.0),
        )
        data = (
            f"M-2 0Q{tip_x * 0.2 - 5:.1f} {tip_y * 0.8:.1f} {tip_x:.1f} {tip_y:.1f}"
            f"Q{tip_x * 0.55 + 5:.1f} {tip_y * 0.5:.1f} 2 0Z"
        )
        parts.append(shape(data, p.lit(leaf, 0.2) if i % 2 else p.dark(leaf, 0.22)))
    return "".join(parts)


def potted(
    s: Stage, tall: float, dice: Dice, *, leaf: str = "#5f8a5a", pot: str = "#b5714f"
) -> str:
    """A plant in a pot."""
    p = s.palette
    high = tall * 0.3
    tone = p.paint(pot)
    body = [(-high * 0.55, -high), (high * 0.55, -high), (high * 0.38, 0), (-high * 0.38, 0)]
    grown = (
        f'<g transform="translate(0 {-high * 0.9:.1f})">{leaves(s, tall * 0.75, leaf, dice)}</g>'
    )
    return (
        grown
        + polygon(body, s.shaded(tone, 0.4))
        + box(-high * 0.6, -high * 1.06, high * 1.2, high * 0.2, p.lit(tone, 0.2), 2)
    )


def framed(s: Stage, x: float, foot: float, wide: float, tall: float, dice: Dice) -> str:
    """A picture on the wall: hills, the sea, or plain forms."""
    p = s.palette
    left, top = x - wide / 2, foot - tall
    wood = p.paint(dice.pick(("#7a5c40", "#3f3a38", "#b8924a", "#d9cfbf")))
    sky = p.paint(dice.pick(("#a9c0c4", "#e0b58a", "#c9cfe0", "#e3d2ac")))
    low = p.paint(dice.pick(("#6f8a68", "#4f7f94", "#a8684f", "#7f6f94")))
    rise = dice.between(0.3, 0.6)
    hill = (
        f"M{left:.1f} {foot:.1f}V{foot - tall * rise:.1f}q{wide * 0.3:.1f} {-tall * 0.25:.1f}"
        f" {wide * 0.55:.1f} 0T{left + wide:.1f} {foot - tall * 0.3:.1f}V{foot:.1f}Z"
    )
    rim = max(3.0, min(wide, tall) * 0.08)
    sun = disc(x + wide * dice.between(-0.3, 0.3), foot - tall * 0.74, tall * 0.09, p.lit(sky, 0.7))
    return (
        box(left - rim, top - rim, wide + 2 * rim, tall + 2 * rim, s.shaded(wood, 0.3))
        + box(left, top, wide, tall, s.paints.down(sky, p.lit(sky, 0.3)))
        + sun
        + shape(hill, low)
    )
