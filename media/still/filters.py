"""Softer, sharper, larger."""

from __future__ import annotations

import math
from typing import Literal

import cv2
import numpy as np
from numpy.typing import NDArray

from media.codec.clips import Frame
from media.colour.each import Change
from media.errors import InputError
from media.still.files import LARGEST, load, load_mask, save
from media.still.shape import scaled
from media.types import Image
from media.workspace import Workspace

Kind = Literal["gaussian", "motion", "pixels"]
Values = NDArray[np.float32]

PASSES = 12
"""Of the way back to the picture that was enlarged."""
STEP = 0.9


def blur(
    work: Workspace,
    *,
    image: Image,
    kind: Kind,
    radius: float,
    degrees: float,
    mask: Image | None,
) -> Image:
    """Blur a picture, or what a mask shows of it.

    Args:
        work: where it comes from.
        image: the picture.
        kind: softly all round, along a line, or in squares as faces are made unknown.
        radius: how far, as a part of the shorter side.
        degrees: of the line, counted from the right, clockwise.
        mask: what is blurred; none: all.
    """
    frame = load(work, image)
    tall, wide = frame.shape[:2]
    reach = radius * min(tall, wide)
    soft = {"gaussian": _gaussian, "motion": _motion, "pixels": _pixels}[kind](
        frame, reach, degrees
    )
    if mask is None:
        return save(work, soft)
    share = load_mask(work, mask, (wide, tall)).astype(np.float32)[:, :, None] / 255
    return save(work, np.rint(frame + share * (soft.astype(np.float32) - frame)).astype(np.uint8))


def _gaussian(frame: Frame, reach: float, _degrees: float) -> Frame:
    return np.asarray(cv2.GaussianBlur(frame, (0, 0), max(0.1, reach / 2)), np.uint8)


def _motion(frame: Frame, reach: float, degrees: float) -> Frame:
    """Averaged along a line as long as twice the reach."""
    half = max(1, math.ceil(reach))
    kernel = np.zeros((2 * half + 1, 2 * half + 1), np.float32)
    aside = (math.cos(math.radians(degrees)) * reach, math.sin(math.radians(degrees)) * reach)
    ends = [
        (round(16 * (half + way * aside[0])), round(16 * (half + way * aside[1])))
        for way in (-1, 1)
    ]
    cv2.line(kernel, ends[0], ends[1], 1.0, 1, cv2.LINE_AA, shift=4)
    return np.asarray(cv2.filter2D(frame, -1, kernel / max(1e-6, float(kernel.sum()))), np.uint8)


def _pixels(frame: Frame, reach: float, _degrees: float) -> Frame:
    tall, wide = frame.shape[:2]
    side = max(1.0, 2 * reach)
    small = (max(1, round(wide / side)), max(1, round(tall / side)))
    coarse = cv2.resize(frame, small, interpolation=cv2.INTER_AREA)
    return np.asarray(cv2.resize(coarse, (wide, tall), interpolation=cv2.INTER_NEAREST), np.uint8)


def sharpen(
    work: Workspace, *, image: Image, amount: float, radius_px: float, threshold: float
) -> Image:
    """Raise the detail of a picture's lightness; colours do not fringe, and grain stays.

    Args:
        work: where it comes from.
        image: the picture.
        amount: 1 doubles the detail.
        radius_px: how fine the detail is.
        threshold: differences up to so much of the whole range are left alone.
    """
    frame = load(work, image)
    return save(work, _with_colour(frame, lambda bgr: _sharper(bgr, amount, radius_px, threshold)))


def _with_colour(frame: Frame, change: Change) -> Frame:
    colour = change(np.ascontiguousarray(frame[:, :, :3]))
    return colour if frame.shape[2] == 3 else np.concatenate((colour, frame[:, :, 3:]), axis=2)


def _sharper(frame: Frame, amount: float, radius_px: float, threshold: float) -> Frame:
    light = frame.astype(np.float32) @ np.array([0.0722, 0.7152, 0.2126], np.float32)
    detail = light - np.asarray(cv2.GaussianBlur(light, (0, 0), radius_px), np.float32)
    kept = np.sign(detail) * np.maximum(np.abs(detail) - threshold * 255, 0)
    return np.rint(np.clip(frame + amount * kept[:, :, None], 0, 255)).astype(np.uint8)


def upscale(work: Workspace, *, image: Image, factor: float, detail: float) -> Image:
    """Enlarge a picture so that, made small again, it is what it was.

    Lanczos's kernel first; then what it lost is put back step by step (iterative back-projection,
    Irani and Peleg, 1991), and edges are made as steep as `detail` says. Nothing is invented.

    Raises:
        InputError: it would be too large.
    """
    frame = load(work, image)
    tall, wide = frame.shape[:2]
    size = (round(wide * factor), round(tall * factor))
    if size[0] * size[1] > LARGEST:
        raise InputError("the picture would be too large", "enlarge it less", "factor")
    large = scaled(frame, *size)
    colour = _restored(large[:, :, :3].astype(np.float32), frame[:, :, :3].astype(np.float32))
    found = np.rint(np.clip(colour, 0, 255)).astype(np.uint8)
    if detail > 0:
        found = _sharper(found, detail, 0.6 * factor, 0.004)
    if large.shape[2] == 4:
        found = np.concatenate((found, large[:, :, 3:]), axis=2)
    return save(work, found)


def _restored(large: Values, small: Values) -> Values:
    size, own = (large.shape[1], large.shape[0]), (small.shape[1], small.shape[0])
    low, high = _around(small, size)
    for _ in range(PASSES):
        missing = small - np.asarray(cv2.resize(large, own, interpolation=cv2.INTER_AREA))
        back = np.asarray(cv2.resize(missing, size, interpolation=cv2.INTER_CUBIC))
        large = (large + STEP * back).astype(np.float32)
        # Rings beside edges are brighter or darker than anything near.
        large = np.clip(large, low, high).astype(np.float32)
    return large


def _around(small: Values, size: tuple[int, int]) -> tuple[Values, Values]:
    """The darkest and the brightest near each place."""
    near = np.ones((3, 3), np.uint8)
    low, high = cv2.erode(small, near), cv2.dilate(small, near)
    return (
        np.asarray(cv2.resize(low, size, interpolation=cv2.INTER_LINEAR), np.float32),
        np.asarray(cv2.resize(high, size, interpolation=cv2.INTER_LINEAR), np.float32),
    )
