"""Whether a sound of many small frames is all there: MP3, AAC and Ogg, frame by frame.

None of the three says how long it is; the frames must follow each other to the end of the file.
"""

from __future__ import annotations

import mmap
import zlib
from collections.abc import Callable, Iterable
from pathlib import Path

from media.intake import limits
from media.intake.refusals import cut_short, damaged, unsupported
from media.intake.sniff import id3_bytes

Buffer = mmap.mmap

MP3_KBPS = {
    1: (0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320),
    2: (0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160),
}
MP3_HERTZ = (44_100, 48_000, 32_000)
TAIL_TAGS = (b"TAG", b"APETAGEX", b"ID3", b"LYRICSBEGIN")
ADTS_HEADER_BYTES = 7
OGG_HEADER_BYTES, OGG_FIRST, OGG_LAST = 27, 2, 4
_MIRRORED = bytes(int(f"{byte:08b}"[::-1], 2) for byte in range(256))


def mp3_frame(data: Buffer, at: int) -> int:
    """The length of the MP3 frame that begins here; 0 where none does."""
    head = int.from_bytes(data[at : at + 4])
    version, layer = head >> 19 & 3, head >> 17 & 3
    rate, hertz, padding = head >> 12 & 15, head >> 10 & 3, head >> 9 & 1
    if head >> 21 != 0x7FF or version == 1 or layer != 1 or not 0 < rate < 15 or hertz == 3:
        return 0
    first = version == 3
    sample_rate = MP3_HERTZ[hertz] >> (0 if first else 1 if version == 2 else 2)
    kbps = MP3_KBPS[1 if first else 2][rate]
    return (144 if first else 72) * kbps * 1000 // sample_rate + padding


def adts_frame(data: Buffer, at: int) -> int:
    """The length of the AAC frame that begins here; 0 where none does."""
    head = int.from_bytes(data[at : at + ADTS_HEADER_BYTES])
    if head >> 44 != 0xFFF or head >> 41 & 3:
        return 0
    length = head >> 13 & 0x1FFF
    return length if length >= ADTS_HEADER_BYTES else 0


def _check_frames(data: Buffer, frame: Callable[[Buffer, int], int]) -> int:
    """Walk from frame to frame to the end; how many there are."""
    count = 0
    at = id3_bytes(data[:10]) if data[:3] == b"ID3" else 0
    size = len(data)
    while at < size:
        length = frame(data, at)
        if not length:
            if _is_tail(data[at : at + 128]):
                return count
            raise damaged(f"no frame of sound begins at byte {at:,} of {size:,}")
        if at + length > size:
            raise cut_short(f"its last frame has {size - at:,} of {length:,} bytes")
        at += length
        count += 1
        limits.go_on()
    return count


def _is_tail(rest: bytes) -> bool:
    """Whether tags follow, or nothing but filling."""
    return rest.startswith(TAIL_TAGS) or not rest.strip(b"\0")


def check_mp3(data: Buffer) -> None:
    """Walk the frames of an MP3; in most, the first is none and says how many there are."""
    count = _check_frames(data, mp3_frame) - 1
    at = id3_bytes(data[:10]) if data[:3] == b"ID3" else 0
    head = data[at : at + mp3_frame(data, at)]
    tag = max(head.find(b"Xing"), head.find(b"Info"))
    if tag < 0 or not head[tag + 7] & 1:
        return
    told = int.from_bytes(head[tag + 8 : tag + 12])
    if abs(told - count) > 1:
        raise cut_short(f"it has {count:,} of {told:,} frames of sound")


def check_adts(data: Buffer) -> None:
    """Walk the frames of an AAC stream."""
    _check_frames(data, adts_frame)


def check_ogg(data: Buffer) -> None:
    """Walk the pages, each with its checksum, to the one that says it is the last."""
    at, size, last = 0, len(data), 0
    while at < size:
        head = data[at : at + OGG_HEADER_BYTES]
        if len(head) < OGG_HEADER_BYTES:
            raise cut_short("its last page has no header")
        if head[:4] != b"OggS":
            raise damaged(f"no page begins at byte {at:,} of {size:,}")
        segments = data[at + OGG_HEADER_BYTES : at + OGG_HEADER_BYTES + head[26]]
        end = at + OGG_HEADER_BYTES + len(segments) + sum(segments)
        if end > size or len(segments) < head[26]:
            raise cut_short(f"its last page begins at byte {at:,} and is not all there")
        page = (head[:22], bytes(4), head[26:], data[at + OGG_HEADER_BYTES : end])
        if ogg_sum(page) != int.from_bytes(head[22:26], "little"):
            raise damaged(f"the page at byte {at:,} has another checksum than it says")
        if last & OGG_LAST and head[5] & OGG_FIRST:
            raise unsupported("it holds several sounds, one after the other", "give one of them")
        at, last = end, head[5]
        limits.go_on()
    if not last & OGG_LAST:
        raise cut_short("its last page is missing")


def ogg_sum(parts: Iterable[bytes]) -> int:
    """The checksum of an Ogg page: that of zlib with every byte and the sum itself mirrored."""
    state = 0xFFFFFFFF
    for part in parts:
        state = zlib.crc32(part.translate(_MIRRORED), state)
    return int(f"{state ^ 0xFFFFFFFF:032b}"[::-1], 2)


_CHECKS = {"mp3": check_mp3, "aac": check_adts, "ogg": check_ogg}


def check_chain(path: Path, demuxer: str) -> None:
    """Refuse a sound whose frames do not follow each other to the end.

    Raises:
        InputError: saying where they stop.
    """
    if demuxer in _CHECKS:
        with (
            path.open("rb") as file,
            mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data,
        ):
            _CHECKS[demuxer](data)
