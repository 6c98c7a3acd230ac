"""Shows several pictures on one page."""

from __future__ import annotations

from pydantic import Field

from media.colour.hexes import Hex
from media.types import Image, pixels
from pipelines.node import Context, Cost, Example, Node, Output, node


class Gathered(Output):
    """The page."""

    image: Image


@node(
    "image.grid",
    version=1,
    uses=("codec",),
    aliases=("imageGrid", "imageCollage"),
    example=Example(
        inputs={"images": ("sample.photo", "image.blur", "image.crop", "color.grade")},
        params={"cell_width": 320, "cell_height": 180},
    ),
)
class Grid(Node):
    """Show several pictures on one page, each whole in its cell: a contact sheet."""

    images: tuple[Image, ...]
    columns: int = Field(0, ge=0, le=50)
    """0: as many as rows."""
    cell_width: int = Field(480, ge=16, le=4096)
    cell_height: int = Field(270, ge=16, le=4096)
    gap: int = Field(12, ge=0, le=512)
    """In pixels, around and between cells."""
    background: Hex = "#1b1d21"

    def cost(self) -> Cost:
        """By pixels."""
        return Cost(cpu_s=0.1 + 2e-7 * sum(pixels(image) for image in self.images))

    async def run(self, ctx: Context) -> Gathered:
        """Lay them out on a worker."""
        return Gathered(
            image=await ctx.compute(
                "media.still.gather:grid",
                Image,
                images=self.images,
                columns=self.columns,
                cell_width=self.cell_width,
                cell_height=self.cell_height,
                gap=self.gap,
                background=self.background,
            )
        )
