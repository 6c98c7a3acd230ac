"""Clips without weights: a drawn picture, or a given one, under a camera that moves."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from media.clock import FrameRate, sample_at_frame
from media.codec.revoice import revoiced
from media.errors import InputError
from media.life import Stir, stirs
from media.segments.render import render
from media.segments.spec import Picture, SegmentSpec
from media.shots import CameraMove
from media.types import Image, Size, Video
from media.workspace import Workspace
from models.preview.images.engine import check_size, drawn
from models.preview.images.reading import pictured
from models.setup import Setup

MOST_FRAMES = 7200
BLEND_PART = 0.3
"""Of a clip that ends with another picture, the part in which one becomes the other."""


class PreviewVideos:
    """A `VideoEngine` and an `AnimateEngine` that move a camera over a picture."""

    def __init__(self, setup: Setup) -> None:
        self.id = setup.row.id

    def generate(
        self,
        work: Workspace,
        *,
        prompt: str,
        avoid: str = "",
        seconds: float,
        size: Size,
        rate: FrameRate,
        sound: bool,
        steps: int | None = None,
        guidance: float | None = None,
        seed: int,
        style: str = "",
    ) -> Video:
        """Draw what the prompt says, and film it; `sound` is a silent track.

        Raises:
            InputError: it is too long or too large, or there is no such style.
        """
        del avoid, steps, guidance
        check_size(size)
        frames = _frames(seconds, rate)
        wanted = pictured(work, prompt, seed=seed, style=style)
        panel = drawn(work, wanted, size)
        picture = Picture(
            panel=panel, move=wanted.look.move, energy=wanted.look.energy, seed=seed,
            clip_frames=frames, first=0, life=stirs(wanted.look),
        )  # fmt: skip
        return _filmed(work, [picture], size, rate, sound=sound)

    def animate(
        self,
        work: Workspace,
        *,
        image: Image,
        last: Image | None,
        prompt: str,
        avoid: str = "",
        motion: float = 0.5,
        seconds: float,
        rate: FrameRate,
        sound: bool,
        steps: int | None = None,
        guidance: float | None = None,
        seed: int,
        style: str = "",
    ) -> Video:
        """Film a picture; it dissolves into `last` where that is given.

        The prompt names the camera's move, and weather that passes through the picture.

        Raises:
            InputError: it is too long or too large, or a picture cannot be read.
        """
        del avoid, steps, guidance, style
        size = Size(width=image.width // 2 * 2, height=image.height // 2 * 2)
        check_size(size)
        frames = _frames(seconds, rate)
        look = pictured(work, prompt, seed=seed).look
        move: CameraMove = look.move if motion > 0 else "hold"
        weather: tuple[Stir, ...] = tuple(one for one in stirs(look) if one in ("rain", "snow"))

        def under_camera(panel: Image) -> Picture:
            return Picture(
                panel=panel, move=move, energy=motion, seed=seed, clip_frames=frames, first=0,
                life=weather,
            )  # fmt: skip

        shown = [under_camera(panel) for panel in (image, last) if panel is not None]
        return _filmed(work, shown, size, rate, sound=sound)


def _frames(seconds: float, rate: FrameRate) -> int:
    frames = max(1, round(seconds * float(rate)))
    if frames > MOST_FRAMES:
        raise InputError(f"{frames} frames are too many", f"at most {MOST_FRAMES}", "seconds")
    return frames


def _filmed(
    work: Workspace, pictures: Sequence[Picture], size: Size, rate: FrameRate, *, sound: bool
) -> Video:
    frames = pictures[0].clip_frames
    blended = len(pictures) == 2
    half = max(1, round(frames * BLEND_PART / 2))
    middle = frames // 2
    spec = SegmentSpec(
        size=size, rate=rate, frames=frames, pictures=tuple(pictures),
        blend="dissolve" if blended else None,
        blend_span=(max(0, middle - half), min(frames, middle + half)) if blended else None,
    )  # fmt: skip
    clip = render(work, spec=spec)
    if not sound:
        return clip
    return revoiced(work, clip, np.zeros((sample_at_frame(frames, rate), 2), np.float32))
