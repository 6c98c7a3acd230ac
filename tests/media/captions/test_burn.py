"""Guards burned-in captions: where they stand, and that words light up in time and in order."""

import numpy as np
import pytest

from media.captions.burn import BurnedCaptions
from media.errors import InputError
from media.types import Size
from tests.media.captions.material import LOOKS, WIDE, burned, cue, ground


def shown(captions, size, frames):
    planes = ground(size)
    for frame in frames:
        planes = ground(size)
        captions.draw(planes, frame)
    return planes


def extent(planes):
    rows, columns = np.nonzero(planes.y != 235)
    return rows.min(), rows.max(), columns.min(), columns.max()


@pytest.mark.parametrize(
    "size", [WIDE, Size(width=360, height=640), Size(width=360, height=360)], ids=str
)
def test_captions_stay_in_the_safe_area(size):
    long = cue(
        "The lighthouse keeper had never once seen", "such an extraordinarily quiet sea here"
    )

    top, bottom, left, right = extent(shown(BurnedCaptions((long,), size, "lines"), size, [0]))

    assert bottom <= size.height * 0.9 + 1
    assert top > size.height / 2
    assert left >= size.width * 0.05 - 3
    assert right <= size.width * 0.95 + 3


def test_captions_stand_in_the_middle():
    _, _, left, right = extent(shown(BurnedCaptions((cue("Hello"),), WIDE, "lines"), WIDE, [0]))

    assert abs((left + right + 1) / 2 - WIDE.width / 2) <= 2


def lit(planes):
    """Pixels as bright as a spoken word."""
    top, bottom, left, right = extent(planes)
    return int((planes.y[top + 3 : bottom - 3, left + 3 : right - 3] > 228).sum())


def test_words_light_up_one_by_one():
    captions = BurnedCaptions((cue("one two", "three"),), WIDE, "karaoke")
    bright = [lit(shown(captions, WIDE, [frame])) for frame in (0, 9, 19, 29, 40)]

    assert bright[0] < bright[1] < bright[2] < bright[3] == bright[4]


def test_a_segment_that_begins_amid_a_cue_shows_what_was_said():
    whole = BurnedCaptions((cue("one two three"),), WIDE, "karaoke")
    later = BurnedCaptions((cue("one two three"),), WIDE, "karaoke")

    steps = shown(whole, WIDE, range(16))
    jump = shown(later, WIDE, [15])

    assert np.array_equal(steps.y, jump.y)


def test_a_cue_shows_from_its_start_to_its_end():
    captions = BurnedCaptions((cue("Hello", start=5, end=8),), WIDE, "lines")

    visible = [frame for frame in range(12) if (shown(captions, WIDE, [frame]).y != 235).any()]

    assert visible == [5, 6, 7]


def test_letters_that_the_font_lacks_are_refused():
    with pytest.raises(InputError, match="no letters"):
        shown(BurnedCaptions((cue("ᏣᎳᎩ"),), WIDE, "lines"), WIDE, [0])


def lit_columns(text, frame, language=""):
    """Half columns in which something is as bright as a spoken word, on black."""
    planes = burned([cue(text)], WIDE, frame, on=ground(WIDE, 16), language=language)
    return np.nonzero((planes.y > 226).any(axis=0))[0]


@pytest.mark.parametrize("text", ["שלום לך", "سلام عليكم"])
def test_words_of_right_to_left_scripts_light_up_from_the_right(text):
    half, whole = lit_columns(text, 4), lit_columns(text, 19)

    assert half.max() == pytest.approx(whole.max(), abs=3)
    assert half.min() > (whole.min() + whole.max()) / 2
    assert lit_columns(text, 14).min() > whole.min() + 4


def test_a_name_amid_hebrew_lights_up_from_its_left_where_it_stands():
    before, during = lit_columns("אבג John דהו", 9), lit_columns("אבג John דהו", 14)
    after = lit_columns("אבג John דהו", 19)

    new = np.setdiff1d(during, before)
    rest = np.setdiff1d(after, during)
    assert new.max() < rest.min() < before.min()


def test_the_last_line_of_hebrew_keeps_the_direction_of_the_whole():
    # The second line begins with a Latin name, and still its stop stands on the left.
    planes = burned([cue("שלום רב לך", "John.")], WIDE, 59, on=ground(WIDE, 16))
    rows = np.nonzero((planes.y > 226).any(axis=1))[0]
    line = planes.y[(rows.min() + rows.max()) // 2 + 4 : rows.max() + 1] > 226
    columns = np.nonzero(line.any(axis=0))[0]
    left = line[:, columns.min() : columns.min() + 4]

    assert left[: len(left) // 2].sum() == 0
    assert left.sum() > 0


def test_chinese_lights_up_letter_by_letter():
    planes = [
        burned([cue("看守人", glued=True)], WIDE, frame, on=ground(WIDE, 16), language="zh")
        for frame in (0, 9, 19, 29)
    ]
    bright = [int((plane.y > 226).sum()) for plane in planes]

    assert bright[0] < bright[1] < bright[2] < bright[3]


def test_emoji_leave_no_gap():
    plain = burned([cue("one two")], WIDE, 0, style="lines")
    joyful = burned([cue("one 🚤 two")], WIDE, 0, style="lines")

    assert np.array_equal(plain.y, joyful.y)


@pytest.mark.parametrize("look", LOOKS)
def test_emoji_alone_show_nothing(look):
    assert (burned([cue("🚤 ✨")], WIDE, 0, look=look).y == 235).all()


@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.parametrize(
    "text", ["a \u0301 b", "\u200f ", "- \u064b سلام", "\u200d", "x \ufe0f 🚤"]
)
def test_marks_that_stand_alone_do_no_harm(look, text):
    burned([cue(text)], WIDE, 20, look=look)
