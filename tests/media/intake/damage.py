"""Files damaged in the ways in which files are: the same ones each time."""

from __future__ import annotations

import random
import struct
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

CUTS = (0.02, 0.35, 0.6, 0.9, 0.995)
FLIPS = (1, 8, 64, 512)
HEADER_BYTES = 24
HUGE = 0xFFFF


@dataclass(frozen=True)
class Damaged:
    """A damaged file's bytes, and how they came about."""

    source: str
    """The name of the file that it was."""
    how: str
    data: bytes


def cut(data: bytes, share: float) -> bytes:
    """The beginning of a file."""
    return data[: max(1, int(len(data) * share))]


def flipped(data: bytes, count: int, seed: str) -> bytes:
    """A file with some bits turned over."""
    dice, changed = random.Random(seed), bytearray(data)
    for _ in range(count):
        changed[dice.randrange(len(changed))] ^= 1 << dice.randrange(8)
    return bytes(changed)


def wiped(data: bytes, begin: float, count: int) -> bytes:
    """A file with a block of nothing in it."""
    at = int(len(data) * begin)
    return data[:at] + bytes(min(count, len(data) - at)) + data[at + count :]


def swapped(data: bytes, other: bytes) -> bytes:
    """A file that begins as another does."""
    return other[:HEADER_BYTES] + data[HEADER_BYTES:]


def patched(marker: bytes, offset: int, value: bytes) -> Callable[[bytes], bytes]:
    """Writes a value at a place behind a marker."""

    def patch(data: bytes) -> bytes:
        at = data.index(marker) + offset
        return data[:at] + value + data[at + len(value) :]

    return patch


def _png_of(side: int) -> Callable[[bytes], bytes]:
    def patch(data: bytes) -> bytes:
        header = b"IHDR" + struct.pack(">II", side, side) + data[24:29]
        return data[:12] + header + struct.pack(">I", zlib.crc32(header)) + data[33:]

    return patch


def _jpeg_of(side: int) -> Callable[[bytes], bytes]:
    return patched(b"\xff\xc0", 5, struct.pack(">HH", side, side))


ASF_FILE_PROPERTIES = bytes.fromhex("a1dcab8c47a9cf118ee400c00c205365")
EBML_DURATION, EBML_CLUSTER = b"\x44\x89\x88", b"\x1f\x43\xb6\x75"
A_LONG_TIME = struct.pack(">d", 1e15)
BIG_16, BIG_32 = struct.pack("<H", HUGE), struct.pack("<I", 0x7FFFFFFF)
ABSURD: dict[str, tuple[Callable[[bytes], bytes], ...]] = {
    ".mp4": (
        patched(b"stsz", 12, struct.pack(">I", 0x7FFFFFFF)),
        patched(b"mdat", -4, struct.pack(">I", 0x7FFFFFFF)),
        patched(b"mvhd", 20, struct.pack(">I", 0x7FFFFFFF)),
        patched(b"stts", 12, struct.pack(">I", 0x7FFFFFFF)),
    ),
    ".mov": (
        patched(b"stco", 8, struct.pack(">I", 0x7FFFFFFF)),
        patched(b"stts", 16, struct.pack(">I", 0x0FFFFFFF)),
    ),
    ".avi": (
        patched(b"strf", 12, struct.pack("<ii", HUGE, HUGE)),
        patched(b"strh", 28, struct.pack("<I", 1_000_000_007)),
    ),
    ".wmv": (
        patched(ASF_FILE_PROPERTIES, 64, b"\xff" * 7 + b"\x0f"),
        patched(ASF_FILE_PROPERTIES, 92, b"\xff" * 8),
    ),
    ".webm": (patched(EBML_DURATION, 3, A_LONG_TIME), patched(EBML_CLUSTER, 4, b"\x1f\xff")),
    ".mkv": (patched(EBML_DURATION, 3, A_LONG_TIME), patched(EBML_CLUSTER, 4, b"\x1f\xff")),
    ".gif": (
        patched(b"GIF89a", 6, struct.pack("<HH", HUGE, HUGE)),
        patched(b"GIF89a", 6, struct.pack("<HH", 8000, 8000)),
    ),
    ".wav": (
        patched(b"data", 4, BIG_32),
        patched(b"fmt ", 10, BIG_16),
        patched(b"fmt ", 12, BIG_32),
    ),
    ".flac": (patched(b"fLaC", 21, b"\xff" * 5),),
    ".m4a": (
        patched(b"stsz", 12, struct.pack(">I", 0x7FFFFFFF)),
        patched(b"mp4a", 16, struct.pack(">H", HUGE)),
    ),
    ".png": (_png_of(60_000), _png_of(0x7FFFFFFF), _png_of(8000)),
    ".jpg": (_jpeg_of(HUGE), _jpeg_of(7000)),
    ".webp": (patched(b"VP8 ", 14, struct.pack("<HH", 0x3FFF, 0x3FFF)),),
    ".aac": (patched(b"\xff\xf1", 3, b"\xff\xff\xff"),),
    ".mp3": (patched(b"Info", 8, b"\x7f\xff\xff\xff"),),
    ".ogg": (patched(b"OggS", 26, b"\xff"),),
    ".opus": (patched(b"OpusHead", 9, b"\xff"),),
}


def damaged(files: dict[str, Path]) -> Iterator[Damaged]:
    """Every damage of every file, in an order in which any beginning has some of each."""
    found = [list(_of(name, files)) for name in files]
    for turn in range(max(map(len, found))):
        for each in found:
            if turn < len(each):
                # Files begin with different damages, so that sixty in a row have them all.
                yield each[(turn * 7 + found.index(each)) % len(each)]


def _of(name: str, files: dict[str, Path]) -> Iterator[Damaged]:
    data = files[name].read_bytes()
    names = sorted(files)
    for share in CUTS:
        yield Damaged(name, f"cut to {share:.1%}", cut(data, share))
    for count in FLIPS:
        yield Damaged(name, f"{count} flips", flipped(data, count, f"{name}{count}"))
    for begin in (0.1, 0.5):
        yield Damaged(name, f"wiped at {begin:.0%}", wiped(data, begin, 600))
    for step in (3, 8, 13):
        other = names[(names.index(name) + step) % len(names)]
        yield Damaged(name, f"begins as {other}", swapped(data, files[other].read_bytes()))
    for number, patch in enumerate(ABSURD[files[name].suffix]):
        yield Damaged(name, f"absurd size {number + 1}", patch(data))
