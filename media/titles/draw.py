"""Titles as pictures, and over clips for a while."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from media.codec.clips import Frame, read_frames, read_sound, save_clip
from media.colour.hexes import to_bgr
from media.errors import InputError
from media.still.files import load_opaque, save
from media.still.shape import covering
from media.titles.kinds import Card, Title, Titled
from media.titles.setting import SetTitle, over
from media.types import Image, Size, Video
from media.workspace import Workspace

COMING_S, GOING_S = 0.6, 0.4
RISE = 0.35
"""How far below its place a title starts, in sizes."""


def card(
    work: Workspace, *, title: Title, image: Image | None, background: str, size: Size
) -> Card:
    """A title on a colour, or on a picture that is cut to the size.

    Raises:
        InputError: the words do not fit, or cannot be drawn.
    """
    words = SetTitle(title, size)
    if image is None:
        ground = np.full((size.height, size.width, 3), to_bgr(background), np.uint8)
        shade = np.zeros((size.height, size.width), np.float32)
    else:
        ground = covering(load_opaque(work, image), size.width, size.height)
        shade = words.shade()
    return Card(image=save(work, over(ground, words.words(), shade)))


def over_clip(
    work: Workspace, *, clip: Video, title: Title, start_s: float, seconds: float
) -> Titled:
    """A title over a clip: it rises into its place, stands, and fades.

    Raises:
        InputError: it starts behind the clip's end, or the clip is transparent.
    """
    if start_s >= clip.seconds:
        raise InputError(f"the clip lasts {clip.seconds:.2f} s", "start before that", "start_s")
    if clip.alpha:
        raise InputError("the clip is transparent", "lay it over something first", "clip")
    path = work.open(clip)
    frames = _titled(read_frames(path), SetTitle(title, clip.size), clip, start_s, seconds)
    sound = read_sound(path) if clip.sound else None
    return Titled(clip=save_clip(work, frames, size=clip.size, rate=clip.rate, sound=sound))


def _titled(
    frames: Iterator[Frame], title: SetTitle, clip: Video, start_s: float, seconds: float
) -> Iterator[Frame]:
    shade, standing = title.shade(), title.words()
    for index, frame in enumerate(frames):
        at = index / float(clip.rate) - start_s
        if not 0 <= at < seconds:
            yield frame
            continue
        come = _eased(min(1.0, (at + 1e-9) / min(COMING_S, seconds / 2)))
        left = _eased(min(1.0, (seconds - at) / min(GOING_S, seconds / 2)))
        shown = come * left
        words = standing if shown == 1 else title.words(shown, RISE * (1 - come))
        yield over(frame, words, shade * shown)


def _eased(share: float) -> float:
    """0 to 1, fast and then slow."""
    return 1 - (1 - share) ** 3
