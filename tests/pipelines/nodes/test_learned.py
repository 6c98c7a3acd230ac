"""Guards nodes that work by themselves or ask a model: whom they ask, and with what."""

from typing import Any

import pytest

from media import facts
from media.clock import FrameRate
from media.errors import InputError
from media.still.kinds import Cut
from media.types import Mask, Size, Video
from pipelines.catalog import catalog
from pipelines.nodes.image.background_remove import RemoveBackground
from pipelines.nodes.image.mask import MakeMask
from pipelines.nodes.image.upscale import Upscale as UpscaleImage
from pipelines.nodes.video.background_remove import RemoveBackground as RemoveClipsBackground
from pipelines.nodes.video.upscale import Upscale as UpscaleClip

PICTURE = facts.picture(64, 36)
MASK = Mask(**PICTURE.model_dump(exclude={"kind"}))
CLIP = facts.clip(Size(width=64, height=36), FrameRate(24), frames=8)


class Asked:
    """A context that keeps what an engine was asked for."""

    def __init__(self, answer: Any) -> None:
        self.answer = answer
        self.asked: list[tuple[str, dict[str, Any]]] = []

    async def compute(self, target: str, returns: type[Any], **arguments: Any) -> Any:
        self.asked.append((target, arguments))
        given: dict[Any, Any] = {Cut: Cut(image=PICTURE, mask=MASK), Mask: MASK, Video: CLIP}
        return given[returns]

    async def infer(self, modality: str, returns: type[Any], **arguments: Any) -> Any:
        self.asked.append((modality, arguments))
        return self.answer


async def test_a_picture_is_enlarged_by_the_model_that_is_named() -> None:
    ctx: Any = Asked(PICTURE)
    node = UpscaleImage(image=PICTURE, factor=4.0, detail=0.4, engine="learned", model="x4")
    assert (await node.run(ctx)).image == PICTURE
    assert ctx.asked == [("image_upscale", {"image": PICTURE, "factor": 4, "model": "x4"})]
    with pytest.raises(InputError, match=r"enlarge by 1\.5"):
        await node.but(factor=1.5).run(ctx)
    assert len(ctx.asked) == 1


async def test_a_clip_is_enlarged_by_the_model_that_is_named() -> None:
    ctx: Any = Asked(CLIP)
    node = UpscaleClip(clip=CLIP, factor=2, sharpen=0.6, engine="learned", model="x2")
    assert (await node.run(ctx)).clip == CLIP
    assert ctx.asked == [("video_upscale", {"clip": CLIP, "factor": 2, "model": "x2"})]


async def test_a_subject_that_words_name_is_cut_out_by_a_models_mask() -> None:
    ctx: Any = Asked(MASK)
    made = await RemoveBackground(image=PICTURE, prompt="a dog").run(ctx)
    assert (made.image, made.mask) == (PICTURE, MASK)
    (segmented, told), (cut, given) = ctx.asked
    assert (segmented, told) == ("segmentation", {"image": PICTURE, "prompt": "a dog", "model": ""})
    assert (cut, given["mask"]) == ("media.still.cutout:cut_by_mask", MASK)
    plain: Any = Asked(MASK)
    await RemoveBackground(image=PICTURE, prompt=" ").run(plain)
    assert [name for name, _ in plain.asked] == ["media.still.cutout:remove_background"]


async def test_a_clips_subject_is_found_by_what_moves_or_by_words() -> None:
    ctx: Any = Asked(CLIP)
    node = RemoveClipsBackground(clip=CLIP, sensitivity=1.0)
    assert (await node.but(prompt="a dog", model="m").run(ctx)).clip == CLIP
    assert ctx.asked == [("video_segmentation", {"clip": CLIP, "prompt": "a dog", "model": "m"})]
    await node.run(ctx)
    assert ctx.asked[-1][0] == "media.edit.cutout:background_remove"


async def test_a_mask_of_words_is_a_models_and_softened_where_that_is_asked() -> None:
    ctx: Any = Asked(MASK)
    node = MakeMask(
        image=PICTURE, shape="words", prompt="a dog", model="m", tolerance=25.0, feather=0.0
    )
    assert (await node.run(ctx)).mask == MASK
    assert ctx.asked == [("segmentation", {"image": PICTURE, "prompt": "a dog", "model": "m"})]
    await node.but(inverted=True).run(ctx)
    assert ctx.asked[-1][0] == "media.still.masks:finished"


@pytest.mark.parametrize(
    ("name", "modality"),
    [
        ("image.upscale", "image_upscale"),
        ("video.upscale", "video_upscale"),
        ("video.background_remove", "video_segmentation"),
        ("image.mask", "segmentation"),
        ("image.background_remove", "segmentation"),
    ],
)
def test_a_live_model_is_part_of_the_key_and_stored_flows_stay(name: str, modality: str) -> None:
    kind = catalog()[name]
    assert kind.prefers == (modality,)
    assert kind.upgrades[1]({"factor": 2}) == {"factor": 2}
