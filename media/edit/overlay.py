"""A picture or a clip laid over a clip."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

import cv2
import numpy as np

from media.audio.pcm import Block
from media.clock import sample_at_frame
from media.codec.clips import Frame
from media.edit.alpha import laid_over, resized
from media.edit.level import held
from media.edit.reading import (
    frames_at_rate,
    frames_of,
    picked,
    shown_at,
    sound_of,
)
from media.edit.region import Box
from media.edit.remake import remade
from media.edit.span import Span, span, whole_frames
from media.errors import InputError
from media.types import Image, Size, Video
from media.workspace import Workspace


class _Layer(NamedTuple):
    """What is laid over a clip: its pictures from the first shown on, and when they show."""

    pictures: Iterator[Frame]
    box: Box
    shown: Span


def overlay(
    work: Workspace,
    clip: Video,
    top: Image | Video,
    x: float,
    y: float,
    width: float,
    opacity: float,
    start_s: float,
    end_s: float | None,
    fade_s: float,
    mix_sound: bool,
) -> Video:
    """Lay a picture or a clip over a clip; its transparency is heeded.

    Args:
        work: where all comes from and goes.
        clip: what lies below.
        top: what lies over it.
        x: where its middle is, as a share of the clip's width.
        y: the same of its height.
        width: how wide it is, as a share of the clip's width.
        opacity: from 0 to 1.
        start_s: when it appears.
        end_s: when it is gone; else with the end of either.
        fade_s: how long it takes to appear and to go.
        mix_sound: whether the sound of a clip on top is heard too.

    Raises:
        InputError: a time lies outside of the clip, or no part of it is in the picture.
    """
    shown = span(clip, start_s, end_s)
    if isinstance(top, Video):
        shown = shown._replace(end=min(shown.end, shown.first + frames_at_rate(top, clip.rate)))
    box = _place(clip.size, top, x, y, width)
    layer = _Layer(_pictures(work, clip, top, box, shown), box, shown)
    fade = whole_frames(fade_s, clip.rate)
    frames = _laid(frames_of(work, clip), layer, lambda index: opacity * _light(index, shown, fade))
    heard = sound_of(work, clip)
    if mix_sound and isinstance(top, Video):
        heard = _mixed(heard, sound_of(work, top), clip, shown)
    return remade(work, clip, frames, sound=heard)


def _place(size: Size, top: Image | Video, x: float, y: float, width: float) -> Box:
    across = max(1, round(width * size.width))
    down = max(1, round(across * top.height / top.width))
    box = Box(round(x * size.width - across / 2), round(y * size.height - down / 2), across, down)
    if not (_within(box, size).width and _within(box, size).height):
        raise InputError(
            "no part of it would be in the picture", "bring x and y nearer to 0.5", "x"
        )
    return box


def _within(box: Box, size: Size) -> Box:
    """The part of a box that is in the picture."""
    left, top = max(0, box.left), max(0, box.top)
    right = min(size.width, box.left + box.width)
    bottom = min(size.height, box.top + box.height)
    return Box(left, top, max(0, right - left), max(0, bottom - top))


def _pictures(
    work: Workspace, clip: Video, top: Image | Video, box: Box, shown: Span
) -> Iterator[Frame]:
    """What lies on top for each frame in which it shows, in its size."""
    if isinstance(top, Image):
        still = resized(_still(work, top), box.width, box.height)
        for _ in range(shown.first, shown.end):
            yield still
        return
    wanted = shown_at(top.rate, clip.rate, top.frames, shown.end - shown.first)
    for frame in picked(frames_of(work, top), wanted):
        yield resized(frame, box.width, box.height)


def _still(work: Workspace, image: Image) -> Frame:
    found = cv2.imread(str(work.open(image)), cv2.IMREAD_UNCHANGED)
    if found is None:
        raise InputError(
            f"the {image.format} picture cannot be read", "use PNG, JPEG or WebP", "top",
            "BAD_MEDIA",
        )  # fmt: skip
    if found.dtype != np.uint8:
        found = cv2.convertScaleAbs(found, alpha=1 / 257)
    if found.ndim == 2:
        found = cv2.cvtColor(found, cv2.COLOR_GRAY2BGR)
    return np.asarray(found, np.uint8)


def _laid(
    frames: Iterator[Frame], layer: _Layer, opacity: Callable[[int], float]
) -> Iterator[Frame]:
    for index, frame in enumerate(frames):
        if not layer.shown.first <= index < layer.shown.end:
            yield frame
            continue
        picture = next(layer.pictures)
        height, width = frame.shape[:2]
        part = _within(layer.box, Size(width=width, height=height))
        left, top = part.left - layer.box.left, part.top - layer.box.top
        shown = picture[top : top + part.height, left : left + part.width]
        result = frame.copy()
        below = frame[part.rows, part.columns]
        result[part.rows, part.columns] = laid_over(below, shown, opacity(index))
        yield result


def _light(index: int, shown: Span, fade: int) -> float:
    """How much of it shows as it appears and goes."""
    inside = min(index - shown.first, shown.end - 1 - index) + 1
    return min(1.0, inside / (fade + 1))


def _mixed(below: Block | None, top: Block | None, clip: Video, shown: Span) -> Block | None:
    if top is None:
        return below
    samples = sample_at_frame(clip.frames, clip.rate)
    heard = np.zeros((samples, 2), np.float32) if below is None else below.copy()
    part = shown.samples(clip.rate)
    added = top[: part.stop - part.start]
    heard[part.start : part.start + len(added)] += added
    return held(heard)
