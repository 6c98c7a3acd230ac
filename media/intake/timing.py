"""When frames are shown: the constant rate of a clip, and which frame is up at a time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from media.clock import FRAME_RATES, FrameRate

T = TypeVar("T")

UNTOLD = Fraction(25)
"""Frames per second of a clip of one frame that does not say how long it is up."""
EXACT, ROUGH = 0.0005, 0.015
"""How far a rate may be off and still be meant: below the step between 30 and 29.97; and where
frames come as they like."""
EARLY = Fraction(1, 4)
"""Of a frame: so much sooner a picture may be shown, for times are rounded in most containers."""
MOST_REPEATED, MOST_DROPPED = 60, 8


@dataclass(frozen=True, slots=True)
class Schedule:
    """A clip's time at a constant rate."""

    first: Fraction
    """When the first frame is shown on the file's clock, in seconds."""
    end: Fraction
    """When the last one ends."""
    rate: FrameRate

    @property
    def frames(self) -> int:
        """How many there will be."""
        return max(1, round((self.end - self.first) * self.rate.fraction))


def schedule(starts: NDArray[np.int64], base: Fraction, last: int, told: Fraction) -> Schedule:
    """The schedule of frames that are shown at certain times.

    Args:
        starts: ticks at which frames are shown, in any order.
        base: seconds in a tick.
        last: ticks that the last one is shown; 0 where nothing says so.
        told: frames per second by the header; 0 where it does not say.
    """
    starts = np.unique(starts)
    steps = np.diff(starts)
    if not len(steps):
        shown = last * base or 1 / (told or UNTOLD)
        rate = usual_rate(told or UNTOLD, ROUGH)
        return Schedule(int(starts[0]) * base, int(starts[0]) * base + shown, rate)
    middle = float(np.median(steps))
    # Times are rounded to ticks or to milliseconds; where a tick is a frame, one more is a gap.
    rounding = min(max(1.0, 0.002 / float(base)), middle / 4)
    constant = bool(np.abs(steps - middle).max() <= rounding)
    span = float(starts[-1] - starts[0])
    step = span / len(steps) if constant else middle
    off = max(EXACT, 1 / span) if constant else ROUGH
    rate = usual_rate(1 / (Fraction(step).limit_denominator(1_000_000) * base), off)
    end = (int(starts[-1]) + (last or round(step))) * base
    return Schedule(int(starts[0]) * base, end, rate)


def usual_rate(source: Fraction, off: float) -> FrameRate:
    """The usual rate at which a source looks best.

    One of which it is a simple part or multiple, so that every frame is up equally long; else the
    nearest.

    Args:
        source: frames per second.
        off: the share by which it may be wrong.
    """
    found = [
        (change, error, index)
        for index, rate in enumerate(FRAME_RATES.values())
        for change, error in _changes(float(source), float(rate))
        if error <= off
    ]
    rates = list(FRAME_RATES.values())
    if found:
        return rates[min(found)[2]]
    return min(rates, key=lambda rate: abs(np.log(float(rate) / float(source))))


def _changes(source: float, rate: float) -> Iterator[tuple[int, float]]:
    """How often each frame is shown, or which one of so many, and how wrong that would be."""
    for often in range(1, MOST_REPEATED + 1):
        yield often, abs(source * often / rate - 1)
    for each in range(2, MOST_DROPPED + 1):
        yield each, abs(source / each / rate - 1)


def at_rate(frames: Iterable[tuple[Fraction, T]], plan: Schedule) -> Iterator[T]:
    """What is shown at each frame of the schedule: the last that began by then."""
    rate, shown = plan.rate.fraction, 0
    up: T | None = None
    for start, frame in frames:
        # A frame is up until the next begins; the first one from the beginning.
        until = int(np.ceil(float((start - plan.first) * rate - EARLY))) if up is not None else 0
        while up is not None and shown < min(until, plan.frames):
            yield up
            shown += 1
        up = frame
    while up is not None and shown < plan.frames:
        yield up
        shown += 1
