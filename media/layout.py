"""Lays a plan out on the film's clock: how long each shot lasts and where everything starts.

A shot lasts whole frames, its sound and pause rounded up, and its sound starts at the sample
nearest its first frame, so that nothing drifts. Every length follows from one shot alone: a change
in one shot changes the length of no other. The fades at both ends of the film take frames of their
own before the first and behind the last shot, so that a new first or last shot leaves the old one
as it was.
"""

from __future__ import annotations

import math
from itertools import pairwise, repeat
from typing import Literal

from pydantic import Field

from media.captions.rules import lay_cues
from media.clock import FrameRate, frames_covering, sample_at_frame
from media.footage import Footage, Played
from media.heard import beds, spots
from media.life import Stir, stirs
from media.lower_thirds import Strip, StripLook, strip_for
from media.model import Model
from media.overview import Overview, overview
from media.segments.plan import MIN_FRAMES, Burning, plan_segments
from media.segments.spec import Encoding, SegmentSpec
from media.shots import Plan, Shot, Word
from media.sounds import Sound
from media.timeline import (
    CaptionLook,
    CaptionMode,
    Chapter,
    Clip,
    Cue,
    Joining,
    Movement,
    SoundClip,
    Soundtrack,
    TimedText,
    Timeline,
    Transition,
)
from media.transitions import LONG, Meeting, meeting
from media.types import Audio, Document, Image, Size
from media.workspace import Workspace

TransitionKind = Literal["auto", "none", Joining]
"""One kind for all cuts, `none` for plain cuts, or by what each cut means."""

FADE_S = 0.5
"""Fade from black before the first shot, in seconds; the fade to black takes twice as long."""
REFERENCE_CHARS = 42
"""Characters a line holds in 16:9, by the style guide; narrower pictures hold fewer."""
NARROWEST_CHARS = 22


class Voice(Model):
    """The recording of one shot; a wordless shot has none."""

    audio: Audio | None = None
    words: tuple[Word, ...] = ()


class LayoutOptions(Model):
    """What a user chooses about the film's shape."""

    size: Size
    rate: FrameRate
    transition: TransitionKind = "auto"
    transition_s: float = Field(default=0.4, ge=0, le=2)
    captions: CaptionMode = "karaoke"
    burn_in: bool = True
    caption_look: CaptionLook = "plate"
    caption_font: Document | None = None
    encoding: Encoding = Encoding()
    lower_thirds: StripLook = StripLook()


class LaidOut(Model):
    """A film on its clock, as a whole and in the parts on which further work depends."""

    timeline: Timeline
    soundtrack: Soundtrack
    text: TimedText
    overview: Overview
    movements: list[Movement]
    """The music of each chapter."""
    sounds: list[Sound]
    """The sounds of all places, each once."""
    frames: int
    """Length of the film."""
    segments: list[SegmentSpec]
    starts: list[int]
    """The frame at which each segment starts."""


def lay_out(
    work: Workspace,
    *,
    plan: Plan,
    voices: tuple[Voice, ...],
    panels: tuple[Image, ...],
    options: LayoutOptions,
    footage: tuple[Footage, ...] = (),
) -> LaidOut:
    """Put shots, sound, captions and transitions on the film's clock and cut it into segments.

    Args:
        work: unused; every function that runs on a worker takes one.
        plan: the shot list.
        voices: the recording of each shot, in the plan's order.
        panels: the picture of each shot, in the plan's order.
        options: what the user chose.
        footage: what is played in place of each shot's picture; empty: nothing is.
    """
    shape = _Shape(options)
    clips: list[Clip] = []
    at = shape.lead
    moving = footage or tuple(repeat(Footage(), len(panels)))
    for shot, voice, panel, moves in zip(plan.shots, voices, panels, moving, strict=True):
        frames = shape.frames(shot, voice)
        played = shape.played(moves, frames)
        clips.append(_clip(shot, panel, at, frames, shape.strip(shot, frames), played))
        at += frames
    timeline = Timeline(
        title=plan.title,
        language=plan.language,
        size=options.size,
        rate=options.rate,
        frames=at + shape.tail,
        clips=tuple(clips),
        transitions=tuple(shape.transitions(clips, plan.shots)),
        dialogue=tuple(_dialogue(clips, voices, options.rate)),
        cues=tuple(_cues(plan, clips, voices, options)),
        chapters=tuple(_chapters(plan, clips, at + shape.tail)),
        beds=beds(plan.shots, clips, at + shape.tail),
        spots=spots(plan.shots, clips),
    )
    burned = Burning(
        mode=options.captions if options.burn_in else "none",
        look=options.caption_look,
        font=options.caption_font,
    )
    planned = plan_segments(timeline, burned, options.encoding)
    return LaidOut(
        timeline=timeline,
        soundtrack=timeline.soundtrack,
        text=timeline.text,
        overview=overview(timeline, plan),
        movements=_movements(timeline),
        sounds=list(timeline.soundtrack.sounds),
        frames=timeline.frames,
        segments=[segment.spec for segment in planned],
        starts=[segment.start for segment in planned],
    )


