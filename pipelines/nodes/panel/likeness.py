"""Gives those in a shot's picture the looks that they have in all others."""

from __future__ import annotations

from media import facts
from media.cast import Character
from media.shots import Shot
from media.types import Image, pixels
from pipelines.node import Context, Cost, Node, Output, node
from pipelines.ports import Param, Port
from pipelines.prompting.likeness import likeness_of


class Alike(Output):
    """The picture; the same where nobody with a picture is in the shot."""

    panel: Image


@node("panel.likeness", version=1, uses=("image_edit",), needs="an image editing model")
class GiveLikeness(Node):
    """Redraw who is in a shot by pictures of them, by a model that edits as it is told."""

    shot: Port[Shot]
    panel: Port[Image]
    cast: Port[tuple[Character, ...]]
    """Who is in the shot."""
    model: Param[str] = ""
    """A model of the catalog; empty: the preferred one that is live."""

    def cost(self) -> Cost:
        """By pixels, as `image.edit`."""
        return Cost(gpu_s=3e-6 * pixels(self.panel)) if self._seen else Cost()

    def counted(self) -> dict[str, float] | None:
        """Nothing is paid where nobody is redrawn."""
        return {} if self._seen else None

    def foresee(self) -> Alike:
        """As large as the picture."""
        return Alike(panel=facts.picture(self.panel.width, self.panel.height))

    async def run(self, ctx: Context) -> Alike:
        """Ask the model, where there is somebody to redraw."""
        if not self._seen:
            return Alike(panel=self.panel)
        panel = await ctx.infer(
            "image_edit",
            Image,
            image=self.panel,
            prompt=likeness_of(self.shot, self.cast),
            references=[picture for one in self.cast for picture in one.pictures],
            seed=self.shot.look.seed,
            model=self.model,
        )
        return Alike(panel=panel)

    @property
    def _seen(self) -> bool:
        """Whether a drawn picture shows somebody of whom there are pictures."""
        drawn = self.shot.is_drawn and self.shot.picture is None
        return drawn and any(one.pictures for one in self.cast)
