"""Disk need, estimated before anything starts."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

from media.errors import InputError
from models.preview.director.sentences import spoken_s
from pipelines.productions.options import FilmOptions

BYTES_PER_PIXEL = 0.011
"""Encoded picture: bytes for each pixel of each frame, an upper figure of rendered examples."""
SOUND_BYTES_PER_S = 48_000 * 2 * 4 * 4
"""Speech, stem, music, premaster and master lie on disk at once, as PCM."""
MARGIN = 1.3


def estimated_bytes(script: str, options: FilmOptions) -> int:
    """About how much a film takes: its segments, their join, and its sound while it is mixed."""
    seconds = 1.35 * spoken_s(script, options.pace) + 5
    pixels = options.size.width * options.size.height * float(options.rate) * seconds
    return int(MARGIN * (2 * pixels * BYTES_PER_PIXEL + seconds * SOUND_BYTES_PER_S))


def check_room(needed: int, folder: Path, field: str) -> None:
    """Refuse to start where the disk cannot hold what will be made.

    Raises:
        InputError: there is too little room.
    """
    free = shutil.disk_usage(folder).free
    if free < needed:
        raise InputError(
            f"the film needs about {needed / 1e9:.1f} GB in {folder}, and {free / 1e9:.1f} GB are "
            "free",
            "free some, choose another folder, or lower --height",
            field,
            "DISK_FULL",
        )


def check_writable(folder: Path) -> None:
    """Make the output folder and refuse one that cannot be written.

    Raises:
        InputError: naming the folder and why.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        probe = folder / f".kinora-{os.getpid()}"
        probe.touch()
        probe.unlink()
    except OSError as error:
        raise InputError(
            f"{folder} cannot be written: {error.strerror}",
            "choose another --out",
            "out",
            "OUT_NOT_WRITABLE",
        ) from error
