"""Guards setting text: exact widths, what is left out, what is refused, and breaking into lines."""

import pytest

from media.errors import InputError
from media.text.font import clean, missing, require, shape
from media.text.layout import ellipsis, fit, wrap

SENTENCE = "The lighthouse keeper had never seen such a quiet sea"


def test_width_grows_with_the_size():
    assert shape("Kinora", 40).width == pytest.approx(2 * shape("Kinora", 20).width)


def test_a_bolder_weight_is_wider():
    assert shape("Kinora", 40, weight=800).width > shape("Kinora", 40, weight=300).width


def test_pairs_are_kerned():
    apart = shape("A", 100).width + shape("V", 100).width

    assert shape("AV", 100).width < apart


def test_nothing_has_no_width():
    assert shape("", 40) == shape("\u200d", 40)
    assert shape("", 40).width == 0


def test_outlines_stand_on_the_baseline():
    path = shape("H", 100).path.replace("M", " ").replace("L", " ").replace("Z", " ")
    heights = [float(value) for value in path.split()[1::2]]

    assert max(heights) == pytest.approx(0, abs=0.1)
    assert min(heights) == pytest.approx(-71.4, abs=0.1)


def test_emoji_and_controls_are_left_out():
    assert clean("Yes \U0001f600\ufe0f no\x07\u200b") == "Yes  no"


@pytest.mark.parametrize("text", ["Ærøskøbing", "Łódź", "Ωμέγα", "Привет", "naïve café — “yes”…"])
def test_european_scripts_are_covered(text):
    assert missing(text) == ""


def test_letters_that_are_lacking_are_named():
    assert missing("ᏣᎳᎩ lighthouse Ꮳ") == "ᏣᎳᎩ"
    with pytest.raises(InputError, match="ᏣᎳᎩ") as caught:
        require("ᏣᎳᎩ", "captions")
    assert caught.value.code == "FONT_LACKS_SCRIPT"


def test_signs_of_text_are_kept():
    assert clean("18 °C ™ ©") == "18 °C ™ ©"


def test_lines_fit_and_are_balanced():
    lines = wrap(SENTENCE, 20, 300)
    widths = [shape(line, 20).width for line in lines]

    assert " ".join(lines) == SENTENCE
    assert max(widths) <= 300
    assert min(widths) > 0.6 * max(widths)


def test_a_word_that_is_too_wide_stands_alone():
    assert wrap("a incomprehensibilities b", 20, 40) == ("a", "incomprehensibilities", "b")


def test_text_shrinks_until_it_fits():
    size, lines = fit(SENTENCE, size=80, width=400, max_lines=2)

    assert len(lines) <= 2
    assert size < 80
    assert all(shape(line, size).width <= 400 for line in lines)


def test_short_text_keeps_its_size():
    assert fit("Sea", size=40, width=400, max_lines=2) == (40, ("Sea",))


def test_an_ellipsis_marks_what_was_cut():
    cut = ellipsis(SENTENCE, 20, 200)

    assert cut.endswith("…")
    assert shape(cut, 20, weight=400).width <= 200
    assert ellipsis("Sea", 20, 200) == "Sea"
