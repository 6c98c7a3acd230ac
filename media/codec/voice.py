"""The sound track of a clip, encoded bit by bit beside its picture."""

from __future__ import annotations

from fractions import Fraction
from typing import Protocol

import av
import numpy as np
from av.audio.stream import AudioStream
from av.container import OutputContainer

from media.audio.pcm import Block, to_s16
from media.clock import SAMPLE_RATE

AUDIO_BLOCK = 4096


class Playable(Protocol):
    """A sound that gives any part of itself: an array, or one that is on disk."""

    def __len__(self) -> int:
        """Samples of a channel."""
        ...

    def __getitem__(self, part: slice, /) -> Block:
        """The samples from one to another."""
        ...


def fitted(sound: Block, samples: int) -> Block:
    """A sound cut, or filled up with silence, to a length."""
    missing = samples - len(sound)
    if missing <= 0:
        return sound[:samples]
    return np.concatenate([sound, np.zeros((missing, sound.shape[1]), np.float32)])


class VoiceTrack:
    """Lossless stereo: FLAC, or PCM where the container takes none."""

    def __init__(self, container: OutputContainer, sound: Playable) -> None:
        self._container, self._sound = container, sound
        codec = "pcm_s16le" if container.format.name == "mov" else "flac"
        self._stream: AudioStream = container.add_stream(codec, rate=SAMPLE_RATE)
        context = self._stream.codec_context
        context.layout, context.format = "stereo", "s16"
        context.time_base = Fraction(1, SAMPLE_RATE)
        self._heard = 0

    def until(self, sample: int) -> None:
        """Encode the sound up to a sample, silence where there is no more."""
        while self._heard < sample:
            count = min(sample - self._heard, AUDIO_BLOCK)
            block = to_s16(fitted(self._sound[self._heard : self._heard + count], count))
            frame = av.AudioFrame.from_ndarray(block.reshape(1, -1), format="s16", layout="stereo")
            frame.sample_rate, frame.pts = SAMPLE_RATE, self._heard
            frame.time_base = Fraction(1, SAMPLE_RATE)
            self._container.mux(self._stream.encode(frame))
            self._heard += len(block)

    def end(self) -> None:
        """Flush the encoder."""
        self._container.mux(self._stream.encode(None))
