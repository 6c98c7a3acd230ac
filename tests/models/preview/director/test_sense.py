"""Guards what is read out of a sentence: what is there, and what is only spoken of."""

import pytest

from models.preview.director.figures import figures
from models.preview.director.sense import sense


def kinds(text: str, language: str = "en") -> list[str]:
    return [figure.kind for figure in figures(sense(text, language), scene="s")]


def test_a_comparison_puts_nothing_into_the_picture() -> None:
    assert kinds("He swims like a fish, and a dog watches.") == ["man", "dog"]


def test_a_comparison_ends_where_its_language_says_so() -> None:
    said = sense("他像猫一样溜进厨房。", "zh")

    assert (said.place(1.0), said.things) == ("kitchen", [])


def test_a_number_makes_a_person_many() -> None:
    assert kinds("Zwei alte Fischer flicken ein Netz.", "de") == ["crowd"]
    assert kinds("几个渔民在补网。", "zh") == ["crowd"]


def test_they_are_nobody_who_could_be_drawn() -> None:
    assert kinds("Sie gingen über die Brücke.", "de") == []
    assert kinds("Sie ging über die Brücke.", "de") == ["woman"]
    assert kinds("他们走过大桥。", "zh") == []


def test_names_without_capitals_are_told_apart() -> None:
    one, other = figures(sense("晚上，小明和小红在写信。", "zh"), scene="s")

    assert (one.kind, other.kind) == ("man", "woman")
    assert one.who != other.who


def test_what_is_denied_is_not_there() -> None:
    assert kinds("There was no ship in sight, only a dog.") == ["dog"]


def test_the_place_one_is_in_weighs_more_than_one_spoken_of() -> None:
    said = sense("In the kitchen they talked of the forest.", "en")

    assert said.place(1.0) == "kitchen"


def test_a_faint_word_alone_is_no_place() -> None:
    assert sense("The coffee was cold.", "en").place(1.0) is None


def test_a_name_and_the_role_beside_it_are_one_person() -> None:
    (mara,) = figures(sense("Mara, the keeper, lit the lamp.", "en"), scene="s")

    assert (mara.kind, mara.who, mara.role, mara.holds) == ("woman", "mara", "keeper", "lamp")


def test_two_with_an_and_between_them_are_two() -> None:
    assert kinds("Anna and her grandmother wait.") == ["woman", "old_woman"]


@pytest.mark.parametrize(
    ("text", "language", "kind"),
    [
        ("La periodista espera.", "es", "woman"),
        ("El joven periodista espera.", "es", "man"),
        ("Une jeune journaliste attend.", "fr", "woman"),
        ("Le journaliste attend.", "fr", "man"),
    ],
)
def test_an_article_says_who_a_role_is(text: str, language: str, kind: str) -> None:
    assert kinds(text, language) == [kind]


@pytest.mark.parametrize("text", ["Il pleut.", "Il y a des jours.", "Il faut partir."])
def test_a_pronoun_of_nobody_shows_nobody(text: str) -> None:
    assert kinds(text, "fr") == []


@pytest.mark.parametrize(
    ("text", "kind"),
    [("The judge raises her hand.", "woman"), ("The judge raises his hand.", "man")],
)
def test_a_pronoun_says_who_a_role_is(text: str, kind: str) -> None:
    assert kinds(text) == [kind]


def test_the_same_person_is_meant_all_through_a_film() -> None:
    first, second = (
        figures(sense(text, "en"), scene="s")[0] for text in ("She ran.", "Then she slept.")
    )

    assert first.who == second.who
    assert first.who != figures(sense("She ran.", "en"), scene="t")[0].who


def test_a_verb_gives_the_pose_and_a_small_thing_goes_into_the_hand() -> None:
    (runner,) = figures(sense("She ran with a letter.", "en"), scene="s")

    assert (runner.pose, runner.holds) == ("run", "")
    (reader,) = figures(sense("She reads a letter.", "en"), scene="s")
    assert (reader.pose, reader.holds) == ("sit", "letter")


def test_what_somebody_owns_does_not_show_them() -> None:
    assert kinds("My grandfather's violin lies there.") == ["violin"]


def test_behind_an_animal_a_pronoun_means_the_animal() -> None:
    assert kinds("The fox promised that he had already eaten.") == ["fox"]
    assert kinds("He fed the fox.") == ["man", "fox"]


def test_people_at_large_do_not_join_somebody_in_particular() -> None:
    assert kinds("Grandmother laughs, and everyone falls silent.") == ["old_woman"]
    assert kinds("Everyone falls silent.") == ["crowd"]


def test_a_reflexive_shows_nobody_else() -> None:
    assert kinds("A turtle drags herself up the sand.") == ["turtle"]


@pytest.mark.parametrize("text", ["It is as quiet as a church.", "He is as old as a church."])
def test_as_and_as_compare_whatever_stands_between(text: str) -> None:
    assert sense(text, "en").place(1.0) is None
    assert sense("As soon as the church opened, they came.", "en").place(1.0) == "church"


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Nothing has been the same since the wedding.", "en"),
        ("Two girls ran towards the traffic.", "en"),
        ("离婚礼还有三天。", "zh"),
    ],
)
def test_a_place_only_hinted_at_behind_since_or_towards_is_not_where_we_are(
    text: str, language: str
) -> None:
    assert sense(text, language).place(1.0) is None


def test_a_place_surely_named_behind_from_is_shown_unless_another_is() -> None:
    assert sense("A letter came from the prison.", "en").place(1.0) == "prison"
    assert sense("In the kitchen lay a letter from the prison.", "en").place(1.0) == "kitchen"


def test_a_statement_of_figures_is_set_in_no_place_that_is_only_hinted_at() -> None:
    assert sense("Tariffs on wheat and inflation are linked.", "en").place(1.0) is None
    assert sense("利率下降，汽车更便宜。", "zh").place(1.0) is None


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Hope is a lantern.", "en"),
        ("Their marriage was a battlefield.", "en"),
        ("人生就是一场马拉松。", "zh"),
    ],
)
def test_what_something_is_called_is_not_there(text: str, language: str) -> None:
    said = sense(text, language)

    assert (said.place(1.0), said.things) == (None, [])


def test_there_was_a_thing_is_there() -> None:
    assert kinds("There was a lantern by the door.") == ["lantern"]


def test_calm_gives_way_to_another_mood() -> None:
    assert sense("Slowly she raised the gun.", "en").mood() == "tense"
    assert sense("He slowly raised his hand.", "en").mood() == "calm"


def test_a_crowd_of_whom_nothing_is_said_gives_way_to_who_is_named() -> None:
    assert kinds("Ada pushed through the crowd.") == ["woman"]
    assert kinds("The crowd waited.") == ["crowd"]
