"""The two sides that are compared: Kinora's engine, and diffusers by itself, on equal weights."""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from typing import Any

import numpy as np
import torch
from PIL import Image as Pillow

from benchmarks.card.cases import PROMPT, Case
from media.clock import FrameRate
from media.codec.clips import Frame
from media.types import Size
from models.diffusion.loading import dtype_of
from models.diffusion.pictures import drawn
from models.diffusion.traits import traits_of
from models.setup import Setup, made
from tests.fakes import FolderWorkspace

CLIP_FPS = 16


def setup_for(case: Case, folder: Path, device: str, share: float | None = None) -> Setup:
    """What the engine is made from."""
    return Setup(row=case.row, folder=folder, device=device, memory_share=share)


class Ours:
    """Kinora's engine, made as a replica makes it."""

    def __init__(self, case: Case, setup: Setup, scratch: Path) -> None:
        self._case, self._scratch = case, scratch
        self.engine: Any = made(setup)
        self.engine.warm_up()

    def pictures(self, seeds: Sequence[int]) -> list[Frame]:
        """What it draws, as arrays: no file is written."""
        case, count = self._case, len(seeds)
        told = self.engine.words(
            case.modality,
            [PROMPT] * count if count > 1 else PROMPT,
            [""] * count if count > 1 else "",
            case.steps,
            None,
        )
        told |= {"width": case.width, "height": case.height}
        if case.frames:
            told["num_frames"] = case.frames
        found = self.engine.call(case.modality, told, seeds=seeds, progress=self._heard)
        return [drawn(one) for one in (found.frames[0] if case.frames else found.images)]

    def files(self, seeds: Sequence[int]) -> None:
        """The same as requests of a replica: with progress, and files in their workspaces."""
        if self._case.frames:
            self._clip(seeds[0])
            return
        size = Size(width=self._case.width, height=self._case.height)
        asked = [
            {"prompt": PROMPT, "size": size, "steps": self._case.steps, "seed": seed}
            for seed in seeds
        ]
        works = [FolderWorkspace(self._scratch / str(at)) for at in range(len(asked))]
        if len(asked) == 1:
            self.engine.generate(works[0], **asked[0])
            return
        for one in self.engine.many("generate", works, asked):
            if isinstance(one, Exception):
                raise one

    def _clip(self, seed: int) -> None:
        self.engine.generate(
            FolderWorkspace(self._scratch / "0"), prompt=PROMPT, sound=False, seed=seed,
            seconds=self._case.frames / CLIP_FPS, rate=FrameRate(num=CLIP_FPS, den=1),
            size=Size(width=self._case.width, height=self._case.height), steps=self._case.steps,
        )  # fmt: skip

    def _heard(self, _fraction: float) -> None:
        """Progress is told of, as it always is."""


class Bare:
    """The pipeline as its documentation has it, with the scheduler and types of the weights."""

    def __init__(self, case: Case, setup: Setup, scratch: Path) -> None:
        self._case, self._scratch = case, scratch
        traits = traits_of(setup)
        others = {part: dtype_of(name) for part, name in traits.dtypes.items()}
        on_card = setup.device.startswith("cuda")
        types: Any = {"default": dtype_of(traits.dtype)} | others if on_card else torch.float32
        diffusers: Any = import_module("diffusers")
        self._pipeline: Any = diffusers.DiffusionPipeline.from_pretrained(
            str(setup.folder), dtype=types, use_safetensors=True, local_files_only=True
        )
        self._pipeline.set_progress_bar_config(disable=True)
        self._pipeline.to(setup.device)

    def pictures(self, seeds: Sequence[int]) -> Any:
        """What it gives by itself: Pillow's pictures, or a clip's frames as an array."""
        case = self._case
        generators = [torch.Generator("cpu").manual_seed(seed) for seed in seeds]
        several = len(seeds) > 1
        clip = {"num_frames": case.frames} if case.frames else {}
        found = self._pipeline(
            prompt=[PROMPT] * len(seeds) if several else PROMPT,
            width=case.width,
            height=case.height,
            num_inference_steps=case.steps,
            guidance_scale=case.row.defaults["guidance"],
            generator=generators if several else generators[0],
            **clip,
        )
        return found.frames[0] if case.frames else found.images

    def files(self, pictures: Sequence[Pillow.Image]) -> None:
        """Its pictures as PNG, one by one."""
        for at, picture in enumerate(pictures):
            picture.save(self._scratch / f"{at}.png")


def difference(ours: Sequence[Frame], bare: Any) -> int:
    """The largest difference of any value, in levels of 256."""
    most = 0
    for one, other in zip(ours, bare, strict=True):
        there = np.asarray(other)
        if there.dtype != np.uint8:
            there = np.rint(there * 255)
        apart = np.abs(np.asarray(one[:, :, ::-1], np.int16) - there.astype(np.int16))
        most = max(most, int(apart.max()))
    return most
