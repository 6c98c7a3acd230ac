"""Joins segments, sound, captions and chapters into a film by copying packets.

Segments are pulled from an iterator that may block while the next is being rendered, and memory
does not grow with the film. The file holds no date: equal parts give equal bytes.
"""

from __future__ import annotations

import heapq
import itertools
from collections.abc import Iterable, Iterator
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Any

import av
from av import Packet
from av.audio.stream import AudioStream
from av.container import InputContainer, OutputContainer

from media.clock import FrameRate
from media.errors import InputError
from media.film.captions import add_captions, alpha3, caption_packets
from media.film.segment import Pattern, film_packets, open_segment
from media.timeline import Chapter, TimedText
from media.types import Audio, Video
from media.workspace import Workspace

if TYPE_CHECKING:
    from av.container.core import Chapter as MarkedChapter

MOVIE_TIMESCALE = 90_000
"""Ticks of the film's header; FFmpeg's default of 1,000 makes durations inexact."""
CONTAINER_OPTIONS = {
    "movflags": "+faststart",
    "movie_timescale": str(MOVIE_TIMESCALE),
    "fflags": "+bitexact",
}


def join(
    work: Workspace,
    *,
    segments: Iterable[Video],
    sound: Audio,
    text: TimedText,
    captions: bool = True,
) -> Video:
    """Join a film.

    Args:
        work: where segments and sound come from and the film goes.
        segments: in order; each an MP4 with one H.264 stream that starts with an IDR frame and
            ends with a closed group of pictures. Pulled one at a time.
        sound: the encoded sound, as `media.audio.mix` makes it.
        text: length, title, captions and chapters.
        captions: whether the captions become a track that players can switch on.

    Raises:
        InputError: a segment does not fit the first, or all together are not as long as planned.
    """
    path = work.scratch("film.mp4")
    queue = iter(segments)
    first = next(queue, None)
    if first is None:
        raise InputError("a film needs at least one segment", field="segments")
    with av.open(str(work.open(sound))) as source:
        frames = write_film(
            work,
            path,
            segments=itertools.chain([first], queue),
            pattern_path=work.open(first),
            source=source,
            text=text,
            captions=captions,
        )
    if frames != text.frames:
        raise InputError(
            f"the segments hold {frames} frames, planned are {text.frames}",
            "render the segments of the timeline, each once and in order",
            "segments",
            "SEGMENT_MISMATCH",
        )
    return work.save(
        path,
        Video,
        width=first.width,
        height=first.height,
        rate=text.rate,
        frames=frames,
    )


def write_film(
    work: Workspace,
    path: Path,
    *,
    segments: Iterator[Video],
    pattern_path: Path,
    source: InputContainer,
    text: TimedText,
    captions: bool,
) -> int:
    """Write the file and give the number of frames in it."""
    frames = 0
    with (
        open_segment(pattern_path, 0) as template,
        av.open(str(path), "w", format="mp4", container_options=CONTAINER_OPTIONS) as film,
    ):
        picture = film.add_stream_from_template(template.streams.video[0])
        picture.time_base = text.rate.frame_duration
        pattern = Pattern(template.streams.video[0], text.rate)
        voice = film.add_stream_from_template(source.streams.audio[0])
        voice.metadata["language"] = alpha3(text.language)
        tracks: list[Iterator[Packet[Any]]] = [
            film_packets(work, segments, picture, pattern),
            sound_packets(source, voice),
        ]
        if captions and text.captions:
            track = add_captions(film, text.language, text.rate)
            tracks.append(caption_packets(text.captions, track, text.rate))
        describe(film, text)
        for packet in heapq.merge(*tracks, key=decoding_time):
            is_picture = packet.stream_index == picture.index
            film.mux_one(packet)
            frames += is_picture
            if is_picture:
                work.progress(min(1.0, frames / text.frames))
    return frames


def sound_packets(source: InputContainer, target: AudioStream) -> Iterator[Packet[Any]]:
    """The encoded sound, its priming before time 0 included."""
    for packet in source.demux(audio=0):
        if packet.pts is not None:
            packet.stream = target
            yield packet


def describe(film: OutputContainer, text: TimedText) -> None:
    """Title and chapters; a film whose sections have no names has no chapters."""
    if text.title:
        film.metadata["title"] = text.title
    titled = [chapter for chapter in text.chapters if chapter.title]
    if titled:
        film.set_chapters([chapter_entry(i, c, text.rate) for i, c in enumerate(titled)])


def chapter_entry(index: int, chapter: Chapter, rate: FrameRate) -> MarkedChapter:
    """A chapter as PyAV takes it."""
    return {
        "id": index,
        "start": round(chapter.start * rate.frame_duration * MOVIE_TIMESCALE),
        "end": round(chapter.end * rate.frame_duration * MOVIE_TIMESCALE),
        "time_base": Fraction(1, MOVIE_TIMESCALE),
        "metadata": {"title": chapter.title},
    }


def decoding_time(packet: Packet[Any]) -> float:
    """Seconds at which a packet is decoded."""
    assert packet.dts is not None
    return packet.dts * packet.time_base.numerator / packet.time_base.denominator
