"""A subject that is found frame by frame, as a clip: steadied over time, edges along the picture's.

A model that looks at single frames flickers. So what is likely is averaged over a frame and its
neighbours before it becomes a mask.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator

import numpy as np

from media.codec.clips import Frame
from media.edit.reading import frames_of, sound_of
from media.edit.remake import remade
from media.errors import InputError
from media.still.cutout import SEEN, along
from media.types import Video
from media.workspace import Workspace
from models.torched import Light

Seeing = Callable[[Frame], Light]


def cut_out(work: Workspace, clip: Video, seen: Seeing, masked: Callable[[Light], Light]) -> Video:
    """The clip with alpha; its sound stays.

    Args:
        work: where it is and goes.
        clip: what is cut.
        seen: how likely each place of a frame shows what is meant, in a size of its own.
        masked: what is likely as a mask from 0 to 1 of the clip's size.

    Raises:
        InputError: it is nowhere seen.
    """
    frames = frames_of(work, clip, alpha=False)
    cut = _cut(_steadied((frame, seen(frame)) for frame in frames), masked)
    return remade(work, clip, cut, sound=sound_of(work, clip), alpha=True)


def _cut(found: Iterable[tuple[Frame, Light]], masked: Callable[[Light], Light]) -> Iterator[Frame]:
    most = 0.0
    for frame, likely in found:
        share = masked(likely)
        most = max(most, float(share.max()))
        alpha = along(frame, share)
        # What is not seen is black, which takes no room in the file.
        colours = np.where(alpha[..., None] > 0, frame, np.uint8(0))
        yield np.dstack((colours, alpha))
    if most < SEEN:
        raise InputError(
            "nothing of it is seen in the clip", "say it otherwise", "prompt", "NO_SUBJECT"
        )


def _steadied(found: Iterator[tuple[Frame, Light]]) -> Iterator[tuple[Frame, Light]]:
    """Each frame with what is likely in it and in its neighbours; ends are neighbours of theirs."""
    window: deque[tuple[Frame, Light]] = deque(maxlen=3)
    for one in found:
        if not window:
            window.append(one)
        window.append(one)
        if len(window) == 3:
            yield _middle(window)
    if window:
        window.append(window[-1])
        yield _middle(window)


def _middle(window: deque[tuple[Frame, Light]]) -> tuple[Frame, Light]:
    (_, before), (frame, now), (_, after) = window
    return frame, ((before + now + after) / 3).astype(np.float32)
