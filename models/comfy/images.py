"""Pictures by workflows: from words, from pictures, and into holes of pictures."""

from __future__ import annotations

from typing import Any

import numpy as np

from media.codec.clips import Frame
from media.still.files import load, load_mask, load_opaque, opaque, save
from media.still.shape import covering
from media.types import Image, Mask, Size
from media.workspace import Workspace
from models.comfy.engine import ComfyEngine
from models.comfy.uploads import HOLED, Pictures, references_within
from models.diffusion.holes import kept, laid_mask
from models.diffusion.sizes import Canvas, canvas_for


class ComfyImages(ComfyEngine):
    """An `ImageEngine`, `ImageEditEngine` or `InpaintEngine`, as its row's family says."""

    def generate(
        self,
        work: Workspace,
        *,
        prompt: str,
        avoid: str = "",
        size: Size,
        steps: int | None = None,
        guidance: float | None = None,
        seed: int,
        style: str = "",
    ) -> Image:
        """Make a PNG of `size`.

        Raises:
            InputError: the size is beyond the row's limits, or the workflow cannot be told
                something.
            OutOfMemory: the server's card holds no such picture.
        """
        canvas = canvas_for((size.width, size.height), self.options)
        words = self.words(prompt, avoid, steps, guidance, seed, style)
        return save(work, self._drawn(work, words, canvas, {}))

    def edit(
        self,
        work: Workspace,
        *,
        image: Image,
        prompt: str,
        references: list[Image],
        strength: float = 0.6,
        steps: int | None = None,
        guidance: float | None = None,
        seed: int,
        style: str = "",
    ) -> Image:
        """Change a picture as words say, as large as it was.

        Raises:
            InputError: it takes no references, or fewer of them.
            OutOfMemory: the server's card holds no such picture.
        """
        references_within(self.form, len(references))
        frame = load_opaque(work, image)
        canvas = canvas_for((frame.shape[1], frame.shape[0]), self.options)
        words = self.words(prompt, "", steps, guidance, seed, style) | {"strength": strength}
        pictures = {
            "image": [canvas.laid(frame)],
            "references": [load_opaque(work, one, "references") for one in references],
        }
        return save(work, self._drawn(work, words, canvas, pictures))

    def inpaint(
        self,
        work: Workspace,
        *,
        image: Image,
        mask: Mask,
        prompt: str,
        strength: float = 1.0,
        steps: int | None = None,
        guidance: float | None = None,
        seed: int,
        style: str = "",
    ) -> Image:
        """Fill what is white in `mask`; every pixel where it is black stays as it is.

        Raises:
            InputError: the workflow cannot be told something.
            OutOfMemory: the server's card holds no such picture.
        """
        frame = load(work, image)
        wanted = frame.shape[1], frame.shape[0]
        hole = load_mask(work, mask, wanted)
        if strength <= 0 or not hole.any():
            return save(work, frame)
        canvas = canvas_for(wanted, self.options)
        words = self.words(prompt, "", steps, guidance, seed, style) | {"strength": strength}
        shown, white = canvas.laid(opaque(frame)), laid_mask(canvas, hole)
        pictures = {"image": [shown], "mask": [white], HOLED: [np.dstack((shown, 255 - white))]}
        return save(work, kept(frame, self._drawn(work, words, canvas, pictures), hole))

    def _drawn(
        self, work: Workspace, values: dict[str, Any], canvas: Canvas, pictures: Pictures
    ) -> Frame:
        width, height = canvas.edges
        values = values | {"width": width, "height": height}
        frame = load_opaque(work, self.ask(work, Image, values, pictures))
        return cut(canvas, frame)


def cut(canvas: Canvas, frame: Frame) -> Frame:
    """What was drawn, at the wanted size; of a workflow with sizes of its own, its middle."""
    if (frame.shape[1], frame.shape[0]) == canvas.edges:
        return canvas.cut(frame)
    return covering(frame, *canvas.wanted)
