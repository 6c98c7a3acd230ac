"""Guards what models that draw are told of a shot."""

from typing import Any

import pytest

from media.ids import SectionId, ShotId
from media.shots import Figure, Look, Shot
from models.preview.panels.palette import styles
from pipelines.prompting.prompt import LONGEST_SENTENCE, prompt_of, vocabulary


def told(look: Look, style: str = "cinema", **shot: Any) -> str:
    found = Shot(id=ShotId("a"), section_id=SectionId("b"), text=shot.pop("text", ""), look=look)
    return prompt_of(found.model_copy(update=shot), style).text


def test_a_look_is_said_in_the_order_in_which_it_counts() -> None:
    look = Look(
        setting="harbour",
        subjects=(Figure(kind="woman", pose="walk"),),
        time_of_day="dusk",
        weather="rain",
        size="wide",
    )
    said = told(look, "ink", text="Mara walks home.")
    assert said.startswith("Wide shot of a woman walking in a harbour, at dusk")
    assert "in the rain" in said and "Mara walks home. Ink drawing" in said


def test_no_rain_falls_indoors() -> None:
    assert "in the rain" not in told(Look(setting="kitchen", weather="rain"))


def test_who_somebody_is_goes_before_what_they_are() -> None:
    old = Figure(kind="old_man", role="sailor", holds="oar")
    assert "a sailor (old man) holding an oar by the sea" in told(
        Look(setting="sea", subjects=(old,))
    )


def test_a_persons_words_go_before_what_the_look_says() -> None:
    said = told(Look(setting="sea"), "noir", prompt="Two chairs on a roof.")
    assert said.startswith("Two chairs on a roof. Black and white") and "sea" not in said


def test_a_long_sentence_is_cut_off() -> None:
    assert len(told(Look(setting="abstract"), text="so " * 1000)) < LONGEST_SENTENCE + 300


@pytest.mark.parametrize("style", styles())
def test_every_style_of_panels_has_words(style: str) -> None:
    assert vocabulary().styles[style]


@pytest.mark.parametrize(
    ("field", "words"),
    [
        ("size", "sizes"), ("angle", "angles"), ("time_of_day", "times"),
        ("weather", "weathers"), ("season", "seasons"), ("mood", "moods"),
    ],
)  # fmt: skip
def test_every_choice_of_a_look_has_words(field: str, words: str) -> None:
    choices = Look.model_json_schema()["properties"][field]["enum"]
    assert set(choices) == set(getattr(vocabulary(), words))
