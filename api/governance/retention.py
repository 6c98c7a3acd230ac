"""Retention: how long a tenant keeps what it has deleted, or needs no more."""

from __future__ import annotations

import uuid
from datetime import datetime

from fastapi import APIRouter, Response
from pydantic import Field
from sqlalchemy.ext.asyncio import AsyncConnection

from api.call import Administering, Reading
from api.kit import etags
from api.kit.etags import Expected
from api.kit.idempotency import KeyedRoute
from api.kit.model import Body
from store.repositories import documents, retentions
from store.repositories.retentions import AnyRow

router = APIRouter(prefix="/tenants/current/retention", tags=["governance"], route_class=KeyedRoute)
LONGEST = 3650


class Retention(Body):
    """Days; what is left out of a body is as usual."""

    deleted_days: int = Field(
        default=30, ge=1, le=LONGEST, description="Deleted projects, artifacts and the like."
    )
    events_days: int = Field(
        default=90, ge=7, le=LONGEST, description="Events of runs that ended, but their last."
    )
    steps_days: int = Field(
        default=90, ge=7, le=LONGEST, description="What went into steps of runs that ended."
    )
    deliveries_days: int = Field(
        default=30, ge=1, le=30, description="Webhook messages that ended."
    )
    uploads_days: int = Field(
        default=1, ge=1, le=30, description="Uploads that were begun and not finished."
    )
    cache_days: int = Field(
        default=180, ge=7, le=LONGEST, description="Results of steps that nobody asked for since."
    )
    files_days: int = Field(
        default=30, ge=7, le=LONGEST, description="Stored files that nothing names any more."
    )
    audit_days: int | None = Field(
        default=None, ge=30, le=LONGEST, description="The audit log; null: for ever."
    )


class RetentionView(Retention):
    """What holds."""

    version: int = Field(description="Raised by every change, 0 before the first; it is the ETag.")
    made_by: str | None
    updated_at: datetime | None


@router.get("", summary="Read the retention", operation_id="retention_read")
async def read(call: Reading, response: Response) -> RetentionView:
    """How long what is kept."""
    async with call.transaction() as connection:
        view = _view(await retentions.get(connection, call.tenant))
    etags.tag(response, view.version)
    return view


@router.put("", summary="Set the retention", operation_id="retention_set")
async def put(
    call: Administering, body: Retention, expected: Expected, response: Response
) -> RetentionView:
    """Say how long what is kept; within the hour what is older goes for good."""
    async with call.transaction() as connection:
        known = await retentions.get(connection, call.tenant, lock=True)
        etags.check(known.version if known else 0, expected)
        row = await retentions.put(
            connection, tenant=call.tenant, made_by=call.principal.actor, values=body.model_dump()
        )
        await call.note(connection, "retention.set", "tenant", call.tenant, body.model_dump())
    etags.tag(response, row.version)
    return _view(row)


async def held(connection: AsyncConnection, tenant: uuid.UUID) -> Retention:
    """How long a tenant keeps what."""
    return _view(await retentions.get(connection, tenant))


def _view(row: AnyRow | None) -> RetentionView:
    if row is None:
        return RetentionView(version=0, made_by=None, updated_at=None)
    values = documents.row_values(row)
    return RetentionView.model_validate({name: values[name] for name in RetentionView.model_fields})
