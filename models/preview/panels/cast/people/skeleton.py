"""Where a body's joints are: one skeleton for all ages and poses.

A figure stands 100 units tall with its feet at y = 0 and faces right; y points down.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Literal

from models.preview.panels.cast.people.poses import Bend, Stance
from models.preview.panels.drawing import Point

View = Literal["side", "front"]
"""How much of a face we see: its profile, or three quarters of it."""

_THIGH, _SHIN, _ANKLE = 23.0, 22.0, 4.0
_UPPER_ARM, _FOREARM = 15.4, 13.8
_TRUNK = 37.6
"""From the hips to the height of the chin, of a body whose head is `_GROWN_HEAD` tall."""
_GROWN_HEAD = 13.4
_SHOULDER_DROP = 9.2
_SEAT = 6.6
"""From the hip joint to what one sits on."""
_SOLE = (-4.0, 9.0)
"""How far heel and toe reach from the ankle, along the foot."""


@dataclass(frozen=True, slots=True)
class Limb:
    """Three joints, from the trunk outwards, and the angle at which the last bone hangs."""

    root: Point
    bend: Point
    end: Point
    angle: float

    def at(self, share: float) -> Point:
        """A point along the limb: 0 its root, 0.5 its bend, 1 its end."""
        if share <= 0.5:
            return between(self.root, self.bend, share * 2)
        return between(self.bend, self.end, share * 2 - 1)


@dataclass(frozen=True, slots=True)
class Rig:
    """A posed body."""

    hip: Point
    neck: Point
    """Where the trunk ends, at the height of a grown person's chin."""
    chin: Point
    """Where the head sits: the young have little neck."""
    lean: float
    nod: float
    trunk: float
    """Length from hip to neck."""
    near_arm: Limb
    far_arm: Limb
    near_leg: Limb
    far_leg: Limb
    scale: float
    """Of this body's bones against a grown one's."""
    head: float
    """Height of the head."""

    @property
    def crown(self) -> Point:
        """The highest point of the head."""
        return ahead(self.chin, 180 - self.nod, self.head)

    @property
    def eyes(self) -> Point:
        """The height of the eyes, in the middle of the head."""
        return ahead(self.chin, 180 - self.nod, 0.47 * self.head)


def ahead(start: Point, angle: float, length: float) -> Point:
    """The end of a bone that hangs at an angle."""
    turn = math.radians(angle)
    return start[0] + length * math.sin(turn), start[1] + length * math.cos(turn)


def between(one: Point, other: Point, share: float) -> Point:
    """A point on the way from one to another."""
    return one[0] + (other[0] - one[0]) * share, one[1] + (other[1] - one[1]) * share


def posed(
    stance: Stance, *, head: float, broad: float, view: View, legs: float = 1.0, sunk: float = 0.0
) -> Rig:
    """The joints of a body in a stance, set down on the ground.

    Args:
        stance: the angles.
        head: height of the head in hundredths of the whole.
        broad: width of the shoulders against a grown man's.
        view: from where it is seen.
        legs: length of the legs against what is usual; a child's are shorter.
        sunk: how much shorter the neck is than a grown person's.
    """
    scale = (100 - head) / (100 - _GROWN_HEAD)
    leg = scale * legs
    trunk = scale * _TRUNK + (1 - legs) * scale * (_THIGH + _SHIN + _ANKLE)
    hip: Point = (0.0, 0.0)
    near, far = _legs(hip, stance, leg, view)
    ground = max(_lowest(near, leg), _lowest(far, leg), _SEAT * leg) + stance.lift
    hip = (0.0, -ground)
    near, far = _legs(hip, stance, leg, view)
    neck = ahead(hip, 180 - stance.lean, trunk)
    middle = ahead(hip, 180 - stance.lean, trunk - _SHOULDER_DROP * scale)
    wide = {"side": (-1.8, 2.2), "front": (-8.6, 7.8)}[view]
    near_root, far_root = (_across(middle, stance.lean, x * broad) for x in wide)
    return Rig(
        hip=hip,
        neck=neck,
        chin=ahead(hip, 180 - stance.lean, trunk - sunk),
        lean=stance.lean,
        nod=stance.nod + 0.35 * stance.lean,
        trunk=trunk,
        near_arm=_arm(near_root, stance.arms.near, scale),
        far_arm=_arm(far_root, stance.arms.far, scale),
        near_leg=near,
        far_leg=far,
        scale=scale,
        head=head,
    )


def _legs(hip: Point, stance: Stance, scale: float, view: View) -> tuple[Limb, Limb]:
    apart = {"side": 1.6, "front": 4.0}[view]
    near = _leg(hip, stance.near_leg, scale, -apart)
    return near, _leg(hip, stance.far_leg, scale, apart)


def _across(middle: Point, lean: float, x: float) -> Point:
    """A point beside the spine, which leans."""
    turn = math.radians(lean)
    return middle[0] + x * math.cos(turn), middle[1] + x * math.sin(turn)


def _arm(root: Point, bend: Bend, scale: float) -> Limb:
    elbow = ahead(root, bend[0], _UPPER_ARM * scale)
    return Limb(root, elbow, ahead(elbow, bend[1], _FOREARM * scale), bend[1])


def _leg(hip: Point, bend: Bend, scale: float, x: float) -> Limb:
    root = (hip[0] + x, hip[1])
    knee = ahead(root, bend[0], _THIGH * scale)
    return Limb(root, knee, ahead(knee, bend[1], _SHIN * scale), bend[1])


def foot_pitch(leg: Limb) -> float:
    """How far a foot's toe is below its heel, in degrees: flat while the shin allows it."""
    slack = 24.0
    return max(0.0, abs(leg.angle) - slack) * (1 if leg.angle < 0 else -1)


def _lowest(leg: Limb, scale: float) -> float:
    """The height of the sole's lowest point."""
    turn = math.radians(foot_pitch(leg))
    drop = _ANKLE * scale * math.cos(turn)
    return leg.end[1] + drop + max(reach * scale * math.sin(turn) for reach in _SOLE)
