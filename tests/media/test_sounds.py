"""Guards what is heard of places: by the look alone, without a gap, single sounds now and then."""

from typing import Any

import pytest

from media.heard import beds, spots
from media.ids import SectionId, ShotId, digest_of
from media.shots import Look, Shot
from media.sounds import SOUNDS, bed, spot
from media.timeline import Clip
from media.types import Audio, Image
from models.preview.ambience.beds import BEDS
from models.preview.ambience.spots import SPOTS


@pytest.mark.parametrize(
    ("look", "wanted"),
    [
        ({"setting": "sea"}, "sea"),
        ({"setting": "sea", "weather": "rain"}, "rain"),
        ({"setting": "kitchen", "weather": "rain"}, "room"),
        ({"setting": "city_street"}, "street"),
        ({"setting": "forest"}, "forest"),
        ({"setting": "forest", "time_of_day": "night"}, "night"),
        ({"setting": "field", "weather": "snow"}, "wind"),
        ({"setting": "mountain"}, "wind"),
        ({"setting": "space"}, "space"),
        ({"setting": "workshop"}, "machines"),
        ({"setting": "abstract"}, "room"),
    ],
)
def test_a_place_has_its_air(look: dict[str, Any], wanted: str) -> None:
    assert bed(Look(**look)) == wanted


@pytest.mark.parametrize(
    ("look", "wanted"),
    [
        ({"setting": "office", "subjects": ("phone",)}, "phone"),
        ({"setting": "living_room", "subjects": ("clock",)}, "clock"),
        ({"setting": "sea", "weather": "rain", "mood": "tense"}, "thunder"),
        ({"setting": "harbour", "seed": 3}, "gulls"),
        ({"setting": "harbour", "seed": 4}, None),
        ({"setting": "city_street", "subjects": ({"kind": "man", "pose": "walk"},)}, "footsteps"),
        ({"setting": "sea", "subjects": ({"kind": "man", "pose": "fall"},)}, "splash"),
        ({"setting": "kitchen", "subjects": ("woman",)}, None),
    ],
)
def test_a_shot_has_its_sound(look: dict[str, Any], wanted: str | None) -> None:
    assert spot(Look(**look)) == wanted


def test_every_sound_can_be_made() -> None:
    assert set(SOUNDS) == {*BEDS, *SPOTS}


def shots(*settings: str) -> tuple[list[Shot], list[Clip]]:
    made = [
        Shot(
            id=ShotId(f"s{number}"),
            section_id=SectionId("a"),
            text="",
            look=Look(setting=setting, seed=3),
        )
        for number, setting in enumerate(settings)
    ]
    image = Image(digest=digest_of(b"p"), num_bytes=1, format="svg", width=16, height=9)
    clips = [
        Clip(
            shot_id=shot.id,
            panel=image,
            move="hold",
            energy=0.4,
            seed=1,
            start=10 + 50 * number,
            frames=50,
        )
        for number, shot in enumerate(made)
    ]
    return made, clips


def test_a_run_of_shots_in_one_place_is_one_bed_and_no_frame_is_without() -> None:
    made, clips = shots("sea", "harbour", "kitchen", "sea")
    found = beds(made, clips, 240)
    assert [(each.sound, each.start, each.end) for each in found] == [
        ("sea", 0, 110),
        ("room", 110, 160),
        ("sea", 160, 240),
    ]


def test_a_single_sound_belongs_to_its_shot() -> None:
    made, clips = shots("sea", "harbour")
    assert [(each.sound, each.start) for each in spots(made, clips)] == [("gulls", 60)]


def test_a_shot_with_a_sound_of_its_own_has_no_other() -> None:
    made, clips = shots("harbour")
    own = Audio(digest=digest_of(b"a"), num_bytes=1, channels=1, samples=48_000)
    assert spots([made[0].model_copy(update={"sound": own})], clips) == ()
