"""What a file from outside may ask for, and how its process is held to it."""

from __future__ import annotations

import math
import resource
from pathlib import Path

from media.intake.refusals import too_large
from media.intake.telling import Pulse

MAX_SIDE = 8192
MAX_CLIP_PIXELS = 4096 * 2304
"""In a frame: the encoder keeps some twenty frames at a time."""
MAX_STILL_PIXELS = 52_000_000
MAX_SECONDS = 6 * 3600
"""A WAV in stereo holds no more: its length is written in 32 bits."""
MAX_GIF_PIXELS = 20_000_000_000
"""In all frames: a GIF of a few megabytes can hold tens of thousands of large frames."""
MAX_STILL_BYTES = 128_000_000
MAX_DOCUMENT_BYTES = 16_000_000

MEMORY_BYTES = 800_000_000
"""Address space. Two fifths of it are code and reserves that are never touched, which leaves a
resident set below 512 MB."""
USUAL_PIXELS, BYTES_PER_PIXEL = 1920 * 1088, 150
"""Frames that have more than the first get more memory, for the encoder looks twenty frames ahead:
a clip of 4K, once its first frame is decoded and found to be one, a gigabyte more."""
MOST_MEMORY_BYTES = MEMORY_BYTES + MAX_CLIP_PIXELS * BYTES_PER_PIXEL
START_CPU_S = 2.0
"""To load the libraries and to read the headers."""
STEP_CPU_S = 2.0
"""From one frame to the next: a decoder that takes longer does not come to an end."""
SILENT_S = 120.0
"""How long the process may say nothing, wherever it waits."""
PIXELS_PER_CPU_S = 6_000_000
"""What the slowest step, compressing a still, does at least."""


_pulse = Pulse()


def hold() -> None:
    """Limit this process from here on."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MOST_MEMORY_BYTES))
    _until(START_CPU_S)


def go_on(pixels: int = 0) -> None:
    """Grant time for one more step, and more of it for one of many pixels."""
    _pulse.beat()
    spent = resource.getrusage(resource.RUSAGE_SELF)
    _until(spent.ru_utime + spent.ru_stime + STEP_CPU_S + pixels / PIXELS_PER_CPU_S)


def make_room(pixels: int) -> None:
    """Grant the memory that frames of so many pixels need."""
    more = max(0, pixels - USUAL_PIXELS) * BYTES_PER_PIXEL
    allowed = min(MEMORY_BYTES + more, MOST_MEMORY_BYTES)
    resource.setrlimit(resource.RLIMIT_AS, (allowed, MOST_MEMORY_BYTES))


def _until(cpu_s: float) -> None:
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    resource.setrlimit(resource.RLIMIT_CPU, (math.ceil(cpu_s), hard))


def check_size(width: int, height: int, most: int) -> None:
    """Refuse a picture by what its header says, before any of it is decoded.

    Raises:
        InputError: a side or the whole is too large.
    """
    if max(width, height) > MAX_SIDE or width * height > most:
        raise too_large(
            f"it says to have {width:,} x {height:,} pixels",
            f"keep sides at {MAX_SIDE:,} or less, and {most / 1e6:.0f} million pixels in all",
        )


def check_seconds(seconds: float) -> None:
    """Refuse what lasts too long.

    Raises:
        InputError: it does.
    """
    if not seconds <= MAX_SECONDS:
        raise too_large(
            f"it says to last {seconds / 3600:,.1f} hours",
            f"cut it to {MAX_SECONDS // 3600} hours or less",
        )


def peak_bytes() -> int:
    """This process's largest resident set so far; 0 where the system does not tell.

    Not `getrusage`: its figure begins with that of whoever started the process.
    """
    status = Path("/proc/self/status")
    if not status.exists():
        return 0
    for line in status.read_text().splitlines():
        if line.startswith("VmHWM:"):
            return int(line.split()[1]) * 1024
    return 0
