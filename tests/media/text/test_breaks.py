"""Guards where lines may end: spaces, and the rules of Chinese and Japanese."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from media.text.breaks import joined, units
from media.text.font import shape
from media.text.layout import fit, wrap


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("one two-three", "one|two-three"),
        ("灯台は古い。", "灯|台|は|古|い。"),
        ("「海だ！」と言った。", "「海|だ！」|と|言っ|た。"),
        ("我爱 Python 编程，（很好）！", "我|爱|Python|编|程，|（很|好）！"),
        ("スーパー、2024年", "スー|パー、|2024|年"),
        ("他说“好”……", "他|说|“好”……"),
        ("공식 발표가", "공식|발표가"),
        ("ทะเลสงบ และเรือ", "ทะเลสงบ|และเรือ"),
        ("人々が", "人々|が"),
    ],
)
def test_units_stay_on_one_line(text, parts):
    assert [unit.text for unit in units(text)] == parts.split("|")


@given(st.text("ab灯台。「」 、ーっ（）1%", max_size=30))
def test_units_are_the_whole_text_and_none_begins_with_a_closing_mark(text):
    found = units(text)

    assert joined(found) == " ".join(text.split())
    assert all(text[unit.start : unit.end] == unit.text for unit in found)
    # A mark that is written behind a space, or at the start, has nowhere else to go.
    assert not [unit for unit in found if not unit.spaced and unit.text[0] in "。」、ーっ）%"]
    assert not [u for u, after in pairwise(found) if not after.spaced and u.text[-1] in "「（"]


def test_chinese_titles_break_between_letters_and_are_balanced():
    lines = wrap("宁静的大海与古老的灯塔，第一章", 20, 170)

    assert "".join(lines) == "宁静的大海与古老的灯塔，第一章"
    assert len(lines) == 2
    assert all(shape(line, 20).width <= 170 for line in lines)
    assert not any(line[0] in "，。" for line in lines)


def test_chinese_shrinks_until_it_fits():
    size, lines = fit("宁静的大海与古老的灯塔", size=80, width=300, max_lines=2)

    assert len(lines) <= 2
    assert 30 < size < 80
