"""How many frames a model is asked for, and how what it made becomes what was asked for."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import NamedTuple

import numpy as np

from media.clock import FrameRate
from media.codec.clips import Frame
from media.edit.flow import Between
from media.edit.span import whole_frames
from media.errors import InputError
from models.diffusion.traits import Bounds

NEAR = Fraction(1, 1000)
"""Of the way between two frames: what is nearer to one is that one."""


class Pace(NamedTuple):
    """Frames that are asked of a model, and those that were asked of Kinora."""

    made: int
    native: int
    """Frames a second of the model."""
    wanted: int
    rate: FrameRate

    def fitted(self, frames: Sequence[Frame], between: str, *, whole: bool = False) -> list[Frame]:
        """What was made, at the rate and the length asked for.

        Args:
            frames: what was made.
            between: what is shown between frames.
            whole: begin with the first and end with the last of them, if a little faster.
        """
        if whole and self.wanted > 1:
            speed = Fraction(len(frames) - 1, self.wanted - 1)
        else:
            speed = self.native / self.rate.fraction
        return list(at_places(frames, [speed * index for index in range(self.wanted)], between))


def pace_for(seconds: float, rate: FrameRate, traits: Bounds) -> Pace:
    """The next larger number of frames that a model can make.

    Raises:
        InputError: it is longer than the model can make.
    """
    count = max(1, whole_frames(seconds, rate))
    native = native_rate(rate, traits)
    return Pace(frames_for(count, rate, native, traits), native, count, rate)


def native_rate(rate: FrameRate, traits: Bounds) -> int:
    """The model's own rate that a clip of another one is made at."""
    same = (known for known in traits.native_rates if known == rate.fraction)
    return next(same, traits.native_rates[0])


def frames_for(count: int, rate: FrameRate, native: int, traits: Bounds, before: int = 0) -> int:
    """Frames of a model that reach as far as `count` of another rate.

    Args:
        count: of the rate asked for.
        rate: the rate asked for.
        native: the model's own.
        traits: what it can make.
        before: of the model's frames, how many are shown to it and made again.

    Raises:
        InputError: it cannot make as many.
    """
    least = math.ceil((count - 1) * native / rate.fraction) + 1 + before
    made = max(1, math.ceil((least - 1) / traits.frames_step)) * traits.frames_step + 1
    if traits.max_frames and made > traits.max_frames:
        most = (traits.max_frames - before) / native
        raise InputError(
            f"{float(count / rate.fraction):g} s are longer than this model makes at once",
            f"ask for {most:.2f} s or less, and extend the clip behind",
            "seconds", "TOO_LONG",
        )  # fmt: skip
    return made


def at_places(frames: Sequence[Frame], places: Sequence[Fraction], between: str) -> Iterator[Frame]:
    """Pictures at rising places between frames; past the end the last one."""
    last, path, begun = len(frames) - 1, None, -1
    for place in places:
        index, share = int(place), place - int(place)
        if between == "nearest" and share >= Fraction(1, 2):
            index, share = index + 1, Fraction(0)
        if share > 1 - NEAR:
            index, share = index + 1, Fraction(0)
        if index >= last or share < NEAR or between == "nearest":
            yield frames[min(index, last)]
            continue
        if between == "blend":
            yield _mixed(frames[index], frames[index + 1], float(share))
            continue
        if begun != index or path is None:
            path, begun = Between(frames[index], frames[index + 1]), index
        yield path.at(float(share))


def _mixed(one: Frame, other: Frame, share: float) -> Frame:
    mixed = one * np.float32(1 - share) + other * np.float32(share)
    return np.rint(mixed).astype(np.uint8)
