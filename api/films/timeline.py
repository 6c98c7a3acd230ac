"""A film's timeline by HTTP: what lies where on its clock, once it is laid out."""

from __future__ import annotations

import asyncio
import uuid
from typing import Annotated, Any

from fastapi import APIRouter, Query
from pydantic import Field

from api.call import Call, Reading
from api.errors import Conflict
from api.films.routes import found_film
from api.films.window import cut, window_of
from api.kit.model import View
from api.runs.routes import AnyRow, flow_of
from media.clock import FrameRate
from media.errors import InputError
from pipelines.values import Values
from store.repositories import steps

router = APIRouter(prefix="/films", tags=["films"])
Json = dict[str, Any]
Frame = Annotated[int, Query(ge=0, lt=2**31)]
LAYING_OUT = "film.lay_out"
MOST_CLIPS = 500
MOST_CLIPS_USUALLY = 200
# Names of moves, blends and sounds are plain words: a film that another release has laid out, with
# names that this one does not know, is shown as well.


class FrameSize(View):
    """Of the picture, in pixels."""

    width: int
    height: int


class StripView(View):
    """Whose name is laid over a clip, on the clip's own clock."""

    name: str
    role: str = ""
    start: int
    frames: int


class ClipView(View):
    """A panel under a moving camera."""

    shot_id: str
    start: int = Field(description="Its first frame, on the film's clock.")
    frames: int
    panel: Json = Field(description="Its handle: a value for the inputs of flows.")
    move: str = Field(examples=["push_in"])
    energy: float
    life: list[str] = Field(
        default_factory=list,
        description="What moves in the picture by itself.",
        examples=[["rain"]],
    )
    strip: StripView | None = None


class TransitionView(View):
    """A blend across a cut: `before` frames up to it, `after` frames from it."""

    at: int = Field(description="The frame of the cut; 0 and the film's length for its fades.")
    before: int
    after: int
    blend: str = Field(examples=["dissolve"])


class SoundView(View):
    """A recording of what is said in a shot."""

    shot_id: str
    start_sample: int = Field(description="At 48,000 samples a second, on the film's clock.")
    audio: Json = Field(description="Its handle: a value for the inputs of flows.")


class HeardView(View):
    """A sound of a place, and the frames in which it is heard."""

    sound: str = Field(examples=["sea"])
    start: int
    end: int


class CueWord(View):
    """A word of a caption, on the cue's own clock."""

    text: str
    start: int
    end: int
    glued: bool = Field(default=False, description="No space parts it from the word before.")


class CueView(View):
    """A caption."""

    start: int
    end: int = Field(description="The first frame without it.")
    lines: list[list[CueWord]]


class MarkerView(View):
    """Where a section of the script begins and ends."""

    section_id: str
    title: str
    start: int
    end: int
    mood: str


class TimelineView(View):
    """A window of a film's timeline, in whole frames."""

    film_id: uuid.UUID
    title: str
    language: str
    size: FrameSize
    fps: float
    rate: str = Field(description="Frames a second, exactly.", examples=["30000/1001"])
    frames: int = Field(description="Length of the film.")
    from_frame: int
    to_frame: int = Field(description="The frame behind the window.")
    next_frame: int | None = Field(
        description="Give it as `from_frame` for what follows; null: that was all of it."
    )
    sections: list[MarkerView]
    clips: list[ClipView]
    transitions: list[TransitionView]
    sounds: list[SoundView]
    cues: list[CueView]
    beds: list[HeardView] = Field(description="The air of places, without a gap.")
    spots: list[HeardView] = Field(description="Single sounds of places.")


@router.get("/{id}/timeline", summary="Read the timeline", operation_id="films_timeline")
async def read(
    call: Reading,
    id: uuid.UUID,
    from_frame: Frame = 0,
    to_frame: Annotated[
        Frame | None, Query(description="The frame behind the last one; without: the film's end.")
    ] = None,
    most_clips: Annotated[int, Query(ge=1, le=MOST_CLIPS)] = MOST_CLIPS_USUALLY,
) -> TimelineView:
    """What reaches into a window of frames. What spans two windows is in both.

    A window that would hold more than `most_clips` ends earlier: go on at `next_frame`.
    """
    if to_frame is not None and to_frame <= from_frame:
        raise InputError("a window ends behind its beginning", "give a later frame", "to_frame")
    async with call.transaction() as connection:
        film = await found_film(connection, id)
        laying_out = {node.id for node in flow_of(film).nodes if node.type == LAYING_OUT}
        made = await steps.outputs_of(connection, run_id=id, nodes=laying_out)
    if not made:
        raise Conflict("the film is not laid out yet", "watch its events", code="NOT_LAID_OUT")
    packed = next(iter(made.values()))["timeline"]
    # In a thread: it is a file of megabytes, perhaps from afar.
    return await asyncio.to_thread(_window, call, film, packed, (from_frame, to_frame), most_clips)


def _window(
    call: Call, film: AnyRow, packed: Any, asked: tuple[int, int | None], most_clips: int
) -> TimelineView:
    services = call.services
    values = Values(services.objects, call.tenant, services.settings.scratch)
    timeline: Json = values.held(packed).value()
    window = window_of(timeline, *asked, most_clips)
    told = {name: timeline[name] for name in ("title", "language", "size", "rate", "frames")}
    return TimelineView.model_validate(
        told
        | cut(timeline, window)
        | {
            "film_id": film.id,
            "fps": float(FrameRate.parse(timeline["rate"])),
            "from_frame": window.start,
            "to_frame": window.end,
            "next_frame": window.next,
        }
    )
