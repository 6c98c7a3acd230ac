"""Where things go in the frame: the setting, the subjects by shot size, the weather before them.

The first person stands on a line of thirds and looks into the picture; a second one faces them.
Heads keep their headroom: at the upper third in medium shots, eyes there in close ones. What is no
person stands behind people in the nearer shots, out of focus; what fits on a table lies before us.
"""

from __future__ import annotations

from dataclasses import dataclass

from models.preview.panels import terrain
from models.preview.panels.cast.catalog import subjects_of
from models.preview.panels.cast.registry import Subject
from models.preview.panels.drawing import Layer, box, disc, group, line, shape
from models.preview.panels.scenery.catalog import setting_named
from models.preview.panels.scenery.registry import Setting
from models.preview.panels.sky import paint_weather
from models.preview.panels.stage import Stage

_MOST = 3
"""More subjects than this are clutter."""

_TALL = {"extreme_wide": 0.15, "wide": 0.36, "medium": 1.12, "close": 2.7, "extreme_close": 5.2}
"""A grown person's height against the frame's, by shot size."""

_CROWN = {"medium": 0.17, "close": 0.12, "extreme_close": -0.07}
"""Height of the crown in the frame where the feet are out of it."""

_DOWN = {"extreme_wide": 0.32, "wide": 0.55, "medium": 0.62, "close": 0.66, "extreme_close": 0.7}
"""How far down from the horizon to the lower edge the feet are where they show."""

_LYING = {"extreme_wide": 0.16, "wide": 0.2, "medium": 0.28, "close": 0.42, "extreme_close": 0.58}
"""Height of a mug against the frame's, by shot size."""


@dataclass(frozen=True, slots=True)
class Spot:
    """A place for one subject: its foot and its height, in panel units."""

    x: float
    y: float
    tall: float
    flip: bool


def compose(s: Stage) -> None:
    """Draw a whole shot onto the stage."""
    place = setting_named(s.look.setting)
    place.paint(s)
    known = subjects_of(s.look.subjects)[:_MOST]
    people = [item for item in known if item.person]
    others = [item for item in known if item.where in ("ground", "water") and not item.person]
    near = s.look.size not in ("extreme_wide", "wide")
    for number, item in enumerate(item for item in known if item.where == "sky"):
        _fly(s, item, number)
    landed = [item for item in others if item.where == "ground" and not item.rooted]
    if (people or landed) and place.water and not place.deck:
        _shore(s)
    # The first is nearest, so it comes last on the paper.
    for number in reversed(range(len(others))):
        spot = _behind(s, others[number], number) if people and near else None
        spot = spot or _standing(s, place, others[number], number + len(people), len(known))
        _put(s, place, s.mid if people and near else s.cast, others[number], number, spot)
    for number in reversed(range(len(people))):
        spot = _standing(s, place, people[number], number, len(people))
        _put(s, place, s.cast, people[number], number, spot)
    lying = [item for item in known if item.where == "table"]
    if lying:
        _lay(s, lying, alone=not people and not others)
    if not (place.indoors or place.adrift or place.sheltered):
        paint_weather(s)


def _share_of_width(s: Stage, number: int, count: int) -> float:
    """Where across the frame: a third, then the other third, then between."""
    near = s.look.size in ("close", "extreme_close")
    wander = s.dice(f"place {number}").between(-0.02, 0.02)
    third = s.third
    if count == 1 and near:
        return 0.5 + (third - 0.5) * 0.4 + wander
    if near:
        third = 0.29 if third < 0.5 else 0.71
    return (third, 1 - third, 0.5)[number % 3] + wander


def _standing(s: Stage, place: Setting, item: Subject, number: int, count: int) -> Spot:
    share = _share_of_width(s, number, count)
    tall = _TALL[s.look.size] * s.height * item.tall * (1 - 0.1 * number)
    if place.indoors and s.look.size in ("extreme_wide", "wide"):
        tall *= 1.35
    room = s.width * (0.92 if item.person else 0.78) / (max(1, count) if item.person else 1)
    tall *= min(1.0, room / (item.wide * tall))
    crown = _CROWN.get(s.look.size)
    if crown is not None and item.person:
        shorter = (1 / item.tall - 1) * tall * (0.5 if s.look.size == "medium" else 0.02)
        return Spot(s.across(share), s.height * crown + shorter + tall, tall, share > 0.5)
    tall = min(tall, (0.4 if s.titled and not s.titled_beside else 0.62) * s.height)
    down = _DOWN[s.look.size] - 0.12 * number
    if item.where == "water" and (place.water or place.shore) and not place.midstream:
        down *= 0.5
    foot = s.horizon + (s.height - s.horizon) * down
    if item.where == "water" and place.adrift and item.tall < 1:
        # What swims hovers in the water about us; a hull lies on the ground.
        foot -= 0.24 * s.height
    return Spot(_inside(s, s.across(share), tall * item.wide), foot, tall, share > 0.5)


