"""Guards scripts as rows: no letter is lost, and what stays keeps its place."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.productions.manuscript import carried_over, joined, part, spoken_alone

PIECES = st.sampled_from(
    [
        "# The Pier\n", "## Dusk ##\n", "\n", "\n\n", "The boat left. ", "Dr. Who came home.",
        "- a list\n", "> said he\n", "```\ncode. here\n```\n", "<!-- unsaid. -->",
        "INT. ROOM - DAY\n", "EXT. SEA\n", "MARA\n", "...", "  ", "¿Quién? ", "「海」です。", "a\tb ", "# \n", "---\n",
    ]
)  # fmt: skip


@given(st.lists(PIECES, max_size=30).map("".join))
def test_a_script_comes_back_to_the_letter(text: str) -> None:
    sections = part(text, "en")
    assert joined(sections) == text
    for section in sections:
        for sentence in section.sentences:
            assert any(letter.isalnum() for letter in sentence.text)
            assert sentence.text == sentence.text.strip()


@pytest.mark.parametrize("name", ["lighthouse.md", "el_faro.md", "five_rooms.md"])
def test_the_examples_are_read_as_the_director_reads_them(name: str) -> None:
    text = (Path("examples") / name).read_text()
    sections = part(text, "es" if name == "el_faro.md" else "en")
    assert joined(sections) == text
    said = [sentence.text for section in sections for sentence in section.sentences]
    assert not [one for one in said if one.startswith("#") or "\n\n" in one]


def test_what_is_not_spoken_is_no_sentence() -> None:
    sections = part("# A\n\nOne. <!-- no. -->\n\n```\nno.\n```\n\nTwo.\n", "en")
    assert [sentence.text for sentence in sections[0].sentences] == ["One.", "Two."]


def test_texts_are_found_again() -> None:
    former = ["The boat left.", "It rained all day long.", "The boat came home."]
    now = ["Soon.", "The boat left.", "It rained all night long.", "Nobody saw it.", "It ended."]
    assert carried_over(former, now) == [None, 0, 1, None, None]
    assert carried_over(former, former) == [0, 1, 2]
    assert carried_over([], now) == [None] * 5


@pytest.mark.parametrize(
    ("text", "alone"),
    [
        ("The boat left.", True), ("Two. Sentences.", True), ("# A heading", False),
        ("One.\n\nTwo.", False), ("- a list", False), (" padded", False), ("...", False),
        ("```", True), ("<!-- unsaid -->", False),
    ],
)  # fmt: skip
def test_what_may_stand_for_a_sentence(text: str, alone: bool) -> None:
    assert spoken_alone(text, "en") is (alone and any(c.isalnum() for c in text))
