"""People in the frame: where they stand, how they are turned, and whose eyes meet.

The first stands on a line of thirds and looks into the picture; a second one faces them, unless
both are on their way. Where heads fill the picture all eyes are on one line; else each keeps their
height, and they look up or down to one another.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from media.shots import Figure, Pose
from models.preview.panels.cast.people.behind import from_behind
from models.preview.panels.cast.people.figure import Actor, acting, drawn, sheets
from models.preview.panels.cast.people.identity import KINDS, Person, person_of
from models.preview.panels.cast.people.kinds import view_in
from models.preview.panels.cast.people.poses import HOLDING
from models.preview.panels.cast.people.seats import SEATS, Seat
from models.preview.panels.cast.people.visage import Gaze
from models.preview.panels.composition.framing import (
    CROWN,
    DOWN,
    EYES,
    TALL,
    Spot,
    is_wide,
    share_of_width,
)
from models.preview.panels.drawing import group
from models.preview.panels.scenery.registry import Setting
from models.preview.panels.stage import Stage

_SHOULDERS = 0.27
"""Room that a person takes across, against their height."""

_MOVING: tuple[Pose, ...] = ("walk", "run")

_PAVED = frozenset(
    ("city_street", "city_skyline", "harbour", "garden", "village", "street", "park", "market",
     "station", "train_station", "square", "bridge", "playground", "airport")
)  # fmt: skip
"""Settings out of doors that have benches."""


@dataclass(frozen=True, slots=True)
class Placed:
    """A person and where they are."""

    actor: Actor
    spot: Spot
    number: int

    @property
    def eyes(self) -> tuple[float, float]:
        """Where their eyes are, in panel units."""
        scale = self.spot.tall / 100 * self.actor.person.stature
        x, y = self.actor.rig.eyes
        return self.spot.x + (-x if self.spot.flip else x) * scale, self.spot.y + y * scale

    @property
    def reach(self) -> float:
        """How much of the ground they take, across."""
        left, right = self.actor.reach
        return (right - left) / 100 * self.spot.tall


def placed(s: Stage, place: Setting, figures: list[Figure]) -> list[Placed]:
    """Persons at their places, nearest first, looking at one another."""
    persons = [_placed(s, place, figure, number, figures) for number, figure in enumerate(figures)]
    if len(persons) < 2:
        return persons
    if all(figure.pose in _MOVING for figure in figures[:2]):
        return _heading_one_way(persons)
    return [_looking(each, persons[0 if each.number else 1]) for each in persons]


def embracing(figures: list[Figure]) -> bool:
    """Whether the first two persons hold each other."""
    pair = figures[:2]
    return len(pair) == 2 and any(figure.pose == "embrace" for figure in pair)


def _placed(s: Stage, place: Setting, figure: Figure, number: int, figures: list[Figure]) -> Placed:
    person = person_of(figure, s.look.seed, number)
    gestures = s.dice(f"gestures {number}")
    seat = _seat(s, place, figure)
    actor = acting(person, figure, gestures, view_in(s), seat=seat)
    count = len(figures)
    share = _across(s, number, count)
    spot = _standing(s, place, actor, number, count, share)
    return Placed(actor, spot, number)


def _across(s: Stage, number: int, count: int) -> float:
    if s.look.size == "over_shoulder" and number == 0 and count > 1:
        return 0.64 if s.third > 0.5 else 0.36
    return share_of_width(s, number, count)


def _seat(s: Stage, place: Setting, figure: Figure) -> Seat:
    """What someone sits on who sits, unless a seat is in the picture or nothing has weight."""
    taken = any(other.kind in SEATS for other in s.look.subjects)
    if figure.pose != "sit" or taken or place.adrift:
        return ""
    if place.indoors:
        return "chair"
    return "bench" if place.name in _PAVED or place.deck else "rock"


def _standing(
    s: Stage, place: Setting, actor: Actor, number: int, count: int, share: float
) -> Spot:
    kind = actor.person.kind
    flip = share > 0.5
    tall = TALL[s.look.size] * s.height * kind.tall * (1 - 0.1 * number if is_wide(s) else 1)
    if place.indoors and is_wide(s):
        tall *= 1.35
    tall *= _fit(s, actor, tall, count)
    if is_wide(s):
        tall = min(tall, (0.4 if s.titled and not s.titled_beside else 0.62) * s.height)
        foot = s.horizon + (s.height - s.horizon) * (DOWN[s.look.size] - 0.12 * number)
        return Spot(_kept_inside(s, s.across(share), actor, tall, flip), foot, tall, flip)
    scale = tall / 100 * actor.person.stature
    eyes = actor.rig.eyes
    x = s.across(share) - (-eyes[0] if flip else eyes[0]) * scale
    line = EYES.get(s.look.size)
    if line is not None:
        return Spot(x, s.height * line - eyes[1] * scale, tall, flip)
    shorter = (1 / kind.tall - 1) * tall * 0.42
    return Spot(x, s.height * CROWN + shorter - actor.rig.crown[1] * scale, tall, flip)


def _fit(s: Stage, actor: Actor, tall: float, count: int) -> float:
    """How much smaller someone is drawn so that all have room."""
    room = s.width * (0.92 if is_wide(s) else 1.16) / max(1, min(count, 3))
    left, right = actor.reach
    wide = (right - left) / 100 if is_wide(s) else _SHOULDERS
    return min(1.0, room / (wide * tall))


def _kept_inside(s: Stage, x: float, actor: Actor, tall: float, flip: bool) -> float:
    """A place at which no limb is cut by the frame."""
    left, right = actor.reach
    if flip:
        left, right = -right, -left
    low, high = 0.03 * s.width - left * tall / 100, 0.97 * s.width - right * tall / 100
    return min(max(x, low), high) if low < high else (low + high) / 2


def _heading_one_way(persons: list[Placed]) -> list[Placed]:
    """Who walks or runs together does so in one direction, which is that of the first."""
    way = persons[0].spot.flip
    return [replace(each, spot=replace(each.spot, flip=way)) for each in persons]


def _looking(one: Placed, other: Placed) -> Placed:
    """Someone who looks into another's eyes."""
    (x, y), (goal_x, goal_y) = one.eyes, other.eyes
    slope = (goal_y - y) / max(1.0, abs(goal_x - x))
    gaze = Gaze(0.8, max(-1.0, min(1.0, 1.6 * slope)))
    facing = replace(one.spot, flip=goal_x < x)
    return replace(one, actor=replace(one.actor, gaze=gaze), spot=facing)


