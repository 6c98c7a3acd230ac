"""Guards how people are framed: headroom, lead room, eye lines, and room for captions."""

import itertools
import xml.etree.ElementTree as ET
from typing import get_args

import pytest

from media.shots import Figure, Look, Pose, Shot, ShotSize
from media.types import Size
from models.preview.panels.composition.casting import embracing, placed
from models.preview.panels.composition.compose import focused
from models.preview.panels.engine import PreviewPanels
from models.preview.panels.palette import palette_for
from models.preview.panels.scenery.catalog import setting_named
from models.preview.panels.stage import Stage
from tests.fakes import FolderWorkspace

FRAMES = {"wide": (1920, 1080), "tall": (1080, 1920), "square": (1080, 1080)}
NEAR = ("medium", "close", "extreme_close", "over_shoulder")
CAPTIONS = 0.22
"""Part of the frame's height, from below, where captions are set."""


@pytest.fixture
def work(tmp_path):
    return FolderWorkspace(tmp_path)


def look(*subjects, **more):
    return Look(**{"setting": "harbour", "subjects": subjects, **more})


def people(chosen, frame="wide"):
    width, height = FRAMES[frame]
    s = Stage(chosen, palette_for(chosen, "cinema"), width, height)
    return placed(s, setting_named(chosen.setting), list(chosen.subjects))


def scale_of(each):
    return each.spot.tall / 100 * each.actor.person.stature


@pytest.mark.parametrize("frame", FRAMES)
@pytest.mark.parametrize("size", get_args(ShotSize))
@pytest.mark.parametrize("pose", get_args(Pose))
def test_faces_stay_clear_of_captions(size, frame, pose):
    for kinds in (("man",), ("child",), ("old_woman", "boy"), ("woman", "man", "teenager")):
        figures = tuple(Figure(kind=kind, who=kind, pose=pose) for kind in kinds)
        for each in people(look(*figures, size=size), frame):
            chin = each.spot.y + each.actor.rig.chin[1] * scale_of(each)
            assert chin < (1 - CAPTIONS) * FRAMES[frame][1]


@pytest.mark.parametrize("frame", FRAMES)
@pytest.mark.parametrize("size", ["medium", "close", "over_shoulder"])
@pytest.mark.parametrize("kind", ["man", "woman", "child", "old_man"])
def test_heads_have_their_headroom(size, kind, frame):
    (each,) = people(look(Figure(kind=kind, who="a"), size=size), frame)
    crown = each.spot.y + each.actor.rig.crown[1] * scale_of(each)

    assert 0.02 * FRAMES[frame][1] < crown < 0.45 * FRAMES[frame][1]


@pytest.mark.parametrize("frame", FRAMES)
@pytest.mark.parametrize("size", ["close", "over_shoulder", "extreme_close"])
@pytest.mark.parametrize("pair", [("man", "child"), ("old_woman", "teenager")])
def test_eyes_meet_on_one_line_where_heads_fill_the_picture(size, pair, frame):
    one, other = people(look(*pair, size=size), frame)

    assert one.eyes[1] == pytest.approx(other.eyes[1], abs=1)


@pytest.mark.parametrize("size", get_args(ShotSize))
@pytest.mark.parametrize("seed", range(6))
def test_two_people_face_each_other(size, seed):
    one, other = people(look("man", "woman", size=size, seed=seed))

    assert one.spot.flip is (one.eyes[0] > other.eyes[0])
    assert other.spot.flip is not one.spot.flip


@pytest.mark.parametrize("poses", [("run", "run"), ("walk", "walk"), ("run", "walk")])
@pytest.mark.parametrize("seed", range(4))
def test_two_who_are_on_their_way_go_one_way(poses, seed):
    figures = (Figure(kind="man", pose=poses[0]), Figure(kind="child", pose=poses[1]))
    one, other = people(look(*figures, size="wide", seed=seed))

    assert one.spot.flip is other.spot.flip


def test_people_of_unlike_height_look_up_and_down_to_each_other():
    man, child = people(look("man", "child", size="medium"))

    assert man.actor.gaze.down > 0.2
    assert child.actor.gaze.down < -0.2


@pytest.mark.parametrize("size", [size for size in get_args(ShotSize) if size != "insert"])
@pytest.mark.parametrize("seed", range(6))
def test_someone_alone_looks_into_the_picture(size, seed):
    (each,) = people(look("woman", size=size, seed=seed))
    ahead = -1 if each.spot.flip else 1

    assert (0.5 - each.eyes[0] / 1920) * ahead > -0.02


