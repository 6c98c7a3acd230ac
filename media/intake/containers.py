"""Whether a container is all there, by its own account of its parts.

FFmpeg reads what there is and is content; a clip that lost its end would pass for a shorter one.
"""

from __future__ import annotations

import struct
from pathlib import Path
from typing import BinaryIO

from media.intake import limits
from media.intake.reading import skip, taken, unpacked
from media.intake.refusals import cut_short, damaged

SEGMENT_ID, CLUSTER_ID = b"\x18S\x80g", b"\x1fC\xb6u"
ASF_FILE_PROPERTIES = bytes.fromhex("a1dcab8c47a9cf118ee400c00c205365")
ASF_BROADCAST = 1
UNKNOWN_32 = (0, 0xFFFFFFFF)
"""What a recorder writes that cannot go back to fill in the size."""


def check_mov(file: BinaryIO, size: int) -> None:
    """Walk the boxes of MP4 and MOV; what follows once all is there does not matter."""
    seen: set[bytes] = set()
    while (at := file.tell()) < size:
        if size - at < 8 or not (head := taken(file, 8, "a box"))[4:].isascii():
            break
        length, name = struct.unpack(">I4s", head)
        if length == 1:
            length = unpacked(file, ">Q", "a box")[0]
        if length == 0:
            length = size - at
        if length < file.tell() - at:
            break
        seen.add(name)
        file.seek(at)
        skip(file, length, size, f"its {name.decode('ascii')!r} box")
    if not seen & {b"moov", b"moof"}:
        raise cut_short("it has no index of its frames")
    if b"mdat" not in seen:
        raise cut_short("it has an index, and no frames")


def check_riff(file: BinaryIO, size: int) -> None:
    """AVI, which has one RIFF after the other, and WebP, which has one."""
    while size - file.tell() >= 12:
        name, length = unpacked(file, "<4sI", "a part")
        if name != b"RIFF":
            break
        skip(file, length, size, "its RIFF part")
        if length % 2 and file.tell() < size:
            file.seek(1, 1)


def check_wav(file: BinaryIO, size: int) -> None:
    """Walk the chunks of a WAV to its samples."""
    long_bytes: int | None = None
    file.seek(12)
    while size - file.tell() >= 8:
        name, length = unpacked(file, "<4sI", "a chunk")
        if name == b"ds64":
            start = file.tell()
            long_bytes = unpacked(file, "<QQ", "its sizes")[1]
            file.seek(start)
        if name == b"data":
            if length == UNKNOWN_32[1] and long_bytes is not None:
                length = long_bytes
            if length not in UNKNOWN_32:
                skip(file, length, size, "its sound")
            return
        skip(file, length + length % 2, size, f"its {name.decode('latin-1')!r} chunk")
    raise cut_short("it holds no sound")


def check_asf(file: BinaryIO, size: int) -> None:
    """Compare a WMV's size with what its header says, unless it was recorded from the air."""
    _, header_bytes, count, _ = unpacked(file, "<16sQIH", "its header")
    if header_bytes > size:
        raise cut_short("its header is not all there")
    for _ in range(count):
        name, length = unpacked(file, "<16sQ", "its header")
        if name == ASF_FILE_PROPERTIES:
            _, told, _, _, _, _, _, flags = unpacked(file, "<16sQQQQQQI", "its header")
            if told > size and not flags & ASF_BROADCAST:
                raise cut_short(f"it has {size:,} of {told:,} bytes")
            return
        skip(file, length - 24, size, "its header")
    raise damaged("its header does not describe the file")


def check_matroska(file: BinaryIO, size: int) -> None:
    """Compare the size of an MKV's or WebM's segment, where it is known, with what there is."""
    while size - file.tell() >= 5:
        name = taken(file, 4, "an element")
        length = _vint(file)
        if name == SEGMENT_ID:
            end = size if length is None else file.tell() + length
            if end > size:
                raise cut_short(f"its segment ends at byte {end:,}, the file at {size:,}")
            _check_elements(file, end, known=length is not None)
            return
        if length is None:
            break
        skip(file, length, size, "its header")
    raise cut_short("it has no segment")


def _check_elements(file: BinaryIO, end: int, *, known: bool) -> None:
    """Walk a segment's parts, and those of its clusters, each beginning where the last one ends."""
    within = end
    while (at := file.tell()) < end:
        limits.go_on()
        first = taken(file, 1, "an element")[0]
        more = 8 - first.bit_length()
        if more > 3:
            raise damaged(f"no element stands at byte {at:,}")
        name = bytes([first]) + taken(file, more, "an element")
        length = _vint(file)
        if name == CLUSTER_ID:
            within = end if length is None else file.tell() + length
            continue
        if length is None:
            raise damaged(f"the element at byte {at:,} has no end")
        if known and at < within < file.tell() + length:
            raise damaged(f"the element at byte {at:,} is larger than what it is in")
        skip(file, length, end, "an element")


def _vint(file: BinaryIO) -> int | None:
    """An EBML number, or None for the one that means unknown."""
    first = taken(file, 1, "an element")[0]
    more = 8 - first.bit_length()
    if more > 7:
        raise damaged("an element has no size")
    value = int.from_bytes(bytes([first & (0x7F >> more)]) + taken(file, more, "an element"))
    return None if value == (1 << 7 * (more + 1)) - 1 else value


_CHECKS = {
    "mov": check_mov,
    "avi": check_riff,
    "webp": check_riff,
    "wav": check_wav,
    "asf": check_asf,
    "matroska": check_matroska,
}


def check_container(path: Path, demuxer: str) -> None:
    """Refuse a container of which a part is missing.

    Raises:
        InputError: saying which.
    """
    if demuxer in _CHECKS:
        with path.open("rb") as file:
            _CHECKS[demuxer](file, path.stat().st_size)
