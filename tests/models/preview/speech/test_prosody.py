"""Guards how moods sound: apart from each other, and never far from the voice."""

from itertools import product

import pytest

from models.preview.speech.prosody import MOODS, MOST_PACE, MOST_PITCH, manner

LINES = [f"The boat number {number} went out." for number in range(40)]


@pytest.mark.parametrize(("mood", "energy"), list(product(MOODS, (0.0, 0.4, 1.0))))
def test_every_manner_is_subtle(mood, energy) -> None:
    for line in (*LINES, "Now!", "Who?"):
        how = manner(line, mood, energy)
        assert 1 - MOST_PACE <= how.pace <= 1 + MOST_PACE
        assert abs(how.pitch) <= MOST_PITCH


def test_moods_are_apart() -> None:
    how = {mood: manner(LINES[0], mood, 0.4) for mood in MOODS}
    assert how["sad"].pace < how["mysterious"].pace < how["calm"].pace < how["tense"].pace
    assert how["sad"].pitch < how["calm"].pitch < how["joyful"].pitch
    assert how["sad"].range < how["calm"].range < how["joyful"].range


def test_sentences_of_one_mood_differ_a_little_and_each_is_always_the_same() -> None:
    manners = [manner(line, "calm", 0.4) for line in LINES]
    assert manners == [manner(line, "calm", 0.4) for line in LINES]
    assert len(set(manners)) == len(LINES)
    assert max(how.pace for how in manners) - min(how.pace for how in manners) < 0.06


def test_energy_quickens_and_widens() -> None:
    still, frantic = manner(LINES[0], "calm", 0.0), manner(LINES[0], "calm", 1.0)
    assert still.pace < frantic.pace
    assert still.range < frantic.range


def test_a_question_is_higher_and_a_cry_wider() -> None:
    said, asked, cried = (manner(f"You left{mark}", "calm", 0.4) for mark in ".?!")
    lot = 2 * 2.0  # what two draws may be apart
    assert asked.pitch > said.pitch - lot + 2
    assert min(asked.range, cried.range) > said.range - 10 + 8
