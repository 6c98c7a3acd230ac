"""Guards the rooms: deep, not too heavy, unlike their neighbours, and lit when it is dark."""

import re
from collections import Counter
from typing import get_args

import pytest

from media.shots import Angle, Look, ShotSize
from models.preview.panels.palette import palette_for
from models.preview.panels.scenery.catalog import SETTINGS
from models.preview.panels.scenery.registry import SETTINGS_BY_NAME
from models.preview.panels.stage import Stage

PLAIN = {"kitchen", "living_room", "office", "classroom", "hospital", "workshop", "laboratory"}
"""Rooms that vary and shine less: a window, a wall, and what stands before it."""

ALWAYS_LIT = {"data_centre", "studio"}
"""They have lamps of their own at every hour, and no window."""

ROOMS = sorted(name for name in SETTINGS if SETTINGS_BY_NAME[name].indoors and name not in PLAIN)
FRAMES = ((1920, 1080), (1080, 1920), (1080, 1080))
MOST_BYTES = 80_000


def painted(name, frame=(1920, 1080), style="cinema", **look):
    asked = Look(setting=name, **look)
    stage = Stage(asked, palette_for(asked, style).indoors(), *frame)
    SETTINGS_BY_NAME[name].paint(stage)
    return stage


def shapes(stage):
    return [shape for layer in stage.layers for shape in layer.shapes]


def warmth(stage):
    """How much lamplight is in a picture: what is filled with it, and how strong its halos are."""
    glow = stage.palette.glow
    tones = {glow, *(stage.palette.lit(glow, share / 20) for share in range(13))}
    fills = re.findall(r'(?:fill|stroke)="(#[0-9a-f]{6})"', "".join(shapes(stage)))
    stops = re.findall(r'stop-color="(#[0-9a-f]{6})" stop-opacity="([.0-9]+)"', stage.paints.defs())
    return sum(tone in tones for tone in fills) + sum(
        float(o) for tone, o in stops if tone in tones
    )


def test_there_are_rooms_of_many_kinds():
    assert len(ROOMS) >= 32


@pytest.mark.parametrize("name", ROOMS)
def test_a_room_has_depth(name):
    filled = [layer.depth for layer in painted(name).layers if layer.shapes]

    assert len(filled) >= 3
    assert filled[0] == 0.0


@pytest.mark.parametrize("name", ROOMS)
def test_a_room_stays_light(name):
    for frame in FRAMES:
        for seed in range(3):
            stage = painted(name, frame, seed=seed, time_of_day="night")
            assert len("".join(shapes(stage)) + stage.paints.defs()) < MOST_BYTES


@pytest.mark.parametrize("name", ROOMS)
def test_a_room_is_never_the_same_twice(name):
    """Under one light, so that it is the room that differs and not where the sun stands."""
    alike = [painted(name, seed=seed) for seed in range(40)]
    one, other = [stage for stage in alike if stage.sun_x < 0.25 * stage.width][:2]

    shared = (Counter(shapes(one)) & Counter(shapes(other))).total()
    assert shared < 0.75 * max(len(shapes(one)), len(shapes(other)))


@pytest.mark.parametrize("name", [name for name in ROOMS if name not in ALWAYS_LIT])
def test_lamps_are_lit_at_night(name):
    """The glow of lamps takes more of the picture when it is dark outside."""
    day, night = (painted(name, seed=3, time_of_day=hour) for hour in ("day", "night"))

    assert warmth(night) > warmth(day)


@pytest.mark.parametrize("name", ROOMS)
def test_every_framing_is_filled_with_numbers(name):
    """Perspective divides by distances: nothing may end as infinite or undefined."""
    for size in get_args(ShotSize):
        for angle, frame in zip(get_args(Angle), FRAMES, strict=True):
            text = "".join(shapes(painted(name, frame, size=size, angle=angle, seed=5)))
            assert "nan" not in text and "inf" not in text


@pytest.mark.parametrize("name", ROOMS)
def test_a_room_is_drawn_the_same_every_time(name):
    one, again = (painted(name, seed=9, time_of_day="dusk") for _ in range(2))

    assert shapes(one) == shapes(again)
    assert one.paints.defs() == again.paints.defs()


@pytest.mark.parametrize("name", ROOMS)
def test_nothing_near_stands_in_the_middle(name):
    """The front of the middle is kept for those who stand there."""
    for seed in range(4):
        stage = painted(name, seed=seed)
        for x, y in re.findall(r'<rect x="([-.0-9]+)" y="([-.0-9]+)"', "".join(stage.front.shapes)):
            below = float(y) > stage.height
            assert below or abs(float(x) / stage.width - 0.5) > 0.08
