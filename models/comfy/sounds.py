"""Music and sounds by workflows."""

from __future__ import annotations

from media.audio.pcm import PcmWriter
from media.clock import SAMPLE_RATE
from media.codec.clips import read_sound
from media.codec.voice import fitted
from media.errors import InputError
from media.ids import uuid7
from media.types import Audio
from media.workspace import Workspace
from models.comfy.engine import ComfyEngine


class ComfySounds(ComfyEngine):
    """A `SoundEngine`."""

    def generate(
        self,
        work: Workspace,
        *,
        prompt: str,
        avoid: str = "",
        seconds: float,
        steps: int | None = None,
        guidance: float | None = None,
        seed: int,
    ) -> Audio:
        """Make stereo sound at 48 kHz, as long as was asked for to the sample.

        Raises:
            InputError: it is longer than the row's limits.
            OutOfMemory: the server's card holds no such sound.
        """
        most = self.options.max_seconds
        if most and seconds > most:
            raise InputError(
                f"{seconds:g} s are longer than {self.row.id} makes", f"ask for {most:g} s or less",
                "seconds", "TOO_LONG",
            )  # fmt: skip
        samples = max(1, round(seconds * SAMPLE_RATE))
        values = self.words(prompt, avoid, steps, guidance, seed) | {"seconds": seconds}
        made = self.ask(work, Audio, values, {})
        path = work.scratch(f"{uuid7()}.wav")
        with PcmWriter(path, channels=2) as writer:
            writer.write(fitted(read_sound(work.open(made)), samples))
        return work.save(path, Audio, channels=2, samples=samples)