def sketch_of(s: Stage, each: Placed) -> str:
    """A person as a shape on the stage."""
    spot = each.spot
    s.turned = spot.flip
    try:
        content = drawn(s, each.actor, s.dice(f"held {each.number}"))
    finally:
        s.turned = False
    return group(content, at=(spot.x, spot.y), scale=spot.tall / 100, flip=spot.flip)


def embrace_of(s: Stage, place: Setting, figures: list[Figure]) -> tuple[str, Spot]:
    """Two people in each other's arms, as one shape, with its spot."""
    actors = [_held(s, figure, number) for number, figure in enumerate(figures)]
    first, second = actors
    spot = _standing(s, place, first, 0, 1, share_of_width(s, 0, 1))
    flip = spot.flip
    apart = 7.0 + 4 * (first.person.girth + second.person.girth - 2)
    size = second.person.kind.tall / first.person.kind.tall
    s.turned = flip
    body, arm = sheets(s, first, s.dice("held 0"))
    s.turned = not flip
    other_body, other_arm = sheets(s, second, s.dice("held 1"))
    s.turned = False
    content = "".join(
        (
            group(other_body, at=(apart, 0), scale=size, flip=True),
            group(body, at=(-apart, 0)),
            group(other_arm, at=(apart, 0), scale=size, flip=True),
            group(arm, at=(-apart, 0)),
        )
    )
    whole = group(content, at=(spot.x, spot.y), scale=spot.tall / 100, flip=flip)
    return whole, spot


def _held(s: Stage, figure: Figure, number: int) -> Actor:
    person = person_of(figure, s.look.seed, number)
    figure = figure.model_copy(update={"pose": "embrace"})
    actor = acting(person, figure, s.dice(f"gestures {number}"), "side")
    return replace(actor, stance=replace(actor.stance, arms=HOLDING[number]))


def shoulder_of(s: Stage, person: Person) -> str:
    """Someone from behind at the edge of the picture, whom we look past."""
    left = s.third > 0.5
    s.turned = not left
    try:
        content = from_behind(s, person)
    finally:
        s.turned = False
    head = 0.5 * s.height * min(1.0, 0.8 * s.width / s.height)
    x = s.across(0.1 if left else 0.9)
    y = s.height * 0.3 + 0.55 * head
    return group(content, at=(x, y), scale=head / 100, flip=not left)


def is_single(kind: str) -> bool:
    """Whether a kind is one person, who can act."""
    return kind in KINDS
