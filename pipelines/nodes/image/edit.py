"""Changes a picture as words say."""

from __future__ import annotations

from pydantic import Field

from media import facts
from media.types import Image, pixels
from pipelines.node import Context, Cost, Example, Node, Output, node
from pipelines.ports import Param


class Edited(Output):
    """The picture."""

    image: Image


@node(
    "image.edit",
    version=1,
    uses=("image_edit",),
    needs="an image editing model",
    aliases=("imageEdit", "angles", "productConcept"),
    example=Example(inputs={"image": "sample.photo"}, params={"prompt": "make it winter"}),
)
class Edit(Node):
    """Change a picture as words say, with other pictures as references."""

    image: Image
    prompt: str = Field(min_length=1, max_length=8000)
    """What is to change."""
    references: list[Image] = Field(default_factory=list[Image], max_length=8)
    """Who and what is to look like this."""
    strength: float = Field(0.6, ge=0, le=1)
    """0 keeps the picture, 1 leaves nothing of it."""
    seed: int = Field(0, ge=0)
    """Another seed makes another."""
    model: Param[str] = ""
    """A model of the catalog; empty: the preferred one that is live."""

    def cost(self) -> Cost:
        """By pixels."""
        return Cost(gpu_s=3e-6 * pixels(self.image))

    def foresee(self) -> Edited:
        """As large as the picture."""
        return Edited(image=facts.picture(self.image.width, self.image.height))

    async def run(self, ctx: Context) -> Edited:
        """Ask the model."""
        image = await ctx.infer(
            "image_edit",
            Image,
            image=self.image,
            prompt=self.prompt,
            references=self.references,
            strength=self.strength,
            seed=self.seed,
            model=self.model,
        )
        return Edited(image=image)
