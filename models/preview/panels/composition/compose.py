"""A whole picture: the setting, the subjects by shot size, the weather before them.

What is no person stands behind people in the nearer shots, out of focus; what fits on a table
lies before us.
"""

from __future__ import annotations

from dataclasses import dataclass

from media.shots import Figure, Look
from models.preview.panels.cast.catalog import known_of
from models.preview.panels.cast.people.holding import carried
from models.preview.panels.cast.people.identity import person_of
from models.preview.panels.cast.people.seats import SEATS
from models.preview.panels.cast.registry import Subject
from models.preview.panels.composition.casting import (
    Placed,
    embrace_of,
    embracing,
    is_single,
    placed,
    shoulder_of,
    sketch_of,
)
from models.preview.panels.composition.framing import Spot, is_wide
from models.preview.panels.composition.insert import bearer_of, draw_insert, thing_of
from models.preview.panels.composition.laying import lay
from models.preview.panels.composition.placing import behind, fly, put, shade, shore, standing
from models.preview.panels.scenery.catalog import setting_named
from models.preview.panels.scenery.registry import Setting
from models.preview.panels.sky import paint_weather
from models.preview.panels.stage import Stage

_MOST = 3
"""More subjects than this are clutter."""


@dataclass(frozen=True, slots=True)
class _Cast:
    """The subjects of a look, sorted by where they belong; nearest first."""

    people: list[Figure]
    """Single persons, who act."""
    many: list[Subject]
    """Groups and crowds."""
    others: list[Subject]
    lying: list[Subject]
    flying: list[Subject]

    @property
    def num(self) -> int:
        """How many there are."""
        return len(self.people) + len(self.many) + len(self.others)


def focused(look: Look) -> bool:
    """Whether something stands in the picture to focus on; else the place itself is sharp."""
    if look.size == "insert":
        return bearer_of(look) is not None or thing_of(look) is not None
    return any(item.where != "sky" for _, item in known_of(look.subjects))


def compose(s: Stage) -> None:
    """Draw a whole shot onto the stage."""
    place = setting_named(s.look.setting)
    place.paint(s)
    if s.look.size == "insert":
        draw_insert(s, place)
    else:
        _fill(s, place, _gathered(s.look))
    if not (place.indoors or place.adrift or place.sheltered):
        paint_weather(s)


def _gathered(look: Look) -> _Cast:
    known = known_of(look.subjects)[:_MOST]
    # What somebody carries is named once: in their hand, and not beside them as well.
    held = {figure.holds for figure, _ in known if carried(figure.holds)}
    items = [item for figure, item in known if not item.person and figure.kind not in held]
    return _Cast(
        people=[figure for figure, _ in known if is_single(figure.kind)],
        many=[item for figure, item in known if item.person and not is_single(figure.kind)],
        others=[item for item in items if item.where in ("ground", "water")],
        lying=[item for item in items if item.where == "table"],
        flying=[item for item in items if item.where == "sky"],
    )


def _fill(s: Stage, place: Setting, cast: _Cast) -> None:
    for number, item in enumerate(cast.flying):
        fly(s, item, number)
    landed = [item for item in cast.others if item.where == "ground" and not item.rooted]
    if (cast.people or cast.many or landed) and place.water and not place.deck:
        shore(s)
    persons = placed(s, place, cast.people)
    _put_others(s, place, cast, persons)
    _put_people(s, place, cast, persons)
    if cast.lying:
        lay(s, cast.lying, alone=not cast.people and not cast.many and not cast.others)


def _put_others(s: Stage, place: Setting, cast: _Cast, persons: list[Placed]) -> None:
    """Things of the ground and crowds; the first is nearest, so it comes last on the paper."""
    peopled = bool(cast.people or cast.many)
    layer = s.mid if peopled and not is_wide(s) else s.cast
    offset = len(cast.people)
    for number in reversed(range(len(cast.others))):
        item = cast.others[number]
        spot = _seat_spot(s, item, persons)
        if spot is None and peopled and not is_wide(s):
            spot = behind(s, item, number)
        spot = spot or standing(s, place, item, number + offset + len(cast.many), cast.num)
        put(s, place, layer, item, number, spot)
    for number, item in enumerate(cast.many):
        put(s, place, s.cast, item, number, standing(s, place, item, number + offset, cast.num))


def _seat_spot(s: Stage, item: Subject, persons: list[Placed]) -> Spot | None:
    """Under whoever sits, for a seat."""
    sitter = next((each for each in persons if each.actor.figure.pose == "sit"), None)
    if sitter is None or item.name not in SEATS:
        return None
    grown = sitter.spot.tall / sitter.actor.person.kind.tall
    return Spot(sitter.spot.x, sitter.spot.y, grown * item.tall, sitter.spot.flip)


def _put_people(s: Stage, place: Setting, cast: _Cast, persons: list[Placed]) -> None:
    if embracing(cast.people) and s.look.size != "over_shoulder":
        whole, spot = embrace_of(s, place, cast.people[:2])
        shade(s, place, s.cast, spot, spot.tall * 0.5)
        s.cast.add(whole)
        persons = persons[2:]
    if s.look.size == "over_shoulder" and len(cast.people) > 1:
        s.front.add(shoulder_of(s, person_of(cast.people[1], s.look.seed, 1)))
        persons = [persons[0], *persons[2:]]
    for each in reversed(persons):
        shade(s, place, s.cast, each.spot, each.reach * 0.8)
        s.cast.add(sketch_of(s, each))
