"""Listens to what nodes made by FFmpeg's own binary and by plain arithmetic."""

import re
import subprocess
from pathlib import Path

import imageio_ffmpeg
import numpy as np
from numpy.typing import NDArray

FFMPEG = imageio_ffmpeg.get_ffmpeg_exe()


def decoded(path: Path, channels: int = 2) -> NDArray[np.float32]:
    """The samples at 48 kHz, of shape (samples, channels)."""
    done = subprocess.run(
        [
            *(FFMPEG, "-v", "error", "-i", str(path)),
            *("-f", "f32le", "-ac", str(channels), "-ar", "48000", "-"),
        ],
        capture_output=True,
        check=True,
        timeout=60,
    )
    return np.frombuffer(done.stdout, np.float32).reshape(-1, channels)


def loudness(path: Path) -> tuple[float, float]:
    """Integrated LUFS and true peak in dBTP."""
    done = subprocess.run(
        [FFMPEG, "-i", str(path), "-af", "ebur128=peak=true", "-f", "null", "-"],
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    summary = done.stderr[done.stderr.rindex("Summary:") :]
    integrated = re.search(r"I:\s+(-?[\d.]+) LUFS", summary)
    peak = re.search(r"Peak:\s+(-?[\d.]+) dBFS", summary)
    assert integrated and peak
    return float(integrated[1]), float(peak[1])


def strongest_hertz(sound: NDArray[np.float32]) -> float:
    """The frequency of the highest peak of the spectrum."""
    mono = sound.mean(axis=1) * np.hanning(len(sound))
    return float(np.abs(np.fft.rfft(mono)).argmax() * 48_000 / len(sound))


def level_db(sound: NDArray[np.floating]) -> float:
    """Root mean square in dBFS."""
    return float(20 * np.log10(np.sqrt(np.mean(np.square(sound))) + 1e-12))
