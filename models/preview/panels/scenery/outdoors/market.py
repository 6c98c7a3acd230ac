"""A market of stalls."""

from __future__ import annotations

from models.preview.panels.drawing import (
    Dice,
    disc,
    polygon,
)
from models.preview.panels.scenery.houses import PLASTER, house_row, lights_on
from models.preview.panels.scenery.lamps import glow, string_lights
from models.preview.panels.scenery.registry import setting
from models.preview.panels.scenery.staging import under_snow
from models.preview.panels.scenery.vista import Vista, paving, plane
from models.preview.panels.sky import paint_sky
from models.preview.panels.stage import Stage


@setting("market")
def market(s: Stage) -> None:
    """Stalls under striped awnings on both sides, crates of fruit, bunting overhead."""
    paint_sky(s)
    p = s.palette
    dice = s.dice("market")
    vista = Vista(s, s.across(dice.pick((0.46, 0.5, 0.54))))
    house_row(s, s.back, s.horizon + 3 * s.unit, 22 * s.unit, 0.4, "market houses")
    stone = p.paint(under_snow(s, "#b3a287"))
    plane(s, s.far, stone, s.horizon + 2 * s.unit)
    paving(vista, s.far, stone, top=0.08, step=16)
    # Rows of stalls begin beyond the picture, so that their ends never show.
    for stretch in reversed([(1.25, 0.8), (0.72, 0.47), (0.42, 0.28), (0.25, 0.17)]):
        for side in (-1, 1):
            _stall(vista, side * vista.aisle, stretch, dice)
    for near in (0.2, 0.34, 0.52):
        ends = vista.at(-vista.aisle - 4, near, 64), vista.at(vista.aisle + 4, near, 64)
        string_lights(s, s.mid, *ends, 13)


def _stall(vista: Vista, across: float, nears: tuple[float, float], dice: Dice) -> None:
    s, p = vista.stage, vista.stage.palette
    one, other = nears
    clear = 0.45 + 0.55 * min(1.0, one)
    side = 1 if across > 0 else -1
    inner, outer = across - side * 6, across + side * 26
    wood = p.paint(dice.pick(("#8a6a4c", "#7a5c40", "#9c7a55")), clear)
    post = p.dark(wood, 0.35)
    back = p.dark(p.paint(dice.pick(PLASTER), clear), 0.5)
    s.mid.add(vista.wall(outer, nears, (0, 46), back))
    if lights_on(s):
        glow(s, s.mid, *vista.at(across + side * 8, (one + other) / 2, 34), 46 * s.unit * one)
    for near in (other, one):
        s.mid.add(
            vista.front(
                min(inner, inner + side * 1.4), max(inner, inner + side * 1.4), near, (0, 44), post
            )
        )
    s.mid.add(vista.wall(inner, nears, (0, 16), s.paints.down(p.lit(wood, 0.1), p.dark(wood, 0.4))))
    s.mid.add(
        polygon(
            [
                vista.at(inner, one, 16),
                vista.at(outer, one, 19),
                vista.at(outer, other, 19),
                vista.at(inner, other, 16),
            ],
            p.lit(wood, 0.2),
        )
    )
    _goods(vista, inner + side * 3, nears, clear, dice)
    _awning(vista, inner - side * 7, outer, nears, clear, dice)


def _goods(
    vista: Vista, across: float, nears: tuple[float, float], clear: float, dice: Dice
) -> None:
    """Heaps of fruit, a crate a kind."""
    s, p = vista.stage, vista.stage.palette
    one, other = nears
    crates = 4
    for crate in range(crates):
        tone = p.paint(dice.pick(("#c9483f", "#e09a3f", "#7f9f4a", "#e6c84f", "#8c4f6b")), clear)
        for i in range(5):
            t = (crates - crate - 1 + (i % 3 + 0.5) / 3.2) / crates
            near = other + (one - other) * t
            x, y = vista.at(across, near, 18.5 + 2.6 * (i // 3))
            s.mid.add(disc(x, y, 2.7 * s.unit * near, tone if i % 2 else p.lit(tone, 0.18)))


def _awning(
    vista: Vista, inner: float, outer: float, nears: tuple[float, float], clear: float, dice: Dice
) -> None:
    s, p = vista.stage, vista.stage.palette
    one, other = nears
    colours = (dice.pick(("#b8483f", "#3f7a6b", "#4f6f9f", "#c98a3e")), "#efe4cc")
    stripes = 6
    lit = p.lit if (inner > 0) != (s.light_side > 0) else p.dark
    for i in range(stripes):
        a = one + (other - one) * i / stripes
        b = one + (other - one) * (i + 1) / stripes
        tone = lit(p.paint(colours[i % 2], clear), 0.14)
        roof = [
            vista.at(inner, a, 40),
            vista.at(outer, a, 54),
            vista.at(outer, b, 54),
            vista.at(inner, b, 40),
        ]
        s.mid.add(polygon(roof, tone), vista.wall(inner, (a, b), (35.5, 40), p.dark(tone, 0.22)))
