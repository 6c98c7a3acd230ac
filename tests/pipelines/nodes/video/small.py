"""Examples of video nodes on small material, and what another decoder sees and hears in them."""

import subprocess
from pathlib import Path
from typing import Any

import cv2
import imageio_ffmpeg
import numpy as np
from numpy.typing import NDArray

from media.types import Video
from pipelines.catalog import node_type
from pipelines.examples import EXAMPLE, example_flow
from tests.pipelines.nodes.running import Ran, run_flow

FFMPEG = imageio_ffmpeg.get_ffmpeg_exe()
WIDTH, HEIGHT, FPS, SECONDS = 320, 180, 30, 1.5

Frames = NDArray[np.uint8]


def run_small(
    type_id: str, folder: Path, fed: dict[str, dict[str, Any]] | None = None, **params: Any
) -> Ran:
    """Run a node's example on a small clip; `fed` changes what feeds it, by the field fed."""
    flow = example_flow(node_type(type_id))
    size = {"width": WIDTH, "height": HEIGHT}
    nodes = []
    for node in flow.nodes:
        if node.id == EXAMPLE:
            changed = node.params | params
        elif node.type == "sample.clip":
            changed = {"size": size, "seconds": SECONDS} | (fed or {}).get(node.id, {})
        else:
            changed = node.params | (fed or {}).get(node.id, {})
        nodes.append(node.model_copy(update={"params": changed}))
    return run_flow(flow.model_copy(update={"nodes": tuple(nodes)}), folder)


def seen(ran: Ran, clip: Video, *arguments: str, size: tuple[int, int] | None = None) -> Frames:
    """All frames as ffmpeg decodes them, of shape (frames, height, width, 3), in BGR."""
    width, height = size or (clip.width, clip.height)
    raw = _ffmpeg(
        *("-i", str(ran.path(clip)), *arguments, "-an"),
        *("-sws_flags", "bicubic+accurate_rnd+full_chroma_int+full_chroma_inp"),
        *("-f", "rawvideo", "-pix_fmt", "bgr24", "-fps_mode", "passthrough", "-"),
    )
    return np.frombuffer(raw, np.uint8).reshape(-1, height, width, 3)


def heard(ran: Ran, clip: Any, *arguments: str) -> NDArray[np.float32]:
    """All sound as ffmpeg decodes it, of shape (samples, 2)."""
    raw = _ffmpeg(
        *("-i", str(ran.path(clip)), *arguments, "-vn"),
        *("-f", "f32le", "-ac", "2", "-ar", "48000", "-"),
    )
    return np.frombuffer(raw, np.float32).reshape(-1, 2)


def _ffmpeg(*arguments: str) -> bytes:
    command = [FFMPEG, "-v", "error", *arguments]
    return subprocess.run(command, capture_output=True, check=True, timeout=60).stdout


def has_sound(ran: Ran, clip: Any) -> bool:
    """Whether ffmpeg finds a sound track."""
    told = subprocess.run(
        [FFMPEG, "-i", str(ran.path(clip))], capture_output=True, text=True, timeout=60
    ).stderr
    return "Audio:" in told


def ball(frame: Frames) -> tuple[float, float]:
    """Where the red ball is, in shares of the frame."""
    blue, green, red = (frame[..., channel].astype(int) for channel in range(3))
    rows, columns = np.nonzero(red - np.maximum(blue, green) > 70)
    assert len(rows), "no ball in the frame"
    return float(columns.mean() + 0.5) / frame.shape[1], float(rows.mean() + 0.5) / frame.shape[0]


def onsets(sound: NDArray[np.float32]) -> list[float]:
    """When beats begin, in seconds: where 5 ms are much louder than what was before."""
    step = 240
    count = len(sound) // step
    power = np.square(sound[: count * step, 0]).reshape(count, step).mean(axis=1)
    found: list[float] = []
    for index in range(count):
        before = power[max(0, index - 4) : index].max(initial=0.0)
        fresh = not found or index * step / 48_000 - found[-1] > 0.02
        if power[index] > 1e-4 and power[index] > 8 * before and fresh:
            found.append(index * step / 48_000)
    return found


def psnr(one: Frames, other: Frames) -> float:
    """Likeness in decibels."""
    error = float(np.mean((one.astype(np.float64) - other) ** 2))
    return 10 * np.log10(255**2 / max(error, 1e-9))


def ssim(one: Frames, other: Frames) -> float:
    """Structural likeness of two frames' brightness (Wang and others, 2004)."""
    a, b = (cv2.cvtColor(part, cv2.COLOR_BGR2GRAY).astype(np.float64) for part in (one, other))

    def mean(values: NDArray[np.float64]) -> NDArray[np.float64]:
        return np.asarray(cv2.GaussianBlur(values, (11, 11), 1.5))

    mean_a, mean_b = mean(a), mean(b)
    spread_a, spread_b = mean(a * a) - mean_a**2, mean(b * b) - mean_b**2
    both = mean(a * b) - mean_a * mean_b
    c1, c2 = (0.01 * 255) ** 2, (0.03 * 255) ** 2
    top = (2 * mean_a * mean_b + c1) * (2 * both + c2)
    return float((top / ((mean_a**2 + mean_b**2 + c1) * (spread_a + spread_b + c2))).mean())
