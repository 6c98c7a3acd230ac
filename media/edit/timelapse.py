"""A clip run so fast that hours become seconds, without its sound."""

from __future__ import annotations

from media.edit.modes import Steps
from media.edit.reading import frames_of
from media.edit.remake import remade
from media.edit.speed import at_speed
from media.errors import InputError
from media.types import Video
from media.workspace import Workspace


def timelapse(work: Workspace, clip: Video, every: int, steps: Steps) -> Video:
    """Keep one frame of many, or blend the many into one.

    Raises:
        InputError: the clip has fewer frames than go into one.
    """
    if every > clip.frames:
        raise InputError(
            f"a clip of {clip.frames} frames has none to keep of {every}",
            f"keep one of {clip.frames} or fewer",
            "every",
            "EMPTY_CLIP",
        )
    count = clip.frames // every
    frames = at_speed(frames_of(work, clip), float(every), count, steps)
    return remade(work, clip, frames, sound=None, expected=count)
