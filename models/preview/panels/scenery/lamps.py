"""Lamps outdoors, and the light they lay on what is around them after dark."""

from __future__ import annotations

from models.preview.panels.drawing import Layer, box, disc, line, polygon
from models.preview.panels.scenery.houses import lights_on
from models.preview.panels.stage import Stage


def glow(s: Stage, layer: Layer, x: float, y: float, radius: float, strong: float = 0.7) -> None:
    """Warm air around a light."""
    warm = s.palette.glow
    fill = s.paints.round(f"{warm}@{strong}", f"{warm}@{strong * 0.23:.2f}", f"{warm}@0")
    layer.add(disc(x, y, radius, fill))


def pool(s: Stage, layer: Layer, x: float, y: float, half: float, strong: float = 0.34) -> None:
    """Light that a lamp throws on the ground."""
    warm = s.palette.glow
    layer.add(disc(x, y, half, s.paints.round(f"{warm}@{strong}", f"{warm}@0"), 0.2))


def street_lamp(
    s: Stage, layer: Layer, x: float, y: float, tall: float, near: float, side: int
) -> None:
    """A tall lamp that leans over the road; `side` is the kerb it stands at."""
    p = s.palette
    iron = p.paint("#33383f", near)
    layer.add(
        line(
            f"M{x:.1f} {y:.1f}V{y - tall:.1f}q0 {-tall * 0.08:.1f}"
            f" {-side * tall * 0.14:.1f} {-tall * 0.08:.1f}",
            iron,
            tall * 0.018,
        )
    )
    hx, hy = x - side * tall * 0.15, y - tall * 1.07
    if lights_on(s):
        glow(s, layer, hx, hy, tall * 0.34)
        pool(s, layer, hx, y, tall * 0.5)
    layer.add(disc(hx, hy, tall * 0.035, p.glow if lights_on(s) else p.lit(iron, 0.5), 0.7))


def lantern(s: Stage, layer: Layer, x: float, y: float, tall: float, near: float) -> None:
    """A post with a lantern on top, as in squares and parks."""
    p = s.palette
    iron = p.paint("#343a40", near)
    w = tall * 0.016
    head = y - tall
    glass = p.glow if lights_on(s) else p.lit(p.paint("#b9c4c4", near), 0.2)
    if lights_on(s):
        glow(s, layer, x, head + tall * 0.07, tall * 0.42)
        pool(s, layer, x, y, tall * 0.55)
    layer.add(
        polygon(
            [
                (x - w * 2.4, y),
                (x - w, y - tall * 0.16),
                (x + w, y - tall * 0.16),
                (x + w * 2.4, y),
            ],
            iron,
        ),
        box(x - w, head + tall * 0.1, 2 * w, tall * 0.9, iron),
        polygon(
            [
                (x - w * 3.4, head),
                (x + w * 3.4, head),
                (x + w * 2, head + tall * 0.13),
                (x - w * 2, head + tall * 0.13),
            ],
            glass,
        ),
        polygon(
            [
                (x - w * 4.2, head + tall * 0.01),
                (x, head - tall * 0.06),
                (x + w * 4.2, head + tall * 0.01),
            ],
            iron,
        ),
        box(x - w * 2.4, head + tall * 0.125, w * 4.8, tall * 0.018, iron),
    )


def string_lights(
    s: Stage, layer: Layer, start: tuple[float, float], end: tuple[float, float], count: int
) -> None:
    """Bulbs on a slack wire, or small flags of colour by day."""
    p = s.palette
    (x0, y0), (x1, y1) = start, end
    sag = 0.16 * abs(x1 - x0)
    middle = ((x0 + x1) / 2, (y0 + y1) / 2 + sag)
    layer.add(
        line(
            f"M{x0:.1f} {y0:.1f}Q{middle[0]:.1f} {middle[1]:.1f} {x1:.1f} {y1:.1f}",
            p.dark(p.paint("#4b4640"), 0.2),
            s.unit * 0.14,
        )
    )
    flags = tuple(p.paint(colour) for colour in ("#c9584a", "#e0b050", "#5f93a3", "#e6dcc4"))
    for i in range(1, count):
        t = i / count
        x = (1 - t) ** 2 * x0 + 2 * t * (1 - t) * middle[0] + t * t * x1
        y = (1 - t) ** 2 * y0 + 2 * t * (1 - t) * middle[1] + t * t * y1
        if lights_on(s):
            halo = s.paints.round(f"{p.glow}@0.5", f"{p.glow}@0")
            layer.add(disc(x, y + s.unit * 0.5, s.unit * 1.8, halo))
            layer.add(disc(x, y + s.unit * 0.5, s.unit * 0.42, p.glow))
        else:
            half = s.unit * 0.85
            flag = [(x - half, y), (x + half, y), (x, y + half * 2.3)]
            layer.add(polygon(flag, flags[i % len(flags)]))
