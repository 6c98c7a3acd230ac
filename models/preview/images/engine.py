"""Pictures without weights: a prompt is read as the director reads it, and drawn as a panel.

What it makes is a drawing that shows what was asked for, as far as Kinora's lexicons know it; it
stands in where no model does, and says so by its name.
"""

from __future__ import annotations

import cv2
import numpy as np

from media.errors import InputError
from media.picture.scene import Scene
from media.picture.yuv import Planes, to_bgr
from media.segments.spec import Picture
from media.shots import Shot
from media.still.files import save
from media.types import Image, Size
from media.workspace import Workspace
from models.preview.images.reading import Pictured, pictured
from models.preview.panels.engine import PreviewPanels

MOST_PIXELS = 4096 * 4096
FINEST_SIDE = 4096
"""Up to this side it is drawn at twice the size: colours of planes are at half of it."""


class PreviewImages:
    """An `ImageEngine` that draws."""

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
        """Draw a PNG of `size`.

        Args:
            work: where the picture goes.
            prompt: what is to be seen; it may name a style, such as watercolour.
            avoid: has no meaning here, as have `steps` and `guidance`.
            size: of the picture.
            steps: see `avoid`.
            guidance: see `avoid`.
            seed: another one frames it otherwise.
            style: of the panels, such as `ink`.

        Raises:
            InputError: the size is too large, or there is no such style.
        """
        del avoid, steps, guidance
        check_size(size)
        panel = drawn(work, pictured(work, prompt, seed=seed, style=style), size)
        work.progress(0.5)
        return save(work, seen(work, panel, size, seed))


def check_size(size: Size) -> None:
    """Refuse more pixels than are drawn here.

    Raises:
        InputError: there are more.
    """
    if size.width * size.height > MOST_PIXELS:
        raise InputError(
            f"{size} is more than {MOST_PIXELS:,} pixels", "ask for a smaller size", "size"
        )


def drawn(work: Workspace, wanted: Pictured, size: Size) -> Image:
    """The panel of what a prompt asks for."""
    shot = Shot.model_validate({"id": "p", "section_id": "p", "text": "", "look": wanted.look})
    return PreviewPanels().draw(work, shot=shot, style=wanted.style, size=size)


def seen(work: Workspace, panel: Image, size: Size, seed: int) -> np.ndarray:
    """A panel's frame in pixels, as BGR."""
    factor = 2 if max(size.width, size.height) * 2 <= FINEST_SIDE else 1
    large = Size(width=size.width * factor, height=size.height * factor)
    picture = Picture(
        panel=panel, move="hold", energy=0.0, seed=seed, clip_frames=1, first=0
    )  # fmt: skip
    planes = Planes.blank(large.width, large.height)
    Scene(work, picture, large, 24.0).paint(planes, 0)
    found = to_bgr(planes)
    if factor == 1:
        return found
    return cv2.resize(found, (size.width, size.height), interpolation=cv2.INTER_AREA)
