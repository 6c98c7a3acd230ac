"""What a media file holds, counted on its packets rather than believed from its header."""

from __future__ import annotations

from array import array
from fractions import Fraction
from pathlib import Path
from typing import Any

import av
import numpy as np
from av.error import FFmpegError
from numpy.typing import NDArray

from media.clock import FLICKS_PER_S
from media.errors import InputError
from media.model import Model


class StreamProbe(Model):
    """One stream."""

    kind: str
    """`video`, `audio`, `subtitle` or `data`."""
    codec: str
    packets: int
    packet_bytes: int
    start_s: float
    """When the first packet is shown."""
    duration_s: float
    """From the first packet shown to the end of the last, edit list heeded."""
    uniform: bool
    """Whether the packets, in the order in which they are shown, follow without gap or overlap."""
    rising: bool
    """Whether decoding times rise from packet to packet."""
    language: str = ""
    width: int = 0
    height: int = 0
    rate: str = ""
    """Frames per second of a video stream as a ratio."""
    pixel_format: str = ""
    profile: str = ""
    colour: tuple[int, int, int, int] = (0, 0, 0, 0)
    """Primaries, transfer, matrix and range, as H.273 numbers them; 1, 1, 1, 1 is BT.709."""
    sample_rate: int = 0
    channels: int = 0


class ChapterProbe(Model):
    """A chapter mark."""

    start_s: float
    end_s: float
    title: str


class Probe(Model):
    """A whole file."""

    format: str
    num_bytes: int
    duration_s: float
    streams: tuple[StreamProbe, ...]
    chapters: tuple[ChapterProbe, ...] = ()
    tags: dict[str, str]

    def first(self, kind: str) -> StreamProbe:
        """The first stream of a kind.

        Raises:
            InputError: there is none.
        """
        for stream in self.streams:
            if stream.kind == kind:
                return stream
        raise InputError(f"the file holds no {kind} stream")


class Tally:
    """Counts a stream's packets as they pass."""

    def __init__(self) -> None:
        self.num_bytes = 0
        self.rising = True
        # Numbers, not objects: a film of three hours has 800,000 packets.
        self._starts, self._durations = array("q"), array("q")
        self._last_dts: int | None = None

    def count(self, packet: av.Packet[Any]) -> None:
        """Count a packet in."""
        self.num_bytes += packet.size
        self._starts.append(packet.pts or 0)
        self._durations.append(packet.duration or 0)
        if packet.dts is not None:
            self.rising &= self._last_dts is None or packet.dts > self._last_dts
            self._last_dts = packet.dts

    @property
    def packets(self) -> int:
        """How many there were."""
        return len(self._starts)

    def extent(self) -> tuple[int, int]:
        """When the first is shown, and when the last ends."""
        if not self._starts:
            return 0, 0
        starts, durations = self._numbers()
        return int(starts.min()), int((starts + durations).max())

    def uniform(self) -> bool:
        """Whether each packet ends where the next begins, in the order in which they are shown."""
        if not self._starts:
            return True
        starts, durations = self._numbers()
        order = np.argsort(starts, kind="stable")
        starts, ends = starts[order], (starts + durations)[order]
        return bool(np.array_equal(ends[:-1], starts[1:]))

    def _numbers(self) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        return np.frombuffer(self._starts, np.int64), np.frombuffer(self._durations, np.int64)


def probe(path: Path) -> Probe:
    """Look at a file by demuxing all of it; nothing is decoded.

    Raises:
        InputError: it cannot be read as media.
    """
    try:
        with av.open(str(path)) as container:
            tallies = {stream.index: Tally() for stream in container.streams}
            for packet in container.demux():
                if packet.size and packet.pts is not None:
                    tallies[packet.stream_index].count(packet)
            return Probe(
                format=container.format.name,
                num_bytes=path.stat().st_size,
                duration_s=(container.duration or 0) / 1_000_000,
                streams=tuple(describe(s, tallies[s.index]) for s in container.streams),
                chapters=tuple(chapter(entry) for entry in container.chapters()),
                tags=dict(container.metadata),
            )
    except FFmpegError as error:
        raise InputError(
            f"{path.name} cannot be read as media: {error.strerror}", code="BAD_MEDIA"
        ) from error


def describe(stream: Any, tally: Tally) -> StreamProbe:
    """A stream's facts."""
    base = stream.time_base or Fraction(1, FLICKS_PER_S)
    first, end = tally.extent()
    start = max(0, first)
    facts: dict[str, Any] = {}
    context = stream.codec_context
    if stream.type == "video" and context is not None:
        facts = {
            "width": context.width,
            "height": context.height,
            "rate": str(Fraction(stream.average_rate or 0)),
            "pixel_format": context.pix_fmt or "",
            "colour": tuple(
                int(value)
                for value in (
                    context.color_primaries,
                    context.color_trc,
                    context.colorspace,
                    context.color_range,
                )
            ),
        }
    if stream.type == "audio" and context is not None:
        facts = {"sample_rate": context.sample_rate, "channels": context.channels}
    return StreamProbe(
        kind=stream.type,
        codec=context.name if context is not None else "",
        packets=tally.packets,
        packet_bytes=tally.num_bytes,
        start_s=float(first * base),
        duration_s=float((end - start) * base),
        uniform=tally.uniform(),
        rising=tally.rising,
        language=stream.metadata.get("language", ""),
        profile=str(getattr(stream, "profile", "") or ""),
        **facts,
    )


def chapter(entry: Any) -> ChapterProbe:
    """A chapter's facts."""
    base = entry["time_base"]
    return ChapterProbe(
        start_s=float(entry["start"] * base),
        end_s=float(entry["end"] * base),
        title=entry["metadata"].get("title", ""),
    )
