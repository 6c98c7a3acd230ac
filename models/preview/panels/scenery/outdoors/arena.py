"""A stadium, seen from its grass."""

from __future__ import annotations

from collections.abc import Callable

from models.preview.panels.colour import mix
from models.preview.panels.drawing import Dice, Point, box, disc, group, line, polygon, shape
from models.preview.panels.scenery.houses import lights_on
from models.preview.panels.scenery.registry import setting
from models.preview.panels.scenery.staging import aside, landmark, under_snow
from models.preview.panels.scenery.vista import Vista, plane
from models.preview.panels.sky import paint_sky
from models.preview.panels.stage import Stage

_SHIRTS = ("#c9483f", "#3f6fa8", "#e6c84f", "#e6e2d8", "#4f8f5c", "#8f5f9f")


@setting("stadium")
def stadium(s: Stage) -> None:
    """A striped pitch, the goal, full stands that curve about it, floodlights."""
    paint_sky(s)
    p = s.palette
    dice = s.dice("stadium")
    vista = Vista(s, aside(s, dice.pick((0.44, 0.5, 0.56))))
    rise = landmark(s, dice.between(24, 30), share=0.5)
    for share in (0.06, 0.3, 0.7, 0.94):
        _floodlight(
            s, s.across(share), s.horizon - rise * (0.7 + 0.5 * abs(share - 0.5)), rise * 0.9
        )
    _stand(s, rise, dice)
    _boards(s, dice)
    grass = p.paint(under_snow(s, "#5f9a4f"))
    plane(s, s.mid, grass, s.horizon + 3 * s.unit)
    _mown(vista, grass)
    if lights_on(s):
        _floodlit(s)
    _lines(vista)
    _goal(s, vista.away, s.horizon + 5 * s.unit, 11 * s.unit)


def _stand(s: Stage, rise: float, dice: Dice) -> None:
    """Tiers that are higher at the sides, roofed, and full of people."""
    p = s.palette
    foot = s.horizon + 2 * s.unit

    def edge(share: float, up: float) -> tuple[float, float]:
        x = s.left + s.span * share
        bend = 1 + 1.2 * (2 * share - 1) ** 2
        return x, foot - rise * up * bend

    steps = [i / 16 for i in range(17)]
    wall = p.paint(dice.pick(("#7a8088", "#8a8078", "#6b7480")), 0.5)
    tiers = ((0.0, 0.42, 0.1), (0.48, 0.92, 0.24))
    for low, high, shade in tiers:
        points = [edge(t, low) for t in steps] + [edge(t, high) for t in reversed(steps)]
        s.far.add(polygon(points, s.paints.down(p.dark(wall, shade + 0.25), p.dark(wall, shade))))
        _crowd(s, edge, low, high, dice)
    rim = [edge(t, 0.42) for t in steps] + [edge(t, 0.5) for t in reversed(steps)]
    s.far.add(polygon(rim, p.lit(wall, 0.25)))
    roof = p.paint(under_snow(s, "#c9ced2"), 0.55)
    cover = [edge(t, 0.9) for t in steps] + [edge(t, 1.06) for t in reversed(steps)]
    s.far.add(polygon(cover, s.paints.down(p.lit(roof, 0.2), p.dark(roof, 0.3))))
    struts = "".join(
        f"M{edge(t, 0.5)[0]:.0f} {edge(t, 0.5)[1]:.0f}L{edge(t, 0.95)[0]:.0f} "
        f"{edge(t, 0.95)[1]:.0f}"
        for t in steps[1:-1:2]
    )
    s.far.add(line(struts, f"{p.dark(roof, 0.4)}@0.8", s.unit * 0.4))


def _crowd(
    s: Stage, edge: Callable[[float, float], Point], low: float, high: float, dice: Dice
) -> None:
    """Spectators as dots of colour: one stroke of points for each shirt."""
    p = s.palette
    for shirt in _SHIRTS:
        dots = ""
        for _ in range(110):
            x, y = edge(dice.between(0, 1), low + (high - low) * dice.between(0.1, 0.86))
            dots += f"M{x:.0f} {y:.0f}h.1"
        s.far.add(line(dots, p.lit(p.paint(shirt, 0.75), 0.1), s.unit * 0.85))


