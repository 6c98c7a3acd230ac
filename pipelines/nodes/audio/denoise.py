"""Takes steady noise out of a recording."""

from __future__ import annotations

from pydantic import Field

from media import facts
from media.types import Audio
from pipelines.node import Context, Cost, Example, Node, Output, node


class Denoised(Output):
    """The recording with its noise turned down."""

    sound: Audio


@node(
    "audio.denoise",
    version=1,
    uses=("codec",),
    aliases=("audioDenoise",),
    example=Example(inputs={"sound": "audio.speech"}),
)
class Denoise(Node):
    """Turn hiss, hum and the air of a room down, band by band, and leave what stands out of them.

    Without a passage of noise alone, broad noise is found by each band's quietest moments; name a
    passage where the noise has notes of its own, such as the hum of mains.
    """

    sound: Audio
    reduction_db: float = Field(18.0, ge=0, le=60)
    """How far what is noise alone goes down."""
    noise_from_s: float | None = Field(None, ge=0, le=86_400)
    noise_to_s: float | None = Field(None, gt=0, le=86_400)

    def cost(self) -> Cost:
        """By length."""
        return Cost(cpu_s=0.05 * self.sound.seconds)

    def foresee(self) -> Denoised:
        """As long as the sound."""
        return Denoised(sound=facts.sound(self.sound.seconds, self.sound.channels))

    async def run(self, ctx: Context) -> Denoised:
        """Clean it on a worker."""
        return Denoised(
            sound=await ctx.compute(
                "media.tape.denoise:denoise",
                Audio,
                sound=self.sound,
                reduction_db=self.reduction_db,
                noise_from_s=self.noise_from_s,
                noise_to_s=self.noise_to_s,
            )
        )
