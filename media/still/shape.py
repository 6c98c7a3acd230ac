"""The size and the frame of a picture: resized, cropped, turned."""

from __future__ import annotations

import math
from typing import Literal

import cv2
import numpy as np

from media.codec.clips import Frame
from media.colour.hexes import to_bgr
from media.errors import InputError
from media.still.files import LARGEST, Format, load, save
from media.types import Image
from media.workspace import Workspace

Fit = Literal["stretch", "contain", "cover"]


def resize(
    work: Workspace,
    *,
    image: Image,
    width: int | None,
    height: int | None,
    fit: Fit,
    fill: str,
) -> Image:
    """Bring a picture to a size; with one side given the other follows.

    Raises:
        InputError: neither side is given.
    """
    frame = load(work, image)
    tall, wide = frame.shape[:2]
    if width is None and height is None:
        raise InputError("the picture has no size to get", "give a width or a height", "width")
    target = (
        width or max(1, round(wide * (height or 0) / tall)),
        height or max(1, round(tall * (width or 0) / wide)),
    )
    if fit == "cover":
        return save(work, covering(frame, *target))
    if fit == "contain":
        return save(work, _contained(frame, target, fill))
    return save(work, scaled(frame, *target))


def scaled(frame: Frame, width: int, height: int) -> Frame:
    """Smaller by area, larger by Lanczos's kernel; colours of what is transparent stay out."""
    if (frame.shape[1], frame.shape[0]) == (width, height):
        return frame
    smaller = width * height < frame.shape[0] * frame.shape[1]
    how = cv2.INTER_AREA if smaller else cv2.INTER_LANCZOS4
    if frame.shape[2] == 3:
        return np.asarray(cv2.resize(frame, (width, height), interpolation=how), np.uint8)
    alpha = frame[:, :, 3:].astype(np.float32) / 255
    weighed = np.concatenate((frame[:, :, :3] * alpha, frame[:, :, 3:]), axis=2)
    found = cv2.resize(weighed.astype(np.float32), (width, height), interpolation=how)
    colour = found[:, :, :3] * 255 / np.maximum(found[:, :, 3:], 1)
    return np.clip(np.rint(np.dstack((colour, found[:, :, 3]))), 0, 255).astype(np.uint8)


def covering(frame: Frame, width: int, height: int) -> Frame:
    """The middle of a picture, at a size."""
    return scaled(_cut_to(frame, width / height), width, height)


def _cut_to(frame: Frame, aspect: float) -> Frame:
    """The middle of a picture, of another aspect."""
    tall, wide = frame.shape[:2]
    width, height = min(wide, round(tall * aspect)), min(tall, round(wide / aspect))
    left, top = (wide - width) // 2, (tall - height) // 2
    return frame[top : top + max(1, height), left : left + max(1, width)]


def _contained(frame: Frame, target: tuple[int, int], fill: str) -> Frame:
    tall, wide = frame.shape[:2]
    scale = min(target[0] / wide, target[1] / tall)
    inner = scaled(frame, max(1, round(wide * scale)), max(1, round(tall * scale)))
    page = _page(target, inner.shape[2], fill)
    left, top = (target[0] - inner.shape[1]) // 2, (target[1] - inner.shape[0]) // 2
    place = (slice(top, top + inner.shape[0]), slice(left, left + inner.shape[1]))
    page[place] = inner if page.shape[2] == inner.shape[2] else _with_alpha(inner)
    return page


def _page(size: tuple[int, int], channels: int, fill: str) -> Frame:
    """An empty page; without a colour it is transparent."""
    if not fill:
        return np.zeros((size[1], size[0], 4), np.uint8)
    page = np.full((size[1], size[0], channels), 255, np.uint8)
    page[:, :, :3] = to_bgr(fill)
    return page


def _with_alpha(frame: Frame) -> Frame:
    return np.dstack((frame, np.full(frame.shape[:2], 255, np.uint8)))


def crop(work: Workspace, *, image: Image, left: int, top: int, width: int, height: int) -> Image:
    """A rectangle of a picture, in its pixels.

    Raises:
        InputError: it reaches out of the picture.
    """
    frame = load(work, image)
    tall, wide = frame.shape[:2]
    if left + width > wide or top + height > tall:
        raise InputError(
            f"the rectangle reaches out of a picture of {wide}x{tall}",
            "move it or make it smaller",
            "width" if left + width > wide else "height",
            "BAD_RANGE",
        )
    return save(work, np.ascontiguousarray(frame[top : top + height, left : left + width]))


def rotate(work: Workspace, *, image: Image, degrees: float, grows: bool, fill: str) -> Image:
    """Turn a picture clockwise; by quarters exactly, else on a page that holds it if it `grows`."""
    frame = load(work, image)
    quarters = degrees / 90
    if quarters == round(quarters) and (grows or round(quarters) % 2 == 0):
        return save(work, np.ascontiguousarray(np.rot90(frame, -round(quarters) % 4)))
    tall, wide = frame.shape[:2]
    turn = math.radians(degrees)
    size = (wide, tall)
    if grows:
        across, down = abs(math.cos(turn)), abs(math.sin(turn))
        size = (math.ceil(wide * across + tall * down), math.ceil(wide * down + tall * across))
    if size[0] * size[1] > LARGEST:
        raise InputError("the turned picture is too large", "make it smaller first", "image")
    matrix = cv2.getRotationMatrix2D(((wide - 1) / 2, (tall - 1) / 2), -degrees, 1.0)
    matrix[:, 2] += [(size[0] - wide) / 2, (size[1] - tall) / 2]
    source = frame if fill and frame.shape[2] == 3 else _opaque_or_own(frame)
    border = (*to_bgr(fill), 255) if fill else (0, 0, 0, 0)
    turned = cv2.warpAffine(
        source, matrix, size, flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_CONSTANT,
        borderValue=border,
    )  # fmt: skip
    return save(work, np.asarray(turned, np.uint8))


def _opaque_or_own(frame: Frame) -> Frame:
    return frame if frame.shape[2] == 4 else _with_alpha(frame)


def convert(work: Workspace, *, image: Image, format: Format, quality: int) -> Image:
    """A picture in another format."""
    return save(work, load(work, image), format, quality)
