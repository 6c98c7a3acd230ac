"""Pictures that move by themselves: a clip in the place of a panel, and how it fills a shot.

A clip has the length that somebody made it with, and a shot that of its sound, which it keeps. What
is too long is cut; what is too short plays a little slower, and then holds its last frame.
"""

from __future__ import annotations

import math

from pydantic import Field

from media.model import Model
from media.types import Video

SLOWEST = 1.4
"""How many times as long as it was made a clip may last: beyond that, walking looks like wading."""
TAIL_S = 1.5
"""Of a clip that goes on: how much of its end a model looks at, at most."""


class Motion(Model):
    """What is asked of a model that animates a shot's picture."""

    prompt: str
    avoid: str
    amount: float = Field(ge=0, le=1)
    """0 nearly still, 1 as much as the model can."""
    seconds: int = Field(gt=0)
    """Whole ones, so that a shot that is spoken a little faster keeps its clip."""
    seed: int


class Footage(Model):
    """What a shot's picture is played from; none where it is a still."""

    clip: Video | None = None


def first_s(motion: Motion, longest_s: float) -> float:
    """How much of a clip a model makes from the picture.

    Args:
        motion: what is wanted.
        longest_s: the most that it makes at once; 0: any.
    """
    return min(float(motion.seconds), longest_s or float(motion.seconds))


def further_s(motion: Motion, longest_s: float) -> tuple[float, ...]:
    """By how much a clip is made to go on, each time; nothing where it may play a little slower."""
    made = first_s(motion, longest_s)
    if motion.seconds <= made * SLOWEST:
        return ()
    # What a model sees of a clip's end is part of what it makes at once.
    step = max(longest_s / 2, longest_s - TAIL_S)
    left = motion.seconds - made
    times = math.ceil(left / step)
    return (left / times,) * times


class Played(Model):
    """A clip as a shot shows it."""

    clip: Video
    lead: int = Field(ge=0)
    """Frames for which it is seen before the shot's own first one, under a blend."""
    frames: int = Field(gt=0)
    """For how many frames the shot is seen, those of the blends at its ends among them."""

    def place(self, frame: int, fps: float) -> float:
        """Where in the clip a frame of the shot lies, between its first frame and its last."""
        step = float(self.clip.rate) / fps
        slower = min(SLOWEST, max(1.0, self.frames * step / self.clip.frames))
        return min(self.clip.frames - 1.0, max(0.0, (frame + self.lead) * step / slower))
