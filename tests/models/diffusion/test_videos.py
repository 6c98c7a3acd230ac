"""Guards clips: their size, rate and length, to the frame, and what they begin and end with."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from media.clock import FrameRate
from media.codec.clips import read_frames
from media.errors import InputError, Interrupted
from media.types import Size, Video
from tests.fakes import FolderWorkspace
from tests.models.diffusion.test_calls import Impatient
from tests.models.diffusion.test_images import picture

SMALL = {"min_edge": 0}
SIZE = Size(width=38, height=34)
ASKED: dict[str, Any] = {"prompt": "a boat", "size": SIZE, "sound": False, "seed": 1}


@pytest.fixture(scope="module")
def wan(build: Callable[..., Any]) -> Any:
    return build("wan", "wan", **SMALL)


@pytest.fixture(scope="module")
def ltx(build: Callable[..., Any]) -> Any:
    return build("ltx-conditions", "ltx", **SMALL)


def frames(work: FolderWorkspace, clip: Video) -> list[Any]:
    return list(read_frames(work.open(clip)))


@pytest.mark.parametrize(
    ("seconds", "rate", "count"),
    [(0.25, FrameRate(24), 6), (0.3, FrameRate(30000, 1001), 9), (0.2, FrameRate(25), 5)],
)
def test_a_clip_is_as_long_as_asked_to_the_frame(
    wan: Any, work: FolderWorkspace, seconds: float, rate: FrameRate, count: int
) -> None:
    clip = wan.generate(work, seconds=seconds, rate=rate, **ASKED)
    assert (clip.width, clip.height, clip.frames, clip.rate) == (38, 34, count, rate)
    assert not clip.sound
    read = frames(work, clip)
    assert len(read) == count
    assert read[0].shape == (34, 38, 3)


def test_equal_requests_give_equal_clips(wan: Any, work: FolderWorkspace) -> None:
    asked = ASKED | {"seconds": 0.2, "rate": FrameRate(25)}
    one = wan.generate(work, **asked)
    assert wan.generate(work, **asked).digest == one.digest
    assert wan.generate(work, **(asked | {"seed": 2})).digest != one.digest


def test_a_cancelled_clip_leaves_no_trace(
    build: Callable[..., Any], wan: Any, work: FolderWorkspace, tmp_path: Path
) -> None:
    asked = ASKED | {"seconds": 0.2, "rate": FrameRate(25)}
    impatient = Impatient(tmp_path / "short", 2)
    with pytest.raises(Interrupted):
        wan.generate(impatient, steps=20, **asked)
    assert len(impatient.reports) == 2
    fresh = build("wan", "wan", **SMALL)
    assert wan.generate(work, **asked).digest == fresh.generate(work, **asked).digest


def test_sound_and_too_long_clips_are_refused(wan: Any, work: FolderWorkspace) -> None:
    with pytest.raises(InputError, match="no sound"):
        wan.generate(work, seconds=0.2, rate=FrameRate(24), **(ASKED | {"sound": True}))
    with pytest.raises(InputError, match="60 s are longer") as caught:
        wan.generate(work, seconds=60, rate=FrameRate(24), **ASKED)
    assert caught.value.field == "seconds"


def test_a_clip_is_changed_as_long_and_large_as_it_was(wan: Any, work: FolderWorkspace) -> None:
    clip = wan.generate(work, seconds=0.3, rate=FrameRate(24), **ASKED)
    changed = wan.edit(work, clip=clip, prompt="at night", references=[], seed=1)
    assert (changed.size, changed.frames, changed.rate) == (SIZE, clip.frames, clip.rate)
    assert changed.digest != clip.digest


def test_a_picture_is_animated_to_another(build: Callable[..., Any], work: FolderWorkspace) -> None:
    engine = build("wan-image", "wan_image", **SMALL)
    asked: dict[str, Any] = {
        "image": picture(work), "prompt": "she turns", "seconds": 0.25, "rate": FrameRate(24),
        "sound": False, "seed": 1,
    }  # fmt: skip
    alone = engine.animate(work, last=None, **asked)
    ended = engine.animate(work, last=picture(work, 50, 50), **asked)
    assert (alone.width, alone.height, alone.frames) == (70, 38, 6)
    assert (ended.width, ended.height, ended.frames) == (70, 38, 6)
    assert alone.digest != ended.digest


def test_one_that_cannot_end_with_a_picture_says_so(
    build: Callable[..., Any], work: FolderWorkspace
) -> None:
    engine = build("ltx", "ltx", **SMALL)
    with pytest.raises(InputError, match="cannot end with a picture"):
        engine.animate(
            work, image=picture(work), last=picture(work), prompt="she turns", seconds=0.25,
            rate=FrameRate(24), sound=False, seed=1,
        )  # fmt: skip


def test_a_clip_goes_on_and_its_own_frames_stay(ltx: Any, work: FolderWorkspace) -> None:
    clip = ltx.generate(work, seconds=0.5, rate=FrameRate(25), **ASKED)
    longer = ltx.extend(work, clip=clip, prompt="it sinks", by_s=0.2, seed=1)
    assert (longer.size, longer.rate, longer.frames) == (SIZE, clip.rate, clip.frames + 5)
    before, after = frames(work, clip), frames(work, longer)
    # They are encoded once more; this noise is the worst of pictures for it.
    apart = np.abs(np.float32(before) - np.float32(after[: clip.frames]))
    assert apart.mean() < 6


def test_conditions_take_a_first_and_a_last_picture(ltx: Any, work: FolderWorkspace) -> None:
    asked: dict[str, Any] = {
        "image": picture(work), "prompt": "she turns", "seconds": 0.3, "rate": FrameRate(30),
        "sound": False, "seed": 1,
    }  # fmt: skip
    alone = ltx.animate(work, last=None, **asked)
    ended = ltx.animate(work, last=picture(work, 50, 50), **asked)
    assert (ended.width, ended.height, ended.frames) == (70, 38, 9)
    assert alone.digest != ended.digest


@pytest.mark.parametrize("family", ["wan", "ltx"])
def test_a_warm_up_needs_no_workspace(build: Callable[..., Any], family: str) -> None:
    build(family, family, **SMALL).warm_up()
