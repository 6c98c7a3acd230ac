"""Guards the lexicons: whatever words call up can be drawn, in every language."""

import pytest

from models.preview.director.lexicon.document import languages, lexicon
from models.preview.panels.lexicon import SETTINGS, SUBJECTS


@pytest.mark.parametrize("language", languages())
def test_every_place_and_thing_can_be_drawn(language: str) -> None:
    words = lexicon(language)

    assert set(words.places) <= SETTINGS
    assert set(words.things) <= SUBJECTS


@pytest.mark.parametrize("language", languages())
def test_every_language_says_as_much_as_english(language: str) -> None:
    words, english = lexicon(language), lexicon("en")

    assert words.places.keys() == english.places.keys()
    assert words.people.keys() == english.people.keys()
    assert words.moods.keys() == english.moods.keys()
    assert len(words.things) >= 0.9 * len(english.things)


def test_a_language_without_a_lexicon_is_read_as_english() -> None:
    assert lexicon("xx") is lexicon("en")
    assert lexicon("en-GB") is not None
