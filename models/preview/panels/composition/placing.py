"""Where what is no person goes: on the ground, on water, in the sky, behind people."""

from __future__ import annotations

from models.preview.panels import terrain
from models.preview.panels.cast.registry import Subject
from models.preview.panels.composition.framing import (
    CROWN,
    DOWN,
    TALL,
    Spot,
    inside,
    is_wide,
    share_of_width,
)
from models.preview.panels.drawing import Layer, group, line, shape
from models.preview.panels.scenery.registry import Setting
from models.preview.panels.stage import Stage


def standing(s: Stage, place: Setting, item: Subject, number: int, count: int) -> Spot:
    """On the ground or on the water, whole in wide shots."""
    share = share_of_width(s, number, count)
    tall = TALL[s.look.size] * s.height * item.tall * (1 - 0.1 * number)
    if place.indoors and is_wide(s):
        tall *= 1.35
    room = s.width * (0.92 if item.person else 0.78)
    tall *= min(1.0, room / (item.wide * tall))
    if item.person and not is_wide(s):
        share = 0.5 + (share - 0.5) * (0.3 if item.wide > 1 else 1.0)
        return Spot(s.across(share), s.height * CROWN + tall, tall, share > 0.5)
    tall = min(tall, (0.4 if s.titled and not s.titled_beside else 0.62) * s.height)
    down = DOWN[s.look.size] - 0.12 * number
    if item.where == "water" and (place.water or place.shore) and not place.midstream:
        down *= 0.5
    foot = s.horizon + (s.height - s.horizon) * down
    if item.where == "water" and place.adrift and item.tall < 1:
        # What swims hovers in the water about us; a hull lies on the ground.
        foot -= 0.24 * s.height
    return Spot(inside(s, s.across(share), tall * item.wide), foot, tall, share > 0.5)


def behind(s: Stage, item: Subject, number: int) -> Spot:
    """On the far side of the picture, small and beyond the people."""
    share = (1 - s.third, 0.5)[number % 2] + (0.08 if s.third < 0.5 else -0.08)
    tall = 0.3 * s.height * min(2.0, max(0.5, item.tall)) ** 0.6
    tall = min(tall, 0.5 * s.width / item.wide)
    foot = s.horizon + (s.height - s.horizon) * (0.3 if item.where == "ground" else 0.14)
    return Spot(inside(s, s.across(share), tall * item.wide), foot, tall, share > 0.5)


def put(s: Stage, place: Setting, layer: Layer, item: Subject, number: int, spot: Spot) -> None:
    """Draw a subject at its spot, with its shadow."""
    sketch = sketched(s, item, f"{item.name} {number}", spot.flip)
    if item.where != "water" or not s.afloat:
        shade(s, place, layer, spot, spot.tall * item.wide)
    layer.add(group(sketch, at=(spot.x, spot.y), scale=spot.tall / 100, flip=spot.flip))


def shade(s: Stage, place: Setting, layer: Layer, spot: Spot, wide: float) -> None:
    """The shadow of what stands at a spot, where there is ground in the picture."""
    if not place.adrift and spot.y < s.bottom:
        layer.add(terrain.shadow_on_ground(s, spot.x, spot.y, wide * 0.55))


def sketched(s: Stage, item: Subject, name: str, flip: bool) -> str:
    """A subject lit as the picture is, though it may be mirrored."""
    s.turned = flip
    try:
        return item.sketch(s, s.dice(name))
    finally:
        s.turned = False


def fly(s: Stage, item: Subject, number: int) -> None:
    """Draw what is in the sky."""
    dice = s.dice(f"flight {number}")
    flip = dice.chance(0.5)
    sketch = sketched(s, item, f"{item.name} {number}", flip)
    if not sketch:
        return
    larger = {"extreme_wide": 0.6, "wide": 1.0, "insert": 3.0}.get(s.look.size, 1.6)
    tall = min(s.height, s.width) * 0.11 * item.tall * larger
    share = 1 - s.third
    x = inside(s, s.across(share), tall * item.wide)
    # What is tall hangs lower, so that the frame does not cut it.
    y = max(s.height * dice.between(0.24, 0.34), 0.04 * s.height + tall)
    s.cast.add(group(sketch, at=(x, y), scale=tall / 100, flip=flip))


def shore(s: Stage) -> None:
    """Rocks by the water, where nobody could stand otherwise."""
    p = s.palette
    rock = p.paint(terrain.ROCK)
    y = s.horizon + (s.height - s.horizon) * (DOWN[s.look.size] - 0.13)
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
