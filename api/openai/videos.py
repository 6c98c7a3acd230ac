"""`/v1/videos`: clips from words, or from a picture, made while their client asks how far they are.

A video is a run with a name: `video_` and the run's id. Deleting it ends the run if that goes on,
and forgets the name; what lies in the object store goes when nothing names it any more.
"""

from __future__ import annotations

import base64
import binascii
import io
import re
import uuid
from datetime import datetime
from typing import Annotated, Any, Literal

from fastapi import APIRouter, File, Form, Path, Query, Response, UploadFile
from pydantic import Field
from starlette.responses import FileResponse

from api.call import Call, Reading, Running
from api.errors import Conflict
from api.films.download import downloaded
from api.kit.documents import missing
from api.library.artifacts import FILE
from api.library.assets import file_name, media_type
from api.limits import rated
from api.openai.bodies import Answered, Name, Prompt, Seed, size_of
from api.openai.errors import OnceRoute, documented
from api.openai.progress import percent
from api.openai.sending import MOST_FORM_BYTES, received
from api.openai.serving import ENGINE, HEADER, serving
from api.openai.working import Work, failure, node, opened, submitted
from media.errors import InputError
from media.types import Size
from models.catalog.row import Engine
from store.repositories import commands, videos
from store.repositories.videos import AnyRow
from store.tables.runs import ENDED

Json = dict[str, Any]
Status = Literal["queued", "in_progress", "completed", "failed"]
Variant = Literal["video", "thumbnail", "spritesheet"]
router = APIRouter(prefix="/videos", tags=["openai"], route_class=OnceRoute, responses=documented())
PREFIX = "video_"
POLL_MS = "2000"
"""How soon a client asks again."""
MOST_SECONDS = 60
RATE = "24/1"
_DATA = re.compile(r"^data:[\w.+-]+/[\w.+-]+;base64,(?P<data>[A-Za-z0-9+/=\s]+)$")
PORTS: dict[Variant, str] = {"video": "clip", "thumbnail": "thumbnail", "spritesheet": "sheet"}
Id = Annotated[str, Path(max_length=100, description="As in `video_0190…`.")]


class VideoError(Answered):
    """Why a video was not made."""

    code: str
    message: str


class Video(Answered):
    """A video, made or being made."""

    id: str
    object: Literal["video"] = "video"
    model: str
    status: Status
    progress: int = Field(description="Per cent.")
    prompt: str
    seconds: str
    size: str
    created_at: int
    completed_at: int | None = None
    expires_at: int | None = None
    error: VideoError | None = None
    remixed_from_video_id: str | None = None


class Videos(Answered):
    """A page of videos."""

    object: Literal["list"] = "list"
    data: list[Video]
    first_id: str | None
    last_id: str | None
    has_more: bool


class Deleted(Answered):
    """What was deleted."""

    id: str
    object: Literal["video.deleted"] = "video.deleted"
    deleted: bool = True


@router.post(
    "", summary="Make a video", operation_id="openai_videos_create",
    openapi_extra=rated("generate"), responses={200: {"headers": HEADER}},
    max_body_size=MOST_FORM_BYTES,
)  # fmt: skip
async def create(
    call: Running,
    response: Response,
    prompt: Annotated[Prompt, Form(description="What is to be seen.")],
    model: Annotated[Name | None, Form()] = None,
    seconds: Annotated[
        str, Form(pattern=r"^[1-9]\d?$", description=f"1 to {MOST_SECONDS}; usually 4.")
    ] = "4",
    size: Annotated[str, Form(max_length=11, description="As in 1280x720.")] = "720x1280",
    input_reference: Annotated[
        UploadFile | None, File(description="A picture of that size: the first frame.")
    ] = None,
    image_url: Annotated[
        str | None,
        Form(alias="input_reference[image_url]", description="The same as a data URL."),
    ] = None,
    seed: Annotated[Seed, Form()] = 0,
) -> Video:
    """Begin one; ask for it until its status is `completed`, and download its content."""
    frame = size_of(size)
    if int(seconds) > MOST_SECONDS:
        raise InputError(f"{seconds} s are too long", f"at most {MOST_SECONDS}", "seconds")
    reference = _referred(input_reference, image_url)
    engine = serving("video" if reference is None else "video_from_image", model)
    picture = None
    if reference is not None:
        picture = await received(call, reference, "image", "input_reference")
        _check_size(picture, frame)
    run_id = call.new_id()
    await submitted(
        call, _filmed(prompt, int(seconds), frame, seed, engine, picture), engine, run_id
    )
    values = {
        "model": engine.id, "prompt": prompt, "seconds": seconds, "size": size,
        "made_by": call.principal.actor,
    }  # fmt: skip
    async with call.transaction() as connection:
        await videos.note(connection, tenant=call.tenant, run_id=run_id, values=values)
    response.headers[ENGINE] = engine.id
    return await _seen(call, await _found(call, run_id))


@router.get("", summary="List videos", operation_id="openai_videos_list")
async def list_all(
    call: Reading,
    after: Annotated[str | None, Query(max_length=100)] = None,
    limit: Annotated[int, Query(ge=1, le=100)] = 20,
    order: Literal["asc", "desc"] = "desc",
) -> Videos:
    """The newest first."""
    place = None if after is None else _run_of(after)
    async with call.transaction() as connection:
        rows = await videos.page(
            connection, after=place, limit=limit + 1, oldest_first=order == "asc"
        )
    shown = [await _seen(call, row) for row in rows[:limit]]
    return Videos(
        data=shown,
        first_id=shown[0].id if shown else None,
        last_id=shown[-1].id if shown else None,
        has_more=len(rows) > limit,
    )


