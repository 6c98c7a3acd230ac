"""Guards that what a script writes as a name is drawn as no thing."""

import pytest

from models.preview.director.proper import proper_words, sparing
from models.preview.director.sense import sense

WATCH = ("Pebble is a watch without a screen.", "A dog sleeps in the sun, and Pebble is silent.")


def kinds(text: str, names: frozenset[str]) -> list[str]:
    return [thing.kind for thing in sparing(sense, names)(text, "en").things]


def test_a_word_with_a_capital_within_a_sentence_is_a_name():
    names = proper_words(WATCH, "en")

    assert names == {"pebble"}
    assert "stone" in kinds(WATCH[0], frozenset())
    assert "stone" not in kinds(WATCH[0], names)
    assert "stone" not in kinds("Pebble's strap is soft.", names)


@pytest.mark.parametrize(
    "texts",
    [
        ("Pebble is silent.",),
        ("We call it Pebble.", "He threw a pebble into the lake."),
        ("We saw the Moon.",),
    ],
)
def test_what_is_also_a_word_or_has_an_article_is_none(texts):
    assert not proper_words(texts, "en") & {"pebble", "moon"}


def test_german_nouns_are_no_names():
    assert proper_words(("Er warf einen Kiesel in den See.",), "de") == frozenset()
