"""A user's own files: checked by their content at the door, then kept as assets."""

from __future__ import annotations

import shutil
from pathlib import Path

import cv2
import numpy as np

from cli.home import Home
from media.audio.decode import decode_audio
from media.errors import InputError
from media.ids import LOCAL_TENANT, Digest, uuid7
from media.text.faces import Font
from media.text.typeface import FONT_TYPE
from media.types import Asset, Audio, Document, Image
from store.objects.objects import open_objects

PICTURES = {b"\x89PNG\r\n\x1a\n": "png", b"\xff\xd8\xff": "jpeg", b"RIFF": "webp"}
"""How a picture file begins, and its format."""
MAX_SIDE = 8192
MAX_FONT_BYTES = 32_000_000
"""Twice the largest families of Latin; the fonts of all China have 20 MB."""


def imported_sound(path: Path, field: str) -> Audio:
    """Decode the whole file, so that a broken one is refused now, and store a copy.

    Raises:
        InputError: the file is missing or holds no sound that can be read.
    """
    check_there(path, field, "give a sound file")
    try:
        samples = sum(len(block) for block in decode_audio(path))
    except InputError as error:
        raise InputError(error.message, error.remedy, field, error.code) from error
    digest, num_bytes = stored(path)
    return Audio(digest=digest, num_bytes=num_bytes, channels=2, samples=samples)


def imported_picture(path: Path, field: str) -> Image:
    """Decode the whole picture, so that a broken one is refused now, and store a copy.

    Raises:
        InputError: the file is missing, or no PNG, JPEG or WebP picture of a fit size.
    """
    check_there(path, field, "give a PNG, JPEG or WebP picture")
    with path.open("rb") as file:
        start = file.read(12)
    kind = next((name for magic, name in PICTURES.items() if start.startswith(magic)), "")
    decoded = cv2.imdecode(np.fromfile(path, np.uint8), cv2.IMREAD_COLOR) if kind else None
    if decoded is None:
        raise InputError(
            f"{path} is no picture", "use a PNG, JPEG or WebP file", field, "BAD_PICTURE"
        )
    height, width = decoded.shape[:2]
    if max(width, height) > MAX_SIDE:
        raise InputError(
            f"{path} has {width} x {height} pixels",
            f"keep its sides at {MAX_SIDE:,} or less",
            field,
            "TOO_LARGE",
        )
    digest, num_bytes = stored(path)
    return Image.model_validate(
        {
            "digest": digest,
            "num_bytes": num_bytes,
            "format": kind,
            "width": width,
            "height": height,
        }
    )


def imported_font(path: Path, field: str) -> Document:
    """Open the font and look for letters in it, and store a copy.

    Raises:
        InputError: the file is missing, too large, or no font.
    """
    check_there(path, field, "give a .ttf or .otf file")
    num_bytes = path.stat().st_size
    if num_bytes > MAX_FONT_BYTES:
        raise InputError(
            f"{path} has {num_bytes:,} bytes",
            f"keep it under {MAX_FONT_BYTES:,}",
            field,
            "BAD_FONT",
        )
    if not Font(path).num_letters:
        raise InputError(
            f"{path} is no font with letters", "use a .ttf or .otf file", field, "BAD_FONT"
        )
    digest, num_bytes = stored(path)
    return Document(digest=digest, num_bytes=num_bytes, media_type=FONT_TYPE)


def fetched(asset: Asset) -> Path:
    """A stored file's path on this machine, read-only."""
    home = Home.find()
    return open_objects(home.objects_url, home.scratch / "copies").local(LOCAL_TENANT, asset.digest)


def check_there(path: Path, field: str, remedy: str) -> None:
    """Refuse a path that is no file.

    Raises:
        InputError: with the field that names it.
    """
    if not path.is_file():
        raise InputError(f"there is no file {path}", remedy, field, "NOT_READABLE")


def stored(path: Path) -> tuple[Digest, int]:
    """Put a copy into the object store, by the file system that the store is on."""
    home = Home.find()
    copy = home.path / f"import-{uuid7()}"
    try:
        shutil.copyfile(path, copy)
        objects = open_objects(home.objects_url, home.scratch / "copies")
        return objects.take(LOCAL_TENANT, copy)
    finally:
        copy.unlink(missing_ok=True)
