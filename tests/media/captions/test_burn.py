"""Guards burned-in captions: where they stand, that they read, and that words light up in time."""

import numpy as np
import pytest

from media.captions.burn import BurnedCaptions
from media.errors import InputError
from media.picture.yuv import Planes, to_bgr
from media.timeline import CaptionWord, Cue
from media.types import Size

WIDE = Size(width=640, height=360)


def cue(*lines, start=0, end=60):
    words = [line.split() for line in lines]
    count = iter(range(100))
    return Cue(
        start=start,
        end=end,
        lines=tuple(
            tuple(CaptionWord(text=w, start=10 * (n := next(count)), end=10 * n + 10) for w in line)
            for line in words
        ),
    )


def white(size):
    return Planes(
        np.full((size.height, size.width), 235, np.uint8),
        np.full((size.height // 2, size.width // 2), 128, np.uint8),
        np.full((size.height // 2, size.width // 2), 128, np.uint8),
    )


def shown(captions, size, frames):
    planes = white(size)
    for frame in frames:
        planes = white(size)
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


def luminance(bgr):
    """Relative luminance as WCAG 2.2 defines it."""
    value = bgr.astype(float) / 255
    linear = np.where(value <= 0.04045, value / 12.92, ((value + 0.055) / 1.055) ** 2.4)
    return linear @ (0.0722, 0.7152, 0.2126)


@pytest.mark.parametrize("style", ["karaoke", "lines"])
def test_text_reads_even_on_white(style):
    # The first word is spoken late, so karaoke shows it as yet unspoken.
    late = Cue(start=0, end=60, lines=((CaptionWord(text="HHHH", start=50, end=55),),))
    planes = shown(BurnedCaptions((late,), WIDE, style), WIDE, [0])
    top, bottom, left, right = extent(planes)
    seen = luminance(to_bgr(planes)[top + 4 : bottom - 4, left + 4 : right - 4])

    assert (seen.max() + 0.05) / (np.median(seen) + 0.05) >= 4.5


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
        shown(BurnedCaptions((cue("灯台"),), WIDE, "lines"), WIDE, [0])
