"""A picture from outside as a PNG of eight bits, upright, with alpha where any pixel needs it."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path
from typing import Any

import av
import numpy as np

from media.codec.clips import Frame
from media.intake import complaints, limits
from media.intake.heard import STRICT
from media.intake.pictures import TELLERS, Told
from media.intake.refusals import damaged, decoding, too_large
from media.intake.seen import check_colours, has_alpha, pixels, turned


def told(path: Path, decoder: str) -> Told:
    """What a picture's header says; the file is all there.

    Raises:
        InputError: it is damaged or too large.
    """
    if path.stat().st_size > limits.MAX_STILL_BYTES:
        raise too_large(f"it has {path.stat().st_size / 1e6:,.0f} MB")
    found = TELLERS[decoder](path.read_bytes())
    if not found.width or not found.height:
        raise damaged("it says that it has no pixels")
    most = limits.MAX_CLIP_PIXELS if found.frames > 1 else limits.MAX_STILL_PIXELS
    limits.check_size(found.width, found.height, most)
    if found.width * found.height * found.frames > limits.MAX_GIF_PIXELS and found.frames > 1:
        raise too_large(f"it says to have {found.frames:,} frames of that size")
    return found


def still(header: Told, decoder: str, target: Path, *, mask: bool) -> dict[str, Any]:
    """Decode a picture and write it as a PNG.

    Args:
        header: what was told of it.
        decoder: FFmpeg's name of its codec.
        target: where the PNG goes, without its ending.
        mask: keep its lightness alone; what was transparent is black.

    Returns:
        The fields of an `Image` or `Mask`, and the file's `path`.

    Raises:
        InputError: it is damaged.
    """
    limits.go_on(3 * header.width * header.height)
    frame = _decoded(header, decoder)
    check_colours(frame)
    picture = turned(pixels(frame, alpha=has_alpha(frame)), header.turn)
    if picture.shape[2] == 4 and bool(np.all(picture[:, :, 3] == 255)):
        picture = picture[:, :, :3]
    finished = target.with_suffix(".png")
    finished.write_bytes(_png(_lightness(picture) if mask else picture))
    height, width = picture.shape[:2]
    return {"path": str(finished), "format": "png", "width": width, "height": height}


def _decoded(header: Told, decoder: str) -> av.VideoFrame:
    context: Any = av.VideoCodecContext.create(decoder, "r")
    context.options, context.thread_count = STRICT, 1
    with decoding(lambda: "in its pixels"):
        frames = [*context.decode(av.Packet(header.data)), *context.decode(None)]
    complaints.check("in its pixels")
    if not frames or frames[0].is_corrupt:
        raise damaged("no picture can be read from it")
    return frames[0]


def _lightness(picture: Frame) -> Frame:
    """One channel, by the weights of BT.601 as every still's luma."""
    weights = np.array([0.114, 0.587, 0.299], np.float32)
    grey = np.empty(picture.shape[:2], np.uint8)
    for row, line in enumerate(picture):
        light = line[:, :3] @ weights
        if picture.shape[2] == 4:
            light = light * line[:, 3] / np.float32(255)
        grey[row] = np.rint(light)
    return grey


def _png(picture: Frame) -> bytes:
    form = "gray" if picture.ndim == 2 else "bgra" if picture.shape[2] == 4 else "bgr24"
    frame = av.VideoFrame.from_ndarray(np.ascontiguousarray(picture), format=form)
    if form != "gray":
        frame = frame.reformat(format="rgba" if form == "bgra" else "rgb24")
    context = av.VideoCodecContext.create("png", "w")
    context.width, context.height, context.pix_fmt = frame.width, frame.height, frame.format.name
    context.time_base = Fraction(1)
    context.thread_count = 1
    return b"".join(bytes(packet) for packet in [*context.encode(frame), *context.encode(None)])
