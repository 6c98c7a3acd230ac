"""Shot to picture, by a model that draws."""

from __future__ import annotations

from pydantic import Field

from media import facts
from media.cast import Character
from media.shots import Shot
from media.text.typeface import Typeface
from media.types import Image, Size
from pipelines.node import Context, Cost, Node, Output, node
from pipelines.nodes.image.generate import USUAL_STEPS
from pipelines.ports import Param, Port
from pipelines.prompting.prompt import prompt_of


class Pictured(Output):
    """The picture: a PNG, or the layered SVG of a card."""

    panel: Image


@node("panel.generate", version=2, uses=("image", "panel"), upgrades={1: dict})
class GeneratePanel(Node):
    """Draw a shot by an image model, from its look in words or from a prompt of its own.

    What is set in type, a title or a card, is set as for any film: models do not spell.
    """

    shot: Port[Shot]
    cast: Port[tuple[Character, ...]] = ()
    """Who is in the shot, where they are described."""
    style: Param[str] = "cinema"
    size: Param[Size] = Size(width=1344, height=768)
    """Of the model's picture; a card is composed for `canvas`."""
    canvas: Param[Size] = Size(width=1920, height=1080)
    steps: Param[int | None] = Field(None, ge=1, le=200)
    """Of denoising; none: as the model's row says."""
    guidance: Param[float | None] = Field(None, ge=0, le=30)
    """How closely it keeps to the words; none: as the model's row says."""
    brand: Param[tuple[str, ...]] = ()
    """Colours that a card takes and the model is told of, by their names."""
    typeface: Param[Typeface] = Typeface()
    """Of a title."""
    model: Param[str] = ""
    """A model of the catalog; empty: the preferred one that is live."""

    def cost(self) -> Cost:
        """By pixels and steps, as `image.generate`."""
        if not self.shot.is_drawn:
            return Cost(cpu_s=0.05, num_bytes=40_000)
        pixels = self.size.width * self.size.height
        return Cost(gpu_s=0.1 * (self.steps or USUAL_STEPS) * pixels / 1e6, num_bytes=2 * pixels)

    def foresee(self) -> Pictured:
        """As large as was asked for."""
        size = self.size if self.shot.is_drawn else self.canvas
        return Pictured(panel=facts.picture(size.width, size.height))

    async def run(self, ctx: Context) -> Pictured:
        """Ask the model; a shot with a picture of its own needs none."""
        if self.shot.picture is not None:
            return Pictured(panel=self.shot.picture)
        if not self.shot.is_drawn:
            return Pictured(panel=await self._composed(ctx))
        prompt = prompt_of(self.shot, self.style, cast=self.cast, brand=self.brand)
        picture = await ctx.infer(
            "image",
            Image,
            prompt=prompt.text,
            avoid=prompt.avoid,
            size=self.size,
            steps=self.steps,
            guidance=self.guidance,
            seed=self.shot.look.seed,
            model=self.model,
        )
        return Pictured(panel=picture)

    async def _composed(self, ctx: Context) -> Image:
        return await ctx.infer(
            "panel",
            Image,
            shot=self.shot,
            style=self.style,
            size=self.canvas,
            brand=self.brand,
            typeface=self.typeface,
        )
