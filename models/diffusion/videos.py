"""Clips from words, from pictures, longer, and changed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from media.clock import FrameRate
from media.codec.clips import Frame, save_clip
from media.edit.reading import frames_of, sound_of
from media.errors import InputError
from media.still.files import load_opaque
from media.still.shape import covering
from media.style import Lora
from media.types import Image, Size, Video
from media.workspace import Workspace
from models.diffusion.conditions import changed, conditioned, tail_of
from models.diffusion.engine import WARM_STEPS, DiffusersEngine, unheard
from models.diffusion.pictures import drawn
from models.diffusion.running import Progress
from models.diffusion.sizes import Canvas, canvas_for
from models.diffusion.styles import PLAIN, Worn, worn
from models.diffusion.timing import Pace, at_places, frames_for, native_rate, pace_for

SMALLEST = 64
"""Pixels; both edges of a clip that is made to be warm."""


class DiffusersVideos(DiffusersEngine):
    """Engines of clips, as a family's pipelines allow. None of them makes sound."""

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
        lora: Lora | None = None,
    ) -> Video:
        """Make a clip of `size` at `rate`, as long as was asked for to the frame.

        Raises:
            InputError: it is longer, or larger, than the row's limits, or is to have sound.
            OutOfMemory: the card holds no such clip.
        """
        self._silent(sound)
        pace = pace_for(seconds, rate, self.traits)
        canvas = canvas_for((size.width, size.height), self.traits)
        arguments = self.words("video", prompt, avoid, steps, guidance)
        arguments |= self._extent("video", canvas, pace.made, pace.native)
        frames = self._frames(
            "video", arguments, canvas, seed, worn(work, style, lora), work.progress
        )
        return save_clip(work, pace.fitted(frames, self.traits.between), size=size, rate=rate)

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
        lora: Lora | None = None,
    ) -> Video:
        """Make a clip that begins with `image`, as large, and ends with `last` where it is given.

        `motion` has no meaning: none of these models is conditioned on it.

        Raises:
            InputError: it cannot end with a picture, is longer or larger than the row's limits, or
                is to have sound.
            OutOfMemory: the card holds no such clip.
        """
        self._silent(sound)
        if last is not None and not self._ends:
            raise InputError(
                f"{self.row.id} cannot end with a picture", "leave it out, or ask another", "last"
            )
        size = Size(width=max(2, image.width // 2 * 2), height=max(2, image.height // 2 * 2))
        pace = pace_for(seconds, rate, self.traits)
        canvas = canvas_for((size.width, size.height), self.traits)
        ends = [
            canvas.laid(covering(load_opaque(work, picture), size.width, size.height))
            for picture in (image, last)
            if picture is not None
        ]
        arguments = self.words("video_from_image", prompt, avoid, steps, guidance)
        arguments |= self._extent("video_from_image", canvas, pace.made, pace.native)
        arguments |= conditioned(self.traits, [ends[0]], ends[1:], pace.made)
        frames = self._frames(
            "video_from_image", arguments, canvas, seed, worn(work, style, lora), work.progress
        )
        fitted = pace.fitted(frames, self.traits.between, whole=last is not None)
        return save_clip(work, fitted, size=size, rate=rate)

    def extend(self, work: Workspace, *, clip: Video, prompt: str, by_s: float, seed: int) -> Video:
        """Go on where a clip ends; its own frames stay, and so does its sound.

        Raises:
            InputError: it is to go on for longer, or is larger, than the row's limits.
            OutOfMemory: the card holds no such clip.
        """
        traits = self.traits
        frames = list(frames_of(work, clip, alpha=False))
        canvas = canvas_for((clip.width, clip.height), traits)
        native = native_rate(clip.rate, traits)
        tail = tail_of(frames, clip.rate, native, traits)
        # The tail's last frame is the clip's: those that are added begin behind it.
        more = Pace(0, native, max(1, round(by_s * clip.rate.fraction)) + 1, clip.rate)
        made = frames_for(more.wanted, clip.rate, native, traits, before=len(tail) - 1)
        arguments = self.words("video_extend", prompt, "", None, None)
        arguments |= self._extent("video_extend", canvas, made, native)
        arguments |= conditioned(traits, [canvas.laid(frame) for frame in tail], [], made)
        found = self._frames("video_extend", arguments, canvas, seed, PLAIN, work.progress)
        added = more.fitted(found[len(tail) - 1 :], traits.between)[1:]
        return save_clip(
            work, frames + added, size=clip.size, rate=clip.rate, sound=sound_of(work, clip)
        )

    def edit(
        self, work: Workspace, *, clip: Video, prompt: str, references: list[Image], seed: int
    ) -> Video:
        """Change a clip as words say, as long and as large as it was.

        Raises:
            InputError: it looks at fewer references, or the clip is beyond the row's limits.
            OutOfMemory: the card holds no such clip.
        """
        looked_at = self.looked_at(work, references)
        canvas = canvas_for((clip.width, clip.height), self.traits)
        native = native_rate(clip.rate, self.traits)
        pace = Pace(
            frames_for(clip.frames, clip.rate, native, self.traits), native, clip.frames, clip.rate
        )
        speed = clip.rate.fraction / native
        frames = [canvas.laid(frame) for frame in frames_of(work, clip, alpha=False)]
        seen = at_places(frames, [speed * index for index in range(pace.made)], self.traits.between)
        arguments = self.words("video_edit", prompt, "", None, None)
        arguments |= self._extent("video_edit", canvas, pace.made, native)
        arguments |= changed(self.traits, seen, looked_at)
        found = self._frames("video_edit", arguments, canvas, seed, PLAIN, work.progress)
        fitted = pace.fitted(found, self.traits.between)
        return save_clip(work, fitted, size=clip.size, rate=clip.rate, sound=sound_of(work, clip))

    def warm_up(self) -> None:
        """Carry out a smallest call, so that the first request waits for nothing."""
        modality = next(iter(self.traits.pipelines))
        canvas = canvas_for((SMALLEST, SMALLEST), self.traits)
        frames = self.traits.frames_step + 1
        arguments = self.words(modality, "grey", "", WARM_STEPS, None)
        arguments |= self._extent(modality, canvas, frames, self.traits.native_rates[0])
        grey = np.full((canvas.edges[1], canvas.edges[0], 3), 128, np.uint8)
        if modality == "video_edit":
            arguments |= changed(self.traits, [grey] * frames, [])
        elif modality != "video":
            arguments |= conditioned(self.traits, [grey], [], frames)
        self._frames(modality, arguments, canvas, 0, PLAIN, unheard)

    @property
    def _ends(self) -> bool:
        """Whether it can end with a picture."""
        return bool(self.traits.last_argument) or self.traits.conditioned_by == "conditions"

    def _silent(self, sound: bool) -> None:
        if sound:
            raise InputError(
                f"{self.row.id} makes no sound", "ask for none, and add it behind", "sound"
            )

    def _extent(self, modality: str, canvas: Canvas, frames: int, native: int) -> dict[str, Any]:
        told = self.edges(modality, canvas)
        known = self.taken(modality)
        if "num_frames" in known:
            told["num_frames"] = frames
        if self.traits.rate_argument in known:
            told[self.traits.rate_argument] = native
        return told

    def _frames(
        self,
        modality: str,
        arguments: dict[str, Any],
        canvas: Canvas,
        seed: int,
        look: Worn,
        progress: Progress,
    ) -> Sequence[Frame]:
        made = self.call(modality, arguments, seeds=[seed], progress=progress, worn=look)
        return [canvas.cut(drawn(frame)) for frame in made.frames[0]]
