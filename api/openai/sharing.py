"""Links to files that anybody may follow for an hour: an object store's own, or a sealed one here.

OpenAI's clients are given URLs that need no key. Where objects lie in a folder, the link says, in
what only this platform can seal and open, whose file it is and until when it is good.
"""

from __future__ import annotations

import asyncio
import json
import time
import uuid
from collections.abc import Mapping
from typing import Annotated, Any

from fastapi import APIRouter, Path, Request
from starlette.responses import FileResponse, Response

from api.call import Call
from api.films.download import LINK_S, SANDBOX
from api.kit.documents import missing
from api.library.assets import media_type
from api.openai.errors import PlainRoute, documented
from api.services import Services
from api.vault import SecretLost
from media.ids import Digest
from store.objects.objects import ObjectMissing

router = APIRouter(
    prefix="/shared", tags=["openai"], route_class=PlainRoute, responses=documented()
)
FILE: dict[int | str, dict[str, Any]] = {
    200: {"content": {"application/octet-stream": {"schema": {"type": "string"}}},
          "description": "The file"},
    206: {"description": "The part of it that `Range` asked for"},
    416: {"description": "There is no such part"},
}  # fmt: skip


async def shared(call: Call, asset: Mapping[str, Any]) -> str:
    """A link to an asset, good for an hour."""
    objects = call.services.objects
    link = await asyncio.to_thread(objects.link, call.tenant, Digest(asset["digest"]), LINK_S)
    if link is not None:
        return link
    said = {
        "tenant": str(call.tenant), "digest": asset["digest"], "until": time.time() + LINK_S,
        "type": media_type(dict(asset)),
    }  # fmt: skip
    token = call.services.vault.seal(json.dumps(said).encode()).decode()
    return f"{call.services.settings.public_url}/v1/shared/{token}"


@router.get(
    "/{token}", summary="Follow a link", operation_id="openai_shared_read",
    response_class=FileResponse, responses=FILE,
)  # fmt: skip
async def read(request: Request, token: Annotated[str, Path(max_length=2000)]) -> Response:
    """The file that a link of an answer leads to; no key is needed."""
    services: Services = request.app.state.services
    try:
        said = json.loads(services.vault.open(token.encode()))
        lasts = said["until"] > time.time()
        path = await asyncio.to_thread(
            services.objects.local, uuid.UUID(said["tenant"]), Digest(said["digest"])
        )
    except (SecretLost, ObjectMissing, UnicodeEncodeError):
        raise missing("file", "by this link") from None
    if not lasts:
        raise missing("file", "by this link any more")
    return FileResponse(
        path,
        media_type=said["type"],
        headers={"Content-Security-Policy": SANDBOX, "Cache-Control": "private, max-age=3600"},
    )
