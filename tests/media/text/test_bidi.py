"""Guards the order of letters in lines that run both ways: the rules of UAX #9, by its examples."""

import pytest

from media.text.bidi import levels, reads_right_to_left, visual_order


def ordered(text, rtl=True):
    """The letters from left to right."""
    return "".join(text[place] for place in visual_order(levels(text, rtl)))


@pytest.mark.parametrize(
    ("text", "rtl"),
    [("Hello", False), ("(12) שלום", True), ("John قال", False), ("123", False), ("", False)],
)
def test_the_first_strong_letter_decides_the_direction(text, rtl):
    assert reads_right_to_left(text) is rtl


def test_a_mark_counts_as_a_letter():
    assert reads_right_to_left("\u200fJohn")


@pytest.mark.parametrize(
    ("text", "rtl", "seen"),
    [
        ("abc אבג def", False, "abc גבא def"),
        ("אבג abc דהו", True, "והד abc גבא"),
        ("אבג abc def!", True, "!abc def גבא"),
        # Numbers run from left to right, with their separators and signs (W4, W5).
        ("אב 1,234.5 גד", True, "דג 1,234.5 בא"),
        ("אב 50% גד", True, "דג 50% בא"),
        ("אב 10-20", True, "10-20 בא"),
        # Behind Arabic letters they are Arabic numbers (W2), parted by a sign (W6).
        ("عد 10-20", True, "20-10 دع"),
        # A pair of brackets runs as what is in it (N0).
        ("א (ב) ג", True, "ג )ב( א"),
        ("a (ב) c", False, "a (ב) c"),
        ("א (b c) ד", True, "ד )b c( א"),
        # Marks go with their letters (W1), spaces at the end with the whole (L1).
        ("אָ b", True, "b ָא"),
        ("abc ", True, " abc"),
    ],
)
def test_letters_stand_in_visual_order(text, rtl, seen):
    assert ordered(text, rtl) == seen


def test_plain_text_has_one_level():
    assert levels("It is (1) plain.", False) == [0] * 16


def test_joiners_go_with_what_is_before_them():
    assert levels("می\u200cخواهم", True) == [1] * 8
