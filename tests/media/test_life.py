"""Guards what moves in a shot: by its look alone, and weather never indoors."""

from typing import Any

import pytest

from media.life import stirs
from media.places import CLOSED
from media.shots import Look
from models.preview.panels.scenery.registry import SETTINGS_BY_NAME


@pytest.mark.parametrize(
    ("look", "wanted"),
    [
        ({"setting": "city_street", "weather": "rain"}, ("rain",)),
        ({"setting": "sea", "weather": "rain", "size": "wide"}, ("ripples", "rain")),
        ({"setting": "kitchen", "weather": "rain"}, ()),
        ({"setting": "mountain", "weather": "snow"}, ("snow",)),
        ({"setting": "road", "weather": "fog"}, ("fog",)),
        ({"setting": "field", "weather": "cloud", "size": "wide"}, ("clouds",)),
        ({"setting": "sea", "size": "wide"}, ("glitter",)),
        ({"setting": "sea", "size": "close"}, ()),
        ({"setting": "harbour", "size": "wide"}, ()),
        ({"setting": "forest"}, ("dust",)),
        ({"setting": "forest", "time_of_day": "night"}, ()),
        ({"setting": "living_room", "time_of_day": "night"}, ("flicker",)),
        ({"setting": "office", "subjects": ("woman",)}, ("breath",)),
        ({"setting": "office", "subjects": ("woman",), "size": "wide"}, ()),
        ({"setting": "office", "subjects": ("cup",)}, ()),
    ],
)
def test_what_moves_follows_from_the_look(look: dict[str, Any], wanted: tuple[str, ...]) -> None:
    assert stirs(Look(**look)) == wanted


def test_every_place_indoors_is_known_as_such() -> None:
    from models.preview.panels.scenery.catalog import SETTINGS

    for name in SETTINGS:
        place = SETTINGS_BY_NAME[name]
        sheltered = place.indoors or place.adrift or getattr(place, "sheltered", False)
        assert sheltered == (name in CLOSED), f"say in media/places.py what {name} is"
