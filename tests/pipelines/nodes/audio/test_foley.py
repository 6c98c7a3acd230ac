"""Guards foley: hits sound when the ball is known to bounce, and nowhere else."""

from pathlib import Path

import numpy as np
import pytest

from media.clock import FrameRate
from media.codec.clips import save_clip
from media.hearing.impacts import impacts
from media.samples.picture import landscape, with_subject
from media.tape.foley import foley
from media.types import Size
from tests.fakes import FolderWorkspace
from tests.pipelines.nodes.audio.listening import decoded, level_db
from tests.pipelines.nodes.running import run_example

SIZE = Size(width=320, height=180)


def bouncing(frames: int, bounces: int) -> list[np.ndarray]:
    """A ball that springs up from the ground so often, from left to right."""
    ground = landscape(SIZE)
    shares = np.arange(frames) / (frames - 1)
    return [
        with_subject(ground, (0.2 + 0.6 * s, 0.75 - 0.5 * abs(np.sin(bounces * np.pi * s))))
        for s in shares
    ]


def test_the_sample_ball_is_heard_when_it_bounces(tmp_path: Path) -> None:
    done = run_example("audio.foley", tmp_path)
    assert [impact.at_s for impact in done.out.impacts] == pytest.approx([59.5 / 30], abs=0.07)
    sound = decoded(done.path(done.out.sound))
    assert len(sound) == 4 * 48_000
    at = round(done.out.impacts[0].at_s * 48_000)
    assert level_db(sound[at : at + 4_800]) > -20
    assert not sound[: at - 480].any()


def test_every_bounce_is_seen_and_follows_the_ball(tmp_path: Path) -> None:
    found = impacts(bouncing(91, 4), 30.0)
    due = np.array([0.25, 0.5, 0.75]) * 3
    assert [impact.at_s for impact in found] == pytest.approx(due, abs=0.07)
    assert [impact.across for impact in found] == pytest.approx([0.35, 0.5, 0.65], abs=0.06)


def test_a_ball_that_only_flies_hits_nothing() -> None:
    ground = landscape(SIZE)
    frames = [with_subject(ground, (0.2 + 0.6 * n / 59, 0.5)) for n in range(60)]
    assert impacts(frames, 30.0) == ()


def test_a_still_clip_is_silent(tmp_path: Path) -> None:
    work = FolderWorkspace(tmp_path)
    clip = save_clip(work, [landscape(SIZE)] * 12, size=SIZE, rate=FrameRate(24))
    made = foley(work, clip=clip, material="wood", seed=0)
    assert made.impacts == ()
    assert not decoded(work.open(made.sound)).any()


def test_what_is_hit_on_the_left_is_heard_there(tmp_path: Path) -> None:
    work = FolderWorkspace(tmp_path)
    clip = save_clip(work, bouncing(61, 3), size=SIZE, rate=FrameRate(30))
    made = foley(work, clip=clip, material="rubber", seed=1)
    sound = decoded(work.open(made.sound))
    first, last = (round(impact.at_s * 48_000) for impact in made.impacts)
    left = level_db(sound[first : first + 4_800, 0]) - level_db(sound[first : first + 4_800, 1])
    right = level_db(sound[last : last + 4_800, 1]) - level_db(sound[last : last + 4_800, 0])
    assert left > 1 and right > 1
