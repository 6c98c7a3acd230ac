"""What is known of places beyond how they are drawn: whether weather reaches them, where water is.

Settings are named as panel engines name them. An engine may draw places that are not listed: they
lie under open sky and are dry.
"""

from __future__ import annotations


def names(text: str) -> frozenset[str]:
    """The words of a text."""
    return frozenset(text.split())


CLOSED = names(
    "airplane attic bakery bar bathroom bedroom cafe cave cellar church classroom cockpit corridor "
    "courtroom data_centre dining_room factory greenhouse gym hospital hotel_room kitchen "
    "laboratory lecture_hall library living_room meeting_room museum nursery office prison "
    "restaurant ship_cabin shop space studio theatre throne_room train_carriage underwater "
    "warehouse workshop"
)
"""No rain falls here, and no wind goes."""

WATERY = names("arctic beach bridge harbour island lake river sea ship_deck swamp")
"""Open water is seen from here."""

AFLOAT = names("island sea")
"""Water is all that lies before us: no quay, no shore, no deck."""

LAMPLIT = names(
    "attic bar bedroom camp castle cave cellar church dining_room hotel_room kitchen library "
    "living_room nursery prison restaurant ship_cabin theatre throne_room workshop"
)
"""A flame or a lamp lights these when it is dark."""

DUSTY = names(
    "attic cellar church desert field forest garden greenhouse jungle library living_room meadow "
    "museum park ruins vineyard warehouse workshop"
)
"""Dust, pollen or insects float here in the light of the day."""
