"""Gives somebody in a clip another face."""

from __future__ import annotations

from typing import Literal

from media import facts
from media.types import Image, Video
from pipelines.node import Context, Cost, Example, Node, Output, node
from pipelines.ports import Param


class Swapped(Output):
    """The clip."""

    clip: Video


@node(
    "video.face_swap",
    version=1,
    uses=("face_swap",),
    needs="a face model",
    aliases=("videoFaceSwap",),
    example=Example(
        inputs={"clip": "sample.clip", "face": "sample.photo"}, params={"consent": True}
    ),
)
class FaceSwap(Node):
    """Give somebody in a clip the face of a picture."""

    clip: Video
    face: Image
    consent: Param[Literal[True]]
    """That whoever is shown agreed."""
    model: Param[str] = ""
    """A model of the catalog; empty: the preferred one that is live."""

    def cost(self) -> Cost:
        """By pixels."""
        return Cost(gpu_s=0.2 * self.clip.megapixels)

    def foresee(self) -> Swapped:
        """As long and as large as the clip."""
        return Swapped(clip=facts.like_clip(self.clip))

    async def run(self, ctx: Context) -> Swapped:
        """Ask the model."""
        clip = await ctx.infer(
            "face_swap",
            Video,
            clip=self.clip,
            face=self.face,
            consent=self.consent,
            model=self.model,
        )
        return Swapped(clip=clip)
