"""Tenants: made by who runs the platform, named by themselves."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import Annotated

from fastapi import APIRouter
from pydantic import Field

from api.call import Administering, Operating, Reading
from api.identity.keys import ShownKey, issue
from api.identity.principal import SCOPES
from api.kit.documents import missing
from api.kit.idempotency import KeyedRoute
from api.kit.model import Body, Line, Page, View
from api.kit.paging import Paged, id_place, paged
from store.repositories import shares, tenants

router = APIRouter(prefix="/tenants", tags=["tenants"], route_class=KeyedRoute)


class NewTenant(Body):
    """Who is to be served."""

    name: Line


class Share(Body):
    """How much of the platform a tenant gets; null is no limit."""

    weight: float = Field(default=1.0, gt=0, le=1000, description="Beside those of others.")
    max_running: Annotated[int, Field(ge=0, lt=2**31)] | None = None
    max_queued: Annotated[int, Field(ge=0, lt=2**31)] | None = Field(
        default=None, description="Above it submits are refused as QUEUE_FULL."
    )
    max_storage_bytes: Annotated[int, Field(ge=0, lt=2**63)] | None = Field(
        default=None, description="Above it uploads and runs are refused as STORAGE_QUOTA."
    )
    max_gpu_seconds: Annotated[int, Field(ge=0, lt=2**63)] | None = Field(
        default=None, description="A month; above it runs are refused as GPU_QUOTA."
    )


class TenantView(View):
    """A tenant."""

    id: uuid.UUID
    name: str
    created_at: datetime


class FirstTenant(TenantView):
    """A new tenant, with the key of its first admin."""

    key: ShownKey = Field(description="For its first admin, who makes all others.")


@router.post("", status_code=201, summary="Make a tenant", operation_id="tenants_create")
async def create(call: Operating, body: NewTenant) -> FirstTenant:
    """A tenant with nothing in it, and a first key."""
    made = call.new_id()
    async with call.services.app.begin(made) as connection:
        row = await tenants.create(connection, tenant=made, name=body.name)
        key = await issue(
            connection, call, tenant=made, name="first admin", role="admin",
            scopes=sorted(SCOPES["admin"]),
        )  # fmt: skip
    return FirstTenant(id=row.id, name=row.name, created_at=row.created_at, key=key)


@router.get("", summary="List tenants", operation_id="tenants_list")
async def list_all(call: Operating, paging: Paged) -> Page[TenantView]:
    """All tenants of the platform, the newest first."""
    async with call.services.gate.begin(None) as connection:
        rows = await tenants.page(connection, before=id_place(paging.after), limit=paging.limit + 1)
    return paged(rows, paging, TenantView.model_validate, lambda row: str(row.id))


@router.get("/{id}/share", summary="Read a tenant's share", operation_id="tenants_share")
async def share(call: Operating, id: uuid.UUID) -> Share:
    """How much of the engine it gets."""
    async with call.services.app.begin(id) as connection:
        if await tenants.get(connection, id) is None:
            raise missing("tenant", id)
        row = await shares.get(connection, id)
    return Share() if row is None else Share.model_validate(row, from_attributes=True)


@router.put("/{id}/share", summary="Set a tenant's share", operation_id="tenants_set_share")
async def set_share(call: Operating, id: uuid.UUID, body: Share) -> Share:
    """Its weight beside others, and what it may have: runs, storage, GPU time."""
    async with call.services.app.begin(id) as connection:
        if await tenants.get(connection, id) is None:
            raise missing("tenant", id)
        row = await shares.put(connection, tenant=id, said=body.model_dump())
        await call.note(connection, "share.set", "tenant", id, body.model_dump(), tenant=id)
    call.services.admission.forget(id)
    return Share.model_validate(row, from_attributes=True)


@router.get("/current", summary="The tenant of this key", operation_id="tenants_current")
async def current(call: Reading) -> TenantView:
    """Whose key or session it is."""
    async with call.transaction() as connection:
        row = await tenants.get(connection, call.tenant)
    if row is None:
        raise missing("tenant", call.tenant)
    return TenantView.model_validate(row)


@router.patch("/current", summary="Rename the tenant", operation_id="tenants_rename")
async def rename(call: Administering, body: NewTenant) -> TenantView:
    """Give it another name."""
    async with call.transaction() as connection:
        row = await tenants.rename(connection, call.tenant, body.name)
        await call.note(connection, "tenant.renamed", "tenant", call.tenant, {"name": body.name})
    return TenantView.model_validate(row)
