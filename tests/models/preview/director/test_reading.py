"""Guards how scripts are read: headings, markup, sentences, and shots of a fit length."""

import pytest

from media.errors import InputError
from models.preview.director.engine import PreviewDirector
from models.preview.director.looks import Looks, normalised
from models.preview.director.read import check, decode, read
from models.preview.director.sentences import (
    LONGEST_S,
    SHORTEST_S,
    divide,
    join_short,
    split,
    spoken_s,
)
from models.preview.director.written import Part
from tests.fakes import FolderWorkspace


def texts(part: Part) -> tuple[str, ...]:
    return tuple(paragraph.text for paragraph in part.paragraphs)


def test_headings_are_sections_and_a_lone_top_heading_is_the_title() -> None:
    script = read("# Film\n\n## One\n\nFirst.\n\n## Two\n\nSecond.\n")
    assert (script.title, script.titled) == ("Film", True)
    assert [(part.title, texts(part)) for part in script.parts] == [
        ("One", ("First.",)),
        ("Two", ("Second.",)),
    ]


def test_a_text_without_headings_is_one_section() -> None:
    script = read("First line\nand more.\n\nSecond paragraph.")
    assert [(part.title, texts(part)) for part in script.parts] == [
        ("", ("First line and more.", "Second paragraph."))
    ]


def test_markup_is_not_spoken() -> None:
    text = (
        "**Bold** and *thin* [link](http://x.y) ![picture](p.png) `code`.\n\n---\n\n"
        "- one item\n- another item\n\n> quoted\n\n```\nskipped()\n```\n<!-- hidden -->\n"
    )
    assert texts(read(text).parts[0]) == (
        "Bold and thin link code.",
        "one item",
        "another item",
        "quoted",
    )


def test_every_encoding_with_a_mark_is_read() -> None:
    for encoding in ("utf-8", "utf-8-sig", "utf-16"):
        assert decode("El ni\u00f1o duerme.".encode(encoding)) == "El ni\u00f1o duerme."


def test_control_characters_vanish_and_line_ends_are_put_right() -> None:
    assert check("a\x07b\r\nc\x1b[0m d") == "ab\nc[0m d"


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("en", "Dr. Smith paid $3.50. He left at 5 p.m. sharp.",
         ["Dr. Smith paid $3.50.", "He left at 5 p.m. sharp."]),
        ("es", "\u00bfQui\u00e9n es? El Sr. P\u00e9rez lleg\u00f3 tarde.",
         ["\u00bfQui\u00e9n es?", "El Sr. P\u00e9rez lleg\u00f3 tarde."]),
        ("en", "\u201cStop!\u201d he said. She ran.", ["\u201cStop!\u201d he said.", "She ran."]),
    ],
)  # fmt: skip
def test_sentences_end_where_the_language_ends_them(
    language: str, text: str, expected: list[str]
) -> None:
    assert split(text, language) == expected


def test_a_sentence_of_5000_characters_is_divided_without_loss() -> None:
    sentence = ("he walked on, " * 360 + "and stopped.").capitalize()
    pieces = [piece for part in split(sentence, "en") for piece in divide(part, 1.0)]
    assert " ".join(pieces).split() == sentence.split()
    assert all(spoken_s(piece, 1.0) <= LONGEST_S for piece in pieces)
    assert all(spoken_s(piece, 1.0) >= SHORTEST_S for piece in pieces)


def test_short_sentences_share_a_shot() -> None:
    joined = join_short(["Stop.", "Look.", "The train is coming down the long hill."], 1.0)
    assert joined == ["Stop. Look. The train is coming down the long hill."]


def test_a_plan_is_the_same_each_time_and_another_with_another_seed(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    work = FolderWorkspace(tmp_path_factory.mktemp("w"))

    def plan(seed: int) -> str:
        text = "# Sea\n\nThe boat left the harbour at dawn. Rain fell on the deck."
        made = PreviewDirector().plan(
            work, script=text, title="t", language="en", seed=seed, pace=1.0
        )
        return made.model_dump_json()

    assert plan(1) == plan(1)
    assert plan(1) != plan(2)


def test_words_decide_what_is_shown() -> None:
    looks = Looks(seed=1, section="s", heading="The Harbour", language="en")
    look = looks.of("At night the old baker folds the dough in the kitchen.", 1)
    assert (look.setting, look.time_of_day) == ("kitchen", "night")
    (baker,) = look.subjects
    assert (baker.kind[:4], baker.role, baker.holds) == ("old_", "baker", "bread")
    assert looks.of("Nothing else happened.", 1).setting == "harbour"


def test_case_and_punctuation_do_not_change_a_look() -> None:
    assert normalised("The Sea, again!") == normalised("the sea again")


def test_an_empty_script_is_refused() -> None:
    with pytest.raises(InputError):
        check("\n\n# \n")
