"""A user's own music: checked at the door, then kept as an asset."""

from __future__ import annotations

import shutil
from pathlib import Path

from cli.home import Home
from media.audio.decode import decode_audio
from media.errors import InputError
from media.ids import LOCAL_TENANT, uuid7
from media.types import Audio
from store.objects.objects import open_objects


def imported(path: Path) -> Audio:
    """Decode the whole file, so that a broken one is refused now, and store a copy.

    Raises:
        InputError: the file is missing or holds no sound that can be read.
    """
    if not path.is_file():
        raise InputError(f"there is no file {path}", "give auto, none or a sound file", "music")
    samples = sum(len(block) for block in decode_audio(path))
    home = Home.find()
    copy = home.path / f"music-{uuid7()}"
    try:
        shutil.copyfile(path, copy)
        objects = open_objects(home.objects_url, home.scratch / "copies")
        digest, num_bytes = objects.take(LOCAL_TENANT, copy)
    finally:
        copy.unlink(missing_ok=True)
    return Audio(digest=digest, num_bytes=num_bytes, channels=2, samples=samples)
