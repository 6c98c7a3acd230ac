"""Stills of a clip, one or several, and a sheet of them."""

from __future__ import annotations

import cv2
import numpy as np

from media.codec.clips import Frame
from media.edit.alpha import resized
from media.edit.modes import Stills, Which
from media.edit.reading import frame_at
from media.edit.span import frame_index
from media.types import Image, Video
from media.workspace import Workspace

GAP = 8
"""Pixels between the pictures of a sheet."""
GROUND = (24, 22, 20)


def still(work: Workspace, clip: Video, which: Which, at_s: float) -> Image:
    """One frame as a picture.

    Raises:
        InputError: the clip is over by then.
    """
    places = {"first": 0, "middle": clip.frames // 2, "last": clip.frames - 1}
    index = frame_index(clip, at_s) if which == "time" else places[which]
    return save_picture(work, frame_at(work, clip, index))


def stills(work: Workspace, clip: Video, count: int, columns: int, width: int) -> Stills:
    """Frames from the middles of equal parts, and a sheet of them.

    Args:
        work: where they go.
        clip: what they are of.
        count: how many; a clip of fewer frames gives all.
        columns: of the sheet.
        width: of a picture on the sheet.
    """
    count = min(count, clip.frames)
    images: list[Image] = []
    small: list[Frame] = []
    height = max(2, round(width * clip.height / clip.width))
    for number in range(count):
        index = (2 * number + 1) * clip.frames // (2 * count)
        frame = frame_at(work, clip, index)
        images.append(save_picture(work, frame))
        small.append(resized(frame[..., :3], width, height))
        work.progress((number + 1) / count)
    return Stills(images=tuple(images), sheet=save_picture(work, _sheet(small, columns)))


def _sheet(pictures: list[Frame], columns: int) -> Frame:
    height, width = pictures[0].shape[:2]
    columns = min(columns, len(pictures))
    rows = -(-len(pictures) // columns)
    down, across = (height + GAP) * rows + GAP, (width + GAP) * columns + GAP
    sheet = np.full((down, across, 3), GROUND, np.uint8)
    for number, picture in enumerate(pictures):
        top = GAP + number // columns * (height + GAP)
        left = GAP + number % columns * (width + GAP)
        sheet[top : top + height, left : left + width] = picture
    return sheet


def save_picture(work: Workspace, frame: Frame) -> Image:
    """A frame as a PNG of the store."""
    target = work.scratch("still.png")
    cv2.imwrite(str(target), frame)
    return work.save(target, Image, format="png", width=frame.shape[1], height=frame.shape[0])
