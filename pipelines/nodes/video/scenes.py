"""Finds the shots of a clip."""

from __future__ import annotations

from pydantic import Field

from media.edit.modes import Scene, Scenes, Sensitivity
from media.types import Video
from pipelines.node import Context, Cost, Example, Node, Output, node


class Found(Output):
    """The shots, and each as a clip where that was asked for."""

    scenes: tuple[Scene, ...]
    clips: tuple[Video, ...]


@node(
    "video.scenes",
    version=1,
    uses=("codec", "shots"),
    example=Example(inputs={"clip": "sample.clip"}),
)
class FindScenes(Node):
    """Find the hard cuts of a clip, and give its shots as times and, if wanted, as clips."""

    clip: Video
    sensitivity: Sensitivity = "normal"
    """How small a change is taken for a cut."""
    shortest_s: float = Field(0.4, gt=0, le=60)
    """No shot is shorter."""
    split: bool = False
    """Whether each shot is given as a clip too."""

    def cost(self) -> Cost:
        """By pixels."""
        return Cost(cpu_s=0.025 * self.clip.megapixels)

    async def run(self, ctx: Context) -> Found:
        """Do it on a worker."""
        found = await ctx.compute(
            "media.edit.scenes:scenes",
            Scenes,
            clip=self.clip,
            sensitivity=self.sensitivity,
            shortest_s=self.shortest_s,
            split=self.split,
        )
        return Found(scenes=found.scenes, clips=found.clips)
