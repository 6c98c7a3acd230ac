"""Guards what bends a palette: seasons, and a brand's colours."""

import pytest

from media.shots import Look
from models.preview.panels.palette import palette_for, styles
from models.preview.panels.terrain import GRASS, LEAF


def distance(one, other):
    parts = [(int(one[i : i + 2], 16) - int(other[i : i + 2], 16)) ** 2 for i in (1, 3, 5)]
    return sum(parts) ** 0.5


@pytest.mark.parametrize("material", [LEAF, GRASS])
def test_foliage_turns_with_the_season_and_stone_does_not(material):
    seen = {
        season: palette_for(Look(setting="park", season=season), "cinema")
        for season in ("spring", "summer", "autumn", "winter")
    }

    assert len({palette.paint(material) for palette in seen.values()}) == 4
    assert len({palette.paint("#808080") for palette in seen.values()}) == 1


@pytest.mark.parametrize("style", styles())
def test_a_brand_pulls_pictures_towards_its_colour(style):
    look = Look(setting="office")
    plain, branded = (palette_for(look, style, brand) for brand in ((), ("#ff0040",)))

    for material in ("#808080", "#305080"):
        assert distance(branded.paint(material), "#ff0040") < distance(
            plain.paint(material), "#ff0040"
        )
