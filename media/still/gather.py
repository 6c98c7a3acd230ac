"""Several pictures on one page."""

from __future__ import annotations

import math

import numpy as np

from media.codec.clips import Frame
from media.colour.hexes import to_bgr
from media.errors import InputError
from media.still.blend import as_light, laid
from media.still.files import LARGEST, load, save
from media.still.shape import scaled
from media.types import Image
from media.workspace import Workspace


def grid(
    work: Workspace,
    *,
    images: tuple[Image, ...],
    columns: int,
    cell_width: int,
    cell_height: int,
    gap: int,
    background: str,
) -> Image:
    """Pictures in rows, each whole in its cell.

    Raises:
        InputError: there is none, or the page would be too large.
    """
    if not images:
        raise InputError("there is no picture to show", "give one or more", "images")
    columns = min(columns, len(images)) if columns else math.ceil(math.sqrt(len(images)))
    rows = math.ceil(len(images) / columns)
    width, height = (
        count * side + (count + 1) * gap
        for count, side in ((columns, cell_width), (rows, cell_height))
    )
    if width * height > LARGEST:
        raise InputError("the page would be too large", "make its cells smaller", "cell_width")
    page = np.full((height, width, 3), to_bgr(background), np.uint8)
    for index, image in enumerate(images):
        row, column = divmod(index, columns)
        inner = _within(load(work, image, "images"), cell_width, cell_height)
        top = gap + row * (cell_height + gap) + (cell_height - inner.shape[0]) // 2
        left = gap + column * (cell_width + gap) + (cell_width - inner.shape[1]) // 2
        place = (slice(top, top + inner.shape[0]), slice(left, left + inner.shape[1]))
        page[place] = _over(page[place], inner)
    return save(work, page)


def _within(frame: Frame, width: int, height: int) -> Frame:
    scale = min(width / frame.shape[1], height / frame.shape[0])
    sides = (max(1, round(side * scale)) for side in (frame.shape[1], frame.shape[0]))
    return scaled(frame, *sides)


def _over(page: Frame, inner: Frame) -> Frame:
    if inner.shape[2] == 3:
        return inner
    return laid(page, as_light(inner), "normal")
