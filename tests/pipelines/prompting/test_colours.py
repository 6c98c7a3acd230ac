"""Guards the names that models are told of a brand's colours."""

import pytest

from media.ids import SectionId, ShotId
from media.shots import Look, Shot
from pipelines.prompting.colours import MOST_NAMED, named, palette
from pipelines.prompting.prompt import prompt_of
from pipelines.prompting.vocabulary import vocabulary


@pytest.mark.parametrize(
    ("colour", "name"),
    [
        ("#000000", "black"), ("#FFFFFF", "white"), ("#1b3a80", "deep blue"), ("#f28c28",
        "warm orange"), ("#e00000", "red"), ("#00695c", "teal"), ("#7f7f7f", "grey"),
    ],
)  # fmt: skip
def test_a_colour_has_the_name_of_the_one_it_looks_like(colour: str, name: str) -> None:
    assert named(colour) == name


@pytest.mark.parametrize("name", vocabulary().colours)
def test_every_name_is_that_of_its_own_colour(name: str) -> None:
    assert named(vocabulary().colours[name]) == name


def test_a_palette_names_each_colour_once_and_not_too_many() -> None:
    assert palette(["#1a3a7a", "#1b3b7b", "#f08a24"]) == "deep blue, warm orange"
    assert palette(vocabulary().colours.values()).count(",") == MOST_NAMED - 1


def test_a_model_that_draws_is_told_of_a_brand_only_where_there_is_one() -> None:
    shot = Shot(id=ShotId("a"), section_id=SectionId("b"), text="", look=Look(setting="sea"))
    assert prompt_of(shot, "ink", brand=("#1a3a7a",)).text.endswith("Colour palette: deep blue.")
    assert "palette" not in prompt_of(shot, "ink").text
