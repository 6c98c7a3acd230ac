"""Text to speech, shot by shot."""

from __future__ import annotations

from pipelines.node import Context, Cost, node
from pipelines.speaking import Said, Speaking


@node(
    "speech.say",
    version=6,
    uses=("speech",),
    prefers=("alignment",),
    upgrades={number: dict for number in range(1, 6)},
)
class Say(Speaking):
    """Speak a shot's text, with the times of its words."""

    def cost(self) -> Cost:
        """Two hundredths of a second, and 96 kB for each second of sound."""
        return Cost(cpu_s=0.03, num_bytes=len(self.shot.text) * 96_000 // 14)

    async def run(self, ctx: Context) -> Said:
        """Ask the voice; a wordless shot has no recording, and one may have a sound of its own."""
        return await self.said(ctx)
