"""A waterfall."""

from __future__ import annotations

from models.preview.panels import terrain
from models.preview.panels.colour import mix
from models.preview.panels.drawing import (
    Dice,
    Point,
    box,
    disc,
    line,
    polygon,
    shape,
)
from models.preview.panels.scenery.registry import setting
from models.preview.panels.scenery.staging import aside, broad, landmark, under_snow
from models.preview.panels.scenery.trees import bush
from models.preview.panels.sky import paint_sky
from models.preview.panels.stage import Stage


@setting("waterfall", shore=True)
def waterfall(s: Stage) -> None:
    """White water down a cliff into a pool, woods above and at its sides."""
    paint_sky(s)
    p = s.palette
    dice = s.dice("waterfall")
    x = aside(s, dice.pick((0.44, 0.5, 0.56)))
    half = s.unit * dice.between(7, 12)
    brink = s.horizon - landmark(s, dice.between(38, 46), share=0.74)
    foot = s.horizon + 5 * s.unit
    terrain.mountains(s, s.back, 0.25, (s.horizon - brink) * 1.15, "behind", snow=False)
    _cliff(s, x, half, brink, foot, dice)
    _falling(s, x, half, brink, foot, dice)
    deep = mix(p.paint("#4f9aa5"), p.sky[1], 0.3)
    fill = s.paints.down(mix(deep, "#ffffff", 0.35), deep, p.dark(deep, 0.35))
    s.mid.add(box(s.left, foot, s.span, s.bottom - foot, fill))
    _churn(s, x, half, foot, dice)
    _banks(s, foot, dice)
    terrain.frame_with_branches(s, p.paint(terrain.LEAF), "fall branches")


def _cliff(s: Stage, x: float, half: float, brink: float, foot: float, dice: Dice) -> None:
    """Rock in broken columns on both sides of the fall, a wood along its edge."""
    p = s.palette
    rock = p.paint("#857d73", 0.7)
    s.far.add(box(x - 2 * half, brink, 4 * half, foot - brink, p.dark(rock, 0.45)))
    leaf = p.paint(mix(terrain.LEAF, terrain.PINE, 0.4), 0.66)
    for side in (-1, 1):
        at = x + side * half * 0.72
        while s.left < at < s.right:
            wide = broad(s) * dice.between(9, 17)
            away = abs(at - x) / (40 * s.unit)
            top = brink + s.unit * (dice.between(-4, 4) - 5 * away)
            for share in (0.3, 0.9):
                size = s.unit * dice.between(2.2, 4.6)
                s.far.add(bush(s, at + side * wide * share, top + s.unit, size, leaf, dice))
            _column(s, (at, top), side * wide, foot, rock, dice)
            at += side * wide


def _column(s: Stage, at: Point, wide: float, foot: float, rock: str, dice: Dice) -> None:
    """One pillar of the cliff: a face, a darker flank, a ledge, a block at its foot."""
    p = s.palette
    x, top = at
    tone = p.lit(rock, 0.16) if wide * s.light_side < 0 else p.dark(rock, 0.12)
    tone = mix(tone, p.dark(tone, 0.4), dice.between(0, 0.7))
    split = x + wide * dice.between(0.5, 0.8)
    fill = s.paints.down(p.lit(tone, 0.15), p.dark(tone, 0.3))
    body = [
        (x, foot + s.unit),
        (x - wide * 0.1, top + 3 * s.unit),
        (x, top),
        (x + wide, top + s.unit),
        (x + wide * 1.1, foot + s.unit),
    ]
    s.far.add(polygon(body, fill))
    flank = [
        (split, top + s.unit),
        (x + wide, top + s.unit),
        (x + wide * 1.1, foot + s.unit),
        (split + wide * 0.1, foot + s.unit),
    ]
    s.far.add(polygon(flank, f"{p.dark(tone, 0.4)}@0.55"))
    ledge = top + (foot - top) * dice.between(0.3, 0.8)
    s.far.add(
        polygon(
            [
                (x - wide * 0.1, ledge),
                (x + wide * 0.7, ledge + s.unit),
                (x + wide * 0.5, ledge + 5 * s.unit),
                (x, ledge + 4 * s.unit),
            ],
            f"{p.lit(tone, 0.25)}@0.5",
        )
    )
    high = foot - s.unit * dice.between(2, 7)
    s.far.add(
        polygon(
            [
                (x - wide * 0.2, foot + s.unit),
                (x, high),
                (x + wide * 0.6, high + s.unit),
                (x + wide, foot + s.unit),
            ],
            s.shaded(p.dark(tone, 0.15), 0.4),
        )
    )


