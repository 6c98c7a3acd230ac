"""Shot to storyboard panel."""

from __future__ import annotations

from media import facts
from media.shots import Shot
from media.text.typeface import Typeface
from media.types import Image, Size
from pipelines.node import Context, Cost, Node, Output, node
from pipelines.ports import Param, Port


class Drawn(Output):
    """The panel, a layered SVG."""

    panel: Image


@node("panel.draw", version=4, uses=("panel",))
class DrawPanel(Node):
    """Draw a shot as a storyboard panel."""

    shot: Port[Shot]
    style: Param[str] = "cinema"
    size: Param[Size]
    brand: Param[tuple[str, ...]] = ()
    typeface: Param[Typeface] = Typeface()
    """Of a title."""

    def cost(self) -> Cost:
        """A few hundredths of a second; an SVG of some 40 kB."""
        return Cost(cpu_s=0.05, num_bytes=40_000)

    def foresee(self) -> Drawn:
        """As large as was asked for."""
        return Drawn(panel=facts.picture(self.size.width, self.size.height))

    async def run(self, ctx: Context) -> Drawn:
        """Ask the panel engine; a shot with a picture of its own needs none."""
        if self.shot.picture is not None:
            return Drawn(panel=self.shot.picture)
        panel = await ctx.infer(
            "panel",
            Image,
            shot=self.shot,
            style=self.style,
            size=self.size,
            brand=self.brand,
            typeface=self.typeface,
        )
        return Drawn(panel=panel)
