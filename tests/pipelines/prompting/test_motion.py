"""Guards what models that animate are told of a shot."""

from typing import Any

import pytest

from media.cast import Character
from media.ids import SectionId, ShotId
from media.shots import Figure, Look, Shot
from pipelines.prompting.motion import motion_of, pace_of
from pipelines.prompting.vocabulary import vocabulary


def told(look: Look, cast: tuple[Character, ...] = (), **shot: Any) -> str:
    found = Shot(id=ShotId("a"), section_id=SectionId("b"), text=shot.pop("text", ""), look=look)
    return motion_of(found.model_copy(update=shot), cast).text


def test_who_does_what_comes_first_then_the_camera_and_what_stirs() -> None:
    look = Look(
        setting="harbour", subjects=(Figure(kind="woman", pose="walk"),), weather="rain",
        move="pan_left", energy=0.4,
    )  # fmt: skip
    assert told(look, text="Mara walks home.") == (
        "A woman walking. Mara walks home. The camera pans to the left, slowly. "
        "Gentle, natural movement. Rain falls."
    )


def test_a_camera_that_holds_has_no_speed() -> None:
    assert "Static camera. Lively" in told(Look(setting="sea", move="hold", energy=0.7))


@pytest.mark.parametrize(
    "prompt", ["Slow zoom on the door", "a boat, camera pans left", "handheld, two men"]
)
def test_a_person_who_moves_the_camera_is_not_contradicted(prompt: str) -> None:
    said = told(Look(setting="sea", move="push_in"), prompt=prompt)
    assert "pushes" not in said and said.startswith(prompt[:1].upper() + prompt[1:])


def test_other_words_of_a_person_leave_the_camera_to_the_look() -> None:
    assert "pushes in" in told(Look(setting="sea", move="push_in"), prompt="a frying pan")


def test_no_rain_falls_indoors() -> None:
    assert "Rain" not in told(Look(setting="kitchen", weather="rain"))


def test_who_is_described_is_said_so() -> None:
    keeper = Figure(kind="old_man", role="keeper")
    cast = (Character(name="Keeper", phrase="a tall man in a blue coat"),)
    assert told(Look(setting="sea", subjects=(keeper,)), cast).startswith("A tall man in a blue")


@pytest.mark.parametrize(("energy", "pace"), [(0, "still"), (0.3, "gentle"), (1, "fast")])
def test_more_energy_is_more_movement(energy: float, pace: str) -> None:
    assert pace_of(energy) == pace
    assert vocabulary().movements[pace].capitalize() in told(Look(setting="sea", energy=energy))


@pytest.mark.parametrize(("field", "words"), [("move", "moves"), ("weather", "stirring")])
def test_every_choice_of_a_look_has_words(field: str, words: str) -> None:
    choices = Look.model_json_schema()["properties"][field]["enum"]
    assert set(choices) == set(getattr(vocabulary(), words))
