"""Cutting a piece out of a sound, and fading its ends."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from media.audio.pcm import Block
from media.clock import SAMPLE_RATE
from media.errors import InputError
from media.tape.reel import record, reel
from media.types import Audio
from media.workspace import Workspace

Curve = Literal["linear", "equal_power", "smooth"]
"""How a fade goes: by amplitude, by power as crossfades need, or without a corner at either end."""


def trim(work: Workspace, *, sound: Audio, start_s: float, end_s: float | None) -> Audio:
    """The part of a sound between two times; without an end, all that follows.

    Raises:
        InputError: the part lies past the sound's end, or ends before it starts.
    """
    source = reel(work, sound)
    first = round(start_s * SAMPLE_RATE)
    behind = None if end_s is None else round(end_s * SAMPLE_RATE)
    if behind is not None and behind <= first:
        raise InputError(
            f"the part ends at {end_s} s and starts at {start_s} s",
            "let it end after it starts",
            "end_s",
            "BAD_RANGE",
        )
    if start_s >= sound.seconds:
        raise InputError(
            f"the sound lasts {sound.seconds:.2f} s", "start before that", "start_s", "BAD_RANGE"
        )
    return record(work, between(source, first, behind), source.channels)


def between(blocks: Iterable[Block], first: int, behind: int | None) -> Iterator[Block]:
    """Samples from `first` to before `behind`."""
    at = 0
    for block in blocks:
        if behind is not None and at >= behind:
            return
        part = block[max(0, first - at) : None if behind is None else behind - at]
        at += len(block)
        if len(part):
            yield part


def fade(work: Workspace, *, sound: Audio, in_s: float, out_s: float, curve: Curve) -> Audio:
    """A sound that comes up from silence and goes back to it.

    Raises:
        InputError: the fades are longer than the sound.
    """
    if in_s + out_s > sound.seconds:
        raise InputError(
            f"fades of {in_s + out_s:.2f} s in a sound of {sound.seconds:.2f} s",
            "shorten them",
            "out_s",
            "BAD_RANGE",
        )
    source = reel(work, sound)
    ramp = _Ramp(round(sound.seconds * SAMPLE_RATE), in_s, out_s, curve)
    return record(work, ramp.over(source), source.channels)


class _Ramp:
    """The gain of each sample."""

    def __init__(self, samples: int, in_s: float, out_s: float, curve: Curve) -> None:
        self._samples = samples
        self._curve: Curve = curve
        self._up, self._down = in_s * SAMPLE_RATE, out_s * SAMPLE_RATE

    def over(self, blocks: Iterable[Block]) -> Iterator[Block]:
        at = 0
        for block in blocks:
            yield block * self._gain(np.arange(at, at + len(block)))[:, None]
            at += len(block)

    def _gain(self, at: NDArray[np.int_]) -> NDArray[np.float32]:
        gain = np.ones(len(at))
        if self._up:
            gain *= eased(at / self._up, self._curve)
        if self._down:
            gain *= eased((self._samples - 1 - at) / self._down, self._curve)
        return gain.astype(np.float32)


def eased(share: NDArray[np.floating], curve: Curve) -> NDArray[np.floating]:
    """How loud a fade is when a share of it has passed."""
    share = np.clip(share, 0.0, 1.0)
    if curve == "equal_power":
        return np.sin(share * math.pi / 2)
    return share if curve == "linear" else np.square(np.sin(share * math.pi / 2))
