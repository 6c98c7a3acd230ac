"""A decoded frame as it is meant to be seen: colours, shape of pixels, orientation, even sides."""

from __future__ import annotations

import struct
from fractions import Fraction
from typing import Any

import av
import numpy as np
from av.sidedata.sidedata import Type
from av.video.reformatter import ColorPrimaries, ColorRange, Colorspace, ColorTrc

from media.codec.clips import EXACT, Frame
from media.intake.refusals import unsupported

SDR = "export it as SDR in BT.709"
HDR = {int(ColorTrc.SMPTE2084): "PQ", int(ColorTrc.ARIB_STD_B67): "HLG"}
LARGE_LINES, LARGE_COLUMNS = 576, 1280
"""Above either, colours of which nothing is said are those of high definition, as in players."""
UNSPECIFIED = 2

Turn = tuple[int, int, int, int]
"""The signs of a display matrix: where right and down point."""
UPRIGHT: Turn = (1, 0, 0, 1)


def check_colours(frame: av.VideoFrame) -> None:
    """Refuse what would be seen in wrong colours.

    Raises:
        InputError: the frame is HDR, or of a gamut that screens of BT.709 do not have.
    """
    if int(frame.color_trc) in HDR:
        raise unsupported(f"its picture is HDR ({HDR[int(frame.color_trc)]})", SDR)
    if int(frame.color_primaries) == int(ColorPrimaries.BT2020):
        raise unsupported("its colours are those of BT.2020", SDR)


def has_alpha(frame: av.VideoFrame) -> bool:
    """Whether pixels of the frame can be transparent; those of a palette may be."""
    return frame.format.name == "pal8" or any(part.is_alpha for part in frame.format.components)


def turn_of(frame: av.VideoFrame) -> Turn:
    """How the frame is to be turned and mirrored, by its display matrix."""
    for data in _side_data(frame):
        if data.type == Type.DISPLAYMATRIX:
            a, b, _, c, d = struct.unpack("=5i", bytes(data)[:20])
            across, along = max(abs(b), abs(c)), max(abs(a), abs(d))
            if across > along:
                return (0, _sign(b), _sign(c), 0)
            return (_sign(a), 0, 0, _sign(d))
    return UPRIGHT


def _side_data(frame: av.VideoFrame) -> list[Any]:
    side: Any = frame.side_data
    try:
        return list(side)
    except ValueError:
        # Of a type that PyAV does not know yet; such a frame is taken as it is.
        return []


def _sign(value: int) -> int:
    return -1 if value < 0 else 1


def turned(picture: Frame, turn: Turn) -> Frame:
    """The picture, turned and mirrored."""
    a, b, c, d = turn
    if b:
        picture = picture.swapaxes(0, 1)
        a, d = c, b
    return picture[:: -1 if d < 0 else 1, :: -1 if a < 0 else 1]


def even(picture: Frame) -> Frame:
    """The picture without the last line or column that would make its sides odd."""
    height, width = picture.shape[:2]
    return picture[: height - height % 2 or 1, : width - width % 2 or 1]


def pixels(frame: av.VideoFrame, *, alpha: bool, aspect: Fraction = Fraction(1)) -> Frame:
    """A frame as BGR or BGRA of square pixels, not yet turned.

    Args:
        frame: as decoded.
        alpha: give four channels.
        aspect: the width of a pixel by its height.
    """
    width = frame.width if aspect == 1 else max(2, 2 * round(frame.width * aspect / 2))
    return np.asarray(converted(frame, "bgra" if alpha else "bgr24", width).to_ndarray(), np.uint8)


def converted(frame: av.VideoFrame, form: str, width: int = 0) -> av.VideoFrame:
    """A frame in a form of red, green and blue of eight bits; as wide as it is, or `width`."""
    if frame.format.name == form and width in (0, frame.width):
        return frame
    return frame.reformat(
        width=width or frame.width,
        height=frame.height,
        format=form,
        src_colorspace=_matrix(frame),
        src_color_range=frame.color_range or None,
        dst_color_range=ColorRange.JPEG,
        interpolation=EXACT,
    )


def _matrix(frame: av.VideoFrame) -> int:
    """By which colour was made into luma and chroma."""
    told = int(frame.colorspace)
    if told != UNSPECIFIED:
        return told
    large = frame.height > LARGE_LINES or frame.width >= LARGE_COLUMNS
    return int(Colorspace.ITU709 if large else Colorspace.ITU601)
