"""A segment's packets, moved to their place in the film without being touched."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import av
from av import Packet
from av.container import InputContainer
from av.video.stream import VideoStream

from media.clock import FrameRate
from media.errors import InputError
from media.types import Video
from media.workspace import Workspace

REORDER_FRAMES = 2
"""How far decoding runs ahead of showing: x264 with a pyramid of B frames. Segments of one or two
frames have no B frames and say 0, so that it cannot be read from them."""


class Pattern:
    """What the first segment looks like and every other must: else decoders go wrong in silence."""

    def __init__(self, stream: VideoStream, rate: FrameRate) -> None:
        self.extradata = bytes(stream.codec_context.extradata or b"")
        self.size = (stream.codec_context.width, stream.codec_context.height)
        self.rate = rate

    def check(self, stream: VideoStream, number: int) -> None:
        """Refuse a segment that does not fit.

        Raises:
            InputError: with the first difference.
        """
        context = stream.codec_context
        size = (context.width, context.height)
        if size != self.size:
            raise mismatch(number, f"has {size[0]}x{size[1]} pixels, not {self.size}")
        if bytes(context.extradata or b"") != self.extradata:
            raise mismatch(number, "was encoded with other settings: its parameter sets differ")


def open_segment(path: Path, number: int) -> InputContainer:
    """Open a segment's file.

    Raises:
        InputError: it is no video.
    """
    container = av.open(str(path))
    if len(container.streams.video) != 1 or len(container.streams) != 1:
        container.close()
        raise mismatch(number, "does not hold exactly one video stream")
    return container


def film_packets(
    work: Workspace, segments: Iterator[Video], target: VideoStream, pattern: Pattern
) -> Iterator[Packet[Any]]:
    """All packets of the film's picture in decoding order, one tick a frame."""
    done = 0
    for number, segment in enumerate(segments):
        if segment.rate != pattern.rate:
            raise mismatch(number, f"has {segment.rate} frames a second, not {pattern.rate}")
        first = done
        with open_segment(work.open(segment), number) as container:
            source = container.streams.video[0]
            pattern.check(source, number)
            for packet, shown in shown_frames(container.demux(source), pattern.rate):
                place(packet, target, pattern.rate, first + shown, done)
                done += 1
                yield packet
        if done - first != segment.frames:
            raise mismatch(number, f"holds {done - first} frames, not {segment.frames}")


def shown_frames(
    packets: Iterator[Packet[Any]], rate: FrameRate
) -> Iterator[tuple[Packet[Any], int]]:
    """Packets with the index of the frame that each shows; the first decoded is the first shown."""
    origin: int | None = None
    for packet in packets:
        if packet.pts is None:
            continue
        if origin is None:
            origin = packet.pts
        yield packet, round((packet.pts - origin) * packet.time_base / rate.frame_duration)


def place(
    packet: Packet[Any], target: VideoStream, rate: FrameRate, shown: int, decoded: int
) -> None:
    """Give a packet its place on the film's clock.

    Decoding times count packets; copied ones would go backwards behind a segment without B frames.
    """
    packet.stream = target
    packet.time_base = rate.frame_duration
    packet.pts = shown
    packet.dts = decoded - REORDER_FRAMES
    packet.duration = 1
    if packet.dts > packet.pts:
        raise InputError(
            f"a frame is shown {packet.dts - packet.pts} frames before it is decoded",
            "encode segments with at most one level of B-frame references",
            "segments",
            "SEGMENT_MISMATCH",
        )


def mismatch(number: int, what: str) -> InputError:
    """An error about one segment."""
    return InputError(
        f"segment {number} {what}",
        "render all segments of a film with one encoder build and equal settings",
        "segments",
        "SEGMENT_MISMATCH",
    )
