"""`kinora key rotate-secrets`: seals anew what a former key sealed, so that it can be left out."""

from __future__ import annotations

import os
import uuid
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from api.settings import listed
from api.vault import SecretLost, Vault
from cli.client import Client
from cli.home import Home
from media.errors import InputError, WorldError
from store.database import Database
from store.repositories import sealed, tenants

PAGE = 100


@dataclass(kw_only=True)
class _Tally:
    """Counts what becomes of values."""

    vault: Vault
    counts: Counter[str] = field(default_factory=Counter)

    def renewed(self, value: bytes) -> bytes | None:
        """A value under the newest key; None where it is, and where no key fits."""
        try:
            found = self.vault.renewed(value)
        except SecretLost:
            self.counts["lost"] += 1
            return None
        self.counts["as they were" if found is None else "renewed"] += 1
        return found


async def rotate(client: Client) -> dict[str, Any]:
    """Seal all that is kept with the newest key; how many there were.

    Raises:
        WorldError: some were sealed with a key that is not given.
    """
    return await rotated(client.database, Vault(secrets(Home.find().path / "secret")))


async def rotated(database: Database, vault: Vault) -> dict[str, Any]:
    """See `rotate`.

    Args:
        database: connections of the application's role.
        vault: seals with the newest key, and opens with all.
    """
    tally = _Tally(vault=vault)
    for tenant in await _tenants(database.url):
        await _rotate_tenant(database, tenant, tally.renewed)
    counts = tally.counts
    if counts["lost"]:
        raise WorldError(
            f"{counts['renewed']} secrets were renewed, and {counts['lost']} cannot be read",
            "add the key that they were sealed with to KINORA_SECRETS, and say it again",
            code="SECRET_LOST",
        )
    return {"renewed": counts["renewed"], "as they were": counts["as they were"]}


def secrets(kept: Path) -> tuple[str, ...]:
    """The keys: those of `KINORA_SECRETS`, the newest first, and then the home's own.

    Raises:
        InputError: there is none.
    """
    own = (kept.read_text().strip(),) if kept.exists() else ()
    found = (*listed(os.environ.get("KINORA_SECRETS", "")), *own)
    if not found:
        raise InputError("there is no key", "set KINORA_SECRETS", "KINORA_SECRETS")
    return found


async def _rotate_tenant(
    database: Database, tenant: uuid.UUID, renewed: Callable[[bytes], bytes | None]
) -> None:
    for column in sealed.SEALED:
        place = None
        while True:
            async with database.begin(tenant) as connection:
                place = await sealed.renew_some(
                    connection, column, renewed, tenant=tenant, after=place
                )
            if place is None:
                break


async def _tenants(url: str) -> list[uuid.UUID]:
    gate = Database(url, "kinora_gate", pool_size=1)
    found: list[uuid.UUID] = []
    try:
        async with gate.begin(None) as connection:
            before: uuid.UUID | None = None
            while rows := await tenants.page(connection, before=before, limit=PAGE):
                found += [row.id for row in rows]
                before = rows[-1].id
    finally:
        await gate.close()
    return found
