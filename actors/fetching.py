"""Carries out what a step asks of a server, in the executor's own event loop.

Not in a worker: such a step waits and computes nothing, and one that is cancelled here closes its
connection at once. What takes time, such as hashing what arrived, is done in a thread.
"""

from __future__ import annotations

import asyncio
import os
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from media.errors import WorldError
from media.types import Document
from media.web import Reply, Request
from models.net.calls import prepared
from models.net.fetch import Answer, Call, fetch
from models.net.guard import GuardedTransport
from models.net.policy import Policy
from models.net.sniffing import HEAD_BYTES, media_type, text_of
from pipelines.orders import Place
from store.objects.objects import open_objects
from store.workspace import StoreWorkspace

TEXT_BYTES = 1 << 20
"""A body up to this size is handed on as text as well."""
HEADERS = (
    "content-type",
    "content-language",
    "date",
    "etag",
    "last-modified",
    "link",
    "location",
    "retry-after",
    "x-request-id",
    "x-ratelimit-limit",
    "x-ratelimit-remaining",
    "x-ratelimit-reset",
)
"""Headers of an answer that the journal keeps: none that lets anybody in."""
LONGEST_HEADER = 2000


async def fetched(request: Request, place: Place) -> Reply:
    """Ask a server for something and keep its answer.

    Raises:
        KinoraError: see `models.net.faults`; also where the answer finds no room.
    """
    try:
        return await _fetched(request, place, Policy.of_tenant(os.environ, place.tenant))
    except OSError as error:
        # Else it would pass for a fault of the database, and the run be left to its lease.
        raise WorldError(
            f"the answer cannot be kept: {error.strerror or error}",
            f"see that there is room in {place.scratch}",
        ) from error


async def _fetched(request: Request, place: Place, policy: Policy) -> Reply:
    scratch = Path(place.scratch)
    objects = open_objects(place.objects, scratch / "copies")
    with StoreWorkspace(objects, place.tenant, scratch / "work") as work:
        asset = None
        if request.asset is not None:
            asset = await asyncio.to_thread(work.open, request.asset)
        call = prepared(request, asset, policy, datetime.now(UTC))
        body = work.scratch("body")
        transport = GuardedTransport(policy)
        try:
            answer = await fetch(call, body, transport)
        finally:
            await transport.aclose()
        return await asyncio.to_thread(_kept, call, answer, body, work)


def _kept(call: Call, answer: Answer, body: Path, work: StoreWorkspace) -> Reply:
    """The answer, its body in the store."""
    declared = answer.headers.get("content-type", "")
    with body.open("rb") as file:
        head = file.read(HEAD_BYTES)
    kind = media_type(head, declared)
    text = text_of(body.read_bytes(), declared) if answer.num_bytes <= TEXT_BYTES else None
    return Reply(
        status=answer.status,
        headers={name: _open(call, value)[:LONGEST_HEADER] for name, value in _shown(answer)},
        media_type=kind,
        text=None if text is None else _open(call, text),
        document=work.save(body, Document, media_type=kind),
    )


def _shown(answer: Answer) -> Iterator[tuple[str, str]]:
    """The headers that are kept."""
    for name in HEADERS:
        value = answer.headers.get(name, "")
        if value and value.isprintable():
            yield name, value


def _open(call: Call, text: str) -> str:
    """What the journal may hold of an answer that repeats a secret."""
    for secret in call.secrets:
        text = text.replace(secret, "***")
    return text
