"""Guards how a film is directed: presets, scenes, neighbours, and what holds through a section."""

from collections import Counter

import pytest

from media.errors import InputError
from media.shots import Figure, Look, Plan, Shot
from models.catalog.rows import engines
from models.preview.director.cutting import cut
from models.preview.director.engine import DIRECTOR, PreviewDirector
from models.preview.director.grammar import presets, weights
from tests.fakes import FolderWorkspace

SEA = """# The Long Way Home

## The Harbour

Old Tomas was the keeper of the harbour. He mended nets every evening. The boats slept.

## The Station

At midnight the train came in. Nora ran along the platform. She did not look back. Tomas waited.
"""


@pytest.fixture
def plan(tmp_path):
    def make(script=SEA, **options):
        usual = {"title": "t", "language": "en", "seed": 3, "pace": 1.0, "preset": "auto"}
        return PreviewDirector().plan(
            FolderWorkspace(tmp_path), script=script, **{**usual, **options}
        )

    return make


def spoken(plan: Plan, words: str) -> Look:
    return next(shot.look for shot in plan.shots if words in shot.text)


def looks(*sizes, settings=()):
    places = settings or ["sea"] * len(sizes)
    return [
        Shot(
            id=f"s{n}",
            section_id="a",
            text="x",
            look=Look(setting=place, size=size, seed=n, subjects=("woman",)),
        )
        for n, (size, place) in enumerate(zip(sizes, places, strict=True))
    ]


def test_the_revision_is_that_of_the_catalog():
    row = next(engine for engine in engines() if engine.id == "preview-director")

    assert f"{row.id} {row.revision}" == DIRECTOR


def test_another_preset_is_another_director(plan):
    assert plan(preset="thriller").director != plan().director


def test_an_hour_and_a_person_hold_through_a_section(plan):
    made = plan()

    assert spoken(made, "platform").time_of_day == "night"
    (nora,) = spoken(made, "look back").subjects
    assert nora.who == "nora"


def test_age_and_role_of_a_name_hold_through_the_film(plan):
    tomas = spoken(plan(), "Tomas waited").subjects[-1]

    assert (tomas.who, tomas.kind, tomas.role) == ("tomas", "old_man", "keeper")


def test_neighbours_differ_in_size():
    sizes = [shot.look.size for shot in cut(looks("medium", "medium", "close"))]

    assert sizes[0] == "medium" and sizes[1] != "medium" and sizes[2] == "close"


def test_a_wide_opens_another_place():
    shots = cut(looks("close", "close", settings=["sea", "kitchen"]))

    assert [shot.look.size for shot in shots] == ["close", "wide"]


def test_screen_direction_is_kept_within_a_place(plan):
    flips: dict[tuple[str, str], set[bool]] = {}
    for shot in plan().shots:
        flips.setdefault((shot.section_id, shot.look.setting), set()).add(shot.look.flip)

    assert all(len(found) == 1 for found in flips.values())


@pytest.mark.parametrize("preset", presets())
def test_every_preset_directs_every_mood(plan, preset):
    made = plan(preset=preset)

    assert Counter(shot.text for shot in made.shots) == Counter(shot.text for shot in plan().shots)
    for mood in ("calm", "tense", "joyful", "sad", "mysterious", "grand"):
        for choice in ("sizes", "moves", "angles"):
            assert any(weights(choice, mood, preset).values())


def test_a_thriller_is_closer_and_a_social_reel_shorter(plan):
    near = weights("sizes", "tense", "thriller")["extreme_close"]

    assert near > weights("sizes", "tense", "auto")["extreme_close"]
    short, usual = (
        sum(shot.pause_s for shot in plan(preset=name).shots) for name in ("social", "auto")
    )
    assert short < usual


def test_an_unknown_preset_is_refused(plan):
    with pytest.raises(InputError, match="documentary"):
        plan(preset="western")


@pytest.mark.parametrize(
    ("size", "pose", "reaction"),
    [
        ("wide", "talk", "close"),
        ("close", "talk", "medium"),
        ("medium", "stand", "wide"),
    ],
)
def test_who_was_spoken_to_is_seen_near(size, pose, reaction):
    speech, answer = looks(size, "wide")
    mara, jon = Figure(kind="woman", who="mara", pose=pose), Figure(kind="man", who="jon")
    speech = speech.model_copy(
        update={"look": speech.look.model_copy(update={"subjects": (mara,)})}
    )
    answer = answer.model_copy(update={"look": answer.look.model_copy(update={"subjects": (jon,)})})

    assert cut([speech, answer])[1].look.size == reaction
