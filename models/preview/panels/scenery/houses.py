"""Buildings for towns and villages: facades with windows that light up at dusk."""

from __future__ import annotations

from models.preview.panels.colour import mix
from models.preview.panels.drawing import Dice, Layer, box, line, polygon
from models.preview.panels.stage import Stage

PLASTER = ("#d9c3a0", "#c98f6a", "#b7a48e", "#a9b3a6", "#cfae9f", "#9fa8b5", "#e0d3ba")
ROOFS = ("#8f4f3d", "#6f4a44", "#5c5a63", "#7a5c48")


def lights_on(s: Stage) -> float:
    """Part of the windows with a lamp behind them."""
    return {"night": 0.55, "dusk": 0.42, "dawn": 0.2}.get(s.look.time_of_day, 0.0)


def windows(
    s: Stage,
    layer: Layer,
    at: tuple[float, float, float, float],
    columns: int,
    rows: int,
    near: float,
    dice: Dice,
) -> None:
    """A grid of windows inside a facade given as x, y, width, height."""
    x, y, width, height = at
    p = s.palette
    glass = mix(p.paint("#4c5f70", near), p.sky[1], 0.25)
    cell_w, cell_h = width / columns, height / rows
    for row in range(rows):
        for column in range(columns):
            lit = dice.chance(lights_on(s))
            tone = mix(p.glow, p.haze, 0.35 * (1 - near)) if lit else glass
            wx, wy = x + cell_w * (column + 0.26), y + cell_h * (row + 0.22)
            layer.add(box(wx, wy, cell_w * 0.48, cell_h * 0.56, tone))
            if near > 0.6:
                frame = p.lit(p.paint("#cfc5b4", near), 0.1)
                layer.add(box(wx - 1, wy + cell_h * 0.56, cell_w * 0.48 + 2, cell_h * 0.06, frame))
                cross = f"M{wx + cell_w * 0.24:.1f} {wy:.1f}v{cell_h * 0.56:.1f}"
                layer.add(line(cross, f"{frame}@0.8", max(1.0, cell_w * 0.03)))


def gable_house(
    s: Stage, layer: Layer, x: float, foot: float, wide: float, tall: float, near: float, dice: Dice
) -> None:
    """A house seen from the front with a pitched roof."""
    p = s.palette
    wall = p.paint(dice.pick(PLASTER), near)
    roof = p.paint(dice.pick(ROOFS), near)
    eaves = foot - tall * 0.58
    lit_left = s.light_side < 0
    tones = (p.lit(wall, 0.2), wall, p.dark(wall, 0.22))
    layer.add(
        box(x, eaves, wide, foot - eaves, s.paints.across(*(tones if lit_left else tones[::-1])))
    )
    ridge = foot - tall
    inset = wide * 0.14
    slope = [
        (x - wide * 0.06, eaves),
        (x + inset, ridge),
        (x + wide - inset, ridge),
        (x + wide * 1.06, eaves),
    ]
    layer.add(polygon(slope, s.paints.down(p.lit(roof, 0.18), p.dark(roof, 0.15))))
    layer.add(box(x - wide * 0.06, eaves, wide * 1.12, tall * 0.03, p.dark(roof, 0.5)))
    chimney = x + wide * dice.pick((0.25, 0.7))
    layer.add(box(chimney, ridge - tall * 0.1, wide * 0.09, tall * 0.16, p.dark(roof, 0.25)))
    columns = max(2, round(wide / tall * 2.4))
    windows(
        s,
        layer,
        (x + wide * 0.05, eaves + tall * 0.03, wide * 0.9, tall * 0.33),
        columns,
        1,
        near,
        dice,
    )
    door = x + wide * dice.pick((0.18, 0.44, 0.7))
    layer.add(box(door, foot - tall * 0.23, wide * 0.13, tall * 0.23, p.dark(roof, 0.35)))


def house_row(s: Stage, layer: Layer, foot: float, tall: float, near: float, name: str) -> None:
    """Houses side by side across the panel."""
    dice = s.dice(name)
    x = s.left
    while x < s.right:
        height = tall * dice.between(0.75, 1.25)
        wide = tall * dice.between(0.8, 1.3)
        gable_house(s, layer, x, foot, wide, height, near, dice)
        x += wide * dice.between(1.0, 1.2)


def block(
    s: Stage, layer: Layer, x: float, foot: float, wide: float, tall: float, near: float, dice: Dice
) -> None:
    """A tall town house or a tower with a flat top."""
    p = s.palette
    base = mix(dice.pick(PLASTER), "#6d7683", 0.55 if tall > wide * 2.2 else 0.12)
    wall = p.paint(base, near)
    tones = (p.lit(wall, 0.16), p.dark(wall, 0.2))
    fill = s.paints.across(*(tones if s.light_side < 0 else tones[::-1]))
    layer.add(box(x, foot - tall, wide, tall, fill))
    layer.add(
        box(x - wide * 0.02, foot - tall, wide * 1.04, max(2.0, wide * 0.035), p.lit(wall, 0.22))
    )
    if dice.chance(0.4):
        layer.add(
            box(
                x + wide * 0.2,
                foot - tall - wide * 0.16,
                wide * 0.3,
                wide * 0.16,
                p.dark(wall, 0.2),
            )
        )
    if near < 0.5 and dice.chance(0.3):
        layer.add(
            line(f"M{x + wide / 2:.1f} {foot - tall:.1f}v{-wide * 0.5:.1f}", p.dark(wall, 0.2), 2)
        )
    columns = max(2, round(wide / (s.unit * 4.2)))
    rows = max(3, round(tall / (s.unit * 5.6)))
    windows(s, layer, (x, foot - tall + wide * 0.06, wide, tall * 0.94), columns, rows, near, dice)
