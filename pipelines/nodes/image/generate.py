"""Makes a picture from words."""

from __future__ import annotations

from pydantic import Field

from media import facts
from media.types import Image, Size
from pipelines.node import Context, Cost, Example, Node, Output, node
from pipelines.ports import Param

USUAL_STEPS = 30
"""What is reckoned with where the model's row says how many."""


class Generated(Output):
    """The picture."""

    image: Image


@node(
    "image.generate",
    version=2,
    uses=("image",),
    aliases=("textToImage",),
    example=Example(params={"prompt": "a lighthouse at dusk, oil on canvas"}),
    upgrades={1: lambda params: {"steps": 30, "guidance": 5.0} | params},
)
class Generate(Node):
    """Make a picture from words."""

    prompt: str = Field(min_length=1, max_length=8000)
    """What is to be seen."""
    avoid: str = Field("", max_length=8000)
    """What is not to be seen."""
    size: Size = Size(width=1024, height=1024)
    steps: int | None = Field(None, ge=1, le=200)
    """Of denoising; none: as the model's row says."""
    guidance: float | None = Field(None, ge=0, le=30)
    """How closely it keeps to the words; none: as the model's row says."""
    seed: int = Field(0, ge=0)
    """Another seed makes another."""
    model: Param[str] = ""
    """A model of the catalog; empty: the preferred one that is live."""

    def cost(self) -> Cost:
        """By pixels and steps."""
        steps = self.steps or USUAL_STEPS
        return Cost(gpu_s=0.1 * steps * self.size.width * self.size.height / 1e6)

    def foresee(self) -> Generated:
        """What was asked for."""
        return Generated(image=facts.picture(self.size.width, self.size.height))

    async def run(self, ctx: Context) -> Generated:
        """Ask the model."""
        image = await ctx.infer(
            "image",
            Image,
            prompt=self.prompt,
            avoid=self.avoid,
            size=self.size,
            steps=self.steps,
            guidance=self.guidance,
            seed=self.seed,
            model=self.model,
        )
        return Generated(image=image)
