"""Text to speech, shot by shot, in the voices of people who were recorded."""

from __future__ import annotations

from pydantic import Field

from media.voice_sample import NARRATOR, VoiceSample
from pipelines.node import Context, Cost, node
from pipelines.ports import Param
from pipelines.speaking import Recording, Said, Speaking


@node(
    "speech.clone",
    version=1,
    uses=("speech_clone", "speech"),
    prefers=("alignment",),
    needs="a voice cloning model",
)
class Clone(Speaking):
    """Speak a shot's text in the voice of a sample, with the times of its words."""

    samples: Param[dict[str, VoiceSample]] = Field(default_factory=dict)
    """By speaker, in lower case, the narrator's as `narrator`. Who is not here has a voice of the
    catalog, as in `speech.say`."""
    seed: Param[int] = Field(0, ge=0, lt=2**32)

    def cost(self) -> Cost:
        """By letters: half as long as it is heard, on a CPU."""
        letters = len(self.shot.text)
        return Cost(cpu_s=0.1 + letters / 28, num_bytes=letters * 96_000 // 14)

    async def run(self, ctx: Context) -> Said:
        """Ask for the voice; as in `speech.say`, a shot may need none."""
        return await self.said(ctx)

    async def recorded(self, ctx: Context) -> Recording:
        """What is spoken in the speaker's own voice, where there is a sample of it."""
        sample = self.samples.get(self.shot.speaker or NARRATOR)
        if sample is None:
            return await super().recorded(ctx)
        return await ctx.infer(
            "speech_clone",
            Recording,
            text=self.shot.text,
            language=self.language,
            sample=sample.sound,
            sample_text=sample.text,
            pace=self.pace,
            mood=self.shot.look.mood,
            energy=self.shot.look.energy,
            pronunciations=self.pronunciations,
            seed=self.seed,
            model=self.model,
        )