def _falling(s: Stage, x: float, half: float, brink: float, foot: float, dice: Dice) -> None:
    p = s.palette
    white = mix(p.paint("#f2f7f8", 0.9), p.light, 0.2)
    blue = mix(white, p.sky[0], 0.34)
    edge = (
        f"M{x - half:.0f} {brink:.0f}Q{x:.0f} {brink - 1.5 * s.unit:.0f} {x + half:.0f} "
        f"{brink:.0f}Q{x + half * 1.1:.0f} {foot - 20 * s.unit:.0f} {x + half * 1.28:.0f} "
        f"{foot:.0f}H{x - half * 1.28:.0f}Q{x - half * 1.1:.0f} {foot - 20 * s.unit:.0f} "
        f"{x - half:.0f} {brink:.0f}Z"
    )
    s.far.add(shape(edge, s.paints.across(blue, white, white, blue)))
    for _ in range(24):
        dx = dice.between(-0.92, 0.92)
        top = brink + (foot - brink) * dice.between(0.0, 0.7)
        drop = (foot - brink) * dice.between(0.12, 0.3)
        tone = p.dark(blue, 0.2) if dice.chance(0.6) else p.lit(white, 0.5)
        s.far.add(
            line(
                f"M{x + dx * half:.0f} {top:.0f}q{dx * s.unit:.1f} {drop * 0.5:.0f} "
                f"{dx * 1.5 * s.unit:.1f} {drop:.0f}",
                f"{tone}@0.45",
                s.unit * dice.between(0.25, 0.8),
            )
        )


def _churn(s: Stage, x: float, half: float, foot: float, dice: Dice) -> None:
    """Spray where the water lands, and rings that run out from there."""
    p = s.palette
    white = mix(p.paint("#f4f8f8"), p.light, 0.25)
    for i in range(4):
        y, reach = foot + (1 + 3.2 * i) * s.unit, half * (1.6 + 0.9 * i)
        data = f"M{x - reach:.0f} {y:.0f}Q{x:.0f} {y + 3 * s.unit:.0f} {x + reach:.0f} {y:.0f}"
        s.mid.add(line(data, f"{white}@{0.5 - 0.1 * i:.2f}", s.unit * 0.4))
    for _ in range(9):
        at = (x + dice.between(-1.5, 1.5) * half, foot + dice.between(-2.5, 1) * s.unit)
        mist = s.paints.round(f"{white}@0.75", f"{white}@0.3", f"{white}@0")
        s.mid.add(disc(*at, s.unit * dice.between(6, 12), mist, 0.6))


def _banks(s: Stage, foot: float, dice: Dice) -> None:
    """Wooded banks at both sides, and flat rock before the pool to stand on."""
    p = s.palette
    leaf = p.paint(terrain.LEAF, 0.9)
    for side in (-1, 1):
        x, y = s.across(0.5 + side * 0.53), foot + 7 * s.unit
        s.mid.add(terrain.broadleaf(s, x, y, s.unit * dice.between(26, 33), leaf, dice))
        for step in range(1, 4):
            x, y = s.across(0.5 + side * (0.54 - 0.045 * step)), foot + (7.5 - 1.6 * step) * s.unit
            s.mid.add(terrain.stone(s, x, y, s.unit * (4.4 - step), dice))
            s.mid.add(bush(s, x - side * 2 * s.unit, y, s.unit * (5 - step), leaf, dice))
    shelf = p.paint(under_snow(s, "#837d74"))
    top = s.horizon + (s.height - s.horizon) * 0.44
    terrain.ridge(s, s.mid, top + 2 * s.unit, 4 * s.unit, shelf, "rock shelf", 2.4)
    for _ in range(7):
        size = s.unit * dice.between(2, 4.5)
        x = dice.between(s.left, s.right)
        s.mid.add(terrain.stone(s, x, top + dice.between(0, 3) * s.unit, size, dice))
