"""What a picture file says of itself, and whether it is all there, before any of it is decoded."""

from __future__ import annotations

import struct
import zlib
from dataclasses import dataclass, replace
from io import BytesIO

from media.intake.exif import HEAD, turn_by
from media.intake.reading import skip, taken, unpacked
from media.intake.refusals import cut_short, damaged, unsupported
from media.intake.seen import UPRIGHT, Turn

PNG_SIGNATURE_BYTES = 8
JPEG_SIZES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
"""The markers that carry a JPEG's size."""
JPEG_SCAN, JPEG_APP1, JPEG_END = 0xDA, 0xE1, b"\xff\xd9"
CMYK = 4
WEBP_ANIMATED = 2
ANMF_BYTES = 16


@dataclass(frozen=True, slots=True)
class Told:
    """A header's account of a picture."""

    width: int
    height: int
    frames: int = 1
    data: bytes = b""
    """What is to be decoded."""
    turn: Turn = UPRIGHT
    """How it is to be turned."""


def told_by_png(data: bytes) -> Told:
    """Walk the chunks, each with its checksum. An animated PNG is its first picture."""
    file, size = BytesIO(data), len(data)
    file.seek(PNG_SIGNATURE_BYTES)
    found: Told | None = None
    turn = UPRIGHT
    while True:
        length, name = unpacked(file, ">I4s", "the picture")
        if length > size:
            raise cut_short(f"a chunk at byte {file.tell():,} is not all there")
        body = taken(file, length, "the picture")
        if zlib.crc32(body, zlib.crc32(name)) != unpacked(file, ">I", "the picture")[0]:
            raise damaged(f"the chunk at byte {file.tell():,} has another checksum than it says")
        if name == b"IHDR" and length >= 8:
            found = Told(*struct.unpack(">II", body[:8]), data=data)
        if name == b"eXIf":
            turn = turn_by(body)
        if name == b"IEND":
            break
    if found is None:
        raise damaged("it does not say how large it is")
    return replace(found, turn=turn)


def told_by_jpeg(data: bytes) -> Told:
    """Walk the markers to the first scan; the end must have its own."""
    file, size = BytesIO(data), len(data)
    file.seek(2)
    found: Told | None = None
    turn = UPRIGHT
    while True:
        marker, length = unpacked(file, ">HH", "its header")
        if marker >> 8 != 0xFF or length < 2:
            raise damaged(f"no marker stands at byte {file.tell() - 4:,}")
        if marker & 0xFF == JPEG_SCAN:
            break
        if marker & 0xFF in JPEG_SIZES:
            _, height, width, parts = unpacked(file, ">BHHB", "its header")
            if parts == CMYK:
                raise unsupported("it is a picture for print, in CMYK", "save it as RGB")
            found = Told(width, height, data=data)
            file.seek(-6, 1)
        if marker & 0xFF == JPEG_APP1 and data[file.tell() :][: len(HEAD)] == HEAD:
            turn = turn_by(data[file.tell() : file.tell() + length - 2])
        skip(file, length - 2, size, "its header")
    if found is None:
        raise damaged("it does not say how large it is")
    if data.rfind(JPEG_END, file.tell()) < 0:
        raise cut_short("its last lines are missing")
    return replace(found, turn=turn)


def told_by_webp(data: bytes) -> Told:
    """Look at the chunks; of an animation the first frame is taken."""
    file, size = BytesIO(data), len(data)
    length = struct.unpack("<I", data[4:8])[0]
    skip(file, length + 8, size, "the picture")
    name = data[12:16]
    if name == b"VP8X" and size >= 30:
        flags, width, height = data[20], _uint24(data, 24) + 1, _uint24(data, 27) + 1
        first = _first_frame(data, width, height) if flags & WEBP_ANIMATED else data
        return Told(width, height, data=first, turn=turn_by(_webp_chunk(data, b"EXIF")))
    if name == b"VP8L" and size >= 25:
        bits = struct.unpack("<I", data[21:25])[0]
        return Told((bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1, data=data)
    if name == b"VP8 " and size >= 30:
        width, height = struct.unpack("<HH", data[26:30])
        return Told(width & 0x3FFF, height & 0x3FFF, data=data)
    raise damaged("it does not say how large it is")


def _uint24(data: bytes, at: int) -> int:
    return int.from_bytes(data[at : at + 3], "little")


def _first_frame(data: bytes, width: int, height: int) -> bytes:
    """A WebP of an animation's first frame alone."""
    body = _webp_chunk(data, b"ANMF")
    if len(body) < ANMF_BYTES:
        raise damaged("it is an animation without frames")
    if (_uint24(body, 6) + 1, _uint24(body, 9) + 1) != (width, height):
        raise unsupported(
            "it is an animation whose first frame covers a part alone", "save it as GIF"
        )
    return _as_still(body[ANMF_BYTES:], width, height)


def _webp_chunk(data: bytes, wanted: bytes) -> bytes:
    """The first chunk of a name; nothing where there is none."""
    at = 12
    while at + 8 <= len(data):
        name, length = struct.unpack("<4sI", data[at : at + 8])
        if name == wanted:
            return data[at + 8 : at + 8 + length]
        at += 8 + length + length % 2
    return b""


def _as_still(chunks: bytes, width: int, height: int) -> bytes:
    alpha = 0x10 if chunks.startswith(b"ALPH") else 0
    sides = (width - 1).to_bytes(3, "little") + (height - 1).to_bytes(3, "little")
    head = struct.pack("<4sIB3x", b"VP8X", 10, alpha) + sides if alpha else b""
    body = b"WEBP" + head + chunks
    return struct.pack("<4sI", b"RIFF", len(body)) + body


def told_by_gif(data: bytes) -> Told:
    """Walk the blocks to the trailer and count the frames."""
    file = BytesIO(data)
    file.seek(6)
    width, height, flags, _, _ = unpacked(file, "<HHBBB", "its header")
    _colours(file, flags)
    frames = 0
    while True:
        kind = taken(file, 1, "the last frame")[0]
        if kind == 0x3B:
            break
        if kind == 0x2C:
            _, _, _, _, local = unpacked(file, "<HHHHB", "a frame")
            _colours(file, local)
            frames += 1
        elif kind != 0x21:
            raise damaged(f"no block stands at byte {file.tell() - 1:,}")
        # The code of an extension, or the width of the codes of a frame.
        taken(file, 1, "a block")
        while length := taken(file, 1, "a block")[0]:
            taken(file, length, "a block")
    if not frames:
        raise damaged("it holds no picture")
    return Told(width, height, frames, data)


def _colours(file: BytesIO, flags: int) -> None:
    """Pass over a table of colours, if there is one."""
    if flags & 0x80:
        taken(file, 3 << (flags & 7) + 1, "a table of colours")


TELLERS = {"png": told_by_png, "mjpeg": told_by_jpeg, "webp": told_by_webp, "gif": told_by_gif}
