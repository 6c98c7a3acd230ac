"""Guards what is said for figures and abbreviations, and the way back to the written words."""

import pytest

from models.preview.speech.wording.document import FOLDER, wording
from models.preview.speech.wording.edits import Edit, applied, chosen
from models.preview.speech.wording.numbers import roman
from models.preview.speech.wording.rewrite import spoken


def said(text: str, language: str = "en", **pronunciations: str) -> str:
    return spoken(text, language, pronunciations).text


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("en", "Dr. Smith, e.g. No. 5", "Doctor Smith, for example number 5"),
        ("en", "No. He left.", "No. He left."),
        ("en", "on 12/03/2024", "on December third, 20 24"),
        ("en-GB", "on 12/03/2024", "on March twelfth, 20 24"),
        ("en", "on 25/03/2004", "on March twenty-fifth, 2004"),
        ("en", "2024-03-12", "March twelfth, 20 24"),
        ("en", "in 1987 and the 1980s", "in 19 87 and the 19 80s"),
        ("en", "in 1905, in 1900, in 2003", "in 19 oh 5, in 19 hundred, in 2003"),
        ("en", "1914-1918", "19 14 to 19 18"),
        ("en", "1987 boats", "1987 boats"),
        ("en", "$3.50, $1, $0.99, $2.05", "3 dollars 50, 1 dollar, 99 cents, 2 dollars 5 cents"),
        ("en", "$5 million", "5 million dollars"),
        ("en", "12 km, 1 kg, 30 °C", "12 kilometres, 1 kilogram, 30 degrees Celsius"),
        ("en", "Henry VIII and World War II", "Henry the eighth and World War 2"),
        ("en", "Chapter I, then I left", "Chapter 1, then I left"),
        ("en", "10-12 people, 1/2 cup", "10 to 12 people, one half cup"),
        ("en", "St. Mary lives at 5th Ave.", "Saint Mary lives at 5th Avenue."),
        ("es", "El Dr. Gil, n.º 5, EE. UU.", "El doctor Gil, número 5, Estados Unidos."),
        ("es", "3,50 € y $5 millones", "3 euros con 50 y 5 millones de dólares"),
        ("es", "12/03/2024", "12 de marzo de 2024"),
        ("es", "Felipe VI, Alfonso XIII, siglo XXI", "Felipe sexto, Alfonso 13, siglo 21"),
        ("fr", "M. Roy, le 1er mars", "monsieur Roy, le premier mars"),
        ("fr", "XXIe siècle, 2e fois", "vingt-et-unième siècle, deuxième fois"),
        ("fr", "Louis XIV à 10h30", "Louis 14 à 10 heures 30"),
        ("fr", "5 millions €", "5 millions d'euros"),
        ("de", "Dr. Weiß, z. B. um 10:30 Uhr", "Doktor Weiß, zum Beispiel um 10 Uhr 30"),
        ("de", "am 3. März 1987", "am dritten März 19 hundert 87"),
        ("de", "der 3. Platz", "der dritte Platz"),
        ("de", "Ludwig XIV. regierte", "Ludwig der vierzehnte regierte"),
        ("de", "am 12.03.2024", "am zwölften März 2024"),
        ("ja", "12 km", "12 km"),
    ],
)
def test_what_is_written_short_is_said_in_full(language: str, text: str, expected: str) -> None:
    assert said(text, language) == expected


@pytest.mark.parametrize(
    "text",
    [
        "a.m.",
        "MIX the DIVE",
        "The I in team",
        "John V. Smith",
        "Malcolm X",
        "1,234,567",
        "3.14",
        "10:30",
        "version 1.2.3",
    ],
)
def test_what_needs_no_help_is_left_alone(text: str) -> None:
    assert said(text) == text


def test_pronunciations_are_of_whole_words_in_any_case() -> None:
    text = "Kvothe met KVOTHE's kvothean friend"
    assert said(text, kvothe="kwoth") == "kwoth met kwoth's kvothean friend"


def test_a_pronunciation_wins_over_the_language() -> None:
    assert said("Dr. Who", **{"Dr.": "Doc"}) == "Doc Who"


def test_only_pronunciations_may_be_phonemes() -> None:
    assert "[[" not in said("He said [[h@l'oU]] twice")
    assert said("Nguyen came", nguyen="[[nwIn]]") == "[[nwIn]] came"


def test_every_code_point_knows_where_it_was_written() -> None:
    text = "On 12/03/2024 Dr. Smith paid $5 million"
    made = spoken(text, "en", {})
    assert len(made.origins) == len(made.text)
    assert list(made.origins) == sorted(made.origins)
    for word in ("Smith", "paid", "million"):
        assert made.written_at(made.text.index(word)) == text.index(word)
    assert made.written_at(made.text.index("third")) == text.index("12/03")


def test_edits_that_touch_are_settled_for_the_earlier() -> None:
    edits = chosen([(Edit(2, 4, "x"),), (Edit(3, 5, "y"), Edit(8, 9, "z")), (Edit(0, 2, "w"),)])
    assert applied("abcdefgh", edits).text == "wxefgh"


@pytest.mark.parametrize(("numeral", "value"), [("XIV", 14), ("IX", 9), ("III", 3), ("XXXIX", 39)])
def test_roman_numerals_have_values(numeral: str, value: int) -> None:
    assert roman(numeral) == value


def test_every_language_is_read() -> None:
    for path in FOLDER.glob("*.yaml"):
        words = wording(path.stem)
        assert words is not None and len(words.ordinals) >= 10
    assert wording("xx") is None
