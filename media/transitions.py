"""How two shots of a film meet, chosen by what they mean.

The choice looks at the two shots of a cut alone, so that an edit changes no other cut. What can be
said of a cut is a set of words, and a table gives the first meeting whose words all hold.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from media.shots import Look, Shot
from media.timeline import Joining

SHORT, PLAIN, LONG = 0.6, 1.0, 1.75
"""Lengths of transitions, by that which the film's user asked for."""


class Meeting(NamedTuple):
    """How two shots meet, and for how long."""

    kind: Joining
    length: float


_RIGHTWARDS: dict[Joining, Joining] = {
    "wipe_left": "wipe_right",
    "smooth_left": "smooth_right",
    "slide_left": "slide_right",
}
"""What a camera finds as it goes right comes from the right, so the edge goes left; and these are
for a camera that goes left."""

_TABLE: tuple[tuple[str, Meeting], ...] = (
    ("to_closing from_closing", Meeting("dissolve", LONG)),
    ("to_closing", Meeting("dip", LONG)),
    ("from_title to_title", Meeting("dissolve", LONG)),
    ("from_title same_section joyful", Meeting("circle_open", LONG)),
    ("from_title same_section", Meeting("dissolve", LONG)),
    ("other_section mysterious", Meeting("dip_white", LONG)),
    ("other_section travelling", Meeting("wipe_left", LONG)),
    ("other_section", Meeting("dip", LONG)),
    ("tense", Meeting("cut", 0)),
    ("other_hour", Meeting("dissolve", LONG)),
    ("other_place mysterious", Meeting("blur", LONG)),
    ("other_place joyful travelling", Meeting("slide_left", PLAIN)),
    ("other_place joyful", Meeting("smooth_left", PLAIN)),
    ("other_place grand", Meeting("zoom_in", LONG)),
    ("same_place other_size", Meeting("cut", 0)),
    # A hard cut between pictures of one place and size looks like a fault.
    ("same_place", Meeting("dissolve", SHORT)),
    ("sad", Meeting("dissolve", LONG)),
    ("", Meeting("dissolve", PLAIN)),
)
"""Words that must hold of a cut, and the meeting; the mood is that of the shot that comes."""


def meeting(before: Shot, after: Shot) -> Meeting:
    """How one shot meets the next."""
    said = frozenset(_said(before, after))
    found = next(made for words, made in _TABLE if said.issuperset(words.split()))
    if _travel(after.look) == "left" and found.kind in _RIGHTWARDS:
        return Meeting(_RIGHTWARDS[found.kind], found.length)
    return found


def _said(before: Shot, after: Shot) -> Iterator[str]:
    """All that can be said of a cut."""
    one, other = before.look, after.look
    yield other.mood
    if before.title:
        yield "from_title"
    if after.title:
        yield "to_title"
    if _closes(before):
        yield "from_closing"
    if _closes(after):
        yield "to_closing"
    yield "same_section" if before.section_id == after.section_id else "other_section"
    yield "same_place" if one.setting == other.setting else "other_place"
    if one.time_of_day != other.time_of_day:
        yield "other_hour"
    if one.size != other.size:
        yield "other_size"
    if _travel(other) and _travel(one) in ("", _travel(other)):
        yield "travelling"


def _closes(shot: Shot) -> bool:
    return shot.card is not None and shot.card.kind in ("credits", "logo")


def _travel(look: Look) -> str:
    """Where the camera goes, `left` or `right`; nothing where it goes neither way."""
    kind, _, side = look.move.partition("_")
    return side if kind == "pan" else ""