def _inside(s: Stage, x: float, wide: float) -> float:
    """A place at which something so wide is not cut by the frame."""
    edge = min(0.5 * wide + 0.04 * s.width, 0.5 * s.width)
    return min(max(x, edge), s.width - edge)


def _behind(s: Stage, item: Subject, number: int) -> Spot:
    """On the far side of the picture, small and beyond the people."""
    share = (1 - s.third, 0.5)[number % 2] + (0.08 if s.third < 0.5 else -0.08)
    tall = 0.3 * s.height * min(2.0, max(0.5, item.tall)) ** 0.6
    tall = min(tall, 0.5 * s.width / item.wide)
    foot = s.horizon + (s.height - s.horizon) * (0.3 if item.where == "ground" else 0.14)
    return Spot(_inside(s, s.across(share), tall * item.wide), foot, tall, share > 0.5)


def _put(s: Stage, place: Setting, layer: Layer, item: Subject, number: int, spot: Spot) -> None:
    sketch = _sketched(s, item, f"{item.name} {number}", spot.flip)
    dry = item.where != "water" or not s.afloat
    if dry and not place.adrift and spot.y < s.bottom:
        layer.add(terrain.shadow_on_ground(s, spot.x, spot.y, spot.tall * item.wide * 0.55))
    layer.add(group(sketch, at=(spot.x, spot.y), scale=spot.tall / 100, flip=spot.flip))


def _sketched(s: Stage, item: Subject, name: str, flip: bool) -> str:
    """A subject lit as the picture is, though it may be mirrored."""
    s.turned = flip
    try:
        return item.sketch(s, s.dice(name))
    finally:
        s.turned = False


def _fly(s: Stage, item: Subject, number: int) -> None:
    dice = s.dice(f"flight {number}")
    flip = dice.chance(0.5)
    sketch = _sketched(s, item, f"{item.name} {number}", flip)
    if not sketch:
        return
    larger = {"extreme_wide": 0.6, "wide": 1.0}.get(s.look.size, 1.6)
    tall = min(s.height, s.width) * 0.11 * item.tall * larger
    share = 1 - s.third
    x = _inside(s, s.across(share), tall * item.wide)
    # What is tall hangs lower, so that the frame does not cut it.
    y = max(s.height * dice.between(0.24, 0.34), 0.04 * s.height + tall)
    s.cast.add(group(sketch, at=(x, y), scale=tall / 100, flip=flip))


def _shore(s: Stage) -> None:
    """Rocks by the water, where nobody could stand otherwise."""
    p = s.palette
    rock = p.paint(terrain.ROCK)
    y = s.horizon + (s.height - s.horizon) * (_DOWN[s.look.size] - 0.13)
    points = terrain.ridge_line(s, y, 2.6 * s.unit, s.dice("shore"), 2.6)
    edge = "L".join(f"{x:.1f} {py:.1f}" for x, py in points)
    fill = s.paints.down(p.lit(rock, 0.14), p.dark(rock, 0.3), p.dark(rock, 0.5))
    foam = p.lit(p.light, 0.5)
    s.cast.add(line(f"M{edge}", f"{foam}@0.55", s.unit * 0.7))
    s.cast.add(shape(f"M{edge}L{s.right:.1f} {s.bottom:.1f}L{s.left:.1f} {s.bottom:.1f}Z", fill))
    dice = s.dice("shore stones")
    for i in range(7):
        x = s.left + s.span * (i + dice.between(0.1, 0.9)) / 7
        size = s.unit * dice.between(2.5, 6)
        s.cast.add(terrain.stone(s, x, terrain.height_at(points, x) + size * 0.5, size, dice))


def _lay(s: Stage, items: list[Subject], *, alone: bool) -> None:
    """Things on a table before us: the middle of the picture, or a corner beside people."""
    tall = _LYING[s.look.size] * min(s.height, s.width) * (1.35 if alone else 0.9)
    edge = s.height * (0.79 if alone else 0.93)
    _table(s, edge)
    third = s.third
    outer = 1 - third + (0.13 if third < 0.5 else -0.13)
    if alone:
        places = (0.5,) if len(items) == 1 else (third, 1 - third, 0.5)
    else:
        places = (outer, 0.5, third)
    for number, item in enumerate(items):
        size = min(tall * item.tall * (1 - 0.08 * number), 0.6 * s.width / item.wide)
        x, y = s.across(places[number]), edge + size * 0.05
        flip = places[number] > 0.5
        sketch = _sketched(s, item, f"{item.name} {number}", flip)
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
