"""Somebody in the depth of a crowd: the same people in few shapes, in profile."""

from __future__ import annotations

from models.preview.panels.cast.people.figure import Actor
from models.preview.panels.cast.people.outline import cornered, tight
from models.preview.panels.cast.people.profile import seen_from_afar
from models.preview.panels.cast.people.skeleton import Limb
from models.preview.panels.cast.people.trunk import Trunk
from models.preview.panels.drawing import disc, group, line
from models.preview.panels.stage import Stage


def bystander(s: Stage, actor: Actor) -> str:
    """A figure 100 units tall, of which nobody will look at the buttons."""
    person, rig, p = actor.person, actor.rig, s.palette
    outfit = person.outfit
    coat, legs = p.paint(outfit.colour), p.paint(outfit.legs)
    shoes, skin = p.dark(p.paint(outfit.shoes), 0.2), p.skin(person.skin)
    wide = rig.scale * person.girth * (8.0 if outfit.bare_legs else 10.5)
    parts = [
        _limb(rig.far_leg, p.dark(legs, 0.3), wide),
        _foot(rig.far_leg, shoes),
        _limb(rig.near_leg, legs, wide),
        _foot(rig.near_leg, shoes),
        group(seen_from_afar(s, person), at=(rig.chin[0] + 1, rig.chin[1]), scale=rig.head),
        cornered(Trunk(rig, "side", person).garment(outfit.shape, 0.5), s.shaded(coat, 0.4)),
        disc(rig.near_arm.end[0] + 0.6, rig.near_arm.end[1] + 2.6, 2.6, skin),
        _limb(rig.near_arm, p.dark(coat, 0.16), 6.6 * rig.scale),
    ]
    return group(tight("".join(parts)), scale=person.stature)


def _limb(limb: Limb, colour: str, wide: float) -> str:
    joints = (limb.root, limb.bend, limb.end)
    return line("M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in joints), colour, wide)


def _foot(leg: Limb, colour: str) -> str:
    x, y = leg.end
    return line(f"M{x - 1.6:.1f} {y + 2:.1f}h5.4", colour, 4.4)