def seen_frames(shot: Shot, voice: Voice, options: LayoutOptions) -> int:
    """For how many frames a shot's picture is seen, those of the blends at its ends among them.

    The fades at the ends of a film are not: a shot does not know that it stands there.
    """
    shape = _Shape(options)
    return shape.seen(shape.frames(shot, voice))


def _movements(timeline: Timeline) -> list[Movement]:
    last = len(timeline.chapters) - 1
    return [
        Movement(
            section_id=chapter.section_id,
            frames=chapter.end - chapter.start,
            rate=timeline.rate,
            mood=chapter.mood,
            energy=chapter.energy,
            opens=index == 0,
            closes=index == last,
            turns=index < last and timeline.chapters[index + 1].mood != chapter.mood,
        )
        for index, chapter in enumerate(timeline.chapters)
    ]


class _Shape:
    """Lengths in frames that hold for the whole film."""

    def __init__(self, options: LayoutOptions) -> None:
        self._options = options
        rate = float(options.rate)
        self._plain = 0 if options.transition in ("none", "cut") else options.transition_s * rate
        # A shot gives as many frames to either cut as the longest kind takes, whatever kind it
        # is: its body and its length then stay when a neighbour changes the kind.
        longest = LONG if options.transition == "auto" else 1.0
        self._transition = round(self._plain * longest)
        self.before, self.after = _halves(self._transition)
        self.lead = max(MIN_FRAMES, round(FADE_S * rate))
        self.tail = max(MIN_FRAMES, round(2 * FADE_S * rate))

    def frames(self, shot: Shot, voice: Voice) -> int:
        """A shot's length; long enough that its body is a segment whatever stands beside it."""
        rate = self._options.rate
        spoken = 0
        if voice.audio is not None:
            pause = round(shot.pause_s * voice.audio.sample_rate)
            spoken = frames_covering(voice.audio.samples + pause, rate)
        least = math.ceil(shot.min_s * float(rate))
        return max(spoken, least, self._transition + MIN_FRAMES)

    def seen(self, frames: int) -> int:
        """The frames of a shot with those of the longest blends at its ends."""
        return self.before + frames + self.after

    def played(self, footage: Footage, frames: int) -> Played | None:
        """How a clip fills a shot."""
        if footage.clip is None:
            return None
        return Played(clip=footage.clip, lead=self.before, frames=self.seen(frames))

    def strip(self, shot: Shot, frames: int) -> Strip | None:
        """The lower third of a shot, while no transition shows it."""
        options = self._options
        return strip_for(
            shot.lower_third,
            first=self.after,
            end=frames - self.before,
            fps=float(options.rate),
            raised=options.burn_in and options.captions != "none",
            look=options.lower_thirds,
        )

    def transitions(self, clips: list[Clip], shots: tuple[Shot, ...]) -> list[Transition]:
        """A fade at either end and a blend at every cut between."""
        first, last = clips[0], clips[-1]
        before, after = _halves(round(self._plain))
        found = [
            Transition(
                at=first.start,
                before=self.lead,
                after=after,
                blend="fade_in",
                held_after=self.after - after,
            )
        ]
        if self._transition:
            found += [
                self._blend(clip.start, self._meeting(*pair))
                for clip, pair in zip(clips[1:], pairwise(shots), strict=True)
            ]
        found.append(
            Transition(
                at=last.start + last.frames,
                before=before,
                after=self.tail,
                blend="fade_out",
                held_before=self.before - before,
            )
        )
        return found

    def _meeting(self, before: Shot, after: Shot) -> Meeting:
        kind = self._options.transition
        if kind == "auto":
            return meeting(before, after)
        return Meeting("cut" if kind == "none" else kind, 1.0)

    def _blend(self, at: int, wanted: Meeting) -> Transition:
        """A blend of its own length in the frames that are kept for any."""
        before, after = _halves(round(self._plain * wanted.length))
        return Transition(
            at=at,
            before=before,
            after=after,
            blend=wanted.kind,
            held_before=self.before - before,
            held_after=self.after - after,
        )


