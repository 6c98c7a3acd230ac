"""Guards who speaks: names before a colon are speakers, labels and prose are not."""

import pytest

from models.preview.director.engine import PreviewDirector
from models.preview.director.read import read
from tests.fakes import FolderWorkspace


def said(text: str) -> list[tuple[str, str]]:
    paragraphs = [one for part in read(text).parts for one in part.paragraphs]
    return [(one.speaker, one.text) for one in paragraphs]


def test_names_before_a_colon_speak_line_by_line() -> None:
    text = "Rain fell.\n\nMARA: Who is there?\nTOM (softly): Only me.\nMARA: Come\nin, then.\n"
    assert said(text) == [
        ("", "Rain fell."),
        ("mara", "Who is there?"),
        ("tom", "Only me."),
        ("mara", "Come in, then."),
    ]


def test_a_name_in_bold_or_behind_a_bullet_speaks() -> None:
    assert said("- **Mara:** Go home.\n- **Old Tom**: No!\n- **Mara:** Now.") == [
        ("mara", "Go home."),
        ("old tom", "No!"),
        ("mara", "Now."),
    ]


def test_what_the_player_is_told_is_not_spoken() -> None:
    assert said("ANA: (whispering) Wait. (beat) Did you hear that?") == [
        ("ana", "Wait. Did you hear that?")
    ]


def test_the_narrator_may_have_a_cue() -> None:
    assert said("NARRATOR: It was late.\n\nMARA: Yes.\n\nNARRATOR: Very late.") == [
        ("", "It was late."),
        ("mara", "Yes."),
        ("", "Very late."),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Note: bring a lamp.\n\nNote: bring bread!",
        "He wanted one thing: to sleep.",
        "The rule is simple: never look back!",
        "Mara: the last keeper of the light.",
        "At 10:30 the train left. At 11:15 it was gone.",
        "Water, salt and flour: that is all!",
        "WARNING: keep out!",
    ],
)
def test_prose_with_a_colon_is_narrated_whole(text: str) -> None:
    assert said(text) == [("", line) for line in text.split("\n\n")]


def test_a_shot_knows_its_speaker_and_holds_only_what_is_said(tmp_path) -> None:
    text = "The door opens with a long and tired creak.\n\nMARA: Who is there?\n\nTOM: Only me."
    plan = PreviewDirector().plan(
        FolderWorkspace(tmp_path), script=text, title="t", language="en", seed=1, pace=1.0
    )
    assert [(shot.speaker, shot.text) for shot in plan.shots] == said(text)
