"""Timeline to segments: where the film is cut for rendering, and what each piece holds. Pure.

Bodies of clips and transitions alternate. A spec is written so that it changes with nothing but
its own pixels: times are local, cues are cut to the segment, and a change in one clip reaches no
farther than the transitions at its ends.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import NamedTuple

from media.errors import InputError
from media.segments.spec import Encoding, Picture, SegmentSpec
from media.text.typeface import Typeface
from media.timeline import (
    Blend,
    CaptionLook,
    CaptionMode,
    CaptionWord,
    Clip,
    Cue,
    Timeline,
    Transition,
)
from media.types import Document

MIN_FRAMES = 12
"""A body shorter than this is rendered with the transition beside it: a segment costs an IDR frame
and a task."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Burning:
    """How captions are burned in."""

    mode: CaptionMode
    look: CaptionLook = "plate"
    font: Document | None = None

    @property
    def timed(self) -> bool:
        """Whether the pixels depend on when each word is said."""
        return self.mode == "karaoke" or self.look == "pop"


class PlannedSegment(NamedTuple):
    """A segment and the frame of the film at which it starts."""

    start: int
    spec: SegmentSpec


@dataclass(frozen=True, slots=True)
class _Span:
    """Frames of the film that become one segment."""

    start: int
    end: int
    clips: tuple[Clip, ...]
    blend: Blend | None = None
    blend_start: int = 0
    blend_end: int = 0


def plan_segments(
    timeline: Timeline, captions: Burning, encoding: Encoding
) -> tuple[PlannedSegment, ...]:
    """Cut a film into segments that cover it exactly, in order.

    Raises:
        InputError: the clips leave a gap or overlap, or transitions overlap or stand off a cut.
    """
    _check_clips(timeline)
    spans = _joined(_spans(timeline))
    return tuple(_planned(timeline, span, captions, encoding) for span in spans)


def _check_clips(timeline: Timeline) -> None:
    at = _lead(timeline)
    for clip in timeline.clips:
        if clip.start != at:
            raise InputError(
                f"a clip starts at frame {clip.start} and the one before ends at {at}",
                "lay the clips end to end",
                f"clips.{clip.shot_id}",
            )
        at += clip.frames
    if at + _tail(timeline) != timeline.frames or not timeline.clips:
        raise InputError(
            f"clips and closing fade end at frame {at + _tail(timeline)} and the film at "
            f"{timeline.frames}",
            "make them equal",
            "frames",
        )


def _lead(timeline: Timeline) -> int:
    """Frames that a fade from black takes before the first clip."""
    fades = (fade for fade in timeline.transitions if fade.blend == "fade_in")
    return next((fade.before for fade in fades), 0)


def _tail(timeline: Timeline) -> int:
    """Frames that a fade to black takes behind the last clip."""
    fades = (fade for fade in timeline.transitions if fade.blend == "fade_out")
    return next((fade.after for fade in fades), 0)


def _picture_end(timeline: Timeline) -> int:
    """The frame behind the last clip."""
    return timeline.frames - _tail(timeline)


def _spans(timeline: Timeline) -> list[_Span]:
    """Bodies and transitions in order; empty bodies are left out."""
    blends = _transitions_by_cut(timeline)
    spans: list[_Span] = []
    previous: Clip | None = None
    at = 0
    for clip in timeline.clips:
        at = _add_transition(spans, blends.get(clip.start), previous, clip, at)
        leaving = blends.get(clip.start + clip.frames)
        end = leaving.start if leaving else clip.start + clip.frames
        if end < at:
            raise InputError(
                f"transitions overlap in a clip of {clip.frames} frames",
                "shorten them",
                f"clips.{clip.shot_id}",
            )
        if end > at:
            spans.append(_Span(at, end, (clip,)))
        at = end
        previous = clip
    _add_transition(spans, blends.get(_picture_end(timeline)), previous, None, at)
    return spans


def _transitions_by_cut(timeline: Timeline) -> dict[int, Transition]:
    cuts = {clip.start for clip in timeline.clips} | {_picture_end(timeline)}
    blends: dict[int, Transition] = {}
    for transition in timeline.transitions:
        if transition.at not in cuts or transition.at in blends:
            raise InputError(
                f"no cut, or a second transition, at frame {transition.at}",
                "put one transition on a cut",
                "transitions",
            )
        if transition.end > transition.start:
            blends[transition.at] = transition
    return blends


