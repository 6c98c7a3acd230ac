"""One function of a frame, done to a picture or to every frame of a clip."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np

from media.codec.clips import Frame, read_frames, read_sound, save_clip
from media.still.files import load, save
from media.types import Image, Video
from media.workspace import Workspace

Change = Callable[[Frame], Frame]
"""Takes and gives BGR."""


def each(work: Workspace, picture: Image | Video, change: Change) -> Image | Video:
    """The picture or the clip, changed; transparency and sound stay as they are."""
    if isinstance(picture, Image):
        return save(work, _changed(load(work, picture, "picture"), change))
    path = work.open(picture)
    frames = read_frames(path, alpha=picture.alpha)
    return save_clip(
        work,
        _told(work, (_changed(frame, change) for frame in frames), picture.frames),
        size=picture.size,
        rate=picture.rate,
        sound=read_sound(path) if picture.sound else None,
        alpha=picture.alpha,
    )


def _changed(frame: Frame, change: Change) -> Frame:
    if frame.shape[2] == 3:
        return change(frame)
    colour = change(np.ascontiguousarray(frame[:, :, :3]))
    return np.concatenate((colour, frame[:, :, 3:]), axis=2)


def _told(work: Workspace, frames: Iterator[Frame], count: int) -> Iterator[Frame]:
    for index, frame in enumerate(frames):
        if index % 24 == 0:
            work.progress(index / count)
        yield frame


def seen(work: Workspace, picture: Image | Video, most: int, field: str = "picture") -> list[Frame]:
    """Frames that stand for the whole: the picture, or up to `most` of a clip, evenly apart."""
    if isinstance(picture, Image):
        frame = load(work, picture, field)
        return [_visible(frame)]
    step = max(1, picture.frames // most)
    frames = read_frames(work.open(picture), alpha=picture.alpha)
    return [_visible(frame) for index, frame in enumerate(frames) if index % step == step // 2]


def _visible(frame: Frame) -> Frame:
    """What can be seen of a frame, as BGR: one row of pixels where some are transparent."""
    if frame.shape[2] == 3:
        return frame
    solid = frame[frame[:, :, 3] > 127][:, :3]
    return solid[None] if len(solid) else np.zeros((1, 1, 3), np.uint8)
