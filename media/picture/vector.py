"""SVG to pixels by ThorVG's software engine, one thread, no fonts, no files.

The one place that talks to the library: everything drawn in Kinora is an SVG document first.
"""

from __future__ import annotations

import threading
from functools import cache

import numpy as np
from numpy.typing import NDArray
from thorvg_python.base import Result
from thorvg_python.canvas.sw import SwCanvas
from thorvg_python.engine import Engine
from thorvg_python.paint.picture import Picture

from media.errors import InputError

_LOCK = threading.Lock()

LEAST_BYTES = 1 << 10
STRIDE_PIXELS = 64
"""The wheel declares a `ctypes` array type for each length of document and of canvas, and Python
keeps such types for ever: 30 KB for each segment rendered, until lengths were rounded up."""


@cache
def _engine() -> Engine:
    return Engine(threads=0)


def rasterise(svg: bytes, width: int, height: int) -> NDArray[np.uint8]:
    """Draw an SVG document over the whole of a transparent picture.

    Returns:
        Premultiplied RGBA of shape (height, width, 4).

    Raises:
        InputError: the document cannot be read as SVG.
    """
    with _LOCK:
        return _draw(_engine(), svg, width, height)


def _draw(engine: Engine, svg: bytes, width: int, height: int) -> NDArray[np.uint8]:
    canvas = SwCanvas(engine)
    stride = -(-width // STRIDE_PIXELS) * STRIDE_PIXELS
    try:
        canvas.set_target(width, height, stride)
        picture = Picture(engine)
        if picture.load_data(_padded(svg), "svg", None, True) != Result.SUCCESS:
            raise InputError("the picture cannot be read as SVG", "draw it again", "panel")
        picture.set_size(width, height)
        canvas.add(picture)
        canvas.update()
        canvas.draw(True)
        canvas.sync()
        pixels = np.ctypeslib.as_array(canvas.buffer_arr).view(np.uint8)  # pyright: ignore[reportArgumentType, reportCallIssue]
        return pixels.reshape(height, stride, 4)[:, :width].copy()
    finally:
        canvas.destroy()


def _padded(svg: bytes) -> bytes:
    """The document with spaces behind it, as long as the next power of two."""
    return svg.ljust(max(LEAST_BYTES, 1 << (len(svg) - 1).bit_length()))
