"""Guards the silence behind a sentence: by its own last mark, whatever stands beside it."""

import pytest

from models.preview.director.pauses import CLAUSE_S, OPEN_S, SENTENCE_S, TRAILING_S, pause_after


@pytest.mark.parametrize(
    ("text", "pause_s"),
    [
        ("He left.", SENTENCE_S),
        ("He left!", SENTENCE_S),
        ("Who left?", OPEN_S),
        ("“Who left?”", OPEN_S),
        ("He left…", TRAILING_S),
        ("Wait —", TRAILING_S),
        ("He said “wait...”", TRAILING_S),
    ],
)
def test_a_thought_that_is_open_rings_longer(text: str, pause_s: float) -> None:
    assert pause_after(text, ends=True) == pause_s


def test_a_sentence_that_goes_on_does_not_wait() -> None:
    assert pause_after("Who knows…", ends=False) == CLAUSE_S