@router.get("/{video_id}", summary="Read a video", operation_id="openai_videos_read")
async def read(call: Reading, video_id: Id, response: Response) -> Video:
    """How far it is."""
    row = await _found(call, _run_of(video_id))
    response.headers["openai-poll-after-ms"] = POLL_MS
    response.headers[ENGINE] = row.model
    return await _seen(call, row)


@router.get(
    "/{video_id}/content", summary="Download a video", operation_id="openai_videos_content",
    response_class=FileResponse, responses=FILE,
)  # fmt: skip
async def content(call: Reading, video_id: Id, variant: Variant = "video") -> Response:
    """The clip in H.264, its first frame in WebP, or a sheet of nine of its frames."""
    row = await _found(call, _run_of(video_id))
    if row.state != "succeeded":
        raise Conflict("the video is not there yet", "ask for it until it is completed")
    asset = (await opened(call, row.outputs))[PORTS[variant]]
    return await downloaded(
        call, asset["digest"], name=file_name(video_id, asset), media_type=media_type(asset)
    )


@router.delete("/{video_id}", summary="Delete a video", operation_id="openai_videos_delete")
async def delete(call: Running, video_id: Id) -> Deleted:
    """Forget it; one that is being made is ended."""
    row = await _found(call, _run_of(video_id))
    async with call.transaction() as connection:
        if row.state not in ENDED:
            await commands.post(connection, tenant=call.tenant, run_id=row.run_id, kind="cancel")
        await videos.forget(connection, row.run_id)
        await call.note(connection, "video.deleted", "run", row.run_id)
    return Deleted(id=video_id)


def _filmed(
    prompt: str, seconds: int, size: Size, seed: int, engine: Engine, picture: Json | None
) -> Work:
    usual = {"prompt": prompt, "seconds": float(seconds), "rate": RATE, "sound": _sounds(engine)}
    wanted = {**usual, "seed": seed, "model": engine.id}
    if picture is None:
        made, given = node("film", "video.generate", size=size.model_dump(), **wanted), []
    else:
        made, given = node("film", "video.animate", **wanted), [("inputs.image", "film.image")]
    nodes = [
        made, node("first", "video.frame"), node("small", "image.convert", format="webp"),
        node("sheet", "video.frames"),
    ]  # fmt: skip
    edges = [
        *given, ("film.clip", "outputs.clip"), ("film.clip", "first.clip"),
        ("first.image", "small.image"), ("small.image", "outputs.thumbnail"),
        ("film.clip", "sheet.clip"), ("sheet.sheet", "outputs.sheet"),
    ]  # fmt: skip
    return Work(nodes=nodes, edges=edges, inputs={} if picture is None else {"image": picture})


def _sounds(engine: Engine) -> bool:
    """OpenAI's videos have sound; of an engine that says nothing of it, it is not asked."""
    return bool(engine.options.get("sound", False))


def _referred(file: UploadFile | None, url: str | None) -> UploadFile | None:
    if file is not None or url is None:
        return file
    found = _DATA.match(url)
    try:
        data = base64.b64decode(found["data"] if found else "!", validate=True)
    except binascii.Error:
        raise InputError(
            "the picture is no data URL", "send the file itself", "input_reference"
        ) from None
    return UploadFile(io.BytesIO(data), size=len(data), filename="reference")


def _check_size(picture: Json, size: Size) -> None:
    if (picture["width"] // 2 * 2, picture["height"] // 2 * 2) != (size.width, size.height):
        raise InputError(
            f"the picture has {picture['width']}x{picture['height']} pixels, not {size}",
            "send one of the size that is asked for", "input_reference",
        )  # fmt: skip


def _run_of(video_id: str) -> uuid.UUID:
    try:
        return uuid.UUID(hex=video_id.removeprefix(PREFIX))
    except ValueError:
        raise missing("video", video_id[:60]) from None


async def _found(call: Call, run_id: uuid.UUID) -> AnyRow:
    async with call.transaction() as connection:
        row = await videos.get(connection, run_id)
    if row is None:
        raise missing("video", f"{PREFIX}{run_id.hex}")
    return row


async def _seen(call: Call, row: AnyRow) -> Video:
    return Video(
        id=f"{PREFIX}{row.run_id.hex}",
        model=row.model,
        status=_status(row.state),
        progress=await percent(call, row.run_id, row.state),
        prompt=row.prompt,
        seconds=row.seconds,
        size=row.size,
        created_at=_seconds(row.created_at) or 0,
        completed_at=_seconds(row.finished_at),
        error=_error(row),
    )


def _status(state: str) -> Status:
    known: dict[str, Status] = {
        "queued": "queued", "succeeded": "completed", "failed": "failed", "cancelled": "failed",
    }  # fmt: skip
    return known.get(state, "in_progress")


def _error(row: AnyRow) -> VideoError | None:
    if _status(row.state) != "failed":
        return None
    why = failure(row)
    return VideoError(code=why.code, message=str(why))


def _seconds(moment: datetime | None) -> int | None:
    return None if moment is None else int(moment.timestamp())
