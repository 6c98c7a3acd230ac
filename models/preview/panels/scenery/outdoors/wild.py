"""Where nobody lives: jungle, swamp, volcano, ice."""

from __future__ import annotations

import math

from models.preview.panels import terrain
from models.preview.panels.colour import mix
from models.preview.panels.drawing import (
    Dice,
    Layer,
    box,
    disc,
    group,
    line,
    shape,
)
from models.preview.panels.scenery.registry import setting
from models.preview.panels.scenery.staging import under_snow
from models.preview.panels.scenery.trees import bare_tree
from models.preview.panels.sky import paint_sky
from models.preview.panels.stage import Stage


@setting("jungle")
def jungle(s: Stage) -> None:
    """Giant trunks in a green mist, creepers, palms, and leaves larger than we are."""
    paint_sky(s)
    p = s.palette
    dice = s.dice("jungle")
    mist = mix(mix(p.sky[-1], p.haze, 0.4), p.paint("#9fbf7a"), 0.45)
    fill = s.paints.down(f"{p.paint('#3f6b45', 0.5)}@0.9", f"{mist}@0.9")
    s.back.add(box(s.left, s.top, s.span, s.bottom - s.top, fill))
    for near, count in ((0.15, 13), (0.4, 9)):
        _tall_trunks(s, s.back, near, count, dice)
    _understorey(s, s.back, 0.42, 9, dice)
    _understorey(s, s.far, 0.66, 12, dice)
    _creepers(s, dice)
    floor = p.paint(under_snow(s, "#5c7340"))
    terrain.ridge(s, s.mid, s.horizon + 10 * s.unit, 3 * s.unit, floor, "jungle floor", 2.0)
    terrain.tufts(s, s.mid, p.paint("#5f8a45"), 40, "undergrowth")
    for side in (-1, 1):
        for step in range(4):
            x = s.across(0.5 + side * (0.56 - 0.08 * step))
            y = s.horizon + (20 - 3 * step) * s.unit
            _fan(
                s,
                s.mid,
                x,
                y,
                s.unit * dice.between(17, 25) * (1 - 0.12 * step),
                p.paint(dice.pick(("#4f8a4a", "#6a9a45", "#3f7a55"))),
                dice,
            )
    _front_leaves(s, p.dark(p.paint("#3f6b3f"), 0.5), dice)


def _tall_trunks(s: Stage, layer: Layer, near: float, count: int, dice: Dice) -> None:
    p = s.palette
    bark = mix(p.paint("#5c5a44", near), p.paint("#7fa06a", near), 0.3)
    for i in range(count):
        x = s.left + s.span * (i + dice.between(0.1, 0.9)) / count
        w, foot = s.unit * dice.between(0.8, 1.8) * (0.7 + near * 1.6), s.horizon + 8 * s.unit
        data = (
            f"M{x - 3 * w:.0f} {foot:.0f}Q{x - w:.0f} {foot - 7 * w:.0f} {x - w:.0f} "
            f"{s.top:.0f}H{x + w:.0f}Q{x + w:.0f} {foot - 7 * w:.0f} {x + 3 * w:.0f} "
            f"{foot:.0f}Z"
        )
        layer.add(shape(data, s.shaded(bark, 0.22)))
    crown = p.paint("#4f7a45", near)
    for i in range(count):
        x = s.left + s.span * (i + dice.between(0, 1)) / count
        size = s.unit * dice.between(11, 19)
        y = s.top + (s.horizon - s.top) * dice.between(0.0, 0.13 + 0.2 * (1 - near))
        layer.add(disc(x, y, size, s.paints.down(p.lit(crown, 0.16), p.dark(crown, 0.2)), 0.55))


def _understorey(s: Stage, layer: Layer, near: float, count: int, dice: Dice) -> None:
    """Palms and bushes; low in the middle, high at the sides."""
    p = s.palette
    foot = s.horizon + (7 + 6 * near) * s.unit
    for i in range(count):
        x = s.left + s.span * (i + dice.between(0, 1)) / count
        edge = min(1.0, abs(x - s.width / 2) / (s.width / 2))
        leaf = p.paint(dice.pick(("#4a7f48", "#5f9150", "#3f7058")), near)
        tall = s.unit * (14 + 20 * edge) * dice.between(0.7, 1.1)
        if i % 3 == 0:
            _fan(s, layer, x, foot - tall * 0.5, tall * 0.55, leaf, dice, trunk=tall * 0.5)
        else:
            _fan(s, layer, x, foot, tall * 0.55, leaf, dice)


def _fan(
    s: Stage,
    layer: Layer,
    x: float,
    y: float,
    size: float,
    leaf: str,
    dice: Dice,
    trunk: float = 0.0,
) -> None:
    """Long leaves that spring from one point and bend over."""
    p = s.palette
    if trunk:
        layer.add(
            line(
                f"M{x:.0f} {y + trunk:.0f}Q{x + size * 0.1:.0f} {y + trunk / 2:.0f} "
                f"{x:.0f} {y:.0f}",
                p.dark(leaf, 0.5),
                size * 0.09,
            )
        )
    count = 7
    for i in range(count):
        angle = math.pi * (0.04 + 0.92 * (i + dice.between(0.25, 0.75)) / count)
        reach = size * dice.between(0.85, 1.2)
        tip = (
            x + reach * math.cos(angle) * 1.1,
            y - reach * math.sin(angle) + reach * 0.5 * abs(math.cos(angle)),
        )
        bend = (x + reach * 0.6 * math.cos(angle), y - reach * (0.3 + 0.75 * math.sin(angle)))
        under = (bend[0] + size * 0.03, bend[1] + size * (0.14 + 0.18 * abs(math.cos(angle))))
        lit = math.cos(angle) * s.light_side > 0
        tone = p.lit(leaf, 0.22) if lit else p.dark(leaf, 0.22)
        layer.add(
            shape(
                f"M{x:.1f} {y:.1f}Q{bend[0]:.1f} {bend[1]:.1f} {tip[0]:.1f} {tip[1]:.1f}"
                f"Q{under[0]:.1f} {under[1]:.1f} {x:.1f} {y:.1f}Z",
                tone,
            )
        )


