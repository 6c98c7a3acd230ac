"""Guards joining: lengths, places, what is seen in a blend, and beats on both sides."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from media.clock import FrameRate
from media.codec.clips import read_frames, save_clip
from media.edit.concat import concat
from media.samples.picture import path as ball_path
from media.timeline import Joining
from media.types import Size
from pipelines.orders import WorkFailed
from tests.fakes import FolderWorkspace
from tests.pipelines.nodes.video.small import ball, heard, onsets, psnr, run_small, seen

FRAMES = 45


def test_a_cut_is_both_clips_one_after_the_other(tmp_path: Path) -> None:
    ran = run_small("video.concat", tmp_path, transition="cut")
    clip, source = ran.out.clip, seen(ran, ran.outputs["clips_1"].clip)
    frames = seen(ran, clip)
    assert len(frames) == clip.frames == 90
    assert psnr(frames[:45], source) > 38 and psnr(frames[45:], source) > 38
    assert onsets(heard(ran, clip)) == pytest.approx([0, 0.5, 1, 1.5, 2, 2.5], abs=0.006)


def test_a_dissolve_shares_frames_and_mixes_them_evenly_in_its_middle(tmp_path: Path) -> None:
    ran = run_small("video.concat", tmp_path, transition="dissolve", transition_s=0.5)
    source, frames = seen(ran, ran.outputs["clips_1"].clip), seen(ran, ran.out.clip)
    assert len(frames) == 2 * FRAMES - 15
    half = (source[37].astype(float) + source[7]) / 2
    assert psnr(frames[37], half) > 38
    assert psnr(frames[50], source[20]) > 38
    assert len(heard(ran, ran.out.clip)) == len(frames) * 1600


@pytest.mark.parametrize("kind", ["wipe_left", "slide_left", "circle_open", "blur", "zoom_in"])
def test_blends_begin_with_the_one_and_end_with_the_other(tmp_path: Path, kind: str) -> None:
    small: dict[str, Any] = {"size": {"width": 160, "height": 90}, "seconds": 1.0}
    other = small | {"seconds": 1.0, "rate": "30"}
    ran = run_small(
        "video.concat", tmp_path, {"clips_1": small, "clips_2": other},
        transition=kind, transition_s=0.5,
    )  # fmt: skip
    source, frames = seen(ran, ran.outputs["clips_1"].clip), seen(ran, ran.out.clip)
    assert len(frames) == 45
    assert psnr(frames[14], source[14]) > 35 and psnr(frames[30], source[15]) > 35
    assert psnr(frames[20], source[20]) < 34 and psnr(frames[20], source[5]) < 34


def test_a_dip_is_dark_in_its_middle(tmp_path: Path) -> None:
    ran = run_small("video.concat", tmp_path, transition="dip", transition_s=0.5)
    light = seen(ran, ran.out.clip).reshape(75, -1).mean(axis=1)
    assert light[37] < 3 and light[29] > 60 and light[46] > 60


def test_clips_of_another_size_and_rate_are_brought_to_the_first(tmp_path: Path) -> None:
    other = {"size": {"width": 180, "height": 320}, "rate": "25", "seconds": 2.0}
    ran = run_small("video.concat", tmp_path, {"clips_2": other}, transition="cut", bars="black")
    clip = ran.out.clip
    frames = seen(ran, clip)
    assert (clip.width, clip.height, len(frames)) == (320, 180, 45 + 60)
    # The upright clip of 50 frames stands in the middle, 101 pixels wide.
    x, y = ball_path((30 * 25 // 30) / 49)
    assert ball(frames[75]) == pytest.approx((0.5 + (x - 0.5) * 101 / 320, y), abs=0.015)
    assert onsets(heard(ran, clip))[3:] == pytest.approx([1.5, 2, 2.5, 3.0], abs=0.006)


def test_a_size_and_a_rate_can_be_asked_for(tmp_path: Path) -> None:
    ran = run_small(
        "video.concat", tmp_path, transition="cut", size={"width": 128, "height": 72}, rate="24"
    )
    clip = ran.out.clip
    assert (clip.width, clip.height, str(clip.rate), clip.frames) == (128, 72, "24/1", 72)
    assert len(heard(ran, clip)) == 144_000


def test_a_clip_too_short_for_its_transitions_is_refused(tmp_path: Path) -> None:
    with pytest.raises(WorkFailed) as refused:
        run_small("video.concat", tmp_path, transition="dissolve", transition_s=2.0)
    assert refused.value.code == "CLIP_TOO_SHORT" and "1.5" in refused.value.remedy


def test_sounds_meet_at_equal_power(tmp_path: Path) -> None:
    ran = run_small("video.concat", tmp_path, transition="dissolve", transition_s=0.5)
    sound = heard(ran, ran.out.clip)
    assert len(sound) == 120_000
    # The second clip's first beat is at its very start, where nothing of it is heard yet.
    found = onsets(sound)
    assert [at for at in found if at > 1.6] == pytest.approx([2.0], abs=0.006)
    assert float(np.abs(sound).max()) <= 1.0


@pytest.mark.parametrize("kind", ["dissolve", "wipe_left"])
def test_a_clip_with_alpha_stays_clear_until_the_next_one_covers_it(
    tmp_path: Path, kind: Joining
) -> None:
    work = FolderWorkspace(tmp_path)
    size, rate = Size(width=64, height=64), FrameRate(30)
    clear = np.zeros((64, 64, 4), np.uint8)
    clear[:, :16] = (0, 0, 200, 255)
    full = np.full((64, 64, 3), (0, 160, 0), np.uint8)
    clips = (
        save_clip(work, [clear] * 12, size=size, rate=rate, alpha=True),
        save_clip(work, [full] * 12, size=size, rate=rate),
    )
    made = concat(work, clips, None, None, "cover", "black", kind, 0.3)
    frames = [frame.astype(int) for frame in read_frames(work.open(made), alpha=True)]
    assert made.alpha and len(frames) == 15
    assert frames[2][30, 40, 3] == 0 and frames[2][30, 8] == pytest.approx((0, 0, 200, 255), abs=2)
    assert frames[13][30, 40] == pytest.approx((0, 160, 0, 255), abs=3)
    middle = frames[7]
    if kind == "dissolve":
        # Half there, and green: what is not seen has no part in the colour.
        assert middle[30, 40, 3] == pytest.approx(127, abs=3)
        assert middle[30, 40, :3] == pytest.approx((0, 160, 0), abs=4)
    else:
        assert middle[30, 24, 3] == 0 and middle[30, 56, 3] == 255
