"""A place to take files in, and another FFmpeg's account of what came of them."""

from __future__ import annotations

import re
import subprocess
import uuid
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from media.audio.pcm import Block
from media.ids import LOCAL_TENANT
from media.intake.door import Wanted, admit
from media.types import Audio, Image, Mask, Video
from store.objects.objects import FolderObjects
from store.workspace import StoreWorkspace
from tests.media.intake.samples import FFMPEG, ffmpeg

Taken = Image | Mask | Video | Audio


class Door:
    """Takes files in, and gives what came of them."""

    def __init__(self, folder: Path) -> None:
        self._objects = FolderObjects(folder / uuid.uuid4().hex)
        self._scratch = folder / "scratch"

    def take(self, path: Path, wanted: Wanted = "any") -> Taken:
        with StoreWorkspace(self._objects, LOCAL_TENANT, self._scratch) as work:
            return admit(work, path, wanted)

    def clip(self, path: Path) -> Video:
        taken = self.take(path, "video")
        assert isinstance(taken, Video)
        return taken

    def file(self, asset: Taken) -> Path:
        return self._objects.local(LOCAL_TENANT, asset.digest)


def frames(path: Path, width: int, height: int, *options: str) -> NDArray[np.uint8]:
    """All pictures of a file as RGBA, as FFmpeg's own command shows them."""
    exact = ("-sws_flags", "accurate_rnd+full_chroma_int+full_chroma_inp+bicubic")
    form = ("-f", "rawvideo", "-pix_fmt", "rgba")
    data = ffmpeg("-i", str(path), *options, *exact, *form, "-")
    return np.frombuffer(data, np.uint8).reshape(-1, height, width, 4)


def samples(path: Path, channels: int = 2) -> Block:
    """The sound of a file at 48 kHz."""
    options = ["-vn", "-ar", "48000", "-ac", str(channels), "-f", "f32le", "-"]
    return np.frombuffer(ffmpeg("-i", str(path), *options), np.float32).reshape(-1, channels)


def described(path: Path) -> str:
    """What FFmpeg prints of a file."""
    done = subprocess.run([FFMPEG, "-hide_banner", "-i", str(path)], capture_output=True, text=True)
    return done.stderr


def times(path: Path) -> list[float]:
    """When each frame is shown, in seconds."""
    text = ffmpeg(
        "-i", str(path), "-an", "-fps_mode", "passthrough", "-f", "framecrc", "-"
    ).decode()
    ((num, den),) = re.findall(r"#tb 0: (\d+)/(\d+)", text)
    lines = [line for line in text.splitlines() if not line.startswith("#")]
    return [int(line.split(",")[2]) * int(num) / int(den) for line in lines]


def onset_s(sound: Block, level: float = 0.05) -> float:
    """When a sound is first heard."""
    return float(np.argmax(np.abs(sound).max(axis=1) > level)) / 48_000


def level_db(sound: Block) -> float:
    """The level of a tone, in decibels below full scale of a sine."""
    middle = sound[len(sound) // 4 : -len(sound) // 4 or None]
    return float(20 * np.log10(np.sqrt(2 * np.mean(middle.astype(np.float64) ** 2)) + 1e-9))