def _creepers(s: Stage, dice: Dice) -> None:
    p = s.palette
    vine = p.dark(p.paint("#4f6b3f", 0.8), 0.25)
    for _ in range(5):
        x, wide = dice.between(s.left, s.right), s.unit * dice.between(18, 40)
        drop = (s.horizon - s.top) * dice.between(0.3, 0.72)
        s.far.add(
            line(
                f"M{x:.0f} {s.top:.0f}Q{x + wide / 2:.0f} {s.top + 2 * drop:.0f} "
                f"{x + wide:.0f} {s.top:.0f}",
                vine,
                s.unit * dice.between(0.3, 0.7),
            )
        )


def _front_leaves(s: Stage, tone: str, dice: Dice) -> None:
    """Great leaves before the lens in the lower corners and at one upper one."""
    for side in (-1, 1):
        corner = s.left if side < 0 else s.right
        for i in range(4):
            x = corner - side * (0.06 * s.span + 6 * i * s.unit)
            size = s.unit * dice.between(22, 32) * (1 - 0.16 * i)
            _fan(s, s.front, x, s.height + s.unit * 4, size, tone, dice)
    terrain.frame_with_branches(s, tone, "canopy")


@setting("swamp", shore=True)
def swamp(s: Stage) -> None:
    """Dead trees in black water, moss that hangs, mist, lily pads."""
    paint_sky(s)
    p = s.palette
    dice = s.dice("swamp")
    murk = mix(p.paint("#8a9a70", 0.6), p.haze, 0.45)
    s.back.add(box(s.left, s.top, s.span, s.bottom - s.top, f"{murk}@0.42"))
    line_y = s.horizon + 2 * s.unit
    terrain.ridge(s, s.back, line_y, 11 * s.unit, p.paint("#5c6b50", 0.3), "swamp wood", 4.0)
    for near, count in ((0.25, 13), (0.5, 7)):
        layer = s.back if near < 0.4 else s.far
        for i in range(count):
            x = s.left + s.span * (i + dice.between(0.1, 0.9)) / count
            tone = p.paint("#5b5a4c", near)
            foot = line_y + 6 * near * s.unit
            layer.add(bare_tree(s, x, foot, s.unit * dice.between(20, 36), tone, dice))
        if layer is s.back:
            _black_water(s, line_y, murk)
    _mist_bands(s, murk, dice)
    for side in (-1, 1):
        x, y = s.across(0.5 + side * dice.between(0.38, 0.48)), s.horizon + 13 * s.unit
        tone = p.paint("#4f4a3f", 0.92)
        s.mid.add(
            bare_tree(s, x, y, s.unit * dice.between(50, 62), tone, dice, moss=p.paint("#7f8a64"))
        )
        s.mid.add(disc(x, y, 12 * s.unit, f"{p.dark(murk, 0.6)}@0.5", 0.1))
    _pads(s, dice)
    mud = p.paint(under_snow(s, "#5d5f42"))
    top = s.horizon + (s.height - s.horizon) * 0.43
    terrain.ridge(s, s.mid, top + 2 * s.unit, 4 * s.unit, mud, "hummock", 1.8)
    terrain.tufts(s, s.mid, p.paint("#7a8450"), 26, "sedge")
    terrain.frame_with_grass(s, p.paint("#6a7048"), "swamp reeds")


def _black_water(s: Stage, top: float, murk: str) -> None:
    p = s.palette
    deep = p.paint("#35504a")
    s.far.add(
        box(
            s.left,
            top,
            s.span,
            s.bottom - top,
            s.paints.down(mix(deep, murk, 0.7), mix(deep, murk, 0.25), p.dark(deep, 0.4)),
        )
    )
    dice = s.dice("still")
    for i in range(16):
        y = top + s.unit * (1 + 22 * (i / 16) ** 1.4)
        x, wide = dice.between(s.left, s.right), s.unit * dice.between(8, 26)
        s.far.add(box(x, y, wide, s.unit * 0.25, f"{p.light}@0.16"))


def _mist_bands(s: Stage, murk: str, dice: Dice) -> None:
    pale = mix(murk, "#ffffff", 0.25)
    for _ in range(5):
        x, y = dice.between(0, s.width), s.horizon + dice.between(-3, 6) * s.unit
        bank = s.paints.round(f"{pale}@0.55", f"{pale}@0.25", f"{pale}@0")
        s.far.add(group(disc(0, 0, s.unit * 46, bank, 0.09), at=(x, y)))


def _pads(s: Stage, dice: Dice) -> None:
    p = s.palette
    for _ in range(16):
        down = dice.between(5, 15)
        x, y = dice.between(s.left, s.right), s.horizon + down * s.unit
        size, leaf = s.unit * down * 0.16, p.paint("#6f8a4a", 0.85)
        s.mid.add(disc(x, y, size, s.shaded(leaf, 0.3), 0.28))
        if dice.chance(0.25):
            s.mid.add(disc(x, y - size * 0.2, size * 0.3, p.paint("#e6c6d0"), 0.8))
