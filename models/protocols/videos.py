"""Clips: from words, from pictures, longer, changed.

As of pictures, an engine of a family with `takes_loras` may be given a `lora` of the caller's own.
"""

from __future__ import annotations

from typing import Literal, Protocol

from media.clock import FrameRate
from media.types import Image, Size, Video
from media.workspace import Workspace


class VideoEngine(Protocol):
    """Words to clip."""

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
        """Make a clip of `size` at `rate`, as long as was asked for to the frame.

        A model makes the next larger number of frames that it can, at its own rate; what is made
        is brought to the rate and the length asked for.

        Raises:
            InputError: it is longer, or larger, than the row's limits, or sound is asked of a model
                that makes none.
            OutOfMemory: the card holds no such clip.
        """
        ...


class AnimateEngine(Protocol):
    """Picture and words to clip."""

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
        """Make a clip that begins with `image`, and ends with `last` where it is given.

        `motion` is 0 for nearly still and 1 for as much as the model can; of models that are not
        conditioned on it, it has no meaning.

        Raises:
            InputError: it cannot end with a picture.
        """
        ...


class ExtendEngine(Protocol):
    """Clip to longer clip."""

    def extend(self, work: Workspace, *, clip: Video, prompt: str, by_s: float, seed: int) -> Video:
        """Go on where a clip ends; its own frames stay as they are."""
        ...


class VideoEditEngine(Protocol):
    """Clip and words to clip."""

    def edit(
        self, work: Workspace, *, clip: Video, prompt: str, references: list[Image], seed: int
    ) -> Video:
        """Change a clip as words say, as long and as large as it was."""
        ...


class VideoUpscaleEngine(Protocol):
    """Clip to larger clip."""

    def upscale(self, work: Workspace, *, clip: Video, factor: int) -> Video:
        """Enlarge a clip by a whole factor."""
        ...


class VideoSegmentationEngine(Protocol):
    """Clip to what words name in it."""

    def cut_clip(self, work: Workspace, *, clip: Video, prompt: str = "") -> Video:
        """The clip with all else transparent; without a prompt, with its subject alone.

        Raises:
            InputError: it is nowhere seen.
        """
        ...


class FaceEngine(Protocol):
    """Clip and face to clip."""

    def swap_face(
        self, work: Workspace, *, clip: Video, face: Image, consent: Literal[True]
    ) -> Video:
        """Give somebody in a clip another face; `consent` says that who is shown agreed."""
        ...


class LipEngine(Protocol):
    """Clip and language to clip."""

    def translate(self, work: Workspace, *, clip: Video, language: str, lips: bool) -> Video:
        """Say what is spoken in another language, with the lips that go with it."""
        ...
