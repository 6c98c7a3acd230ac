# Made from _async/governance.py by clients/python/twin.py: change that one.
"""How long what is kept, and what is to be gone for good."""

from __future__ import annotations

from kinora_client._address import Id, at, given
from kinora_client._sync.resource import PAGE, Pager, Resource
from kinora_client.models.governance import Erasure, Retention


class Retentions(Resource):
    """How long the tenant keeps what it has deleted, or needs no more."""

    def read(self) -> Retention:
        """What holds."""
        return self._get(Retention, at("tenants", "current", "retention"))

    def set(
        self,
        *,
        deleted_days: int | None = None,
        events_days: int | None = None,
        steps_days: int | None = None,
        deliveries_days: int | None = None,
        uploads_days: int | None = None,
        cache_days: int | None = None,
        files_days: int | None = None,
        audit_days: int | None = None,
        if_match: str | None = None,
    ) -> Retention:
        """Say it anew: what is left out is as usual, whatever held before.

        Within the hour what is older goes for good. See `Retention` for what the days are of.
        """
        body = given(
            deleted_days=deleted_days, events_days=events_days, steps_days=steps_days,
            deliveries_days=deliveries_days, uploads_days=uploads_days, cache_days=cache_days,
            files_days=files_days, audit_days=audit_days,
        )  # fmt: skip
        path = at("tenants", "current", "retention")
        return self._put(Retention, path, body, if_match=if_match)


class TenantErasure(Resource):
    """The end of the tenant: after a grace all its rows and files are gone."""

    def create(self, confirm: str, *, idempotency_key: str | None = None) -> Erasure:
        """Begin the grace; `confirm` is the tenant's name, as it is."""
        path = at("tenants", "current", "erasure")
        return self._post(Erasure, path, {"confirm": confirm}, key=idempotency_key)

    def read(self) -> Erasure:
        """The one that waits.

        Raises:
            NotFound: the tenant stays.
        """
        return self._get(Erasure, at("tenants", "current", "erasure"))

    def call_off(self) -> None:
        """Let the tenant be."""
        self._delete(at("tenants", "current", "erasure"))


class MyErasure(Resource):
    """The end of one's account; to ask for it takes a session, for a key erases nobody."""

    def read(self) -> Erasure:
        """The one that waits.

        Raises:
            NotFound: one stays.
        """
        return self._get(Erasure, at("me", "erasure"))

    def call_off(self) -> None:
        """Stay."""
        self._delete(at("me", "erasure"))


class Erasures(Resource):
    """Erasures of any tenant or user, as whoever runs the platform."""

    def create(
        self,
        confirm: str,
        *,
        tenant_id: Id | None = None,
        user_id: Id | None = None,
        idempotency_key: str | None = None,
    ) -> Erasure:
        """Begin the grace of a tenant, or of a user.

        Args:
            confirm: the tenant's name, or the user's address.
            tenant_id: of the tenant.
            user_id: of the user.
            idempotency_key: one's own, to be able to ask again after a crash.
        """
        body = given(confirm=confirm, tenant_id=tenant_id, user_id=user_id)
        return self._post(Erasure, at("erasures"), body, key=idempotency_key)

    def list(self, *, page_size: int = PAGE, cursor: str | None = None) -> Pager[Erasure]:
        """Those that wait, and the receipts of all others, the newest first."""
        return self._pages(Erasure, at("erasures"), page_size, cursor)

    def read(self, id: Id) -> Erasure:
        """One that waits, or a receipt."""
        return self._get(Erasure, at("erasures", id))

    def call_off(self, id: Id) -> None:
        """Let nothing be erased."""
        self._delete(at("erasures", id))
