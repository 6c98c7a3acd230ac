"""Uncompressed sound on disk, read and written a block at a time: WAV, and RF64 above 4 GB.

Blocks are float32 arrays of shape (samples, channels), full scale at 1.0. Layout after EBU Tech
3306: a JUNK chunk is kept free behind the RIFF header and becomes the ds64 chunk of an RF64 file
once the sound outgrows the 32-bit sizes.
"""

from __future__ import annotations

import struct
from collections.abc import Iterable, Iterator
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Literal, NamedTuple, Self

import numpy as np
from numpy.typing import NDArray

from media.clock import SAMPLE_RATE
from media.errors import InputError

Block = NDArray[np.float32]
Depth = Literal["s16", "f32"]

BLOCK_SAMPLES = 1 << 16
"""Samples in a block of ordinary work: 1.4 s, 512 KiB of stereo floats."""

HEADER_BYTES = 80
DS64_BYTES = 28
MAX_32 = (1 << 32) - 1
FORMAT_PCM, FORMAT_FLOAT, FORMAT_EXTENSIBLE = 1, 3, 0xFFFE
FULL_SCALE_16 = 32_767.0


class PcmFormat(NamedTuple):
    """What a WAV header says."""

    depth: Depth
    channels: int
    sample_rate: int
    data_at: int
    """Offset of the first sample in bytes."""
    samples: int
    """Per channel."""

    @property
    def frame_bytes(self) -> int:
        """Bytes of one sample of all channels."""
        return self.channels * (2 if self.depth == "s16" else 4)


