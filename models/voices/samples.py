"""A recording whose voice is to be heard again: its speech alone, as models are taught on it."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from media.audio.chain import Chain
from media.audio.decode import decode_mono
from media.audio.loudness import SILENCE_LUFS, measure_blocks
from media.clock import SAMPLE_RATE
from media.errors import InputError
from media.types import Audio
from media.workspace import Workspace
from models.voices.reading import at_48_khz, levelled

SHORTEST_S = 1.5
"""Less than this tells no voice from another."""
LISTENED_S = 30.0
"""More than this tells no model more, and takes the room of what it is to say."""
LONGEST_S = 600.0
"""What is decoded for half a minute of it."""


def check_sample(sample: Audio, field: str = "sample") -> None:
    """Refuse a recording that is too short or too long, by what is known of it.

    Raises:
        InputError: it is.
    """
    if sample.seconds < SHORTEST_S:
        raise _short(sample.seconds, field)
    if sample.seconds > LONGEST_S:
        raise _long(sample.seconds, LONGEST_S, field)


def listened(work: Workspace, sample: Audio, rate: int, text: str = "") -> NDArray[np.float32]:
    """Mono samples of a voice, at the level of all voices, without the silence around it.

    Args:
        work: where the recording is.
        sample: the recording.
        rate: samples a second that the model knows.
        text: what is spoken in it, where the model is told: what is longer than it listens to is
            refused then, as the text would go on without it; else it is cut.

    Raises:
        InputError: it cannot be read, is silent, too short, or too long.
    """
    check_sample(sample)
    mono = decode_mono(work.open(sample), SAMPLE_RATE).reshape(-1, 1)
    if not len(mono) or measure_blocks([mono], 1).integrated_lufs <= SILENCE_LUFS:
        raise InputError("the sample is silent", "record it again", "sample", "SAMPLE_SILENT")
    voice = at_48_khz(levelled(mono), SAMPLE_RATE)
    seconds = len(voice) / SAMPLE_RATE
    if seconds < SHORTEST_S:
        raise _short(seconds, "sample")
    if seconds > LISTENED_S and text:
        raise _long(seconds, LISTENED_S, "sample")
    cut = voice[: round(LISTENED_S * SAMPLE_RATE)]
    chain = Chain(("aresample", f"{rate}:filter_size=64:phase_shift=10"), channels=1)
    return np.concatenate([*chain.run([cut])]).reshape(-1)


def _short(seconds: float, field: str) -> InputError:
    return InputError(
        f"{seconds:.1f} seconds of a voice are too few",
        f"give a recording of at least {SHORTEST_S:g} seconds; ten are better",
        field,
        "SAMPLE_SHORT",
    )


def _long(seconds: float, most: float, field: str) -> InputError:
    return InputError(
        f"a sample of {seconds:.0f} seconds is too long",
        f"cut it, and its text, to {most:g} seconds",
        field,
        "SAMPLE_LONG",
    )
