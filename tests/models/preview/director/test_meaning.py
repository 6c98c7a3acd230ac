"""Reading by meaning: the real model, what it may add to the words, and what is refused."""

from __future__ import annotations

import importlib.util

import numpy as np
import pytest

from media.errors import InputError
from models.embedding.minilm import MiniLM
from models.preview.director import meaning
from models.preview.director.grammar import PLAIN, SURE_PLACE
from models.preview.director.meaning import ByMeaning, check_reading, reader
from models.preview.director.sense import sense

EXAMPLES = {
    "hospital": ["The surgeon operates on the patient.", "The nurse takes her temperature."],
    "courtroom": ["The judge sentences the accused.", "The jury finds him guilty."],
    PLAIN: ["Nothing lasts for ever.", "Prices rose last year."],
}


@pytest.fixture(scope="module")
def minilm():
    return MiniLM()


@pytest.fixture(scope="module")
def read(minilm):
    return ByMeaning(minilm, EXAMPLES)


def test_the_model_is_the_one_that_its_makers_describe(minilm):
    """The cosine that the model card's own example prints, to four places."""
    one, other = minilm.embed(["The new movie is awesome", "The new movie is so great"])

    assert float(one @ other) == pytest.approx(0.8939, abs=5e-5)
    assert np.linalg.norm(one) == pytest.approx(1.0, abs=1e-5)


def test_case_accents_and_unknown_letters_are_read(minilm):
    rows = minilm.embed(["A café, at NIGHT!", "a cafe , at night !", "\U0001f600" * 3])

    assert float(rows[0] @ rows[1]) == pytest.approx(1.0, abs=1e-5)
    assert np.isfinite(rows[2]).all()


def test_a_sentence_without_a_place_gets_that_of_its_meaning(read):
    text = "He underwent an operation."

    assert sense(text, "en").place(SURE_PLACE) is None
    assert read(text, "en").place(SURE_PLACE) == "hospital"


def test_a_place_that_words_name_stays(read):
    text = "The surgeon operates on the patient in a kitchen."

    assert read(text, "en").places == sense(text, "en").places


def test_what_means_nothing_known_or_a_general_truth_has_no_place(read):
    for text in ("Nothing ever lasts for long.", "Seven is a prime number.", ""):
        assert read(text, "en").place(SURE_PLACE) is None


def test_words_are_the_usual_reading():
    assert reader("words", "de") is sense


@pytest.mark.parametrize(
    ("reading", "language", "code"),
    [("tea leaves", "en", "UNKNOWN_READING"), ("meaning", "de", "UNSUPPORTED_LANGUAGE")],
)
def test_another_reading_or_language_is_refused(reading, language, code):
    with pytest.raises(InputError) as refused:
        check_reading(reading, language)

    assert (refused.value.code, refused.value.field) == (code, "reading")


def test_without_the_extra_its_name_is_said(monkeypatch):
    monkeypatch.setattr(meaning, "NEEDED", ("no_such_wheel",))

    with pytest.raises(InputError, match=r"kinora\[meaning\]") as refused:
        check_reading("meaning", "en")

    assert refused.value.code == "EXTRA_MISSING"
    assert importlib.util.find_spec("no_such_wheel") is None
