"""Identity providers of a tenant: OpenID Connect issuers whose word lets people in."""

from __future__ import annotations

import re
import uuid
from datetime import datetime
from typing import Annotated, Any

from fastapi import APIRouter
from pydantic import AfterValidator, Field, StringConstraints

from api.call import Administering, Call
from api.identity.issuers import Asking
from api.identity.principal import Role
from api.identity.proving import AnyRow
from api.kit.documents import missing
from api.kit.idempotency import KeyedRoute
from api.kit.model import Body, Line, Page, Text, View
from api.kit.paging import Paged, id_place, paged
from store.repositories import members, providers

router = APIRouter(
    prefix="/identity-providers", tags=["identity-providers"], route_class=KeyedRoute
)
_DOMAIN = re.compile(r"[a-z0-9][a-z0-9-]*(\.[a-z0-9-]+)*")


def _domain(text: str) -> str:
    if not _DOMAIN.fullmatch(text):
        raise ValueError("this is no domain; write it as in example.com, in ASCII")
    return text


Domain = Annotated[
    str,
    StringConstraints(strip_whitespace=True, to_lower=True, min_length=1, max_length=253),
    AfterValidator(_domain),
]
Domains = Annotated[list[Domain], Field(min_length=1, max_length=50)]
Secret = Annotated[Text, StringConstraints(min_length=1, max_length=1000)]


class NewProvider(Body):
    """An issuer to trust, and who we are there."""

    name: Line
    issuer: Annotated[Text, StringConstraints(strip_whitespace=True, max_length=500)] = Field(
        examples=["https://login.example.com"]
    )
    client_id: Line
    client_secret: Annotated[Secret, Field(repr=False)]
    role: Role = Field(default="creator", description="Of those who come for the first time.")
    domains: Domains = Field(description="Of the addresses that are let in.")


class ProviderChange(Body):
    """What shall be otherwise; another issuer is another provider."""

    name: Line | None = None
    client_id: Line | None = None
    client_secret: Annotated[Secret | None, Field(repr=False)] = None
    role: Role | None = None
    domains: Domains | None = None


class ProviderView(View):
    """A provider, without its secret."""

    id: uuid.UUID
    name: str
    issuer: str
    client_id: str
    role: Role
    domains: list[str]
    created_at: datetime
    start_url: str = Field(default="", description="Where people begin to sign in.")
    redirect_uri: str = Field(default="", description="To be registered with the issuer.")


@router.post("", status_code=201, summary="Trust a provider", operation_id="providers_create")
async def create(call: Administering, body: NewProvider) -> ProviderView:
    """Let in whom an OpenID Connect issuer vouches for; its secret is never shown."""
    Asking(call.services.settings).check(body.issuer)
    values = _values(call, body)
    async with call.transaction() as connection:
        row = await providers.create(
            connection, provider_id=call.new_id(), tenant=call.tenant, values=values
        )
        data = {"issuer": body.issuer, "role": body.role, "domains": body.domains}
        await call.note(connection, "provider.created", "provider", row.id, data)
    return _view(call, row)


@router.get("", summary="List providers", operation_id="providers_list")
async def list_all(call: Administering, paging: Paged) -> Page[ProviderView]:
    """Those that the tenant trusts, the newest first."""
    async with call.transaction() as connection:
        rows = await providers.page(
            connection, before=id_place(paging.after), limit=paging.limit + 1
        )
    return paged(rows, paging, lambda row: _view(call, row), lambda row: str(row.id))


@router.get("/{id}", summary="Read a provider", operation_id="providers_read")
async def read(call: Administering, id: uuid.UUID) -> ProviderView:
    """One provider."""
    async with call.transaction() as connection:
        row = await providers.get(connection, id)
    if row is None:
        raise missing("provider", id)
    return _view(call, row)


@router.patch("/{id}", summary="Change a provider", operation_id="providers_change")
async def change(call: Administering, id: uuid.UUID, body: ProviderChange) -> ProviderView:
    """Who is in already stays, whatever the domains are."""
    values = _values(call, body)
    async with call.transaction() as connection:
        row = await providers.change(connection, id, values)
        if row is None:
            raise missing("provider", id)
        data = {"changed": sorted(values)}
        await call.note(connection, "provider.changed", "provider", id, data)
    return _view(call, row)


@router.delete(
    "/{id}", status_code=204, summary="Trust a provider no more", operation_id="providers_delete"
)
async def delete(call: Administering, id: uuid.UUID) -> None:
    """Its sessions end, and whoever is a member by its word alone leaves."""
    async with call.transaction() as connection:
        if await providers.get(connection, id) is None:
            raise missing("provider", id)
        await members.check_without(connection, id)
        await providers.remove(connection, id)
        await call.note(connection, "provider.deleted", "provider", id)


def redirect_uri(public_url: str, provider_id: uuid.UUID) -> str:
    """Where the issuer sends people back to."""
    return f"{public_url}/v1/oidc/{provider_id}/callback"


def _values(call: Call, body: NewProvider | ProviderChange) -> dict[str, Any]:
    """The columns that a body sets: a null leaves one as it is."""
    values = body.model_dump(exclude_unset=isinstance(body, ProviderChange), exclude_none=True)
    if body.client_secret is not None:
        values["client_secret"] = call.services.vault.seal(body.client_secret.encode())
    return values


def _view(call: Call, row: AnyRow) -> ProviderView:
    public = call.services.settings.public_url
    places = {
        "start_url": f"{public}/v1/oidc/{row.id}/start",
        "redirect_uri": redirect_uri(public, row.id),
    }
    return ProviderView.model_validate(row).model_copy(update=places)
