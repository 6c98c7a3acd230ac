"""A stand-in for a model that edits as it is told: it gives a picture the colour of another."""

from __future__ import annotations

import numpy as np

from media.still.files import load_opaque, save
from media.types import Image
from media.workspace import Workspace


class Tinter:
    """An `ImageEditEngine`."""

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
        """Half of the picture, and half of the first reference's mean."""
        del prompt, strength, steps, guidance, seed, style
        tint = load_opaque(work, references[0]).mean(axis=(0, 1))
        return save(work, np.rint(load_opaque(work, image) / 2 + tint / 2).astype(np.uint8))
