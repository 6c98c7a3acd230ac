"""Nodes of the fake server: they draw, from what they are told and nothing else."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from fractions import Fraction
from pathlib import Path
from typing import Any

import cv2
import numpy as np

from media.audio.pcm import PcmWriter
from media.clock import FrameRate
from media.codec.clips import ClipWriter
from media.types import Size

Told = Mapping[str, Any]
Step = Callable[[int, int], None]


class Unlucky(Exception):
    """What a node raises where the test wants it to."""


def noise(*told: Any) -> np.random.Generator:
    digest = hashlib.sha256(repr(told).encode()).digest()
    return np.random.default_rng(int.from_bytes(digest[:8], "big"))


def sampled(told: Told, step: Step) -> np.ndarray:
    """Frames in BGR: one colour from words and seed, over the latent's picture if it has one."""
    steps = int(told["steps"])
    for number in range(steps):
        step(number + 1, steps)
    latent = told["latent_image"]
    rng = noise(told["positive"], told["negative"], told["seed"], steps, told["cfg"])
    frames, height, width = latent["frames"], latent["height"], latent["width"]
    colour = rng.integers(30, 225, 3)
    made = np.full((frames, height, width, 3), colour, np.float32)
    made += np.arange(frames, dtype=np.float32)[:, None, None, None]
    if "pixels" in latent:
        share = float(told["denoise"])
        painted = latent["pixels"] * (1 - share) + made * share
        where = latent.get("mask", np.ones((height, width), np.float32))[None, :, :, None]
        made = latent["pixels"] * (1 - where) + painted * where
    return np.clip(made, 0, 255).astype(np.uint8)


def loaded(folder: Path, told: Told) -> tuple[np.ndarray, np.ndarray]:
    """LoadImage: the picture, and as its mask what is transparent."""
    found = cv2.imread(str(folder / told["image"]), cv2.IMREAD_UNCHANGED)
    assert found is not None
    mask = np.zeros(found.shape[:2], np.float32)
    if found.shape[2:] == (4,):
        mask = 1 - found[:, :, 3].astype(np.float32) / 255
    return found[:, :, :3] if found.ndim == 3 else np.dstack([found] * 3), mask


def saved_images(folder: Path, prefix: str, frames: np.ndarray) -> list[dict[str, Any]]:
    return [
        _named(folder, prefix, "png", lambda path, one=frame: cv2.imwrite(str(path), one))
        for frame in frames
    ]


def saved_video(folder: Path, prefix: str, told: Told) -> dict[str, Any]:
    frames = told["frames"]
    height, width = frames.shape[1:3]

    def write(path: Path) -> None:
        rate = Fraction(told["fps"])
        sound = np.full((48000, 2), 0.25, np.float32) if told.get("audio") else None
        size = Size(width=width, height=height)
        with ClipWriter(
            path, size=size, rate=FrameRate(rate.numerator, rate.denominator), sound=sound
        ) as writer:
            for frame in frames:
                writer.write(frame)

    return _named(folder, prefix, "mp4", write)


def saved_audio(folder: Path, prefix: str, told: Told) -> dict[str, Any]:
    rng = noise(told["text"], told["seed"])
    samples = round(float(told["seconds"]) * 48000)

    def write(path: Path) -> None:
        with PcmWriter(path, channels=2) as writer:
            writer.write(rng.uniform(-0.5, 0.5, (samples, 2)).astype(np.float32))

    return _named(folder, prefix, "wav", write)


def _named(folder: Path, prefix: str, ending: str, write: Callable[[Path], Any]) -> dict[str, Any]:
    number = len(list(folder.iterdir())) + 1
    name = f"{prefix}_{number:05}_.{ending}"
    write(folder / name)
    return {"filename": name, "subfolder": "", "type": "output"}
