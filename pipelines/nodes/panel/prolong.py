"""A shot's clip to one as long as the shot, where a model does not make as much at once."""

from __future__ import annotations

from pydantic import Field

from media import facts
from media.footage import Footage, Motion, further_s
from media.types import Video
from pipelines.node import Context, Cost, Node, Output, node
from pipelines.ports import Param, Port


class Prolonged(Output):
    """What the shot's picture is played from."""

    footage: Footage


@node("panel.prolong", version=1, uses=("video_extend",), needs="a video model that goes on")
class Prolong(Node):
    """Let a shot's clip go on; one that is long enough stays as it is."""

    footage: Port[Footage]
    motion: Port[Motion | None]
    longest_s: Param[float] = Field(default=0.0, ge=0)
    """The most that the model makes at once; 0: any."""
    model: Param[str] = ""
    """A model of the catalog; empty: the preferred one that is live."""

    def cost(self) -> Cost:
        """By pixels of the frames that are added."""
        clip = self.footage.clip
        if clip is None:
            return Cost()
        frames = sum(self._further) * float(clip.rate)
        return Cost(gpu_s=frames * clip.width * clip.height / 1e6)

    def counted(self) -> dict[str, float] | None:
        """The seconds that are added."""
        return {"by_s": sum(self._further)} if self._further else None

    def foresee(self) -> Prolonged:
        """The clip with what is added."""
        clip = self.footage.clip
        if clip is None or not self._further:
            return Prolonged(footage=self.footage)
        frames = clip.frames + sum(self._further) * float(clip.rate)
        return Prolonged(footage=Footage(clip=facts.like_clip(clip, frames=frames)))

    async def run(self, ctx: Context) -> Prolonged:
        """Ask the model, each time with what there is so far."""
        clip, motion = self.footage.clip, self.motion
        if clip is None or motion is None:
            return Prolonged(footage=self.footage)
        for by_s in self._further:
            clip = await ctx.infer(
                "video_extend",
                Video,
                clip=clip,
                prompt=motion.prompt,
                by_s=by_s,
                seed=motion.seed,
                model=self.model,
            )
        return Prolonged(footage=Footage(clip=clip))

    @property
    def _further(self) -> tuple[float, ...]:
        return () if self.motion is None else further_s(self.motion, self.longest_s)
