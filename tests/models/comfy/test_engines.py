"""Guards what comes of workflows: pictures, clips and sounds as the protocols promise them."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from media.clock import FrameRate
from media.codec.clips import read_sound
from media.edit.reading import frames_of
from media.errors import InputError
from media.still.files import load, save, save_mask
from media.types import Image, Mask, Size
from tests.fakes import FolderWorkspace
from tests.models.comfy import flows
from tests.models.comfy.fake import FakeComfy

Make = Callable[..., Any]
SIZE = Size(width=64, height=48)
RATE = FrameRate(24)


@pytest.fixture
def work(tmp_path: Path) -> FolderWorkspace:
    return FolderWorkspace(tmp_path / "work")


def flat(work: FolderWorkspace, colour: tuple[int, int, int], size: Size = SIZE) -> Image:
    return save(work, np.full((size.height, size.width, 3), colour, np.uint8))


def test_the_same_request_gives_the_same_bytes_and_another_seed_another_picture(
    engine_of: Make, work: FolderWorkspace
) -> None:
    engine = engine_of("comfy-image", flows.TEXT_TO_IMAGE, flows.IMAGE, output="9")
    asked = {"prompt": "a red boat", "size": SIZE}
    one = engine.generate(work, **asked, seed=1)
    assert (one.format, one.width, one.height) == ("png", 64, 48)
    assert engine.generate(work, **asked, seed=1) == one
    assert engine.generate(work, **asked, seed=2) != one
    assert engine.generate(work, **asked, seed=1, avoid="blue") != one


def test_what_is_asked_for_is_in_the_workflow(
    engine_of: Make, work: FolderWorkspace, comfy: FakeComfy
) -> None:
    engine = engine_of(
        "comfy-image", flows.TEXT_TO_IMAGE, flows.IMAGE, output="Save Image", multiple_of=32,
        defaults={"guidance": 3.5},
    )  # fmt: skip
    engine.generate(work, prompt="a boat", size=Size(width=50, height=40), steps=2, seed=7)
    (asked,) = comfy.asked.prompts
    sent = {id: node["inputs"] for id, node in asked["prompt"].items()}
    assert sent["6"]["text"] == "a boat"
    assert sent["7"]["text"] == "text, watermark"
    assert (sent["5"]["width"], sent["5"]["height"]) == (64, 64)
    assert (sent["3"]["seed"], sent["3"]["steps"], sent["3"]["cfg"]) == (7, 2, 3.5)


def test_progress_rises_with_the_steps_and_ends_at_one(
    engine_of: Make, work: FolderWorkspace
) -> None:
    engine = engine_of("comfy-image", flows.TEXT_TO_IMAGE, flows.IMAGE, output="9")
    engine.generate(work, prompt="a", size=SIZE, seed=0, steps=8)
    assert work.reports == sorted(work.reports)
    assert len({share for share in work.reports if 0.1 < share < 0.95}) >= 8


def test_a_style_is_what_the_row_says_it_is(
    engine_of: Make, work: FolderWorkspace, comfy: FakeComfy
) -> None:
    workflow = flows.changed(n20=("LoraLoader", {"lora_name": "none"}))
    workflow["3"]["inputs"]["model"] = ["20", 0]
    engine = engine_of(
        "comfy-image", workflow, {**flows.IMAGE, "style": "20.lora_name"}, output="9",
        styles={"ink": "ink_v2.safetensors"},
    )  # fmt: skip
    engine.generate(work, prompt="a", size=SIZE, seed=0, style="ink")
    assert comfy.asked.prompts[0]["prompt"]["20"]["inputs"]["lora_name"] == "ink_v2.safetensors"
    with pytest.raises(InputError, match="oil"):
        engine.generate(work, prompt="a", size=SIZE, seed=0, style="oil")


def test_an_edit_shows_the_picture_and_its_references_and_sends_each_once(
    engine_of: Make, work: FolderWorkspace, comfy: FakeComfy
) -> None:
    engine = engine_of("comfy-edit", flows.edited(), flows.EDIT, output="9")
    image, other = flat(work, (10, 20, 30)), flat(work, (200, 200, 200))
    asked = {"image": image, "prompt": "at night", "seed": 3}
    kept = engine.edit(work, **asked, references=[], strength=0.0)
    assert np.array_equal(load(work, kept), load(work, image))
    assert not {"11", "12"} & set(comfy.asked.prompts[-1]["prompt"])
    plain = engine.edit(work, **asked, references=[], strength=0.8)
    seen = engine.edit(work, **asked, references=[other], strength=0.8)
    assert plain != seen
    sent = comfy.asked.prompts[-1]["prompt"]
    assert {"10", "11"} <= set(sent)
    assert "12" not in sent
    assert set(sent["13"]["inputs"]) == {"prompt", "image1", "image2"}
    assert sent["10"]["inputs"]["image"].startswith("kinora/")
    assert len(comfy.asked.uploads) == len(set(comfy.asked.uploads)) == 2
    with pytest.raises(InputError, match="2 references"):
        engine.edit(work, **asked, references=[other] * 3)


@pytest.mark.parametrize("separate", [False, True])
def test_what_is_black_in_a_mask_stays_to_the_bit(
    engine_of: Make, work: FolderWorkspace, separate: bool
) -> None:
    inputs = flows.MASK if separate else flows.HOLE
    engine = engine_of("comfy-inpaint", flows.holed(separate), inputs, output="9")
    rng = np.random.default_rng(4)
    frame = rng.integers(0, 256, (48, 64, 3)).astype(np.uint8)
    hole = np.zeros((48, 64), np.uint8)
    hole[10:30, 20:50] = 255
    mask = save_mask(work, hole)
    assert isinstance(mask, Mask)
    made = load(
        work, engine.inpaint(work, image=save(work, frame), mask=mask, prompt="a door", seed=5)
    )
    assert np.array_equal(made[hole == 0], frame[hole == 0])
    inside = made[10:30, 20:50].reshape(-1, 3)
    assert (inside == inside[0]).all()


@pytest.mark.parametrize("saver", ["SaveVideo", "VHS_VideoCombine"])
def test_a_clip_has_the_size_the_rate_and_the_length_asked_for(
    engine_of: Make, work: FolderWorkspace, comfy: FakeComfy, saver: str
) -> None:
    engine = engine_of(
        "comfy-video", flows.filmed(saver), flows.VIDEO, output="9", native_rates=[16],
        multiple_of=16,
    )  # fmt: skip
    clip = engine.generate(
        work, prompt="waves", seconds=0.625, size=Size(width=72, height=40), rate=RATE, sound=False,
        seed=1,
    )  # fmt: skip
    assert (clip.width, clip.height, clip.rate, clip.frames, clip.sound) == (
        72,
        40,
        RATE,
        15,
        False,
    )
    sent = comfy.asked.prompts[0]["prompt"]["5"]["inputs"]
    assert (sent["width"], sent["height"], sent["length"]) == (80, 48, 13)
    with pytest.raises(InputError, match="no sound"):
        engine.generate(work, prompt="waves", seconds=0.5, size=SIZE, rate=RATE, sound=True, seed=1)


def test_a_clip_keeps_its_sound_where_it_is_asked_for(
    engine_of: Make, work: FolderWorkspace
) -> None:
    workflow = flows.filmed(audio=True)
    engine = engine_of(
        "comfy-video", workflow, flows.VIDEO, output="9", native_rates=[16], sound=True
    )
    clip = engine.generate(
        work, prompt="waves", seconds=0.5, size=SIZE, rate=RATE, sound=True, seed=1
    )
    assert clip.sound
    heard = read_sound(work.open(clip))
    assert abs(heard[1000:20000].mean() - 0.25) < 0.01


def test_a_clip_begins_and_ends_with_the_pictures(
    engine_of: Make, work: FolderWorkspace, comfy: FakeComfy
) -> None:
    engine = engine_of("comfy-animate", flows.animated(), flows.ANIMATE, output="9")
    dark, light = flat(work, (20, 20, 20)), flat(work, (220, 220, 220))
    asked = {"prompt": "", "seconds": 0.5, "rate": RATE, "sound": False, "seed": 1}
    clip = engine.animate(work, image=dark, last=light, **asked)
    frames = list(frames_of(work, clip))
    assert (clip.frames, clip.width, clip.height) == (12, 64, 48)
    assert abs(float(frames[0].mean()) - 20) < 4
    assert abs(float(frames[-1].mean()) - 220) < 4
    still = engine.animate(work, image=dark, last=None, **asked)
    assert abs(float(list(frames_of(work, still))[-1].mean()) - 20) < 4
    assert "end" not in comfy.asked.prompts[-1]["prompt"]["5"]["inputs"]


def test_a_sound_is_as_long_as_asked_for_to_the_sample(
    engine_of: Make, work: FolderWorkspace
) -> None:
    engine = engine_of("comfy-sound", flows.SOUND, flows.SOUNDS, output="2", max_seconds=10)
    sound = engine.generate(work, prompt="rain", seconds=0.7512, seed=1)
    assert (sound.samples, sound.channels) == (round(0.7512 * 48000), 2)
    assert engine.generate(work, prompt="rain", seconds=0.7512, seed=1) == sound
    assert engine.generate(work, prompt="rain", seconds=0.7512, seed=2) != sound
    with pytest.raises(InputError, match="longer"):
        engine.generate(work, prompt="rain", seconds=11, seed=1)


def test_a_request_that_the_workflow_cannot_be_told_is_refused(
    engine_of: Make, work: FolderWorkspace, comfy: FakeComfy
) -> None:
    engine = engine_of("comfy-image", flows.TEXT_TO_IMAGE, flows.WORDS, output="9")
    with pytest.raises(InputError) as refused:
        engine.generate(work, prompt="a", size=SIZE, seed=0, steps=3)
    assert refused.value.field == "steps"
    made = engine.generate(work, prompt="a", size=SIZE, seed=0)
    assert (made.width, made.height) == (64, 48)
    assert len(comfy.asked.prompts) == 1
