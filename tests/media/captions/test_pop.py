"""Guards captions of a few big words: how they are grouped, when they show, what grows."""

import numpy as np

from media.captions.pop import PoppedCue, big
from media.captions.setting import text_height
from media.text.family import CORE, family
from tests.media.captions.material import FULL, WIDE, burned, cue, ground


def groups(*lines, size=WIDE, fonts=CORE, glued=False):
    popped = PoppedCue(cue(*lines, glued=glued), size, True, fonts)
    return [
        ("" if glued else " ").join(word.text for word in group.read) for group in popped._groups
    ]


def extent(frame, *lines, glued=False, **how):
    planes = burned([cue(*lines, end=200, glued=glued)], WIDE, frame, look="pop", **how)
    rows, columns = np.nonzero(abs(planes.y.astype(int) - 235) > 20)
    return rows.min(), rows.max(), columns.min(), columns.max()


def test_words_are_large_capitals_in_groups_of_three_at_most():
    assert groups("it was a dark and", "stormy night") == ["IT WAS A", "DARK AND STORMY", "NIGHT"]
    assert all(big(size) > 1.9 * text_height(size) for size in FULL.values())


def test_a_group_ends_with_its_clause():
    assert groups("Stop! I see it") == ["STOP!", "I SEE IT"]


def test_long_words_stand_alone_and_fit():
    (word, other) = groups("Unquestionably incomprehensible", size=FULL["9:16"])

    assert (word, other) == ("UNQUESTIONABLY", "INCOMPREHENSIBLE")


def test_chinese_is_grouped_by_what_fits():
    assert groups("看守人从来没有见过", fonts=family("zh"), glued=True) == [
        "看守人从来没",
        "有见过",
    ]


def test_letters_that_no_space_parts_stay_together():
    near, far = extent(0, "看守", glued=True), extent(0, "看 守")

    assert near[3] - near[2] < far[3] - far[2]


def test_capitals_follow_the_language():
    assert groups("iyi", fonts=family("tr")) == ["İYİ"]
    assert groups("iyi") == ["IYI"]


def test_a_group_shows_until_the_next_one_begins():
    cues = [cue("one two three four", end=60)]
    still = [burned(cues, WIDE, frame, look="pop", style="lines").y for frame in (0, 29, 30, 59)]

    assert np.array_equal(still[0], still[1])
    assert not np.array_equal(still[1], still[2])
    assert np.array_equal(still[2], still[3])


def test_the_spoken_word_grows():
    small = extent(0, "HHH", style="lines")
    grown = extent(5, "HHH")

    assert grown[3] - grown[2] > small[3] - small[2]


def test_what_was_said_before_the_segment_is_not_said_again():
    # Words that ended before the segment began have no time of their own there.
    said = cue("one two three")
    words = said.lines[0]
    clamped = said.model_copy(
        update={
            "lines": (
                tuple(
                    type(word)(text=word.text, start=s, end=e)
                    for word, (s, e) in zip(words, [(0, 0), (-5, 5), (5, 15)], strict=True)
                ),
            )
        }
    )

    jump = burned([clamped], WIDE, 0, look="pop").y
    whole = burned([cue("one two three")], WIDE, 15, look="pop").y

    assert np.array_equal(jump, whole)


def test_the_words_of_hebrew_stand_from_right_to_left():
    def lit(frame):
        planes = burned([cue("שלום רב לך")], WIDE, frame, look="pop", on=ground(WIDE, 16))
        return np.nonzero((planes.u < 90).any(axis=0))[0].mean()

    assert lit(8) > lit(18) > lit(28)
