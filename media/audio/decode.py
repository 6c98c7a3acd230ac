"""Any sound file as floats, a block at a time: stereo at 48 kHz, or mono for models that hear."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import av
import numpy as np
from av.audio.resampler import AudioResampler
from av.error import FFmpegError
from numpy.typing import NDArray

from media.audio.pcm import Block
from media.clock import SAMPLE_RATE
from media.errors import InputError


def decode_audio(path: Path) -> Iterator[Block]:
    """The first sound of a media file, in blocks of stereo floats at 48 kHz.

    Raises:
        InputError: the file cannot be read, or holds no sound.
    """
    return _decoded(path, SAMPLE_RATE, "music")


def decode_mono(path: Path, sample_rate: int) -> NDArray[np.float32]:
    """The first sound of a media file, whole: the mean of its channels.

    Raises:
        InputError: the file cannot be read, or holds no sound.
    """
    blocks = [block.mean(axis=1) for block in _decoded(path, sample_rate, "audio")]
    return np.concatenate(blocks) if blocks else np.zeros(0, np.float32)


def _decoded(path: Path, sample_rate: int, field: str) -> Iterator[Block]:
    resampler = AudioResampler(format="flt", layout="stereo", rate=sample_rate)
    try:
        with av.open(str(path)) as container:
            if not container.streams.audio:
                raise InputError(f"{path.name} holds no sound", field=field, code="BAD_AUDIO")
            for frame in container.decode(audio=0):
                for piece in resampler.resample(frame):
                    yield as_block(piece)
            for piece in resampler.resample(None):
                yield as_block(piece)
    except (FFmpegError, OSError) as error:
        raise InputError(
            f"{path.name} cannot be read as sound: {error.strerror}",
            "use a WAV, FLAC, MP3, M4A or Ogg file",
            field,
            "BAD_AUDIO",
        ) from error


def as_block(frame: av.AudioFrame) -> Block:
    """An interleaved stereo frame as a block."""
    return np.asarray(frame.to_ndarray(), np.float32).reshape(-1, 2)