@pytest.mark.parametrize("frame", FRAMES)
@pytest.mark.parametrize("pose", get_args(Pose))
def test_wide_shots_cut_nobody(pose, frame):
    width, height = FRAMES[frame]
    for seed in range(4):
        figure = Figure(kind="man", who="a", pose=pose)
        (each,) = people(look(figure, size="wide", seed=seed), frame)
        left, right = (side * each.spot.tall / 100 for side in each.actor.reach)
        left, right = (-right, -left) if each.spot.flip else (left, right)
        assert each.spot.x + left >= 0
        assert each.spot.x + right <= width
        assert each.spot.y <= height


def drawing(work, chosen, frame="wide"):
    width, height = FRAMES[frame]
    shot = Shot(id="s", section_id="a", text="", look=chosen)
    size = Size(width=width, height=height)
    return work.open(PreviewPanels().draw(work, shot=shot, style="cinema", size=size)).read_bytes()


@pytest.mark.parametrize("frame", FRAMES)
def test_a_flipped_shot_is_mirrored_as_a_whole(work, frame):
    chosen = look("man", "woman", size="over_shoulder")
    straight, flipped = (
        ET.fromstring(drawing(work, chosen.model_copy(update={"flip": flip}), frame))
        for flip in (False, True)
    )
    mirror = f"translate({FRAMES[frame][0]} 0) scale(-1 1)"

    for one, other in zip(straight[1:], flipped[1:], strict=True):
        assert [ET.tostring(part) for part in one[0]] == [ET.tostring(part) for part in other[0]]
        assert (one[0].get("transform"), other[0].get("transform")) == (None, mirror)


def test_over_a_shoulder_the_second_one_is_out_of_focus_in_front(work):
    alone = ET.fromstring(drawing(work, look("man", size="over_shoulder")))
    both = ET.fromstring(drawing(work, look("man", "woman", size="over_shoulder")))

    assert both[-1].get("data-depth") == "1.0"
    assert float(both[-1].get("data-blur")) > 5
    assert len(both) == len(alone) + 1


def test_an_insert_shows_the_first_thing_alone(work):
    cup = drawing(work, look("cup", size="insert"))

    assert drawing(work, look("man", "cup", size="insert")) == cup
    assert drawing(work, look("cup", "book", size="insert")) == cup
    assert drawing(work, look("book", "cup", size="insert")) != cup


def test_an_insert_shows_what_somebody_holds_in_their_hand(work):
    holding, other = (
        drawing(work, look(Figure(kind="man", who=who, holds="cup"), size="insert"))
        for who in ("a", "b")
    )

    assert holding != drawing(work, look("cup", size="insert"))
    assert holding != other


def test_an_insert_without_a_thing_shows_the_place_sharply(work):
    empty = look("man", size="insert")

    assert not focused(empty)
    assert drawing(work, empty) == drawing(work, look(size="insert"))


def test_what_is_held_is_not_shown_twice(work):
    holder = Figure(kind="man", who="a", holds="cup")

    assert drawing(work, look(holder, "cup", size="medium")) == drawing(
        work, look(holder, size="medium")
    )


@pytest.mark.parametrize("size", ["wide", "medium", "close"])
def test_who_embraces_is_one_with_the_other(work, size):
    apart = look("man", "woman", size=size)
    together = look(Figure(kind="man", pose="embrace"), "woman", size=size)

    assert embracing(list(together.subjects))
    assert not embracing(list(apart.subjects))
    assert drawing(work, apart) != drawing(work, together)


def test_who_sits_takes_the_seat_that_is_there():
    sitter = Figure(kind="man", who="a", pose="sit")
    seats = {
        place: people(look(sitter, setting=place, size="wide"))[0].actor.seat
        for place in ("kitchen", "harbour", "forest")
    }

    assert seats == {"kitchen": "chair", "harbour": "bench", "forest": "rock"}
    chosen = look(sitter, "chair", setting="kitchen", size="wide")
    width, height = FRAMES["wide"]
    s = Stage(chosen, palette_for(chosen, "cinema"), width, height)
    assert placed(s, setting_named("kitchen"), [sitter])[0].actor.seat == ""


def test_each_pair_of_sizes_frames_people_differently():
    heights = {size: people(look("woman", size=size))[0].spot.tall for size in NEAR}

    assert all(one != other for one, other in itertools.combinations(heights.values(), 2))