def _boards(s: Stage, dice: Dice) -> None:
    p = s.palette
    y, tall = s.horizon + 1.4 * s.unit, 2.2 * s.unit
    x = s.left
    while x < s.right:
        wide = s.unit * dice.between(10, 18)
        tone = p.paint(dice.pick(("#2f5f8f", "#c9483f", "#e6e2d8", "#e0b040", "#3f7f5c")), 0.75)
        s.far.add(box(x, y, wide, tall, s.paints.down(p.lit(tone, 0.15), p.dark(tone, 0.15))))
        x += wide


def _floodlight(s: Stage, x: float, y: float, tall: float) -> None:
    p = s.palette
    steel = p.paint("#7d848c", 0.45)
    lamp = mix(p.glow, "#ffffff", 0.65) if lights_on(s) else p.lit(steel, 0.5)
    if lights_on(s):
        halo = s.paints.round(f"{lamp}@0.8", f"{lamp}@0.22", f"{lamp}@0")
        s.back.add(disc(x, y - tall * 0.62, tall * 0.7, halo))
    s.back.add(
        group(
            line(
                "M-5 100L-2 -50M5 100L2 -50M-4 40L3 0M4 40L-3 0M-3 0L2 -40M3 0L-2 -40", steel, 2.4
            ),
            box(-20, -76, 40, 27, p.dark(steel, 0.3), 2),
            *(disc(dx, dy, 3.6, lamp) for dx in (-14, -5, 4, 13) for dy in (-70, -62.5, -55)),
            at=(x, y),
            scale=tall / 100,
        )
    )


def _mown(vista: Vista, grass: str) -> None:
    """Stripes across the pitch, light and dark."""
    s, p = vista.stage, vista.stage.palette
    near, number = 1.0, 0
    while near > 0.09:
        other = near * 0.8
        if number % 2:
            y0, y1 = vista.at(0, other)[1], vista.at(0, near)[1]
            s.mid.add(box(s.left, y0, s.span, y1 - y0, f"{p.lit(grass, 0.3)}@0.32"))
        near, number = other, number + 1


def _floodlit(s: Stage) -> None:
    """After dark the pitch is the brightest thing in the picture."""
    light = mix(s.palette.glow, "#f4ffe8", 0.7)
    strong = 0.3 if s.palette.night else 0.16
    spot = s.paints.round(f"{light}@{strong}", f"{light}@{0.6 * strong:.2f}", f"{light}@0")
    s.mid.add(disc(s.across(0.5), s.horizon + 15 * s.unit, 0.75 * s.width, spot, 0.3))


def _lines(vista: Vista) -> None:
    """The penalty area before the goal."""
    s, p = vista.stage, vista.stage.palette
    white = f"{p.lit(p.paint('#f0f0ea'), 0.2)}@0.85"
    top = s.horizon + 5 * s.unit
    at = (top - s.horizon) / (s.bottom - s.horizon)
    s.mid.add(box(s.left, top, s.span, 0.35 * s.unit, white))
    for half, near in ((118, 0.2), (240, 0.34)):
        for side in (-1, 1):
            s.mid.add(vista.floor(side * half, side * (half + 2), (at, near), white))
        (x0, y0), (x1, _) = vista.at(-half, near), vista.at(half, near)
        s.mid.add(box(x0, y0, x1 - x0, (0.2 + 1.6 * near) * s.unit, white))
    x, y = vista.at(0, 0.34)
    half = 70 * s.unit * 0.34
    s.mid.add(
        line(
            f"M{x - half:.0f} {y:.0f}Q{x:.0f} {y + 7 * s.unit:.0f} {x + half:.0f} {y:.0f}",
            white,
            0.7 * s.unit,
        )
    )
    s.mid.add(disc(*vista.at(0, 0.27), 0.8 * s.unit, white, 0.4))


def _goal(s: Stage, x: float, foot: float, tall: float) -> None:
    p = s.palette
    white = p.lit(p.paint("#f2f2ee"), 0.2)
    net = "".join(f"M{dx} 0L{dx * 0.9:.0f} -96" for dx in range(-135, 136, 15))
    net += "".join(f"M-150 {dy}H150" for dy in range(-88, 0, 14))
    s.mid.add(
        group(
            shape("M-150 -100H150L136 -4H-136Z", f"{p.dark(white, 0.3)}@0.16"),
            line(net, f"{white}@0.4", 1.1),
            line("M-150 2V-100H150V2", white, 6),
            at=(x, foot),
            scale=tall / 100,
        )
    )
