"""Things erased from a clip: a part of the picture that the user names, or a mark that stands."""

from __future__ import annotations

import cv2
import numpy as np

from media.edit.fill import Filler
from media.edit.mark import find_mark
from media.edit.modes import Unmarked
from media.edit.motion import Grey
from media.edit.reading import frames_of, sound_of
from media.edit.region import Region
from media.edit.remake import remade
from media.errors import InputError
from media.types import Mask, Video
from media.workspace import Workspace

MOST = 0.5
"""Share of the picture beyond which there is not enough left to paint from."""


def erase(work: Workspace, clip: Video, region: Region, mask: Mask | None) -> Video:
    """Paint over a part of a clip through all of it.

    Args:
        work: where all comes from and goes.
        clip: what has something that it should not have.
        region: the part.
        mask: the part, white; counts instead of the rectangle.

    Raises:
        InputError: the part lies outside of the picture, holds nothing, or most of it.
    """
    return _without(
        work, clip, _of_region(clip, region) if mask is None else _read(work, clip, mask)
    )


def watermark(work: Workspace, clip: Video, region: Region | None) -> Unmarked:
    """Find a mark that stands while the picture moves, and paint over it.

    Args:
        work: where the clip comes from and goes.
        clip: what has a mark.
        region: where to look for it; there it is painted over in any case.

    Raises:
        InputError: there is none, or the picture behind it does not move either.
    """
    part = find_mark(work, clip) if region is None else _of_region(clip, region)
    made = _without(work, clip, part)
    target = work.scratch("mask.png")
    cv2.imwrite(str(target), part)
    found = work.save(target, Mask, format="png", width=clip.width, height=clip.height)
    return Unmarked(clip=made, mask=found)


def _without(work: Workspace, clip: Video, part: Grey) -> Video:
    share = float((part > 127).mean())
    if not 0 < share <= MOST:
        raise InputError(
            "nothing is marked" if share == 0 else f"{share:.0%} of the picture is marked",
            f"mark a part of it, up to {MOST:.0%}",
            "mask",
            "BAD_MASK",
        )
    frames = Filler(part).run(frames_of(work, clip))
    return remade(work, clip, frames, sound=sound_of(work, clip))


def _of_region(clip: Video, region: Region) -> Grey:
    box = region.box(clip.size)
    part = np.zeros((clip.height, clip.width), np.uint8)
    part[box.rows, box.columns] = 255
    return part


def _read(work: Workspace, clip: Video, mask: Mask) -> Grey:
    found = cv2.imread(str(work.open(mask)), cv2.IMREAD_GRAYSCALE)
    if found is None:
        raise InputError("the mask cannot be read", "use a grey PNG", "mask", "BAD_MEDIA")
    size = (clip.width, clip.height)
    return np.asarray(cv2.resize(found, size, interpolation=cv2.INTER_NEAREST), np.uint8)
