"""Things before us: on a table, beside people or alone."""

from __future__ import annotations

from models.preview.panels import terrain
from models.preview.panels.cast.registry import Subject
from models.preview.panels.composition.framing import LYING
from models.preview.panels.composition.placing import sketched
from models.preview.panels.drawing import box, disc, group
from models.preview.panels.stage import Stage


def lay(s: Stage, items: list[Subject], *, alone: bool) -> None:
    """Things on a table before us: the middle of the picture, or a corner beside people."""
    tall = LYING[s.look.size] * min(s.height, s.width) * (1.35 if alone else 0.9)
    edge = s.height * (0.79 if alone else 0.93)
    _table(s, edge)
    first = s.third
    outer = 1 - first + (0.13 if first < 0.5 else -0.13)
    if alone:
        places = (0.5,) if len(items) == 1 else (first, 1 - first, 0.5)
    else:
        places = (outer, 0.5, first)
    for number, item in enumerate(items):
        size = min(tall * item.tall * (1 - 0.08 * number), 0.6 * s.width / item.wide)
        x, y = s.across(places[number]), edge + size * 0.05
        flip = places[number] > 0.5
        sketch = sketched(s, item, f"{item.name} {number}", flip)
        s.cast.add(terrain.shadow_on_ground(s, x, y, size * item.wide * 0.5))
        s.cast.add(group(sketch, at=(x, y), scale=size / 100, flip=flip))


def _table(s: Stage, edge: float) -> None:
    p = s.palette
    wood = p.paint(s.dice("table").pick(("#8a5f3e", "#6b4a35", "#a37b52")))
    top = edge - s.height * 0.05
    grown = s.paints.down(p.lit(wood, 0.24), wood, p.dark(wood, 0.4))
    s.cast.add(
        box(s.left, top, s.span, s.bottom - top, grown),
        box(s.left, top, s.span, 3, f"{p.light}@0.5"),
    )
    gleam = s.paints.round(f"{p.light}@0.34", f"{p.light}@0")
    s.cast.add(disc(s.sun_x, edge, s.width * 0.4, gleam, 0.14))
