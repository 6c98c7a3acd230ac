"""Whether somebody let in long ago would be let in still: streams and sockets outlive keys."""

from __future__ import annotations

import time

from api.identity.principal import Principal
from store.database import Database
from store.repositories import gate

EVERY_S = 15.0
"""How long a key or a session that was ended may still be listened with."""


class Standing:
    """Of one who follows events; asked often, looked up now and then.

    Args:
        database: connections of the role `kinora_gate`.
        principal: who was let in.
    """

    def __init__(self, database: Database, principal: Principal) -> None:
        self._gate, self._principal = database, principal
        self._seen_at = time.monotonic()

    async def lasts(self) -> bool:
        """Whether he may go on."""
        if time.monotonic() - self._seen_at < EVERY_S:
            return True
        self._seen_at = time.monotonic()
        who = self._principal
        return await gate.stands(self._gate, key_id=who.key_id, session_id=who.session_id)
