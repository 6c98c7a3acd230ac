"""A model that vLLM serves, in a deployment that Ray Serve has for it."""

from __future__ import annotations

from collections.abc import AsyncGenerator

from media.errors import EngineUnavailable
from models.language.chat import Chat, Line
from models.language.options import VllmOptions, read
from models.language.wire import Json
from models.setup import Setup


class VllmChat(Chat):
    """A `LanguageEngine`; it is told the way to vLLM by who serves it."""

    def __init__(self, setup: Setup) -> None:
        """Read the row.

        Raises:
            EngineUnavailable: an option is wrong.
        """
        name = setup.row.id
        super().__init__(name, read(VllmOptions, setup), _Nowhere(name), name)

    def connect(self, line: Line) -> None:
        """Ask by this way from now on."""
        self._line = line


class _Nowhere:
    """No way."""

    def __init__(self, name: str) -> None:
        self._name = name

    async def stream(self, path: str, body: Json) -> AsyncGenerator[Json]:
        """Refuse."""
        raise EngineUnavailable(
            f"{self._name} is held by Ray Serve alone", "write `runs: serve` in its row"
        )
        yield {}
