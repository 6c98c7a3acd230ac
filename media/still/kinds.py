"""What work on pictures is asked for and gives back; nothing here loads a library of pictures."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from media.model import Model
from media.types import Image, Mask

Mode = Literal[
    "normal", "multiply", "screen", "overlay", "soft_light", "hard_light", "add", "darken",
    "lighten", "difference",
]  # fmt: skip
"""How colours meet that lie over one another."""
Place = Literal[
    "top_left", "top", "top_right", "left", "middle", "right", "bottom_left", "bottom",
    "bottom_right",
]  # fmt: skip


class Area(Model):
    """A box, in parts of the picture."""

    left: float = Field(default=0.25, ge=0, le=1)
    top: float = Field(default=0.25, ge=0, le=1)
    width: float = Field(default=0.5, gt=0, le=1)
    height: float = Field(default=0.5, gt=0, le=1)


class Cut(Model):
    """The subject on nothing, and where it is."""

    image: Image
    mask: Mask


class Likeness(Model):
    """Figures of two pictures."""

    ssim: float
    """Structural similarity of lightness (Wang and others, 2004): 1 for equal pictures."""
    psnr_db: float
    delta_e: float
    """Mean difference of colour as the eye has it (CIE 1976): 2.3 is just seen."""
    histogram_distance: float
    """Of their colours wherever they are (Hellinger): from 0 for the same to 1 for none alike."""
