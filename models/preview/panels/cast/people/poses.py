"""What bodies do, as angles of bones.

Angles are degrees from straight down, towards where the figure faces: an arm at 90 points ahead,
at 180 it is raised, at -30 it swings back. The near limbs are those on our side.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

from media.shots import Pose
from models.preview.panels.drawing import Dice

Hand = Literal["relaxed", "open", "fist", "point"]
Bend = tuple[float, float]
"""The angles of a limb's upper and lower bone."""


@dataclass(frozen=True, slots=True)
class Arms:
    """One way to hold both arms."""

    near: Bend
    far: Bend
    near_hand: Hand = "relaxed"
    far_hand: Hand = "relaxed"


@dataclass(frozen=True, slots=True)
class Stance:
    """A whole body's angles."""

    arms: Arms
    near_leg: Bend
    far_leg: Bend
    lean: float = 0.0
    """Of the trunk, forward."""
    nod: float = 0.0
    """Of the head against upright, forward and down."""
    lift: float = 0.0
    """How far the lowest foot is off the ground, in hundredths of a person's height."""
    holds_far: bool = False
    """The far hand is the one that holds things."""


@dataclass(frozen=True, slots=True)
class _Pose:
    stance: Stance
    others: tuple[Arms, ...] = ()
    """Gestures that say the same."""


_POSES: dict[Pose, _Pose] = {
    "stand": _Pose(
        Stance(Arms((-7, 7), (9, 17)), near_leg=(-4, -4), far_leg=(5, 3)),
        (
            Arms((-38, 52), (9, 17), "fist"),
            Arms((-9, 3), (5, 24)),
            Arms((-14, 12), (-4, 8)),
        ),
    ),
    "walk": _Pose(
        Stance(Arms((25, 43), (-24, -6)), near_leg=(-20, -36), far_leg=(25, 10), lean=4, nod=2),
        (Arms((30, 56), (-28, -8), "fist", "fist"),),
    ),
    "run": _Pose(
        Stance(
            Arms((-58, 32), (44, 128), "fist", "fist"),
            near_leg=(66, -14),
            far_leg=(-26, -76),
            lean=15,
            nod=2,
            lift=4,
        ),
    ),
    "sit": _Pose(
        Stance(Arms((8, 64), (24, 78)), near_leg=(83, 6), far_leg=(79, -6), lean=-3),
        (Arms((12, 88), (30, 84), "fist", "relaxed"), Arms((-6, 48), (20, 66))),
    ),
    "reach": _Pose(
        Stance(
            Arms((112, 122), (-14, 14), "open"),
            near_leg=(-16, -24),
            far_leg=(19, 5),
            lean=11,
            nod=-4,
        ),
        (Arms((126, 136), (28, 66), "open"), Arms((98, 112), (84, 104), "open", "open")),
    ),
    "talk": _Pose(
        Stance(Arms((6, 92), (30, 122), "open", "open"), (-4, -5), (7, 3), lean=3, nod=1),
        (
            Arms((-9, 5), (26, 128), "relaxed", "open"),
            Arms((16, 106), (12, 22), "open"),
            Arms((-2, 76), (42, 106), "open", "open"),
        ),
    ),
    "embrace": _Pose(
        Stance(Arms((72, 94), (58, 110), "open", "open"), (-8, -12), (9, 2), lean=6, nod=5),
    ),
    "fall": _Pose(
        Stance(
            Arms((-112, -142), (128, 152), "open", "open"),
            near_leg=(58, 24),
            far_leg=(34, 62),
            lean=-36,
            nod=-22,
            lift=9,
        ),
        (Arms((-88, -128), (112, 122), "open", "open"),),
    ),
    "point": _Pose(
        Stance(Arms((94, 94), (-6, 12), "point"), (-8, -9), (9, 4), lean=2, nod=-1),
        (Arms((108, 106), (-6, 14), "point"), Arms((88, 92), (-8, 10), "point")),
    ),
}

_SETTLED: tuple[Pose, ...] = ("stand", "walk", "run", "sit", "fall")
"""Poses that are mostly legs: someone seated keeps the arms of any other."""

_CARRY: dict[str, Bend] = {
    "upright": (12, 88),
    "hang": (8, 30),
    "long": (14, 64),
    "tool": (14, 92),
    "hug": (-4, 84),
}
"""How an arm holds a thing, by its grip."""


_WELCOME = Arms((-58, -84), (58, 88), "open", "open")
"""Arms out to both sides: an embrace that nobody has come to yet, seen in three quarters."""

HOLDING = (Arms((38, 128), (-6, 10)), Arms((26, 112), (-4, 12)))
"""The arms of two who hold each other; the far ones are behind the other."""

_ACROSS: tuple[Pose, ...] = ("reach", "point")
"""Poses whose near arm would hide a face in three quarters: there the far arm acts."""


def stance_of(
    pose: Pose, gestures: Dice, *, seated: bool = False, grip: str = "", turned: bool = False
) -> Stance:
    """A pose with its gesture chosen.

    Args:
        pose: what the body does.
        gestures: dice for what may differ from shot to shot.
        seated: they keep to their chair, whatever they do.
        grip: how they hold a thing; empty for nothing.
        turned: they are seen in three quarters.
    """
    chosen = _POSES[pose]
    arms = gestures.pick((chosen.stance.arms, *chosen.others))
    arms = _WELCOME if turned and pose == "embrace" else arms
    arms = _swayed(arms, gestures.between(-3, 3))
    across = turned and pose in _ACROSS
    if across:
        arms = Arms(arms.far, arms.near, arms.far_hand, arms.near_hand)
    far = _far_holds(pose, across=across, turned=turned and grip != "hug")
    if grip:
        arms = _carrying(arms, pose, grip, far=far)
    stance = replace(chosen.stance, arms=arms, holds_far=far)
    if not seated:
        return stance
    chair = _POSES["sit"].stance
    free = chair.arms if pose in _SETTLED and not grip else arms
    return replace(chair, arms=free, holds_far=far)


def _far_holds(pose: Pose, *, across: bool, turned: bool) -> bool:
    """Whether a thing is in the far hand: in three quarters that one is clear of the trunk."""
    if across:
        return pose == "reach"
    return pose in ("point", "embrace") or (turned and pose not in ("reach", "fall", "run"))


def _swayed(arms: Arms, by: float) -> Arms:
    return replace(
        arms,
        near=(arms.near[0] + by, arms.near[1] + by),
        far=(arms.far[0] - by, arms.far[1] - by * 0.5),
    )


def _carrying(arms: Arms, pose: Pose, grip: str, *, far: bool) -> Arms:
    """The arm that holds a thing; arms that reach or run do so with it in hand."""
    busy = pose in ("reach", "fall", "run")
    if far:
        return replace(arms, far=arms.far if busy else _CARRY[grip], far_hand="fist")
    return replace(arms, near=arms.near if busy else _CARRY[grip], near_hand="fist")
