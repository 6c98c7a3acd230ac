"""Pictures: from words, from pictures, with holes to fill, larger.

An engine of a family with `takes_loras` may also be given `lora`, a `media.style.Lora` with a file
of the caller's own: it goes before `style`, and is refused where it does not fit the model.
"""

from __future__ import annotations

from typing import Protocol

from media.types import Image, Mask, Size
from media.workspace import Workspace


class ImageEngine(Protocol):
    """Words to picture."""

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
        """Make a PNG of `size`; a model that works in coarser sizes is asked for the next larger.

        `steps` of denoising and `guidance` (how closely it keeps to the words) are the row's own
        where they are None. `style` is one of the row's LoRAs, and behind
        a colon how much of its change is made, as in `ink:0.7`.

        Raises:
            InputError: the size is beyond the row's limits, or the style is unknown.
            OutOfMemory: the card holds no such picture.
        """
        ...


class ImageEditEngine(Protocol):
    """Picture and words to picture."""

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

        Args:
            work: where bytes are.
            image: what is changed.
            prompt: what is to change.
            references: who and what is to look like this; an engine that cannot look at any
                refuses them.
            strength: 0 keeps the picture, 1 leaves nothing of it; of engines that follow
                instructions it has no meaning.
            steps: of denoising; None: the row's own.
            guidance: how closely it keeps to the words; None: the row's own.
            seed: another one makes another.
            style: one of the row's LoRAs, and behind a colon how much of its change is made.

        Raises:
            InputError: it takes no references, or fewer of them.
            OutOfMemory: the card holds no such picture.
        """
        ...


class InpaintEngine(Protocol):
    """Picture with a hole, and words, to picture."""

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
        """Fill what is white in `mask`; every pixel where it is black stays as it is."""
        ...


class ImageUpscaleEngine(Protocol):
    """Picture to larger picture, with detail that was not there."""

    def upscale(
        self, work: Workspace, *, image: Image, factor: int, prompt: str = "", seed: int = 0
    ) -> Image:
        """Enlarge a picture by a whole factor.

        Raises:
            InputError: it enlarges by other factors.
        """
        ...


class SegmentationEngine(Protocol):
    """Picture to mask."""

    def segment(self, work: Workspace, *, image: Image, prompt: str = "") -> Mask:
        """White where `prompt` is seen; without one, where the subject is."""
        ...
