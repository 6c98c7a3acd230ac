"""What the runs of an executor share of engines: breakers, paces, providers and their callbacks."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from actors.breakers import Breakers
from actors.callbacks import Callbacks
from actors.routing import Paces
from media.errors import AuthorError
from models.catalog.row import Engine

if TYPE_CHECKING:
    from models.remote.provider import Provider


class Engines:
    """Breakers, paces and providers of one process.

    Args:
        public_url: where providers reach the API; empty: they do not.
    """

    def __init__(self, public_url: str = "") -> None:
        self.breakers = Breakers()
        self.paces = Paces()
        self.callbacks = Callbacks(public_url)
        self._providers: dict[str, Provider] = {}

    def provider(self, engine: Engine) -> Provider:
        """The connections to an engine that is elsewhere."""
        from models.remote.provider import Provider  # HTTP is loaded for flows that use it

        if engine.remote is None:
            raise AuthorError(f"{engine.id} is not reached over http")
        if engine.id not in self._providers:
            self._providers[engine.id] = Provider(engine.remote)
        return self._providers[engine.id]

    async def close(self) -> None:
        """Close every connection."""
        await self.callbacks.close()
        await asyncio.gather(*(provider.close() for provider in self._providers.values()))
