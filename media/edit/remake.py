"""A clip made of another: what is not said stays as it was."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from media.audio.pcm import Block
from media.codec.clips import Frame, save_clip
from media.types import Size, Video
from media.workspace import Workspace

REPORT_EVERY = 24


def remade(
    work: Workspace,
    clip: Video,
    frames: Iterable[Frame],
    *,
    sound: Block | None,
    size: Size | None = None,
    alpha: bool | None = None,
    expected: int | None = None,
) -> Video:
    """Save frames as a clip of the same rate.

    Args:
        work: where it goes.
        clip: what it is made of.
        frames: the picture.
        sound: what is heard, from the first frame on.
        size: where it differs from the clip's.
        alpha: where it differs from the clip's.
        expected: about how many frames come, where it is another number than the clip's.
    """
    return save_clip(
        work,
        reported(work, frames, expected or clip.frames),
        size=size or clip.size,
        rate=clip.rate,
        sound=sound,
        alpha=clip.alpha if alpha is None else alpha,
    )


def reported(work: Workspace, frames: Iterable[Frame], expected: int) -> Iterator[Frame]:
    """Frames as they are, with a word on how many have passed."""
    for index, frame in enumerate(frames):
        if index % REPORT_EVERY == 0:
            work.progress(min(1.0, index / expected))
        yield frame
