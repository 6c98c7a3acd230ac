"""Guards that all people, poses and roles are drawn: told apart, whole, and small enough."""

import itertools
import xml.etree.ElementTree as ET
from typing import get_args

import cv2
import numpy as np
import pytest

from media.picture.vector import rasterise
from media.shots import Pose
from models.preview.panels.cast.catalog import SUBJECTS
from models.preview.panels.cast.people.headwear import hats
from models.preview.panels.cast.people.holding import carried
from models.preview.panels.cast.people.identity import KINDS
from models.preview.panels.cast.people.seats import seat_under
from models.preview.panels.cast.people.trimmings import TRIMMINGS
from models.preview.panels.cast.people.wardrobe import CUTS, dressed, roles
from models.preview.panels.cast.registry import SUBJECTS_BY_NAME
from models.preview.panels.drawing import Dice, group
from tests.models.preview.panels.people.drawing import actor, figure, stage, svg

PEOPLE = ("man", "woman", "child", "old_man", "old_woman")
ON_HEADS = {"mask", "eye_mask", "goggles", "cuffs"}


def silhouette(content, size=160):
    """What a figure covers, as a picture of its outline alone."""
    placed = group(content, at=(size / 2, size * 0.9), scale=size / 140)
    painted = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size} {size}">{placed}</svg>'
    root = ET.fromstring(painted)
    for element in root.iter():
        # Gradients are defined elsewhere in a panel; for the outline any colour does.
        for name in ("fill", "stroke"):
            if element.get(name, "none") != "none":
                element.set(name, "#000000")
    return rasterise(ET.tostring(root), size, size)[:, :, 3] > 127


def apart(one, other):
    """How much of two outlines does not overlap."""
    return np.logical_xor(one, other).sum() / np.logical_or(one, other).sum()


@pytest.mark.parametrize("view", ["side", "front"])
@pytest.mark.parametrize("kind", PEOPLE)
def test_poses_are_told_apart_by_their_outlines(kind, view):
    outlines = {
        pose: silhouette(svg(figure(kind, who="a", pose=pose), view=view))
        for pose in get_args(Pose)
    }
    for one, other in itertools.combinations(outlines, 2):
        assert apart(outlines[one], outlines[other]) > 0.09, (one, other)


@pytest.mark.parametrize("pose", get_args(Pose))
@pytest.mark.parametrize("kind", sorted(KINDS))
def test_everybody_is_in_one_piece_and_on_the_ground(kind, pose):
    outline = silhouette(svg(figure(kind, who="b", pose=pose), view="front"))
    pieces, _, stats, _ = cv2.connectedComponentsWithStats(outline.astype(np.uint8))
    rows = np.flatnonzero(outline.any(axis=1))
    lift = 12 if pose in ("fall", "run") else 3

    assert stats[1:, cv2.CC_STAT_AREA].max() > 0.98 * outline.sum(), pieces
    assert abs(rows[-1] - 144) <= lift


def test_who_sits_is_lower_and_brings_a_seat():
    standing, sitting = (actor(figure("man", who="a", pose=pose)) for pose in ("stand", "sit"))

    assert sitting.rig.crown[1] > 0.85 * standing.rig.crown[1]
    for seat in ("chair", "bench", "rock"):
        assert seat_under(stage(), seat, 24) != seat_under(stage(), "", 24) == ""


def test_the_seed_changes_gestures_within_a_pose():
    drawings = {svg(figure("man", who="a", pose="talk"), seed=seed) for seed in range(6)}

    assert len(drawings) > 1


@pytest.mark.parametrize("role", sorted(roles()))
def test_each_role_has_an_outfit_that_can_be_drawn(role):
    for woman in (False, True):
        outfit = dressed(role, "woman" if woman else "man", woman=woman, dice=Dice(1, role))
        assert outfit.cut in CUTS
        assert outfit.hat in hats() | {""}
        assert set(outfit.parts) <= TRIMMINGS | ON_HEADS


@pytest.mark.parametrize("role", sorted(roles()))
def test_each_role_dresses_unlike_everyday(role):
    assert svg(figure("man", who="a", role=role)) != svg(figure("man", who="a"))


def test_an_unknown_role_wears_everyday_clothes():
    unknown = dressed("chronomancer", "man", woman=False, dice=Dice(1, "x"))

    assert unknown == dressed("", "man", woman=False, dice=Dice(1, "x"))


@pytest.mark.parametrize("view", ["side", "front"])
@pytest.mark.parametrize("kind", sorted(KINDS))
def test_a_figure_is_small(kind, view):
    sizes = [
        len(svg(figure(kind, who=f"{i}", role=role), view=view))
        for i, role in enumerate(("", "", "police", "king"))
    ]

    assert sum(sizes) / len(sizes) < 13_500
    assert max(sizes) < 15_000


@pytest.mark.parametrize("size", ["wide", "medium"])
@pytest.mark.parametrize("kind", ["crowd", "group"])
def test_many_people_are_small_too(kind, size):
    for seed in range(3):
        s = stage(size=size)
        assert len(SUBJECTS_BY_NAME[kind].sketch(s, Dice(seed, kind))) < 60_000


def test_what_is_held_is_seen():
    empty, full = (
        silhouette(svg(figure("woman", who="a", holds=held), view="front")) for held in ("", "lamp")
    )

    assert apart(empty, full) > 0.02


@pytest.mark.parametrize("kind", ["house", "boat", "man", "moon", "lighthouse", "nonsense"])
def test_nobody_holds_what_is_too_large(kind):
    assert carried(kind) is None


@pytest.mark.parametrize("kind", sorted(SUBJECTS))
def test_whatever_is_held_can_be_drawn(kind):
    assert svg(figure("man", who="a", holds=kind), view="front")
