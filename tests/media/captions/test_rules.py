"""Guards how words become cues in every script: where they part, and when each is said."""

from itertools import pairwise

from media.captions.rules import lay_cues
from media.clock import FrameRate
from media.shots import Word
from media.timeline import line_text

RATE = FrameRate(30)
SAMPLES = 48_000 // 10
"""Of a letter, where ten are said in a second."""


def said(text, *spans):
    return tuple(
        Word(text=text[a:b], start=a * SAMPLES, end=b * SAMPLES, offset=a) for a, b in spans
    )


def spaced(text):
    at, spans = 0, []
    for word in text.split():
        at = text.index(word, at)
        spans.append((at, at + len(word)))
        at += len(word)
    return said(text, *spans)


def lines(text, words, chars=42):
    return [line_text(line) for cue in lay_cues(text, words, RATE, chars) for line in cue.lines]


def test_latin_is_laid_by_its_spaces():
    text = "The keeper — old and grey — saw it."

    assert lines(text, spaced(text)) == ["The keeper — old and grey — saw it."]


def test_chinese_is_not_given_spaces_and_obeys_its_marks():
    text = "灯塔的看守人从来没有见过这样平静的大海，他站在“老灯塔”的窗前，望着远方的船。"
    found = lines(text, said(text, (0, 12), (12, 24), (24, 36), (36, len(text))))

    assert "".join(found) == text
    # Sixteen full-width letters a line, as the guides for Chinese have it.
    assert all(len(line) <= 16 for line in found)
    assert not [line for line in found if line[0] in "，。”" or line[-1] == "“"]


def test_what_is_said_in_one_breath_shares_its_time():
    text = "看守人从来没有"
    (cue,) = lay_cues(text, said(text, (0, 7)), RATE, 42)
    (line,) = cue.lines

    assert [word.glued for word in line] == [False] + [True] * 6
    assert (line[0].start, line[-1].end) == (0, 21)
    assert all(before.end == after.start for before, after in pairwise(line))


def test_letters_stay_glued_across_a_line_break():
    text = "看守人从来没有见过这样平静的大海"
    (cue,) = lay_cues(text, said(text, (0, 12), (12, 16)), RATE, 22)

    assert len(cue.lines) == 2
    assert cue.lines[1][0].glued


def test_sentences_of_every_script_part_cues():
    for text in ("नाव घाट पर खड़ी थी। समुद्र शांत था।", "هل البحر هادئ اليوم؟ نعم هو هادئ جدا."):
        first, *_ = lines(text, spaced(text), 22)
        assert first[-1] in "।؟"


def test_marks_above_letters_take_no_width():
    plain, pointed = "سلام عليكم يا صديق", "سَلَامٌ عَلَيْكُمْ يَا صَدِيقُ"

    assert len(lines(plain, spaced(plain), 20)) == len(lines(pointed, spaced(pointed), 20)) == 1
