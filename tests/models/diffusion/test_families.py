"""Guards each architecture whose pipeline fits into a test: its sizes and its arguments."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from media.clock import FrameRate
from media.codec.clips import save_clip
from media.errors import InputError
from media.still.files import save
from media.types import Size, Video
from tests.fakes import FolderWorkspace
from tests.models.diffusion.test_images import hole, picture

SMALL = {"min_edge": 0}
KONTEXT = {
    "arguments": {"image_edit": {"_auto_resize": False}, "image_inpaint": {"_auto_resize": False}}
}
"""It looks at a megapixel else."""


PICTURES = {"sd3": "sd3", "flux": "flux", "z-image": "z_image", "qwen-image": "qwen"}
CLIPS = {
    "wan-pair": "wan_pair",
    "hunyuan-video": "hunyuan",
    "cogvideox": "cogvideox",
    "mochi": "mochi",
}


@pytest.mark.parametrize("family", PICTURES)
def test_a_family_draws_changes_and_fills_pictures(
    build: Callable[..., Any], work: FolderWorkspace, family: str
) -> None:
    engine = build(family, PICTURES[family], **SMALL)
    size = Size(width=70, height=38)
    image = engine.generate(work, prompt="a cat", size=size, seed=1)
    assert (image.width, image.height) == (70, 38)
    assert engine.generate(work, prompt="a cat", size=size, seed=1).digest == image.digest
    changed = engine.edit(work, image=image, prompt="a dog", references=[], strength=0.7, seed=1)
    assert (changed.width, changed.height) == (70, 38)
    filled = engine.inpaint(work, image=image, mask=hole(work), prompt="a dog", seed=1)
    assert len({image.digest, changed.digest, filled.digest}) == 3


def test_references_are_looked_at(build: Callable[..., Any], work: FolderWorkspace) -> None:
    engine = build("flux-kontext", "flux", **SMALL, **KONTEXT)
    image, other = picture(work), picture(work, 30, 60)
    asked: dict[str, Any] = {"image": image, "prompt": "as she is", "seed": 1}
    alone = engine.edit(work, references=[], **asked)
    beside = engine.edit(work, references=[other], **asked)
    assert (beside.width, beside.height) == (alone.width, alone.height) == (70, 38)
    assert beside.digest != alone.digest
    filled = engine.inpaint(work, mask=hole(work), **asked)
    assert (filled.width, filled.height) == (70, 38)
    with pytest.raises(InputError, match="3 references"):
        engine.edit(work, references=[other] * 4, **asked)


@pytest.mark.parametrize("family", CLIPS)
def test_a_family_makes_clips(
    build: Callable[..., Any], work: FolderWorkspace, family: str
) -> None:
    engine = build(family, CLIPS[family], min_edge=0, sizes=[])
    asked: dict[str, Any] = {
        "prompt": "a boat", "size": Size(width=38, height=34), "seconds": 0.2,
        "rate": FrameRate(25), "sound": False, "seed": 1,
    }  # fmt: skip
    clip = engine.generate(work, **asked)
    assert (clip.width, clip.height, clip.frames) == (38, 34, 5)
    assert engine.generate(work, **asked).digest == clip.digest


def test_one_model_makes_clips_from_words_and_from_pictures(
    build: Callable[..., Any], work: FolderWorkspace
) -> None:
    engine = build("wan-both", "wan_both", min_edge=0, sizes=[])
    asked: dict[str, Any] = {"prompt": "a boat", "sound": False, "seed": 1, "seconds": 0.2}
    clip = engine.generate(work, size=Size(width=38, height=34), rate=FrameRate(25), **asked)
    image = picture(work)
    begun = engine.animate(work, image=image, last=None, rate=FrameRate(25), **asked)
    assert (begun.width, begun.height, begun.frames) == (70, 38, 5)
    longer = engine.extend(work, clip=clip, prompt="it sinks", by_s=0.2, seed=1)
    assert longer.frames == clip.frames + 5
    with pytest.raises(InputError, match="cannot end"):
        engine.animate(work, image=image, last=image, rate=FrameRate(25), **asked)


def test_a_clip_keeps_its_light_and_looks_like_its_references(
    build: Callable[..., Any], work: FolderWorkspace
) -> None:
    engine = build("wan-vace", "wan_vace", **SMALL)
    engine.warm_up()
    size = Size(width=38, height=34)
    blue, grey = (clip_of(work, size, colour) for colour in ((200, 0, 0), (23, 23, 23)))
    asked: dict[str, Any] = {"prompt": "a red boat", "seed": 1}
    alone = engine.edit(work, clip=blue, references=[], **asked)
    assert (alone.size, alone.frames, alone.rate) == (size, blue.frames, blue.rate)
    assert engine.edit(work, clip=grey, references=[], **asked).digest == alone.digest
    one, other = (save(work, np.full((40, 40, 3), level, np.uint8)) for level in (0, 255))
    looked = [
        engine.edit(work, clip=blue, references=given, **asked).digest
        for given in ([one], [other], [one, other], [other, one])
    ]
    assert len({alone.digest, *looked}) == 5
    with pytest.raises(InputError, match="3 references") as caught:
        engine.edit(work, clip=blue, references=[one] * 4, **asked)
    assert caught.value.field == "references"


def test_a_clip_may_be_kept_to_in_its_colours(
    build: Callable[..., Any], work: FolderWorkspace
) -> None:
    engine = build("wan-vace", "wan_vace", control="colours", **SMALL)
    size = Size(width=38, height=34)
    made = [
        engine.edit(work, clip=clip_of(work, size, colour), prompt="a boat", references=[], seed=1)
        for colour in ((200, 0, 0), (23, 23, 23))
    ]
    assert made[0].digest != made[1].digest


def clip_of(work: FolderWorkspace, size: Size, colour: tuple[int, int, int]) -> Video:
    frames = [np.full((size.height, size.width, 3), colour, np.uint8)] * 5
    return save_clip(work, frames, size=size, rate=FrameRate(25))
