"""Guards the looks of captions: that they read on any picture and stay in the safe area."""

import cv2
import numpy as np
import pytest

from media.captions.rules import LINES
from media.layout import line_chars
from tests.media.captions.material import (
    FULL,
    LOOKS,
    WIDE,
    burned,
    busy,
    cue,
    ground,
    luminance,
)

HD = FULL["16:9"]
GROUNDS = {"white": 235, "grey": 126, "black": 16}
WORDS = "Ham onyx wilt"


def letters(cues, frame, **how):
    """Where letters are: opaque, so the same on black and on white, and bright."""
    dark = burned(cues, HD, frame, on=ground(HD, 16), **how).y.astype(int)
    light = burned(cues, HD, frame, on=ground(HD, 235), **how).y.astype(int)
    return ((abs(dark - light) <= 3) & (dark > 180)).astype(np.uint8)


def around(mask):
    """Pixels within four of letters, but for those that letters share."""

    def grown(pixels):
        return cv2.dilate(mask, np.ones((2 * pixels + 1, 2 * pixels + 1), np.uint8))

    return (grown(4) - grown(2)).astype(bool)


@pytest.mark.parametrize("on", [*GROUNDS, "busy"])
@pytest.mark.parametrize("frame", [0, 14])
@pytest.mark.parametrize("style", ["karaoke", "lines"])
@pytest.mark.parametrize("look", LOOKS)
def test_letters_read_on_any_picture(look, style, frame, on):
    cues = [cue(WORDS)]
    picture = busy(HD) if on == "busy" else ground(HD, GROUNDS[on])
    mask = letters(cues, frame, look=look, style=style)
    seen = luminance(burned(cues, HD, frame, look=look, style=style, on=picture))

    inside = np.percentile(seen[cv2.erode(mask, np.ones((3, 3), np.uint8)).astype(bool)], 5)
    outside = np.percentile(seen[around(mask)], 95)

    assert mask.sum() > 2000
    assert (inside + 0.05) / (outside + 0.05) >= 4.5


@pytest.mark.parametrize("script", ["latin", "arabic", "han"])
@pytest.mark.parametrize("shape", FULL)
@pytest.mark.parametrize("look", LOOKS)
def test_the_longest_cue_stays_in_the_safe_area(look, shape, script):
    size = FULL[shape]
    chars = line_chars(size)
    line = {"latin": "W" * chars, "arabic": "ض" * chars, "han": "国" * int(chars / 2.5)}[script]
    cues = [cue(*[line] * LINES)]

    changed = burned(cues, size, 14, look=look, on=ground(size, 16)).y > 40
    rows, columns = np.nonzero(changed)

    assert columns.min() >= size.width * 0.05 - 3
    assert columns.max() <= size.width * 0.95 + 3
    assert rows.max() <= size.height * 0.9 + 1
    assert rows.min() > size.height * 0.5


def box(planes, on=235):
    rows, columns = np.nonzero(planes.y != on)
    return rows.min(), rows.max(), columns.min(), columns.max()


def test_a_bar_goes_across_and_its_lines_begin_at_the_left():
    top, bottom, left, right = box(burned([cue("Hello")], WIDE, 0, look="bar"))
    bright = np.nonzero((burned([cue("Hello")], WIDE, 30, look="bar").y > 226)[top + 2 : bottom])

    assert (left, right) == (0, WIDE.width - 1)
    assert bright[1].max() < WIDE.width / 3


def test_a_bar_is_as_high_for_one_line_as_for_two():
    one = box(burned([cue("Hello")], WIDE, 0, look="bar"))
    two = box(burned([cue("Hello", "there")], WIDE, 0, look="bar"))

    assert one == two


def test_a_bar_does_not_blink_between_two_cues():
    cues = [cue("One", end=8), cue("Two", start=10, end=20)]

    assert (burned(cues, WIDE, 9, look="bar").y != 235).any()
    assert not (burned(cues, WIDE, 9, look="plate").y != 235).any()


def test_only_the_word_that_is_said_is_lit_in_outline():
    def coloured(frame):
        planes = burned([cue("HHH HHH HHH")], WIDE, frame, look="outline")
        return np.nonzero((planes.u < 90).any(axis=0))[0]

    first, second = coloured(9), coloured(19)

    assert first.max() < second.min()


def test_plain_lines_are_white_in_every_look():
    for look in LOOKS:
        planes = burned([cue("HHH HHH")], WIDE, 12, look=look, style="lines")
        accent = planes.u < 90
        # A bar has a stroke of colour at its side.
        assert accent[:, WIDE.width // 16 :].sum() == 0, look
