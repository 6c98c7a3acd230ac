"""The first key of all: whoever starts the platform gets it printed once."""

from __future__ import annotations

import uuid

from api.identity import tokens
from api.identity.principal import SCOPES
from api.services import Services
from media.ids import uuid7
from store.repositories import audit, keys

NAME = "operator"


async def first_key(services: Services, tenant: uuid.UUID) -> str | None:
    """A key that runs the platform, unless there is one."""
    async with services.app.begin(tenant) as connection:
        known = await keys.has_operator(connection)
    return None if known else await operator_key(services, tenant)


async def operator_key(services: Services, tenant: uuid.UUID) -> str:
    """A new key that runs the platform, as an admin of a tenant."""
    made = tokens.new_key()
    async with services.app.begin(tenant) as connection:
        row = await keys.create(
            connection, key_id=uuid7(), tenant=tenant, name=NAME, prefix=made.prefix,
            secret_digest=made.digest, role="admin",
            scopes=sorted(SCOPES["admin"] | {"operate"}), operator=True,
        )  # fmt: skip
        await audit.write(
            connection, tenant=tenant, actor="platform", action="key.created", kind="key",
            object_id=str(row.id), data={"name": NAME},
        )  # fmt: skip
    return made.shown
