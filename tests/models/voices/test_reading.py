"""Guards how a text is cut and cast for models that read a sentence at a time."""

import pytest

from media.errors import InputError
from models.voices.casting import Voice, cast
from models.voices.reading import LONGEST, respelt, sentences

VOICES = [
    Voice("ann", "woman"), Voice("bea", "woman"), Voice("cleo", "woman"), Voice("dan", "man"),
    Voice("ed", "man"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("One. Two!  “Three?” Four", ["One. ", "Two!  ", "“Three?” ", "Four"]),
        ("灯亮着。没有人。", ["灯亮着。", "没有人。"]),
        ("It is 3.5 m", ["It is 3.5 m"]),
        ("", []),
    ],
)
def test_sentences_are_found_where_they_stand(text: str, parts: list[str]) -> None:
    found = sentences(text)
    assert [piece.text for piece in found] == parts
    assert all(text[piece.at :].startswith(piece.text) for piece in found)


@pytest.mark.parametrize("word", ["word, ", "word ", "word"])
def test_a_long_sentence_is_cut_and_whole(word: str) -> None:
    text = word * 300
    found = sentences(text)
    assert max(len(piece.text) for piece in found) <= LONGEST
    assert "".join(piece.text for piece in found) == text
    assert all(piece.text.startswith("word") for piece in found)


def test_respellings_are_of_whole_words() -> None:
    known = {"Mara": "mah-rah", "mara voss": "mv", "x": "[[eks]]"}
    assert respelt("MARA, Maras x Mara Voss", known) == "mah-rah, Maras x mv"


@pytest.mark.parametrize(
    ("voice", "name"),
    [
        ("auto", "ann"), ("", "ann"), ("male", "dan"), ("man:", "dan"), ("man:auto", "dan"),
        ("woman:auto", "ann"), ("Cleo", "cleo"), ("man:cleo", "cleo"),
    ],
)  # fmt: skip
def test_a_voice_is_the_one_that_is_asked_for(voice: str, name: str) -> None:
    assert cast(VOICES, "en", voice, "").name == name


def test_a_speaker_has_one_voice_of_a_fitting_sex_unlike_the_narrators() -> None:
    for speaker in ("mara", "anna", "queen"):
        drawn = cast(VOICES, "en", "auto", speaker)
        assert drawn.sex == "woman" and drawn.name != "ann"
        assert cast(VOICES, "en", "auto", speaker.upper()) == drawn
    assert cast(VOICES, "en", "auto", "tom").sex == "man"
    assert cast(VOICES, "en", "man:", "mara").sex == "man"


def test_where_there_is_one_voice_everybody_has_it() -> None:
    assert cast([Voice("solo")], "en", "man:auto", "tom").name == "solo"


def test_an_unknown_voice_is_told_what_comes_close() -> None:
    with pytest.raises(InputError, match="cleo"):
        cast(VOICES, "en", "cloe", "")