def _halves(frames: int) -> tuple[int, int]:
    """Frames before a cut and behind it."""
    return frames // 2, frames - frames // 2


def _clip(
    shot: Shot, panel: Image, start: int, frames: int, strip: Strip | None, played: Played | None
) -> Clip:
    return Clip(
        shot_id=shot.id,
        panel=panel,
        move=shot.look.move,
        # Text is read best where it hardly moves.
        energy=0.0 if shot.card else shot.look.energy,
        seed=shot.look.seed,
        start=start,
        frames=frames,
        life=_life(shot, panel) if played is None else (),
        strip=strip,
        footage=played,
    )


def _life(shot: Shot, panel: Image) -> tuple[Stir, ...]:
    """What moves by itself: in a drawn panel's layers; other pictures are shown as they are."""
    return () if shot.picture or shot.card or panel.format != "svg" else stirs(shot.look)


def _dialogue(clips: list[Clip], voices: tuple[Voice, ...], rate: FrameRate) -> list[SoundClip]:
    return [
        SoundClip(
            shot_id=clip.shot_id,
            audio=voice.audio,
            start_sample=sample_at_frame(clip.start, rate),
        )
        for clip, voice in zip(clips, voices, strict=True)
        if voice.audio is not None
    ]


def _cues(
    plan: Plan, clips: list[Clip], voices: tuple[Voice, ...], options: LayoutOptions
) -> list[Cue]:
    if options.captions == "none":
        return []
    cues: list[Cue] = []
    width = line_chars(options.size)
    for shot, clip, voice in zip(plan.shots, clips, voices, strict=True):
        for cue in lay_cues(shot.text, voice.words, options.rate, width):
            end = min(cue.end, clip.frames - 2)
            cues.append(
                cue.model_copy(
                    update={
                        "start": clip.start + cue.start,
                        "end": clip.start + max(end, cue.start + 1),
                    }
                )
            )
    return cues


def line_chars(size: Size) -> int:
    """Characters a caption's line holds in a picture of this shape."""
    return max(NARROWEST_CHARS, min(REFERENCE_CHARS, round(REFERENCE_CHARS * _breadth(size))))


def _breadth(size: Size) -> float:
    """The picture's aspect as a share of 16:9, eased: a narrow picture sets smaller type."""
    return (size.width / size.height / (16 / 9)) ** 0.6


def _chapters(plan: Plan, clips: list[Clip], frames: int) -> list[Chapter]:
    first: dict[str, int] = {}
    for shot, clip in zip(plan.shots, clips, strict=True):
        first.setdefault(shot.section_id, clip.start)
    sections = [section for section in plan.sections if section.id in first]
    starts = [0, *(first[section.id] for section in sections[1:])]
    ends = [*starts[1:], frames]
    return [
        Chapter(
            section_id=section.id,
            title=section.title,
            start=start,
            end=end,
            mood=section.mood,
            energy=section.energy,
        )
        for section, start, end in zip(sections, starts, ends, strict=True)
    ]
