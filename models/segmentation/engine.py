"""Finds what words name in a picture, by CLIPSeg: white where it is seen.

It looks at a picture of 352 pixels a side, so that its masks are soft and their edges rough; what
is finer is for who lays them along the picture.
"""

from __future__ import annotations

import json
from typing import Any

import cv2
import numpy as np
from pydantic import Field
from transformers import AutoTokenizer, CLIPSegForImageSegmentation

from media.codec.clips import Frame
from media.errors import EngineUnavailable
from media.model import Model
from media.still.files import load_opaque, save_mask
from media.types import Image, Mask, Video
from media.workspace import Workspace
from models.segmentation.clips import cut_out
from models.setup import Setup
from models.torched import Light, Torched, in_rgb

MEAN, SPREAD = (0.485, 0.456, 0.406), (0.229, 0.224, 0.225)
"""Of ImageNet's colours: what it was taught by, where its folder says nothing."""
SIDE = 352
"""Pixels of what it was taught by."""


class Options(Model):
    """How its likelihoods become a mask."""

    threshold: float = Field(default=0.4, gt=0, lt=1)
    """From which likelihood on something is taken for seen; it is rarely sure."""
    softness: float = Field(default=0.1, ge=0, le=1)
    """How far around the threshold a mask is grey; 0 leaves it black and white."""
    subject: tuple[str, ...] = Field(
        default=("a person", "an animal", "the main object in the foreground"), min_length=1
    )
    """What is looked for without a prompt: whatever is likeliest at each place."""


class ClipSeg:
    """A `SegmentationEngine`. It knows English."""

    def __init__(self, setup: Setup) -> None:
        """Load the weights and the words.

        Raises:
            EngineUnavailable: they are none of CLIPSeg's.
            InputError: an option is wrong.
            OutOfMemory: the card cannot hold them.
        """
        self._options = setup.options_as(
            Options, "give threshold and softness from 0 to 1, and subject as a list of words"
        )
        self._seen = _Seeing(setup)
        self._net = Torched(setup, CLIPSegForImageSegmentation)
        try:
            self._words: Any = AutoTokenizer.from_pretrained(
                str(setup.folder), local_files_only=True
            )
        except (OSError, ValueError) as error:
            raise EngineUnavailable(
                f"{setup.row.id}: its words cannot be loaded", f"pull {setup.row.id} again"
            ) from error

    def measured_peak_gb(self) -> float:
        """The most of the card's memory that was ever taken here; 0 without a card."""
        return self._net.measured_peak_gb()

    def segment(self, work: Workspace, *, image: Image, prompt: str = "") -> Mask:
        """White where `prompt` is seen; without one, where what mostly is a subject is seen.

        What is not in the picture leaves the mask black.

        Raises:
            InputError: the picture cannot be read.
            OutOfMemory: the card cannot hold it.
        """
        work.progress(0.0)
        frame = load_opaque(work, image)
        likely = self._seen_in(frame, prompt)
        work.progress(1.0)
        mask = np.rint(self._mask(likely, frame.shape[1], frame.shape[0]) * np.float32(255))
        return save_mask(work, mask.astype(np.uint8))

    def cut_clip(self, work: Workspace, *, clip: Video, prompt: str = "") -> Video:
        """The clip with what is not `prompt` transparent, frame by frame and steadied over time.

        Raises:
            InputError: it is nowhere seen.
            OutOfMemory: the card cannot hold a frame.
        """
        return cut_out(
            work,
            clip,
            lambda frame: self._seen_in(frame, prompt),
            lambda likely: self._mask(likely, clip.width, clip.height),
        )

    def _seen_in(self, frame: Frame, prompt: str) -> Light:
        wanted = [prompt.strip()] if prompt.strip() else list(self._options.subject)
        return self._net.guarded(lambda: self._likely(frame, wanted))

    def _likely(self, frame: Frame, wanted: list[str]) -> Light:
        """How likely each place shows any of what is wanted."""
        pixels = self._net.given(self._seen.prepared(frame))
        words = self._words(wanted, padding=True, truncation=True, return_tensors="pt")
        found = self._net.model(
            input_ids=words.input_ids.to(pixels.device),
            attention_mask=words.attention_mask.to(pixels.device),
            pixel_values=pixels.expand(len(wanted), -1, -1, -1),
        )
        logits = self._net.taken(found.logits).reshape(len(wanted), *found.logits.shape[-2:])
        return (1 / (1 + np.exp(-logits.max(axis=0)))).astype(np.float32)

    def _mask(self, likely: Light, width: int, height: int) -> Light:
        """How much of each pixel is meant, from 0 to 1."""
        large = cv2.resize(likely, (width, height), interpolation=cv2.INTER_CUBIC)
        over = np.asarray(large, np.float32) - self._options.threshold
        share = over / (2 * self._options.softness) + 0.5 if self._options.softness else over > 0
        return np.clip(share, 0, 1).astype(np.float32)


class _Seeing:
    """What its folder says of the pictures that it was taught by."""

    def __init__(self, setup: Setup) -> None:
        path = setup.folder / "preprocessor_config.json"
        told: dict[str, Any] = json.loads(path.read_text("utf-8")) if path.is_file() else {}
        self._mean = np.asarray(told.get("image_mean") or MEAN, np.float32)
        self._spread = np.asarray(told.get("image_std") or SPREAD, np.float32)
        size: Any = told.get("size") or SIDE
        self._size = (
            (int(size["width"]), int(size["height"]))
            if isinstance(size, dict)
            else (int(size), int(size))
        )

    def prepared(self, frame: Frame) -> Light:
        """A picture as it was taught: of one size, its aspect lost, its colours centred."""
        smaller = self._size[0] * self._size[1] < frame.shape[0] * frame.shape[1]
        how = cv2.INTER_AREA if smaller else cv2.INTER_LINEAR
        light = np.asarray(cv2.resize(in_rgb(frame), self._size, interpolation=how), np.float32)
        return ((light - self._mean) / self._spread).astype(np.float32)
