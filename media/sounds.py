"""What is heard in a shot beside speech and music: the air of its place, and single sounds.

Chosen from a shot's look alone. Names are those that an ambience engine knows.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal, get_args

from media.places import CLOSED, names
from media.shots import Look

Bed = Literal[
    "sea", "wind", "street", "room", "forest", "rain", "fire", "crowd", "machines", "space",
    "underwater", "night",
]  # fmt: skip
"""The air of a place: it goes on for as long as we are there."""

Spot = Literal["door", "bell", "thunder", "gulls", "footsteps", "phone", "splash", "clock"]
"""A single sound."""

Sound = Literal[Bed, Spot]

SOUNDS: tuple[Sound, ...] = (*get_args(Bed), *get_args(Spot))

_BEDS: dict[Bed, frozenset[str]] = {
    "sea": names("beach harbour island lake river sea ship_deck waterfall bridge arctic swamp"),
    "street": names(
        "airport alley city_skyline city_street construction_site road rooftop square station "
        "suburb"
    ),
    "forest": names("camp cemetery farm field forest garden jungle meadow park village vineyard"),
    "crowd": names(
        "bar cafe courtroom gym lecture_hall market museum restaurant shop stadium theatre"
    ),
    "machines": names(
        "airplane cockpit data_centre factory laboratory launch_site ship_cabin train_carriage "
        "workshop warehouse"
    ),
    "space": names("planet space"),
    "underwater": names("underwater"),
    "fire": names("battlefield volcano"),
    "wind": names("castle desert mountain night_sky ruins"),
}

_KINDS: dict[str, Spot] = {
    "door": "door",
    "bell": "bell",
    "phone": "phone",
    "clock": "clock",
    "fish": "splash",
}
"""Things that are heard when they are seen."""


def bed(look: Look) -> Bed:
    """The air of a shot's place."""
    kinds = {figure.kind for figure in look.subjects}
    if kinds & {"campfire", "fire", "fireplace", "bonfire"}:
        return "fire"
    outdoors = look.setting not in CLOSED
    if outdoors and look.weather == "rain":
        return "rain"
    found: Bed | None = next((name for name in _BEDS if look.setting in _BEDS[name]), None)
    if found == "forest" and look.time_of_day in ("dusk", "night"):
        return "night"
    if found == "forest" and look.weather == "snow":
        return "wind"
    return found or "room"


def spot(look: Look) -> Spot | None:
    """The single sound of a shot, if it has one."""
    return next(_spots(look), None)


def _spots(look: Look) -> Iterator[Spot]:
    stormy = look.setting not in CLOSED and look.weather == "rain"
    if stormy and look.mood in ("tense", "mysterious") and look.seed % 2 == 0:
        yield "thunder"
    for figure in look.subjects:
        if figure.kind in _KINDS:
            yield _KINDS[figure.kind]
        if figure.pose == "fall" and bed(look) == "sea":
            yield "splash"
        if figure.pose in ("walk", "run") and bed(look) in ("street", "room", "machines"):
            yield "footsteps"
    # Now and then: heard in every shot it would be a tic.
    if look.setting in ("beach", "harbour") and look.weather != "rain" and look.seed % 3 == 0:
        yield "gulls"
    if look.setting in ("church", "village") and look.seed % 5 == 0:
        yield "bell"
