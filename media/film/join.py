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
from media.timeline import Chapter, Timeline
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
    timeline: Timeline,
    captions: bool = True,
) -> Video:
    """Join a film.

    Args:
        work: where segments and sound come from and the film goes.
        segments: in order; each an MP4 with one H.264 stream that starts with an IDR frame and
            ends with a closed group of pictures. Pulled one at a time.
        sound: the encoded sound, as `media.audio.mix` makes it.
        timeline: gives length, title, cues and chapters.
        captions: whether the cues become a track that players can switch on.

    Raises:
        InputError: a segment does not fit the first, or the frames are not the timeline's.
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
            timeline=timeline,
            captions=captions,
        )
    if frames != timeline.frames:
        raise InputError(
            f"the segments hold {frames} frames, the timeline {timeline.frames}",
            "render the segments that the timeline names, each once and in order",
            "segments",
            "SEGMENT_MISMATCH",
        )
    return work.save(
        path,
        Video,
        width=first.width,
        height=first.height,
        rate=timeline.rate,
        frames=frames,
    )


def write_film(
    work: Workspace,
    path: Path,
    *,
    segments: Iterator[Video],
    pattern_path: Path,
    source: InputContainer,
    timeline: Timeline,
    captions: bool,
) -> int:
    """Write the file and give the number of frames in it."""
    frames = 0
    with (
        open_segment(pattern_path, 0) as template,
        av.open(str(path), "w", format="mp4", container_options=CONTAINER_OPTIONS) as film,
    ):
        picture = film.add_stream_from_template(template.streams.video[0])
        picture.time_base = timeline.rate.frame_duration
        pattern = Pattern(template.streams.video[0], timeline.rate)
        voice = film.add_stream_from_template(source.streams.audio[0])
        voice.metadata["language"] = alpha3(timeline.language)
        tracks: list[Iterator[Packet[Any]]] = [
            film_packets(work, segments, picture, pattern),
            sound_packets(source, voice),
        ]
        if captions and timeline.cues:
            text = add_captions(film, timeline.language, timeline.rate)
            tracks.append(caption_packets(timeline.cues, text, timeline.rate))
        describe(film, timeline)
        for packet in heapq.merge(*tracks, key=decoding_time):
            is_picture = packet.stream_index == picture.index
            film.mux_one(packet)
            frames += is_picture
            if is_picture:
                work.progress(min(1.0, frames / timeline.frames))
    return frames


def sound_packets(source: InputContainer, target: AudioStream) -> Iterator[Packet[Any]]:
    """The encoded sound, its priming before time 0 included."""
    for packet in source.demux(audio=0):
        if packet.pts is not None:
            packet.stream = target
            yield packet


def describe(film: OutputContainer, timeline: Timeline) -> None:
    """Title and chapters; a film whose sections have no names has no chapters."""
    if timeline.title:
        film.metadata["title"] = timeline.title
    titled = [chapter for chapter in timeline.chapters if chapter.title]
    if titled:
        film.set_chapters([chapter_entry(i, c, timeline.rate) for i, c in enumerate(titled)])


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
