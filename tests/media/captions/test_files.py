"""Guards caption files: times on the film's clock, karaoke that adds up, text that stays text."""

import re

import pytest

from media.captions.files import ass, srt, vtt
from media.clock import FrameRate
from media.timeline import CaptionWord, Cue
from tests.media.audio.material import timeline_of

RATE = FrameRate(25)


def cue(start: int, end: int, *lines: list[tuple[str, int, int]]) -> Cue:
    words = (tuple(CaptionWord(text=t, start=a, end=b) for t, a, b in line) for line in lines)
    return Cue(start=start, end=end, lines=tuple(words))


TWO_LINES = cue(50, 100, [("One", 0, 10), ("two", 10, 20)], [("three.", 25, 45)])
LATE = cue(90_000, 90_050, [("An", 0, 5), ("hour", 5, 20)])


def test_subrip_has_numbers_times_and_lines() -> None:
    assert srt((TWO_LINES, LATE), RATE) == (
        "1\n00:00:02,000 --> 00:00:04,000\nOne two\nthree.\n\n"
        "2\n01:00:00,000 --> 01:00:02,000\nAn hour\n"
    )


def test_webvtt_times_each_word_that_starts_within_its_cue() -> None:
    assert vtt((TWO_LINES,), RATE) == (
        "WEBVTT\n\n00:00:02.000 --> 00:00:04.000\nOne <00:00:02.400>two\n<00:00:03.000>three.\n"
    )


def test_webvtt_escapes_what_is_markup() -> None:
    assert "&lt;b&gt; &amp; " in vtt((cue(0, 9, [("<b>", 0, 3), ("&", 0, 6), ("x", 0, 9)]),), RATE)


def test_karaoke_reaches_the_end_of_the_last_word() -> None:
    text = ass(timeline_of(200, [], rate=RATE, cues=(TWO_LINES,)))
    event = next(line for line in text.splitlines() if line.startswith("Dialogue"))
    assert event.startswith("Dialogue: 0,0:00:02.00,0:00:04.00,Film,")
    steps = [int(step) for step in re.findall(r"\\k(\d+)", event)]
    assert steps == [40, 60, 80]
    assert re.sub(r"\{.*?\}", "", event).endswith(",One two\\Nthree.")


@pytest.mark.parametrize("rate", [FrameRate(24_000, 1001), FrameRate(60)])
def test_karaoke_does_not_drift_over_many_words(rate: FrameRate) -> None:
    words = [(f"w{n}", 7 * n, 7 * n + 7) for n in range(300)]
    text = ass(timeline_of(2200, [], rate=rate, cues=(cue(0, 2100, words),)))
    told = sum(int(step) for step in re.findall(r"\\k(\d+)", text))
    assert told == round(2100 * rate.frame_duration * 100)


HEBREW = cue(0, 40, [("שלום", 0, 10), ("John,", 10, 20)], [("(לך)!", 20, 30)])


def test_right_to_left_text_stays_in_the_order_in_which_it_is_read() -> None:
    # Players order it themselves; text that is ordered already would come out reversed.
    read = "שלום John,\n(לך)!"
    assert read in srt((HEBREW,), RATE)
    assert re.sub("<[^>]*>", "", vtt((HEBREW,), RATE)).endswith(f"{read}\n")
    text = ass(timeline_of(90, [], rate=RATE, cues=(HEBREW,)))
    assert re.sub(r"\{.*?\}", "", text).rstrip().endswith(read.replace("\n", "\\N"))


def test_letters_that_no_space_parts_stay_together() -> None:
    letters = tuple(
        CaptionWord(text=char, start=5 * n, end=5 * n + 5, glued=n > 0)
        for n, char in enumerate("看守人")
    )
    chinese = Cue(start=0, end=20, lines=(letters,))
    assert "\n看守人\n" in srt((chinese,), RATE)
    assert "看<00:00:00.200>守<00:00:00.400>人" in vtt((chinese,), RATE)
    text = ass(timeline_of(30, [], rate=RATE, cues=(chinese,)))
    assert re.sub(r"\{.*?\}", "", text).rstrip().endswith("看守人")


def test_substation_cannot_be_broken_by_words() -> None:
    text = ass(timeline_of(90, [], rate=RATE, cues=(cue(0, 50, [("{\\b1}", 0, 9)]),)))
    assert "(/b1)" in text
