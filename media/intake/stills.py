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
from media.intake.seen import UPRIGHT, Turn, check_colours, converted, has_alpha, turned


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
    frame = _upright(_in_colour(_decoded(header, decoder)), header.turn)
    width, height = frame.width, frame.height
    finished = target.with_suffix(".png")
    finished.write_bytes(_png(_grey(frame) if mask else frame))
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


def _in_colour(frame: av.VideoFrame) -> av.VideoFrame:
    """The picture in eight bits, with alpha if any pixel is transparent."""
    check_colours(frame)
    if has_alpha(frame):
        shown = converted(frame, "rgba")
        if not all(bool(np.all(line[3::4] == 255)) for line in _lines(shown, 4)):
            return shown
    return converted(frame, "rgb24")


def _lines(frame: av.VideoFrame, channels: int) -> Frame:
    """The lines of a packed frame: its own memory, for a copy of a photo is 200 MB."""
    plane = frame.planes[0]
    rows = np.frombuffer(memoryview(plane), np.uint8).reshape(-1, plane.line_size)
    return rows[: frame.height, : frame.width * channels]


def _upright(frame: av.VideoFrame, turn: Turn) -> av.VideoFrame:
    if turn == UPRIGHT:
        return frame
    channels = len(frame.format.components)
    stored = _lines(frame, channels).reshape(frame.height, frame.width, channels)
    upright = np.ascontiguousarray(turned(stored, turn))
    return av.VideoFrame.from_numpy_buffer(upright, format=frame.format.name)


def _grey(frame: av.VideoFrame) -> av.VideoFrame:
    """One channel, by the weights of BT.601 as every still's luma; over black."""
    channels = len(frame.format.components)
    weights = np.array([0.299, 0.587, 0.114], np.float32)
    grey = np.empty((frame.height, frame.width), np.uint8)
    for row, line in enumerate(_lines(frame, channels)):
        pixels = line.reshape(-1, channels)
        light = pixels[:, :3] @ weights
        if channels == 4:
            light = light * pixels[:, 3] / np.float32(255)
        grey[row] = np.rint(light)
    return av.VideoFrame.from_ndarray(grey, format="gray")


def _png(frame: av.VideoFrame) -> bytes:
    context = av.VideoCodecContext.create("png", "w")
    context.width, context.height, context.pix_fmt = frame.width, frame.height, frame.format.name
    context.time_base = Fraction(1)
    context.thread_count = 1
    return b"".join(bytes(packet) for packet in [*context.encode(frame), *context.encode(None)])
