"""Guards how words are looked up: phrases before words, words before stems, and nothing twice."""

from typing import Any

import pytest

from models.preview.director.lexicon.document import Lexicon
from models.preview.director.lexicon.match import FELT, MEANT, SEEN, Meaning, Phrasebook, Table
from models.preview.director.lexicon.tokens import tokens


def book(**tables: Any) -> Lexicon:
    empty: dict[str, Any] = {
        name: {} for name in ("people", "pronouns", "hours", "weather", "seasons", "moods", "poses")
    }
    return Lexicon.model_validate({"places": {}, "things": {}, **empty, **tables})


def found(text: str, words: Lexicon, tables: frozenset[Table] = SEEN) -> list[tuple[int, Meaning]]:
    hits = Phrasebook(words, tables).hits(tokens(text))
    return [(hit.at, meaning) for hit in hits for meaning in hit.meanings]


def test_a_phrase_hides_the_words_in_it() -> None:
    words = book(things={"fish": ["fish"]}, places={"market": {"sure": ["fish market*"]}})

    assert found("the fish markets", words) == [(1, Meaning("places", "market", "sure"))]
    assert found("the fish", words) == [(1, Meaning("things", "fish"))]


def test_a_phrase_ends_with_its_clause() -> None:
    words = book(things={"fish": ["fish"]}, places={"market": {"sure": ["fish market"]}})

    assert found("we ate fish, market by market", words) == [(2, Meaning("things", "fish"))]


def test_the_longest_stem_wins_and_a_whole_word_before_it() -> None:
    words = book(things={"cat": ["cat*"], "catalogue": ["catalog*"], "caterpillar": ["cats"]})

    assert [name for _, (_, name, _) in found("catalogs cats cat", words)] == [
        "catalogue",
        "caterpillar",
        "cat",
    ]


def test_a_star_before_a_word_matches_its_end() -> None:
    words = book(places={"market": {"sure": ["*markt"]}})

    assert found("Auf dem Fischmarkt", words) == [(2, Meaning("places", "market", "sure"))]


def test_a_word_behind_a_star_may_be_inflected() -> None:
    words = book(endings=["e", "es"], things={"ship": ["*schiff"]})

    assert [at for at, _ in found("Zwei Segelschiffe, des Schiffes Schiffer", words)] == [1, 3]


def test_a_word_written_with_a_capital_is_found_with_one() -> None:
    words = book(places={"castle": {"sure": ["Schloss"]}})

    assert [at for at, _ in found("Er schloss das Schloss", words)] == [3]


def test_a_word_to_ignore_hides_what_fits_no_closer() -> None:
    words = book(ignore=["arbeitsmarkt*"], places={"market": {"sure": ["*markt"]}})

    assert found("auf dem Arbeitsmarkt", words) == []


def test_a_verb_beside_a_pronoun_tells_whom_it_means() -> None:
    words = book(pronouns={"woman": ["sie", "sie den"], "many": ["sie *en", "*en sie"]})

    def meant(text: str) -> list[str]:
        return [meaning.name for _, meaning in found(text, words, MEANT)]

    assert meant("sie rollt den Teig") == ["woman"]
    assert meant("sie kneten") == meant("dort kneten sie") == ["many"]
    assert meant("als sie den Brief las") == ["woman"]


def test_chinese_is_read_without_spaces() -> None:
    words = book(things={"boat": ["渔船"], "fish": ["鱼"]}, hours={"dawn": ["清晨"]})

    assert [meaning.name for _, meaning in found("清晨，渔船捕鱼。", words)] == ["boat", "fish"]
    assert [meaning.name for _, meaning in found("清晨，渔船捕鱼。", words, FELT)] == ["dawn"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("L'église d'un village", ["église", "un", "village"]),
        ("It's o’clock", ["it's", "o'clock"]),
        ("Ship-deck, twice!", ["ship-deck", "twice"]),
        ("« Viens », demanda-t-elle.", ["viens", "demanda", "elle"]),
        ("Peut-être, dit-il.", ["peut-être", "dit", "il"]),
    ],
)
def test_words_are_parted_as_their_language_writes_them(text: str, expected: list[str]) -> None:
    assert [token.text for token in tokens(text)] == expected
