"""Any sound file as stereo floats at 48 kHz, a block at a time."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import av
import numpy as np
from av.audio.resampler import AudioResampler
from av.error import FFmpegError

from media.audio.pcm import Block
from media.clock import SAMPLE_RATE
from media.errors import InputError


def decode_audio(path: Path) -> Iterator[Block]:
    """The first sound of a media file, in blocks of stereo floats at 48 kHz.

    Raises:
        InputError: the file cannot be read, or holds no sound.
    """
    resampler = AudioResampler(format="flt", layout="stereo", rate=SAMPLE_RATE)
    try:
        with av.open(str(path)) as container:
            if not container.streams.audio:
                raise InputError(f"{path.name} holds no sound", field="music", code="BAD_AUDIO")
            for frame in container.decode(audio=0):
                for piece in resampler.resample(frame):
                    yield as_block(piece)
            for piece in resampler.resample(None):
                yield as_block(piece)
    except (FFmpegError, OSError) as error:
        raise InputError(
            f"{path.name} cannot be read as sound: {error.strerror}",
            "use a WAV, FLAC, MP3, M4A or Ogg file",
            "music",
            "BAD_AUDIO",
        ) from error


def as_block(frame: av.AudioFrame) -> Block:
    """An interleaved stereo frame as a block."""
    return np.asarray(frame.to_ndarray(), np.float32).reshape(-1, 2)
