"""The caption track of a film file: timed text after 3GPP TS 26.245, as MP4 players know it."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from fractions import Fraction
from typing import Any

import langcodes
from av import Packet
from av.container import OutputContainer
from av.subtitles.stream import SubtitleStream

from media.clock import FrameRate
from media.timeline import Caption

HEADER = b"""[Script Info]
ScriptType: v4.00+
[V4+ Styles]
Format: Name, Fontname, Fontsize, PrimaryColour, SecondaryColour, OutlineColour, BackColour, Bold, \
Italic, Underline, StrikeOut, ScaleX, ScaleY, Spacing, Angle, BorderStyle, Outline, Shadow, \
Alignment, MarginL, MarginR, MarginV, Encoding
Style: Default,Sans,18,&Hffffff,&Hffffff,&H0,&H0,0,0,0,0,100,100,0,0,1,1,0,2,10,10,10,0
[Events]
Format: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text
"""
"""FFmpeg makes the track's sample description from an ASS header, and from nothing else."""

LEAST_TICKS = 1_000
"""Ticks a second of the track at the least; a multiple of the frame rate's numerator is exact."""


def add_captions(container: OutputContainer, language: str, rate: FrameRate) -> SubtitleStream:
    """Add the track, tagged with its language."""
    stream = container.add_stream("mov_text")
    stream.codec_context.subtitle_header = HEADER
    stream.time_base = ticks(rate)
    stream.codec_context.time_base = ticks(rate)
    stream.metadata["language"] = alpha3(language)
    return stream


def caption_packets(
    captions: tuple[Caption, ...], stream: SubtitleStream, rate: FrameRate
) -> Iterator[Packet[Any]]:
    """A sample of timed text for each in order; the muxer fills the gaps with empty ones."""
    for caption in captions:
        text = caption.text.encode()
        packet = Packet(struct.pack(">H", len(text)) + text)
        packet.stream = stream
        packet.time_base = ticks(rate)
        packet.pts = packet.dts = frame_ticks(caption.start, rate)
        packet.duration = frame_ticks(caption.end, rate) - packet.pts
        packet.is_keyframe = True
        yield packet


def ticks(rate: FrameRate) -> Fraction:
    """A time base in which every frame starts on a whole tick."""
    return Fraction(1, rate.num if rate.num >= LEAST_TICKS else rate.num * LEAST_TICKS)


def frame_ticks(frame: int, rate: FrameRate) -> int:
    """A frame's start in `ticks`."""
    return int(frame * rate.frame_duration / ticks(rate))


def alpha3(language: str) -> str:
    """ISO 639-2 code of a BCP 47 tag, which is what MP4 stores; `und` where there is none."""
    try:
        return langcodes.Language.get(language).to_alpha3()
    except (LookupError, ValueError):
        return "und"
