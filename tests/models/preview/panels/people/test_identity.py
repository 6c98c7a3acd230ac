"""Guards that somebody looks the same in each shot of a film, and unlike anybody else."""

import itertools

import pytest

from models.preview.panels.cast.people.identity import KINDS, SKINS, person_of
from tests.models.preview.panels.people.drawing import base_colours, figure

SHOTS = (
    {"seed": 1, "setting": "harbour", "time_of_day": "day"},
    {"seed": 2, "setting": "kitchen", "time_of_day": "night", "mood": "tense"},
    {"seed": 3, "setting": "forest", "style": "ink", "mood": "sad", "weather": "rain"},
)


@pytest.mark.parametrize("view", ["side", "front"])
@pytest.mark.parametrize("kind", sorted(KINDS))
@pytest.mark.parametrize("role", ["", "sailor"])
def test_a_name_wears_the_same_colours_in_each_shot(kind, role, view):
    who = figure(kind, who="mara", role=role)
    first, *others = (base_colours(who, view=view, **shot) for shot in SHOTS)

    assert len(first) >= 5
    assert all(other == first for other in others)


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_a_name_is_one_person_whatever_the_seed(kind):
    who = figure(kind, who="mara", role="doctor")

    assert person_of(who, 1) == person_of(who, 2, number=1)
    assert person_of(who, 1) == person_of(figure(kind, who=" Mara ", role="doctor"), 3)


def test_close_and_wide_show_the_same_hair_and_clothes():
    who = figure("woman", who="mara")
    person = person_of(who, 0)
    worn = {person.hair_colour, person.outfit.colour, person.outfit.legs, person.skin}

    assert worn <= base_colours(who, view="front", seed=4)
    assert worn <= base_colours(who, view="side", seed=5)


def test_a_role_changes_clothes_and_nothing_else():
    plain, doctor = (
        person_of(figure("woman", who="mara", role=role), 0) for role in ("", "doctor")
    )

    assert plain.outfit != doctor.outfit
    assert (plain.skin, plain.hair_colour, plain.girth, plain.stature, plain.jaw) == (
        doctor.skin,
        doctor.hair_colour,
        doctor.girth,
        doctor.stature,
        doctor.jaw,
    )


def test_without_a_name_the_seed_decides():
    nobody = figure("man")

    assert person_of(nobody, 1) == person_of(nobody, 1)
    assert len({person_of(nobody, seed) for seed in range(12)}) == 12
    assert person_of(nobody, 1, number=0) != person_of(nobody, 1, number=1)


def test_names_tell_people_apart():
    people = [person_of(figure("woman", who=f"name {i}"), 0) for i in range(30)]

    assert all(one != other for one, other in itertools.combinations(people, 2))


def test_people_are_of_all_sorts():
    women = [person_of(figure("woman", who=f"w{i}"), 0) for i in range(300)]
    men = [person_of(figure("man", who=f"m{i}"), 0) for i in range(300)]
    everybody = women + men

    assert {person.skin for person in everybody} == set(SKINS)
    assert len({person.hair for person in women}) >= 8
    assert len({person.hair for person in men}) >= 7
    assert len({person.hair_colour for person in everybody}) >= 8
    assert {"hijab"} <= {person.cover for person in women}
    assert {"turban"} <= {person.cover for person in men}
    assert {person.beard for person in men} == {"", "stubble", "moustache", "full"}
    assert 0.02 < sum(person.wheelchair for person in everybody) / 600 < 0.06
    assert max(person.girth for person in everybody) > 1.25 * min(p.girth for p in everybody)
