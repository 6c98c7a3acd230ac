"""Pictures from words, from pictures, and into holes of pictures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from media.codec.clips import Frame
from media.errors import InputError, OutOfMemory
from media.still.files import load, load_mask, load_opaque, save
from media.style import Lora
from media.types import Image, Mask, Size
from media.workspace import Workspace
from models.diffusion.batches import Batch, key_of, results_of
from models.diffusion.engine import WARM_STEPS, DiffusersEngine, unheard
from models.diffusion.holes import kept, laid_mask
from models.diffusion.pictures import drawn, shown, shown_mask, side_by_side
from models.diffusion.running import Progress
from models.diffusion.sizes import Canvas, canvas_for
from models.diffusion.styles import PLAIN, Worn, worn

SMALLEST = 64
"""Pixels; both edges of a picture that is drawn to be warm."""


class DiffusersImages(DiffusersEngine):
    """An `ImageEngine`, `ImageEditEngine` and `InpaintEngine`, as its family's pipelines allow."""

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
        lora: Lora | None = None,
    ) -> Image:
        """Make a PNG of `size`.

        Raises:
            InputError: the size is beyond the row's limits, or the style is unknown.
            OutOfMemory: the card holds no such picture.
        """
        canvas = canvas_for((size.width, size.height), self.traits)
        arguments = self.words("image", prompt, avoid, steps, guidance)
        arguments |= self.edges("image", canvas)
        return save(
            work,
            self._draw("image", arguments, canvas, seed, worn(work, style, lora), work.progress),
        )

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
        lora: Lora | None = None,
    ) -> Image:
        """Change a picture as words say, as large as it was.

        Raises:
            InputError: it takes no references, or fewer of them.
            OutOfMemory: the card holds no such picture.
        """
        frame = load_opaque(work, image)
        looked_at = self.looked_at(work, references)
        canvas = canvas_for((frame.shape[1], frame.shape[0]), self.traits)
        arguments = self.words("image_edit", prompt, "", steps, guidance)
        arguments |= self.edges("image_edit", canvas)
        if self.traits.edits_by == "instruction":
            arguments["image"] = self._pictures(canvas.laid(frame), looked_at)
        elif strength <= 0:
            return save(work, frame)
        else:
            arguments |= _repainting(canvas.laid(frame), strength, arguments)
        return save(
            work,
            self._draw(
                "image_edit", arguments, canvas, seed, worn(work, style, lora), work.progress
            ),
        )

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
        lora: Lora | None = None,
    ) -> Image:
        """Fill what is white in `mask`; every pixel where it is black stays as it is.

        Raises:
            InputError: the style is unknown.
            OutOfMemory: the card holds no such picture.
        """
        frame = load(work, image)
        wanted = frame.shape[1], frame.shape[0]
        hole = load_mask(work, mask, wanted)
        if strength <= 0 or not hole.any():
            return save(work, frame)
        canvas = canvas_for(wanted, self.traits)
        arguments = self.words("image_inpaint", prompt, "", steps, guidance)
        arguments |= self.edges("image_inpaint", canvas)
        arguments |= _repainting(canvas.laid(frame[:, :, :3]), strength, arguments)
        arguments["mask_image"] = shown_mask(laid_mask(canvas, hole))
        made = self._draw(
            "image_inpaint", arguments, canvas, seed, worn(work, style, lora), work.progress
        )
        return save(work, kept(frame, made, hole))

    def joins(self, method: str, arguments: Mapping[str, Any]) -> str:
        """A key: calls whose keys are equal may be answered together; empty: it stays alone."""
        # Who may have a file is found out call by call.
        if method != "generate" or not self.traits.batch or arguments.get("lora"):
            return ""
        return key_of(arguments)

    def many(
        self, method: str, works: Sequence[Workspace], requests: Sequence[Mapping[str, Any]]
    ) -> list[Image | Exception]:
        """Answer calls with one key, each by its result or by what ended it alone.

        Raises:
            InputError: the method cannot be called so.
        """
        if method != "generate" or len({self.joins(method, one) for one in requests}) != 1:
            raise InputError(f"these calls of {method} cannot be answered together", "call each")
        first = requests[0]
        size: Size = first["size"]
        canvas = canvas_for((size.width, size.height), self.traits)
        arguments = self.words(
            "image",
            [one["prompt"] for one in requests],
            [one.get("avoid", "") for one in requests],
            first.get("steps"),
            first.get("guidance"),
        )
        arguments |= self.edges("image", canvas)
        batch = Batch(works)
        try:
            made = batch.carried(
                lambda: self.call(
                    "image", arguments, seeds=[one["seed"] for one in requests],
                    progress=batch.progress, worn=Worn(first.get("style", "")),
                ).images
            )  # fmt: skip
        except OutOfMemory:
            if len(requests) == 1:
                raise
            return [self._alone(work, one) for work, one in zip(works, requests, strict=True)]
        return results_of(batch, lambda index: save(works[index], canvas.cut(drawn(made[index]))))

    def _alone(self, work: Workspace, request: Mapping[str, Any]) -> Image | Exception:
        try:
            return self.generate(work, **request)
        except Exception as error:
            return error

    def warm_up(self) -> None:
        """Carry out a smallest call, so that the first request waits for nothing."""
        modality = next(iter(self.traits.pipelines))
        canvas = canvas_for((SMALLEST, SMALLEST), self.traits)
        arguments = self.words(modality, "grey", "", WARM_STEPS, None)
        arguments |= self.edges(modality, canvas)
        if modality != "image":
            grey = np.full((canvas.edges[1], canvas.edges[0], 3), 128, np.uint8)
            arguments["image"] = self._pictures(grey, [])
        self._draw(modality, arguments, canvas, 0, PLAIN, unheard)

    def _draw(
        self,
        modality: str,
        arguments: dict[str, Any],
        canvas: Canvas,
        seed: int,
        look: Worn,
        progress: Progress,
    ) -> Frame:
        made = self.call(modality, arguments, seeds=[seed], progress=progress, worn=look)
        return canvas.cut(drawn(made.images[0]))

    def _pictures(self, frame: Frame, references: list[Frame]) -> Any:
        """What the model is to look at, as its pipeline takes it."""
        if self.traits.references == "joined":
            return shown(side_by_side([frame, *references]))
        return [shown(one) for one in (frame, *references)]


def _repainting(frame: Frame, strength: float, arguments: Mapping[str, Any]) -> dict[str, Any]:
    """A picture to be painted over; of however few steps, one is taken at least."""
    steps = arguments.get("num_inference_steps")
    least = 1.0 if steps is None else 1.0 / steps
    enough = strength if steps is None else max(strength, least + 1e-6)
    return {"image": shown(frame), "strength": min(1.0, enough)}
