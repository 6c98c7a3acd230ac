"""Guards how known words are laid beside heard ones, misheard, missing and superfluous."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from media.audio.narration import written_words
from media.errors import InputError
from media.shots import Word
from models.whisper.matching import matched

SECOND = 48_000


def heard(*words: str) -> list[Word]:
    """A word each second, half a second long."""
    return [
        Word(text=text, start=number * SECOND, end=number * SECOND + SECOND // 2, offset=0)
        for number, text in enumerate(words)
    ]


def starts(text: str, *words: str) -> dict[str, float]:
    placed = matched(text, heard(*words), len(words) * SECOND)
    return {word.text: word.start / SECOND for word in placed}


def test_what_was_heard_is_placed_as_it_was_heard() -> None:
    assert starts("The light, is ON!", "the", "Light", "is", "on.") == {
        "The": 0, "light,": 1, "is": 2, "ON!": 3,
    }  # fmt: skip


def test_another_spelling_is_the_same_word() -> None:
    found = starts("The colour of Zoë's car", "the", "color", "of", "Zoes", "car")
    assert list(found.values()) == [0, 1, 2, 3, 4]


def test_a_missing_word_lies_between_its_neighbours() -> None:
    found = matched("one two three four", heard("one", "three", "four"), 4 * SECOND)
    assert found[0].end <= found[1].start < found[1].end <= found[2].start == SECOND


def test_a_misheard_word_takes_the_time_of_what_was_heard() -> None:
    found = matched(
        "go to Xyzzy now please", heard("go", "to", "busy", "now", "please"), 6 * SECOND
    )
    assert found[1].end <= found[2].start <= 2 * SECOND < found[2].end <= 3 * SECOND


def test_missing_words_at_both_ends_have_room() -> None:
    late = heard("x", "y", "light", "is", "on")
    found = matched("So the light is on tonight", late, 6 * SECOND)
    assert found[0].start > SECOND and found[1].end <= 2 * SECOND
    assert found[-1].start >= found[-2].end and found[-1].end > found[-1].start


def test_what_is_spoken_beside_the_text_is_passed_over() -> None:
    found = starts("light is on", "well", "ahem", "light", "you", "know", "is", "on")
    assert list(found.values()) == [2, 5, 6]


def test_a_repeated_word_keeps_the_order() -> None:
    found = matched("on and on and on", heard("on", "and", "on", "and", "on"), 5 * SECOND)
    assert [word.start // SECOND for word in found] == [0, 1, 2, 3, 4]


def test_chinese_is_placed_letter_by_letter() -> None:
    found = matched("灯亮着。", heard("灯亮", "着"), 2 * SECOND)
    assert [word.text for word in found] == ["灯", "亮", "着"]
    assert [word.start for word in found] == [0, SECOND // 4, SECOND]


def test_a_text_without_words_has_none() -> None:
    assert matched("... !", heard("one"), SECOND) == ()


def test_another_text_is_refused() -> None:
    with pytest.raises(InputError, match="1 of the text's 4 words"):
        matched("nothing like the recording", heard("the", "cat", "sat"), SECOND)


@given(
    st.lists(st.sampled_from(["a", "bb", "ccc", "dddd", "eeeee"]), min_size=1, max_size=12),
    st.lists(st.booleans(), min_size=12, max_size=12),
)
def test_words_are_in_order_and_theirs(words: list[str], kept: list[bool]) -> None:
    said = [word for word, keep in zip(words, kept, strict=False) if keep]
    text = " ".join(words)
    try:
        found = matched(text, heard(*said), 12 * SECOND)
    except InputError:
        assert 2 * len(said) < len(words)
        return
    assert [word.offset for word in found] == [match.start() for match in written_words(text)]
    assert all(text[word.offset :].startswith(word.text) for word in found)
    edges = [edge for word in found for edge in (word.start, word.end)]
    assert edges == sorted(edges) and edges[-1] <= 12 * SECOND
