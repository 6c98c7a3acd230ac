"""Music and sounds from words."""

from __future__ import annotations

from typing import Any

import av
import numpy as np
from av.audio.resampler import AudioResampler

from media.audio.pcm import Block, PcmWriter
from media.clock import SAMPLE_RATE
from media.codec.voice import fitted
from media.errors import InputError, WorldError
from media.ids import uuid7
from media.types import Audio
from media.workspace import Workspace
from models.diffusion.engine import WARM_STEPS, DiffusersEngine, unheard
from models.diffusion.running import Progress

SHORTEST_S = 0.5
"""What is asked of a model at least."""


class DiffusersSounds(DiffusersEngine):
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
            OutOfMemory: the card holds no such sound.
        """
        most = self.traits.max_seconds
        if most and seconds > most:
            raise InputError(
                f"{seconds:g} s are longer than {self.row.id} makes", f"ask for {most:g} s or less",
                "seconds", "TOO_LONG",
            )  # fmt: skip
        samples = max(1, round(seconds * SAMPLE_RATE))
        arguments = self.words("sound", prompt, avoid, steps, guidance)
        sound = fitted(self._heard(arguments, seconds, seed, work.progress), samples)
        path = work.scratch(f"{uuid7()}.wav")
        with PcmWriter(path, channels=2) as writer:
            writer.write(sound)
        return work.save(path, Audio, channels=2, samples=samples)

    def warm_up(self) -> None:
        """Carry out a smallest call, so that the first request waits for nothing."""
        arguments = self.words("sound", "silence", "", WARM_STEPS, None)
        self._heard(arguments, SHORTEST_S, 0, unheard)

    def _heard(
        self, arguments: dict[str, Any], seconds: float, seed: int, progress: Progress
    ) -> Block:
        arguments = arguments | {"audio_end_in_s": max(SHORTEST_S, seconds)}
        made = self.call("sound", arguments, seeds=[seed], progress=progress, output="np")
        rate = int(self.runner.pipeline("sound").vae.sampling_rate)
        return resampled(np.asarray(made.audios[0], np.float32), rate)


def resampled(sound: Block, rate: int) -> Block:
    """Sound of shape (channels, samples) as stereo at 48 kHz, of shape (samples, channels).

    Raises:
        WorldError: there are no numbers, as when half precision overflows.
    """
    if not np.isfinite(sound).all():
        raise WorldError("the model gave what is no sound", "set options.dtype to float32")
    layout = "mono" if sound.shape[0] == 1 else "stereo"
    frame = av.AudioFrame.from_ndarray(np.ascontiguousarray(sound), format="fltp", layout=layout)
    frame.sample_rate = rate
    resampler = AudioResampler(format="flt", layout="stereo", rate=SAMPLE_RATE)
    pieces = [*resampler.resample(frame), *resampler.resample(None)]
    blocks = [np.asarray(piece.to_ndarray(), np.float32).reshape(-1, 2) for piece in pieces]
    return np.concatenate(blocks)