def header(depth: Depth, channels: int, sample_rate: int, data_bytes: int) -> bytes:
    """The 80 bytes before the first sample."""
    width = 2 if depth == "s16" else 4
    code = FORMAT_PCM if depth == "s16" else FORMAT_FLOAT
    riff_bytes = HEADER_BYTES - 8 + data_bytes
    large = riff_bytes > MAX_32
    sizes = (riff_bytes, data_bytes, data_bytes // (channels * width), 0) if large else (0, 0, 0, 0)
    return b"".join(
        (
            struct.pack("<4sI4s", b"RF64" if large else b"RIFF", min(riff_bytes, MAX_32), b"WAVE"),
            struct.pack("<4sIQQQI", b"ds64" if large else b"JUNK", DS64_BYTES, *sizes),
            struct.pack("<4sIHHI", b"fmt ", 16, code, channels, sample_rate),
            struct.pack("<IHH", sample_rate * channels * width, channels * width, 8 * width),
            struct.pack("<4sI", b"data", min(data_bytes, MAX_32)),
        )
    )


class PcmWriter:
    """Writes blocks as they come; the file is complete when the `with` block ends."""

    def __init__(
        self, path: Path, *, channels: int, sample_rate: int = SAMPLE_RATE, depth: Depth = "s16"
    ) -> None:
        self.channels = channels
        self.sample_rate = sample_rate
        self.depth: Depth = depth
        self.samples = 0
        self._file = path.open("wb")
        self._file.write(header(depth, channels, sample_rate, 0))

    def write(self, block: Block) -> None:
        """Append a block; 16-bit samples are rounded to nearest and held to full scale."""
        if block.ndim != 2 or block.shape[1] != self.channels:
            raise ValueError(f"a block of shape {block.shape} for {self.channels} channels")
        self.samples += len(block)
        if self.depth == "f32":
            self._file.write(np.ascontiguousarray(block, dtype="<f4").data)
        else:
            self._file.write(to_s16(block).data)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        with self._file:
            width = 2 if self.depth == "s16" else 4
            data_bytes = self.samples * self.channels * width
            self._file.seek(0)
            self._file.write(header(self.depth, self.channels, self.sample_rate, data_bytes))


class PcmReader:
    """Reads a WAV or RF64 file of 16-bit or 32-bit float samples from any place in it."""

    def __init__(self, path: Path) -> None:
        self._file = path.open("rb")
        try:
            self.format = read_header(self._file, path.name)
        except BaseException:
            self._file.close()
            raise

    @property
    def samples(self) -> int:
        """Length of the sound, per channel."""
        return self.format.samples

    @property
    def channels(self) -> int:
        """Number of channels."""
        return self.format.channels

    def read(self, start: int, count: int) -> Block:
        """The samples from `start`, as many as there are up to `count`."""
        form = self.format
        count = max(0, min(count, form.samples - start))
        self._file.seek(form.data_at + start * form.frame_bytes)
        data = self._file.read(count * form.frame_bytes)
        if form.depth == "s16":
            block = np.frombuffer(data, "<i2").astype(np.float32) / np.float32(FULL_SCALE_16)
        else:
            block = np.frombuffer(data, "<f4").astype(np.float32, copy=False)
        return block.reshape(-1, form.channels)

    def blocks(self, size: int = BLOCK_SAMPLES) -> Iterator[Block]:
        """The whole sound in blocks; the last may be shorter."""
        for start in range(0, self.samples, size):
            yield self.read(start, size)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._file.close()


def regular(blocks: Iterable[Block], size: int = BLOCK_SAMPLES) -> Iterator[Block]:
    """The same sound in blocks of a multiple of `size`, the last as long as it is.

    Decoders give 1,024 samples at a time, for which the cost of a call outweighs that of the work.
    """
    waiting: list[Block] = []
    count = 0
    for block in blocks:
        waiting.append(block)
        count += len(block)
        if count >= size:
            joined = np.concatenate(waiting)
            whole = count - count % size
            yield joined[:whole]
            waiting, count = [joined[whole:]], count - whole
    if count:
        yield np.concatenate(waiting)


def exactly(blocks: Iterable[Block], samples: int, channels: int) -> Iterator[Block]:
    """A sound cut, or filled up with silence, to a length: resamplers may be a sample off."""
    left = samples
    for block in blocks:
        kept = block[:left]
        left -= len(kept)
        if len(kept):
            yield kept
    if left:
        yield np.zeros((left, channels), np.float32)


def to_s16(block: Block) -> NDArray[np.int16]:
    """Samples as little-endian 16-bit integers."""
    scaled = np.rint(np.clip(block, -1.0, 1.0) * np.float32(FULL_SCALE_16))
    return np.ascontiguousarray(scaled.astype("<i2"))


def read_header(file: BinaryIO, name: str) -> PcmFormat:
    """Walk the chunks up to the samples.

    Raises:
        InputError: it is no WAV file, or its samples are neither 16-bit nor 32-bit float.
    """
    magic, _, wave = struct.unpack("<4sI4s", file.read(12).ljust(12, b"\0"))
    if magic not in (b"RIFF", b"RF64") or wave != b"WAVE":
        raise InputError(f"{name} is not a WAV file", code="BAD_AUDIO")
    long_bytes: int | None = None
    layout: tuple[Depth, int, int] | None = None
    while len(head := file.read(8)) == 8:
        tag, num_bytes = struct.unpack("<4sI", head)
        if tag == b"ds64":
            long_bytes = struct.unpack("<QQ", file.read(16))[1]
            file.seek(num_bytes - 16, 1)
        elif tag == b"fmt ":
            layout = read_layout(file.read(num_bytes), name)
        elif tag == b"data" and layout:
            depth, channels, sample_rate = layout
            data_at = file.tell()
            if num_bytes == MAX_32 and long_bytes is not None:
                num_bytes = long_bytes
            present = min(num_bytes, file.seek(0, 2) - data_at)
            form = PcmFormat(depth, channels, sample_rate, data_at, 0)
            return form._replace(samples=present // form.frame_bytes)
        else:
            file.seek(num_bytes + num_bytes % 2, 1)
    raise InputError(f"{name} holds no sound", code="BAD_AUDIO")


def read_layout(data: bytes, name: str) -> tuple[Depth, int, int]:
    """Depth, channels and sample rate from a fmt chunk."""
    code, channels, sample_rate, _, _, bits = struct.unpack("<HHIIHH", data[:16])
    if code == FORMAT_EXTENSIBLE and len(data) >= 26:
        code = struct.unpack("<H", data[24:26])[0]
    if (code, bits) == (FORMAT_PCM, 16):
        return "s16", channels, sample_rate
    if (code, bits) == (FORMAT_FLOAT, 32):
        return "f32", channels, sample_rate
    raise InputError(
        f"{name} holds samples of {bits} bits in WAV format {code}",
        "save it as 16-bit or 32-bit float",
        code="BAD_AUDIO",
    )
