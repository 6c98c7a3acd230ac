"""Guards the camera: it never meets a panel's edge, never jumps, never rests, and shows depth."""

from itertools import pairwise
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from media.picture.bleed import BLEED
from media.picture.camera import view
from media.shots import CameraMove

MOVES = get_args(CameraMove)

situations = {
    "move": st.sampled_from(MOVES),
    "energy": st.floats(0, 1),
    "seed": st.integers(0, 2**32 - 1),
    "clip_frames": st.integers(12, 1800),
}


def see(move, frame, *, energy=0.5, seed=1, clip_frames=120):
    return view(move, energy=energy, seed=seed, frame=frame, clip_frames=clip_frames, fps=30)


@given(**situations, where=st.floats(-0.8, 1.8), depth=st.floats(0, 1))
def test_the_view_stays_within_the_bleed(move, energy, seed, clip_frames, where, depth):
    seen = see(move, where * clip_frames, energy=energy, seed=seed, clip_frames=clip_frames)
    layer = seen.at_depth(depth)

    for shift in (layer.x, layer.y):
        assert abs(shift) + 0.5 / layer.zoom < 0.5 + BLEED


@given(**situations, frame=st.integers(-30, 1830))
def test_neighbouring_frames_are_close(move, energy, seed, clip_frames, frame):
    here = see(move, frame, energy=energy, seed=seed, clip_frames=clip_frames)
    there = see(move, frame + 1, energy=energy, seed=seed, clip_frames=clip_frames)

    assert abs(here.x - there.x) < 0.02
    assert abs(here.y - there.y) < 0.02
    assert abs(here.zoom - there.zoom) < 0.02


def test_a_held_shot_still_breathes():
    views = [see("hold", frame) for frame in range(0, 120, 12)]

    for here, there in pairwise(views):
        assert abs(here.x - there.x) + abs(here.y - there.y) > 1e-4


@pytest.mark.parametrize(
    ("move", "axis", "sign"),
    [
        ("push_in", "zoom", 1),
        ("pull_out", "zoom", -1),
        ("pan_right", "x", 1),
        ("pan_left", "x", -1),
        ("tilt_down", "y", 1),
        ("tilt_up", "y", -1),
    ],
)
def test_a_move_goes_where_its_name_says(move, axis, sign):
    start, end = see(move, 0), see(move, 119)

    assert sign * (getattr(end, axis) - getattr(start, axis)) > 0.015


def test_energy_makes_a_move_longer():
    def length(energy):
        return see("push_in", 119, energy=energy).zoom - see("push_in", 0, energy=energy).zoom

    assert length(1.0) > 1.5 * length(0.0)


def test_near_things_move_more_than_far_ones():
    seen = see("pan_right", 119)

    assert seen.at_depth(1).x > 1.5 * seen.at_depth(0).x > 0
