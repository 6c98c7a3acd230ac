"""The audit log, to read."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import Annotated, Any

from fastapi import APIRouter, Query

from api.call import Administering
from api.kit.model import Page, Text, View
from api.kit.paging import Paged, id_place, paged
from store.repositories import audit

router = APIRouter(prefix="/audit", tags=["audit"])
Named = Annotated[Text | None, Query(max_length=100)]


class Entry(View):
    """Who did what, from where."""

    id: uuid.UUID
    actor: str
    action: str
    object_kind: str
    object_id: str
    address: str | None
    request_id: str | None
    data: dict[str, Any] | None
    created_at: datetime


@router.get("", summary="Read the audit log", operation_id="audit_list")
async def list_all(
    call: Administering,
    paging: Paged,
    actor: Named = None,
    kind: Named = None,
    object_id: Named = None,
) -> Page[Entry]:
    """Entries, the newest first."""
    async with call.transaction() as connection:
        rows = await audit.page(
            connection, before=id_place(paging.after), limit=paging.limit + 1, actor=actor,
            kind=kind, object_id=object_id,
        )  # fmt: skip
    return paged(rows, paging, Entry.model_validate, lambda row: str(row.id))
