"""Guards what a word means beside its neighbours: the name of something else, a verb, an owner."""

import pytest

from models.preview.director.figures import figures
from models.preview.director.sense import sense


def kinds(text: str, language: str = "en") -> list[str]:
    return [figure.kind for figure in figures(sense(text, language), scene="s")]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Fish prices doubled.", "en"),
        ("The lion tamer retired.", "en"),
        ("院子里只有喇叭声。", "zh"),
        ("他们住在居民楼里。", "zh"),
    ],
)
def test_a_head_makes_a_word_the_name_of_something_else(text: str, language: str) -> None:
    assert kinds(text, language) == []


def test_who_is_called_mother_beside_an_animal_is_the_animal() -> None:
    assert kinds("A mother hen called.") == ["chicken"]
    assert kinds("企鹅妈妈回来了。", "zh") == ["penguin"]
    assert kinds("月亮婆婆睡着了。", "zh") == ["moon"]


def test_a_surname_is_no_animal() -> None:
    (horse,) = figures(sense("马经理迟到了。", "zh"), scene="s")

    assert horse.role == "business"


@pytest.mark.parametrize("text", ["They guard it well.", "You will ship by noon.", "Please book."])
def test_what_is_done_is_nobody_and_nothing(text: str) -> None:
    assert kinds(text) == []


def test_with_a_determiner_the_same_word_is_somebody() -> None:
    (guard,) = figures(sense("The guard yawned.", "en"), scene="s")

    assert guard.role == "police"


def test_whose_something_is_is_not_there_beside_another() -> None:
    assert kinds("我擦了擦爷爷的相机。", "zh") == ["camera"]
    assert kinds("爷爷的相机坏了。", "zh") == ["old_man"]
