"""Pictures in a conversation: looked at as all uploads are, and kept as the tenant's assets."""

from __future__ import annotations

import asyncio
import base64
import binascii
import re
import uuid
from pathlib import Path

from api.call import Call
from api.openai.messages import NewCompletion
from api.uploads.judging import admitted
from api.uploads.kinds import MB, MOST_BYTES, check_size
from media.errors import InputError, WorldError
from media.types import Image
from models.net.fetch import Call as Fetched
from models.net.fetch import fetch
from pipelines.talking import Talk

MOST_BODY_BYTES = 60 * MB
"""Of a conversation with its pictures."""
MOST_PICTURES = 20
FETCHED_WITHIN_S = 20.0
_DATA = re.compile(r"^data:image/[a-z0-9.+-]{1,40};base64,", re.IGNORECASE)


async def talk_of(call: Call, body: NewCompletion) -> Talk:
    """A conversation with its pictures, as an engine is asked.

    Raises:
        InputError: it holds what no engine here takes, or a picture is none, or nowhere.
    """
    pictures = body.pictures()
    if len(pictures) > MOST_PICTURES:
        raise InputError(
            f"{len(pictures)} pictures came", f"show at most {MOST_PICTURES}", "messages"
        )
    known: dict[str, Image] = {}
    for field, url in pictures.items():
        # A picture that is shown again and again, turn by turn, is looked at once.
        if url not in known:
            known[url] = await _seen(call, url, field)
    images = {field: known[url] for field, url in pictures.items()}
    return Talk(
        asked=body.asked(images),
        tenant=call.tenant,
        objects=call.services.settings.objects_url if images else "",
    )


async def _seen(call: Call, url: str, field: str) -> Image:
    folder = call.services.settings.scratch / "uploads"
    path = folder / f"shown-{uuid.uuid4().hex}"
    try:
        await asyncio.to_thread(folder.mkdir, parents=True, exist_ok=True)
        await _brought(call, url, path)
        num_bytes = path.stat().st_size
        check_size("image", num_bytes)
        await call.services.admission.check_upload(call.tenant, num_bytes)
        async with call.services.tasks.room:
            asset = await admitted(call, path, folder, kind="image", name="the picture")
    except InputError as error:
        raise InputError(error.message, error.remedy, field, error.code) from error
    finally:
        path.unlink(missing_ok=True)
    return Image.model_validate(asset)


async def _brought(call: Call, url: str, path: Path) -> None:
    """Write the bytes at a URL into a file.

    Raises:
        InputError: there are none.
    """
    if url[:5].lower() == "data:":
        await asyncio.to_thread(lambda: path.write_bytes(_decoded(url)))
        return
    if not url.lower().startswith(("https://", "http://")):
        raise InputError("this is no URL of a picture", "write data:image/png;base64,... or https")
    wanted = Fetched(url=url, limit_bytes=MOST_BYTES["image"], within_s=FETCHED_WITHIN_S)
    try:
        await fetch(wanted, path, call.services.outside)
    except WorldError as error:
        # To whoever asks, a server that he names and that does not answer is his own affair.
        raise InputError(error.message, "send the picture itself, as data:...") from error


def _decoded(url: str) -> bytes:
    found = _DATA.match(url)
    try:
        return base64.b64decode(url[found.end() :], validate=True) if found else _no_picture()
    except binascii.Error:
        return _no_picture()


def _no_picture() -> bytes:
    raise InputError("this is no picture in base64", "write data:image/png;base64,...")