def _add_transition(
    spans: list[_Span],
    transition: Transition | None,
    before: Clip | None,
    after: Clip | None,
    at: int,
) -> int:
    """Append a transition's span, if there is one; returns where the picture goes on."""
    if transition is None:
        return at
    fades = {"fade_in": (after,), "fade_out": (before,)}
    sides = fades.get(transition.blend, (before, after))
    clips = tuple(clip for clip in sides if clip is not None)
    if len(clips) != len(sides):
        raise InputError(
            f"a {transition.blend} at frame {transition.at} joins {len(clips)} clips",
            "a fade stands beside one clip, any other blend between two",
            "transitions",
        )
    spans.append(
        _Span(
            transition.start,
            transition.end,
            clips,
            transition.blend,
            transition.at - transition.before,
            transition.at + transition.after,
        )
    )
    return transition.end


def _joined(spans: list[_Span]) -> list[_Span]:
    """Give each body that is too short to the transition before it, else to the one behind."""
    joined: list[_Span] = []
    lead: int | None = None
    for number, span in enumerate(spans):
        if lead is not None:
            span, lead = replace(span, start=lead), None
        if joined and _takes(joined[-1], span):
            joined[-1] = replace(joined[-1], end=span.end)
        elif number + 1 < len(spans) and _takes(spans[number + 1], span):
            lead = span.start
        else:
            joined.append(span)
    return joined


def _takes(transition: _Span, body: _Span) -> bool:
    """Whether a body is short and a neighbouring transition shows its clip."""
    short = body.blend is None and body.end - body.start < MIN_FRAMES
    return short and transition.blend is not None and body.clips[0] in transition.clips


def _planned(
    timeline: Timeline, span: _Span, captions: Burning, encoding: Encoding
) -> PlannedSegment:
    cues = _cues(timeline.cues, span, captions)
    spec = SegmentSpec(
        size=timeline.size,
        rate=timeline.rate,
        frames=span.end - span.start,
        pictures=tuple(_picture(clip, span) for clip in span.clips),
        blend=span.blend,
        blend_span=_blend_span(span),
        cues=cues,
        encoding=encoding,
    )
    return PlannedSegment(span.start, _captioned(spec, timeline.language, captions))


def _captioned(spec: SegmentSpec, language: str, captions: Burning) -> SegmentSpec:
    """How captions are drawn, said only where there are some: others are the same in every look."""
    if not spec.cues:
        return spec
    return spec.model_copy(
        update={
            "caption_style": "lines" if captions.mode == "lines" else "karaoke",
            "caption_look": captions.look,
            "typeface": Typeface(language=language, font=captions.font),
        }
    )


def _blend_span(span: _Span) -> tuple[int, int] | None:
    """The blend's frames on the segment's clock; none where they are all there are."""
    if span.blend is None or (span.blend_start, span.blend_end) == (span.start, span.end):
        return None
    return span.blend_start - span.start, span.blend_end - span.start


def _picture(clip: Clip, span: _Span) -> Picture:
    first, end = span.start - clip.start, span.end - clip.start
    strip = clip.strip
    seen = strip is not None and strip.start < end and strip.start + strip.frames > first
    return Picture(
        panel=clip.panel,
        move=clip.move,
        energy=clip.energy,
        seed=clip.seed,
        clip_frames=clip.frames,
        first=first,
        life=clip.life,
        strip=strip if seen else None,
        footage=clip.footage,
    )


def _cues(cues: tuple[Cue, ...], span: _Span, captions: Burning) -> tuple[Cue, ...]:
    if captions.mode == "none":
        return ()
    inside = (cue for cue in cues if cue.start < span.end and cue.end > span.start)
    return tuple(_local(cue, span, captions.timed) for cue in inside)


def _local(cue: Cue, span: _Span, timed: bool) -> Cue:
    """A cue on the segment's clock, cut to it, with no more timing than its pixels show."""
    start = max(cue.start, span.start)
    end = min(cue.end, span.end)
    length = end - start

    def word(said: CaptionWord) -> CaptionWord:
        first, last = said.start - (start - cue.start), said.end - (start - cue.start)
        if not timed or last <= 0:
            first, last = 0, 0
        elif first >= length:
            first, last = length, length
        return CaptionWord(text=said.text, start=first, end=last, glued=said.glued)

    lines = tuple(tuple(word(said) for said in line) for line in cue.lines)
    return Cue(start=start - span.start, end=end - span.start, lines=lines)
