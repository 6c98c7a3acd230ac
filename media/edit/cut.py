"""A part of a clip, by its time or by its place in the picture."""

from __future__ import annotations

from media.edit.framing import even
from media.edit.reading import frames_between, frames_of, sound_of
from media.edit.region import Region
from media.edit.remake import remade
from media.edit.span import span
from media.errors import InputError
from media.types import Size, Video
from media.workspace import Workspace


def trim(work: Workspace, clip: Video, start_s: float, end_s: float | None) -> Video:
    """The part between two times, and the sound that belongs to it.

    Raises:
        InputError: a time lies outside of the clip, or nothing lies between the two.
    """
    kept = span(clip, start_s, end_s)
    sound = sound_of(work, clip)
    return remade(
        work,
        clip,
        frames_between(work.open(clip), clip.rate, kept.first, kept.end, alpha=clip.alpha),
        sound=None if sound is None else sound[kept.samples(clip.rate)],
        expected=kept.end - kept.first,
    )


def crop(work: Workspace, clip: Video, region: Region) -> Video:
    """A rectangle of the picture; sides of an odd number of pixels lose one.

    Raises:
        InputError: the rectangle does not lie within the picture, or is too small.
    """
    box = region.box(clip.size)
    if min(box.width, box.height) < 2:
        raise InputError("the rectangle is too small", "keep 2 pixels or more", "region")
    size = Size(width=even(box.width - box.width % 2), height=even(box.height - box.height % 2))
    kept = box._replace(width=size.width, height=size.height)
    frames = (frame[kept.rows, kept.columns] for frame in frames_of(work, clip))
    return remade(work, clip, frames, sound=sound_of(work, clip), size=size)
