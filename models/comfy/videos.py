"""Clips by workflows: from words and from pictures."""

from __future__ import annotations

from typing import Any

from media.clock import FrameRate
from media.codec.clips import save_clip
from media.edit.reading import frames_of, sound_of
from media.errors import InputError
from media.still.files import load_opaque
from media.still.shape import covering
from media.types import Image, Size, Video
from media.workspace import Workspace
from models.comfy.engine import ComfyEngine
from models.comfy.images import cut
from models.comfy.uploads import Pictures
from models.diffusion.sizes import Canvas, canvas_for
from models.diffusion.timing import Pace, at_places, pace_for


class ComfyVideos(ComfyEngine):
    """A `VideoEngine` or an `AnimateEngine`, as its row's family says."""

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

        Raises:
            InputError: it is longer, or larger, than the row's limits, or is to have sound and
                the workflow makes none.
            OutOfMemory: the server's card holds no such clip.
        """
        self._check_sound(sound)
        pace = pace_for(seconds, rate, self.options)
        canvas = canvas_for((size.width, size.height), self.options)
        values = self.words(prompt, avoid, steps, guidance, seed, style) | {"seconds": seconds}
        return self._filmed(work, values, canvas, pace, {}, sound=sound)

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
        """Make a clip that begins with `image`, as large, and ends with `last` where it is given.

        Raises:
            InputError: it cannot end with a picture, is longer or larger than the row's limits, or
                is to have sound and the workflow makes none.
            OutOfMemory: the server's card holds no such clip.
        """
        self._check_sound(sound)
        if last is not None and not self.form.maps("last"):
            raise InputError(
                f"{self.row.id} cannot end with a picture",
                "leave it out, or map it in options.inputs.last", "last",
            )  # fmt: skip
        size = Size(width=max(2, image.width // 2 * 2), height=max(2, image.height // 2 * 2))
        pace = pace_for(seconds, rate, self.options)
        canvas = canvas_for((size.width, size.height), self.options)
        pictures = {
            name: [canvas.laid(covering(load_opaque(work, one, name), size.width, size.height))]
            for name, one in (("image", image), ("last", last))
            if one is not None
        }
        values = self.words(prompt, avoid, steps, guidance, seed, style)
        values |= {"seconds": seconds, "motion": motion}
        return self._filmed(work, values, canvas, pace, pictures, sound=sound)

    def _check_sound(self, sound: bool) -> None:
        if sound and not self.options.sound:
            raise InputError(
                f"{self.row.id} makes no sound", "ask for none, and add it behind", "sound"
            )

    def _filmed(
        self,
        work: Workspace,
        values: dict[str, Any],
        canvas: Canvas,
        pace: Pace,
        pictures: Pictures,
        *,
        sound: bool,
    ) -> Video:
        """The clip at the rate, the size and the length asked for; ends that were given stay."""
        width, height = canvas.edges
        values = values | {
            "width": width, "height": height, "frames": pace.made, "fps": pace.native,
        }  # fmt: skip
        clip = self.ask(work, Video, values, pictures)
        frames = [cut(canvas, frame) for frame in frames_of(work, clip, alpha=False)]
        speed = clip.rate.fraction / pace.rate.fraction
        if "last" in pictures and pace.wanted > 1:
            speed = type(speed)(len(frames) - 1, pace.wanted - 1)
        places = [speed * index for index in range(pace.wanted)]
        return save_clip(
            work,
            at_places(frames, places, self.options.between),
            size=Size(width=canvas.wanted[0], height=canvas.wanted[1]),
            rate=pace.rate,
            sound=sound_of(work, clip) if sound else None,
        )
