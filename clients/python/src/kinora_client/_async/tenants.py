"""Tenants, their keys, and what was done in them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from kinora_client._address import Id, at, given
from kinora_client._async.resource import PAGE, AsyncPager, AsyncResource
from kinora_client.models.people import (
    AuditEntry,
    FirstTenant,
    Key,
    KeyScope,
    Role,
    Share,
    ShownKey,
    Tenant,
)


class AsyncTenants(AsyncResource):
    """To whom everything belongs."""

    async def current(self) -> Tenant:
        """The tenant of the key."""
        return await self._get(Tenant, at("tenants", "current"))

    async def rename(self, name: str) -> Tenant:
        """Name the tenant of the key."""
        return await self._patch(Tenant, at("tenants", "current"), {"name": name})

    async def create(self, name: str, *, idempotency_key: str | None = None) -> FirstTenant:
        """Make a tenant, as whoever runs the platform; its first key is seen this once."""
        return await self._post(FirstTenant, at("tenants"), {"name": name}, key=idempotency_key)

    def list(self, *, page_size: int = PAGE, cursor: str | None = None) -> AsyncPager[Tenant]:
        """All of them, as whoever runs the platform."""
        return self._pages(Tenant, at("tenants"), page_size, cursor)

    async def share(self, id: Id) -> Share:
        """How much of the platform a tenant gets."""
        return await self._get(Share, at("tenants", id, "share"))

    async def set_share(
        self,
        id: Id,
        *,
        weight: float = 1.0,
        max_running: int | None = None,
        max_queued: int | None = None,
        max_storage_bytes: int | None = None,
        max_gpu_seconds: int | None = None,
    ) -> Share:
        """Say how much of the platform a tenant gets; None: no limit."""
        body = {
            "weight": weight, "max_running": max_running, "max_queued": max_queued,
            "max_storage_bytes": max_storage_bytes, "max_gpu_seconds": max_gpu_seconds,
        }  # fmt: skip
        return await self._put(Share, at("tenants", id, "share"), body)


class AsyncKeys(AsyncResource):
    """Who may ask, without being a person."""

    async def create(
        self,
        name: str,
        *,
        role: Role | None = None,
        scopes: Sequence[KeyScope] | None = None,
        per_minute: int | None = None,
        expires_at: datetime | None = None,
        apis: Sequence[str] | None = None,
        idempotency_key: str | None = None,
    ) -> ShownKey:
        """Make a key; its secret, `key`, is seen this once.

        Args:
            name: what it is for.
            role: `viewer`, `creator` or `admin`.
            scopes: what it may do, if less than the role may.
            per_minute: how many requests, if not as many as others.
            expires_at: until when.
            apis: it calls these alone, and nothing else.
            idempotency_key: one's own, to be able to ask again after a crash.
        """
        until = expires_at.isoformat() if expires_at else None
        body = given(
            name=name, role=role, scopes=scopes, per_minute=per_minute, expires_at=until, apis=apis
        )
        return await self._post(ShownKey, at("keys"), body, key=idempotency_key)

    def list(self, *, page_size: int = PAGE, cursor: str | None = None) -> AsyncPager[Key]:
        """All of them, without their secrets."""
        return self._pages(Key, at("keys"), page_size, cursor)

    async def rotate(
        self, id: Id, *, overlap_s: int | None = None, idempotency_key: str | None = None
    ) -> ShownKey:
        """Another secret; the former is good for a while."""
        path = at("keys", id, "rotate")
        return await self._post(ShownKey, path, given(overlap_s=overlap_s), key=idempotency_key)

    async def delete(self, id: Id) -> None:
        """Revoke it, at once."""
        await self._delete(at("keys", id))


class AsyncAudit(AsyncResource):
    """Who did what."""

    def list(
        self,
        *,
        actor: str | None = None,
        kind: str | None = None,
        object_id: Id | None = None,
        page_size: int = PAGE,
        cursor: str | None = None,
    ) -> AsyncPager[AuditEntry]:
        """The latest first; of one actor, one kind of object, one object."""
        return self._pages(
            AuditEntry, at("audit"), page_size, cursor,
            actor=actor, kind=kind, object_id=object_id,
        )  # fmt: skip
