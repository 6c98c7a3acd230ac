"""Guards nodes that work by themselves or ask a model: whom they ask, and with what."""

from typing import Any

import pytest

from media import facts
from media.clock import FrameRate
from media.errors import InputError
from media.types import Size
from pipelines.catalog import catalog
from pipelines.nodes.image.upscale import Upscale as UpscaleImage
from pipelines.nodes.video.upscale import Upscale as UpscaleClip

PICTURE = facts.picture(64, 36)
CLIP = facts.clip(Size(width=64, height=36), FrameRate(24), frames=8)


class Asked:
    """A context that keeps what an engine was asked for."""

    def __init__(self, answer: Any) -> None:
        self.answer = answer
        self.asked: list[tuple[str, dict[str, Any]]] = []

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


@pytest.mark.parametrize(
    ("name", "modality"), [("image.upscale", "image_upscale"), ("video.upscale", "video_upscale")]
)
def test_a_live_model_is_part_of_the_key_and_stored_flows_stay(name: str, modality: str) -> None:
    kind = catalog()[name]
    assert kind.prefers == (modality,)
    assert kind.upgrades[1]({"factor": 2}) == {"factor": 2}
