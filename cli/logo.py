"""A film's logo: checked by its content at the door, and kept as a PNG with its transparency."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from cli.assets import PICTURES, check_there, stored
from cli.home import Home
from media.errors import InputError
from media.ids import uuid7
from media.picture.vector import rasterise
from media.types import Image

MOST_BYTES = 8_000_000
SIDE = 1024
"""Pixels of a logo's longer side, at most: it is never shown larger."""
LEAST_SIDE = 16
LEAST_COVER = 8
"""Alpha below which nothing is seen."""
_SVG = "{http://www.w3.org/2000/svg}"
_FORBIDDEN = frozenset({"script", "text", "foreignObject", "image", "use"})
"""What would run, need a font, or reach for something outside the file."""

Pixels = NDArray[np.uint8]


def imported_logo(path: Path, field: str) -> Image:
    """Decode the whole file, cut it to what is seen of it, and store it.

    Raises:
        InputError: the file is missing, or no picture of which anything is seen.
    """
    check_there(path, field, "give a PNG, JPEG, WebP or SVG picture")
    if path.stat().st_size > MOST_BYTES:
        raise _bad(path, field, f"has more than {MOST_BYTES:,} bytes")
    data = path.read_bytes()
    if any(data.startswith(magic) for magic in PICTURES):
        pixels = _decoded(data)
    else:
        pixels = _vector(path, data, field)
    if pixels is None:
        raise _bad(path, field, "is no picture")
    pixels = _seen(pixels)
    if min(pixels.shape[:2]) < LEAST_SIDE:
        raise _bad(path, field, "shows nothing")
    return _kept(pixels)


def _bad(path: Path, field: str, what: str) -> InputError:
    return InputError(f"{path} {what}", "use a PNG, JPEG, WebP or SVG picture", field, "BAD_LOGO")


def _decoded(data: bytes) -> Pixels | None:
    """A bitmap as BGRA; None if it is none."""
    found = cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_UNCHANGED)
    if found is None:
        return None
    if found.dtype == np.uint16:
        found = cv2.convertScaleAbs(found, alpha=1 / 257)
    channels = 1 if found.ndim == 2 else found.shape[2]
    codes = {1: cv2.COLOR_GRAY2BGRA, 3: cv2.COLOR_BGR2BGRA}
    return np.asarray(
        cv2.cvtColor(found, codes[channels]) if channels in codes else found, np.uint8
    )


def _vector(path: Path, data: bytes, field: str) -> Pixels | None:
    """An SVG as BGRA; None if it is none."""
    if b"<!DOCTYPE" in data or b"<!ENTITY" in data:
        # Entities can be nested until they fill all memory.
        raise _bad(path, field, "has a document type")
    try:
        root = ET.fromstring(data)
    except ET.ParseError:
        return None
    if root.tag != f"{_SVG}svg":
        return None
    tags = {element.tag.removeprefix(_SVG) for element in root.iter()}
    if tags & _FORBIDDEN:
        name = sorted(tags & _FORBIDDEN)[0]
        raise _bad(path, field, f"holds a <{name}>: turn it into outlines")
    wide, tall = _ratio(root)
    factor = SIDE / max(wide, tall)
    size = max(LEAST_SIDE, round(wide * factor)), max(LEAST_SIDE, round(tall * factor))
    return _straight(rasterise(data, *size))


def _ratio(root: ET.Element) -> tuple[float, float]:
    """Width and height, in whatever unit; a square if they are not told."""
    parts = root.get("viewBox", "").replace(",", " ").split()
    told = parts[2:4] if len(parts) == 4 else [root.get("width", ""), root.get("height", "")]
    try:
        wide, tall = (float(part.removesuffix("px")) for part in told)
    except ValueError:
        return 1.0, 1.0
    return (wide, tall) if wide > 0 and tall > 0 else (1.0, 1.0)


def _straight(rgba: Pixels) -> Pixels:
    """Premultiplied RGBA as BGRA with whole colours."""
    alpha = rgba[:, :, 3:].astype(np.float32)
    colours = rgba[:, :, 2::-1] * (255 / np.maximum(alpha, 1))
    return np.dstack([np.clip(np.rint(colours), 0, 255), alpha]).astype(np.uint8)


def _seen(pixels: Pixels) -> Pixels:
    """Without the transparent edges, and no larger than a logo is ever shown."""
    x, y, width, height = cv2.boundingRect((pixels[:, :, 3] >= LEAST_COVER).astype(np.uint8))
    cut = pixels[y : y + height, x : x + width]
    factor = SIDE / max(width, height, 1)
    if factor >= 1 or not cut.size:
        return cut
    fit = (max(1, round(width * factor)), max(1, round(height * factor)))
    return np.asarray(cv2.resize(cut, fit, interpolation=cv2.INTER_AREA), np.uint8)


def _kept(pixels: Pixels) -> Image:
    height, width = pixels.shape[:2]
    path = Home.find().path / f"logo-{uuid7()}.png"
    try:
        cv2.imwrite(str(path), np.ascontiguousarray(pixels))
        digest, num_bytes = stored(path)
    finally:
        path.unlink(missing_ok=True)
    return Image(digest=digest, num_bytes=num_bytes, format="png", width=width, height=height)
