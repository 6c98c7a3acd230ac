"""Guards that hour and weather run on as they are told, and that people are seen near enough."""

from collections import Counter

import pytest

from models.preview.director.engine import PreviewDirector
from tests.fakes import FolderWorkspace

STORM = """# Out There

## The Harbour

The boats slept in a long row beside the quay. Every evening old Tomas mended his nets on the wall.
He hummed a tune that nobody else could remember. One night a storm came over the water.
Nobody on the shore could see the little boat. By dawn the sea was as still as glass and silver.
A girl stepped ashore and looked at the houses.

## The Hill

{opening} The grass there was high and full of yellow flowers.
"""


@pytest.fixture
def told(tmp_path):
    """The look of each spoken shot, by its first words."""

    def tell(script: str, seed: int = 3):
        plan = PreviewDirector().plan(
            FolderWorkspace(tmp_path), script=script, title="t", language="en", seed=seed, pace=1.0
        )
        return {" ".join(shot.text.split()[:2]): shot.look for shot in plan.shots if shot.text}

    return tell


def hours(looks) -> list[str]:
    return [look.time_of_day for look in looks.values()]


def test_an_hour_holds_until_another_is_said_and_the_first_one_from_the_start(told):
    looks = told(STORM.format(opening="Birds sang in the trees for an hour."))

    assert looks["The boats"].time_of_day == "dusk"
    assert looks["He hummed"].time_of_day == "dusk"
    assert looks["Nobody on"].time_of_day == "night"
    assert looks["A girl"].time_of_day == "dawn"


def test_an_hour_said_late_is_not_that_of_the_beginning(told):
    looks = told(
        "The farmers looked across the fields. They counted all of their sheep. "
        "A dog ran after the last of them. Tonight the moon shines on the hill."
    )

    assert hours(looks)[0] == "day"
    assert hours(looks)[-1] == "night"


def test_it_rains_from_the_storm_to_the_next_morning(told):
    looks = told(STORM.format(opening="Birds sang in the trees for an hour."))

    assert [looks[words].weather for words in ("The boats", "One night", "Nobody on")] == [
        "clear",
        "rain",
        "rain",
    ]
    assert looks["By dawn"].weather == looks["A girl"].weather == "clear"


def test_weather_told_at_the_start_is_that_of_the_opening(told):
    looks = told(
        "It was a quiet morning in the town by the hill. Snow lay on all of the roofs there. "
        "A dog barked somewhere behind the last of the houses."
    )

    assert {look.weather for look in looks.values()} == {"snow"}


@pytest.mark.parametrize(
    "opening",
    ["She climbed the hill behind the houses.", "Tomas climbed the hill behind the houses."],
)
def test_a_section_about_the_same_people_goes_on_at_the_same_hour(told, opening):
    looks = told(STORM.format(opening=opening))

    assert hours(looks)[-2:] == ["dawn", "dawn"]


def test_a_section_about_others_begins_on_its_own(told):
    assert hours(told(STORM.format(opening="Anna climbed the hill behind the houses.")))[-2:] == [
        "day",
        "day",
    ]


def test_people_are_seldom_lost_in_a_wide_landscape(told):
    sizes = Counter(
        look.size
        for seed in range(60)
        for look in told(
            "# The Garden\n\nThe teacher smiled at the children. A fox sat in the grass there.",
            seed,
        ).values()
    )

    assert sizes["extreme_wide"] < 0.05 * sizes.total()
    assert sizes["medium"] + sizes["close"] > 0.5 * sizes.total()


FOX = """# The Fox

## The Forest

{first} One night he saw the moon above the black water.

## The Village

In the morning he walked along the road to the village. The king of that country was bored and sad.
Nobody knew why he had never laughed at anything at all.
"""


@pytest.fixture
def subjects(told):
    """The first figure of each spoken shot that has any."""
    return lambda script: {
        words: look.subjects[0] for words, look in told(script).items() if look.subjects
    }


def test_a_pronoun_means_who_was_spoken_of_last(subjects):
    seen = subjects(FOX.format(first="Old Tomas lived in a hut under the tallest of the trees."))

    assert seen["One night"].who == seen["In the"].who == "tomas"
    assert seen["Nobody knew"].role == "king"


def test_a_pronoun_means_the_animal_where_nobody_else_has_been(subjects):
    seen = subjects(FOX.format(first="A fox lived in a hole under the tallest of the trees."))

    assert seen["One night"].kind == seen["In the"].kind == "fox"
    assert seen["Nobody knew"].role == "king"


def test_an_animal_takes_no_persons_place(subjects):
    story = "Old Tomas lived in a hut under the trees. The fox barked. "
    seen = subjects(FOX.format(first=story + "The wind blew through all of the branches."))

    assert seen["In the"].who == "tomas"


def test_a_role_said_again_is_the_same_person(told):
    looks = told(
        "Every evening the old keeper climbed the tower with a lantern in his hand. "
        "A girl stood on the quay below and looked up. "
        "And for the first time in thirty years the keeper waved back at somebody."
    )

    kinds = {figure.kind for look in looks.values() for figure in look.subjects}
    assert "old_man" in kinds
    assert "man" not in kinds
