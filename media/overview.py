"""A film at a glance: the shots that a page shows, with their words.

Cut from the timeline where that is at hand: a page of a film of three hours is drawn from no more
than a page of a short one.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

from media.clock import FrameRate
from media.model import Model
from media.shots import Plan, Shot
from media.timeline import Clip, Timeline
from media.types import Size

T = TypeVar("T")

MOST_SHOTS = 120
"""Longer films are sampled evenly: a page of more is not read."""


class ShownShot(Model):
    """A shot on the page."""

    number: int
    """Its place in the film, from 1."""
    clip: Clip
    words: str
    """What is said in it, or its title."""


class Overview(Model):
    """What a contact sheet says of a film."""

    title: str
    size: Size
    rate: FrameRate
    frames: int
    """Length of the film."""
    num_shots: int
    shown: tuple[ShownShot, ...]


def overview(timeline: Timeline, plan: Plan) -> Overview:
    """The film's facts, and all of its shots or as many as fit, evenly spread."""
    words = {shot.id: shot.text or shot.title or _carded(shot) for shot in plan.shots}
    return Overview(
        title=timeline.title,
        size=timeline.size,
        rate=timeline.rate,
        frames=timeline.frames,
        num_shots=len(timeline.clips),
        shown=tuple(
            ShownShot(number=index + 1, clip=clip, words=words.get(clip.shot_id, ""))
            for index, clip in sampled(timeline.clips)
        ),
    )


def _carded(shot: Shot) -> str:
    """What is written on a wordless card."""
    return " · ".join(word for word in shot.card.words if word) if shot.card else ""


def sampled(clips: Sequence[T]) -> list[tuple[int, T]]:
    """The clips shown, each with its index; the first and the last among them."""
    count = len(clips)
    if count <= MOST_SHOTS:
        return list(enumerate(clips))
    indices = (i * (count - 1) // (MOST_SHOTS - 1) for i in range(MOST_SHOTS))
    return [(index, clips[index]) for index in indices]


def time_text(frame: int, rate: FrameRate) -> str:
    """A place in the film as minutes and seconds, with hours where there are any."""
    total = frame * rate.den // rate.num
    minutes, second = divmod(total, 60)
    hours, minute = divmod(minutes, 60)
    if hours:
        return f"{hours}:{minute:02}:{second:02}"
    return f"{minute}:{second:02}"
