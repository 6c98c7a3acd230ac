"""Fills a hole in a picture as words say."""

from __future__ import annotations

from pydantic import Field

from media import facts
from media.types import Image, Mask, pixels
from pipelines.node import Context, Cost, Example, Node, Output, node
from pipelines.ports import Param


class Filled(Output):
    """The picture."""

    image: Image


@node(
    "image.fill",
    version=1,
    uses=("image_inpaint",),
    needs="an inpainting model",
    aliases=("generativeFill",),
    example=Example(
        inputs={"image": "sample.photo", "mask": "image.mask"}, params={"prompt": "a red kite"}
    ),
)
class Fill(Node):
    """Fill what a mask shows with what words say; the rest of the picture stays as it is."""

    image: Image
    mask: Mask
    """White where it is filled."""
    prompt: str = Field(min_length=1, max_length=8000)
    """What is to be seen there."""
    strength: float = Field(1.0, ge=0, le=1)
    """0 keeps what was there, 1 leaves nothing of it."""
    seed: int = Field(0, ge=0)
    """Another seed makes another."""
    model: Param[str] = ""
    """A model of the catalog; empty: the preferred one that is live."""

    def cost(self) -> Cost:
        """By pixels."""
        return Cost(gpu_s=3e-6 * pixels(self.image))

    def foresee(self) -> Filled:
        """As large as the picture."""
        return Filled(image=facts.picture(self.image.width, self.image.height))

    async def run(self, ctx: Context) -> Filled:
        """Ask the model."""
        image = await ctx.infer(
            "image_inpaint",
            Image,
            image=self.image,
            mask=self.mask,
            prompt=self.prompt,
            strength=self.strength,
            seed=self.seed,
            model=self.model,
        )
        return Filled(image=image)
