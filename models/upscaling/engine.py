"""Enlarges pictures and clips by Swin2SR: detail is drawn that was not there.

Nothing is drawn by lot, and no words are heard: the same picture gives the same larger one.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator

import cv2
import numpy as np
from pydantic import Field
from transformers import Swin2SRForImageSuperResolution

from media.codec.clips import Frame, save_clip
from media.edit.enlarge import LARGEST as LARGEST_EDGE
from media.edit.reading import frames_of, sound_of
from media.errors import EngineUnavailable, InputError
from media.model import Model
from media.still.files import LARGEST, load, save
from media.types import Image, Size, Video
from media.workspace import Workspace
from models.setup import Setup
from models.torched import Torched, in_bgr, in_rgb
from models.upscaling.tiles import Light, Tiling

MOST = 16
"""The largest factor: beyond it nothing is left of what was photographed."""


class Options(Model):
    """How a picture is cut into what a card holds."""

    tile: int = Field(default=256, ge=16)
    """Pixels of a tile's edge, before it is enlarged."""
    overlap: int = Field(default=32, ge=0)
    """Pixels by which tiles lie over each other at least, and over which they fade."""


class Swin2SR:
    """An `ImageUpscaleEngine` and a `VideoUpscaleEngine`."""

    def __init__(self, setup: Setup) -> None:
        """Load the weights.

        Raises:
            EngineUnavailable: they are none of Swin2SR's, or of one that enlarges nothing.
            InputError: an option is wrong.
            OutOfMemory: the card cannot hold them.
        """
        self._name = setup.row.id
        self._net = Torched(setup, Swin2SRForImageSuperResolution)
        config = self._net.model.config
        self._factor: int = config.upscale
        if self._factor < 2:
            raise EngineUnavailable(
                f"{self._name} restores pictures and enlarges none", "name a model that enlarges"
            )
        self._tiling = _tiling(setup, config.window_size)

    def measured_peak_gb(self) -> float:
        """The most of the card's memory that was ever taken here; 0 without a card."""
        return self._net.measured_peak_gb()

    def upscale(
        self, work: Workspace, *, image: Image, factor: int, prompt: str = "", seed: int = 0
    ) -> Image:
        """Enlarge a picture by a whole factor; `prompt` and `seed` have no meaning.

        Raises:
            InputError: it enlarges by other factors, or the result would be too large.
            OutOfMemory: the card cannot hold a tile.
        """
        passes = self._passes(factor)
        if image.width * image.height * factor**2 > LARGEST:
            raise _too_large(image.width, image.height, factor)
        frame = load(work, image)
        told = _Told(work, self._tiles(frame.shape[1], frame.shape[0], passes))
        return save(work, self._enlarged(frame, passes, told.one_more))

    def upscale_clip(self, work: Workspace, *, clip: Video, factor: int) -> Video:
        """Enlarge a clip frame by frame; its sound stays.

        Raises:
            InputError: it enlarges by other factors, or the result would be too large.
            OutOfMemory: the card cannot hold a tile.
        """
        passes = self._passes(factor)
        if max(clip.width, clip.height) * factor > LARGEST_EDGE:
            raise _too_large(clip.width, clip.height, factor)
        told = _Told(work, clip.frames * self._tiles(clip.width, clip.height, passes))
        frames: Iterator[Frame] = (
            self._enlarged(frame, passes, told.one_more) for frame in frames_of(work, clip)
        )
        return save_clip(
            work,
            frames,
            size=Size(width=clip.width * factor, height=clip.height * factor),
            rate=clip.rate,
            sound=sound_of(work, clip),
            alpha=clip.alpha,
        )

    def _passes(self, factor: int) -> int:
        """How often the model has to enlarge."""
        known = [self._factor**times for times in range(1, MOST) if self._factor**times <= MOST]
        if factor not in known:
            factors = " or ".join(str(one) for one in known)
            raise InputError(
                f"{self._name} does not enlarge by {factor}",
                f"ask for {factors}, or another model",
                "factor",
            )
        return known.index(factor) + 1

    def _tiles(self, width: int, height: int, passes: int) -> int:
        scales = [self._factor**done for done in range(passes)]
        return sum(self._tiling.tiles(width * scale, height * scale) for scale in scales)

    def _enlarged(self, frame: Frame, passes: int, after_tile: Callable[[], None]) -> Frame:
        def ask(tile: Light) -> Light:
            made = self._net.guarded(lambda: self._asked(tile))
            after_tile()
            return made

        light = in_rgb(_bled(frame))
        for _ in range(passes):
            light = np.clip(self._tiling.enlarged(light, self._factor, ask), 0, 1)
        colours = in_bgr(light)
        if frame.shape[2] == 3:
            return colours
        size = (colours.shape[1], colours.shape[0])
        alpha = cv2.resize(frame[:, :, 3], size, interpolation=cv2.INTER_CUBIC)
        return np.dstack((colours, np.asarray(alpha, np.uint8)))

    def _asked(self, tile: Light) -> Light:
        found = self._net.model(pixel_values=self._net.given(tile)).reconstruction
        return self._net.taken(found)[0].transpose(1, 2, 0)


class _Told:
    """How far a request is, by tiles."""

    def __init__(self, work: Workspace, total: int) -> None:
        self._work, self._total, self._done = work, total, 0
        work.progress(0.0)

    def one_more(self) -> None:
        """Another tile is made."""
        self._done += 1
        self._work.progress(min(1.0, self._done / self._total))


def _tiling(setup: Setup, window: int) -> Tiling:
    options = setup.options_as(Options, "give tile and overlap in pixels")
    if options.overlap * 2 > options.tile:
        raise InputError(
            f"{setup.row.id}: tiles of {options.tile} lie over each other by {options.overlap}",
            "let it be half of a tile or less", "options.overlap",
        )  # fmt: skip
    return Tiling(math.ceil(options.tile / window) * window, options.overlap, window)


def _bled(frame: Frame) -> Frame:
    """A frame whose colours go on where it is transparent, so that none of what is hidden shows."""
    if frame.shape[2] == 3 or frame[:, :, 3].all() or not frame[:, :, 3].any():
        return frame
    hidden = np.asarray(frame[:, :, 3] == 0, np.uint8)
    _, found = cv2.distanceTransformWithLabels(
        hidden, cv2.DIST_L2, cv2.DIST_MASK_5, labelType=cv2.DIST_LABEL_PIXEL
    )
    labels = np.asarray(found, np.intp)
    # Each seen pixel has a label of its own, and each hidden one that of its nearest.
    colours = np.zeros((labels.max() + 1, 3), np.uint8)
    seen = hidden == 0
    colours[labels[seen]] = frame[:, :, :3][seen]
    return colours[labels]


def _too_large(width: int, height: int, factor: int) -> InputError:
    return InputError(
        f"{width}x{height} times {factor} is too large",
        "use a smaller factor, or make it smaller first",
        "factor",
        "TOO_LARGE",
    )
