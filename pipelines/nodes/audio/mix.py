"""Mixes, masters and encodes the sound of a film."""

from __future__ import annotations

from media.audio.loudness import Loudness
from media.audio.mix import Mixed
from media.timeline import Soundtrack
from media.types import Audio
from pipelines.node import Context, Node, Output, node
from pipelines.ports import Param, Port, Sealed


class MixedSound(Output):
    """The speech alone at its level in the film, the whole encoded, and its loudness."""

    dialogue: Audio
    sound: Audio
    loudness: Loudness


@node("audio.mix", version=3, uses=("codec",), revision=2)
class Mix(Node):
    """Mix speech over ducked music and ambience, and bring all to one loudness (EBU R128)."""

    soundtrack: Port[Sealed[Soundtrack]]
    music: Port[Sealed[tuple[Audio, ...]]] = Sealed("[]")
    ambience: Port[Sealed[tuple[Audio, ...]]] = Sealed("[]")
    loudness_lufs: Param[float] = -16.0
    peak_dbtp: Param[float] = -1.0

    async def run(self, ctx: Context) -> MixedSound:
        """Mix it on a worker."""
        mixed = await ctx.compute(
            "media.audio.mix:mix",
            Mixed,
            soundtrack=self.soundtrack,
            music=self.music,
            ambience=self.ambience,
            loudness_lufs=self.loudness_lufs,
            peak_dbtp=self.peak_dbtp,
        )
        return MixedSound(dialogue=mixed.dialogue, sound=mixed.sound, loudness=mixed.loudness)
