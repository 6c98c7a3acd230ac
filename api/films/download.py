"""Hands out what the object store holds: the file itself, or a link to where it lies."""

from __future__ import annotations

import asyncio

from starlette.responses import FileResponse, RedirectResponse, Response

from api.call import Call
from media.ids import Digest

LINK_S = 3600
"""How long a link is good (row C15)."""
SANDBOX = "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data: 'self'"
"""A page that was made from somebody's script runs nothing here."""


async def downloaded(call: Call, digest: str, *, name: str, media_type: str) -> Response:
    """An asset of the tenant's; a folder store answers `Range` itself."""
    objects = call.services.objects
    asset = Digest(digest)
    link = await asyncio.to_thread(objects.link, call.tenant, asset, LINK_S)
    if link is not None:
        return RedirectResponse(link, 307)
    path = await asyncio.to_thread(objects.local, call.tenant, asset)
    shown = media_type.startswith(("image/", "video/", "audio/", "text/"))
    return FileResponse(
        path,
        media_type=media_type,
        filename=name,
        content_disposition_type="inline" if shown else "attachment",
        headers={
            "Content-Security-Policy": SANDBOX,
            "ETag": f'"{digest}"',
            "Cache-Control": "private, max-age=31536000, immutable",
        },
    )
