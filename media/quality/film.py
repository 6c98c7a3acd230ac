"""The check of a finished film: what a viewer gets, against what was planned.

The sound is decoded from the film itself; the picture was decoded segment by segment when it was
rendered, and the join copies packets, so those checks hold for the film.
"""

from __future__ import annotations

from collections.abc import Iterator

from media.audio.aac import decode_sound
from media.audio.pcm import PcmReader
from media.clock import sample_at_frame
from media.codec.probe import Probe, probe
from media.quality.captions import caption_check
from media.quality.findings import FilmCheck, Finding
from media.quality.picture import PlacedCheck, black_spans, frozen_spans, picture_findings
from media.quality.sound import (
    lag_places,
    lags,
    listen,
    longest_silence_s,
    sound_findings,
    whole,
)
from media.quality.speech import speech_check
from media.segments.spec import SegmentCheck
from media.timeline import Timeline
from media.types import Audio, Video
from media.workspace import Workspace


def check_film(
    work: Workspace,
    *,
    film: Video,
    dialogue: Audio,
    timeline: Timeline,
    segments: tuple[SegmentCheck, ...],
    starts: tuple[int, ...],
    music: bool = True,
    loudness_lufs: float = -16.0,
    peak_dbtp: float = -1.0,
) -> FilmCheck:
    """Check a film as a whole.

    Args:
        work: where the film comes from.
        film: the joined film.
        dialogue: the speech alone, as `media.audio.mix` gives it.
        timeline: what was planned.
        segments: checks of the rendered segments.
        starts: the frame at which each starts.
        music: whether there is music throughout, so that no silence is planned.
        loudness_lufs: integrated loudness that was asked for.
        peak_dbtp: highest true peak that was asked for.
    """
    path = work.open(film)
    parts = tuple(
        PlacedCheck(start=start, check=check) for start, check in zip(starts, segments, strict=True)
    )
    found = probe(path)
    samples = sample_at_frame(timeline.frames, timeline.rate)
    with PcmReader(work.open(dialogue)) as reader:
        figures = listen(decode_sound(path, samples), reader, lag_places(timeline))
        late = lags(figures, reader)
        captions, caption_findings = caption_check(timeline, reader)
    speech, speech_findings = speech_check(timeline, figures.separation)
    return FilmCheck(
        findings=(
            *length_findings(found, timeline),
            *sound_findings(
                figures,
                late,
                timeline,
                music=music,
                loudness_lufs=loudness_lufs,
                peak_dbtp=peak_dbtp,
            ),
            *caption_findings,
            *speech_findings,
            *picture_findings(parts, timeline),
        ),
        frames=found.first("video").packets,
        picture_s=found.first("video").duration_s,
        sound_s=found.first("audio").duration_s,
        loudness=figures.loudness,
        clipped_samples=figures.clipped_samples,
        longest_silence_s=longest_silence_s(figures),
        lags=late,
        captions=captions,
        speech=speech,
        black_frames=sum(last - first for first, last in black_spans(parts)),
        frozen_frames=sum(last - first for first, last in frozen_spans(parts)),
    )


def length_findings(found: Probe, timeline: Timeline) -> Iterator[Finding]:
    """Whether picture, sound and plan are equally long, and frames follow evenly."""
    picture, sound = found.first("video"), found.first("audio")
    frame_s = float(timeline.rate.frame_duration)
    planned_s = timeline.frames * frame_s
    if picture.packets != timeline.frames:
        yield whole("FRAMES_WRONG", f"{picture.packets} frames, planned are {timeline.frames}")
    if abs(sound.duration_s - planned_s) > frame_s:
        yield whole("SOUND_LENGTH", f"{sound.duration_s:.3f} s of sound, planned {planned_s:.3f}")
    if not (picture.uniform and picture.rising):
        yield whole("FRAMES_UNEVEN", "frames do not follow one another evenly")
