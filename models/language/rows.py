"""Texts to directions by a server that speaks OpenAI's form."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

from pydantic import BaseModel, ConfigDict, FiniteFloat, ValidationError

from media.workspace import Workspace
from models.embedding.wheel import DECIMALS
from models.language.options import EmbeddingOptions, read
from models.language.sending import Sender, Transport, guarded
from models.language.watching import watched
from models.net.faults import BadResponse
from models.setup import Setup

PATH = "embeddings"


class _Row(BaseModel):
    model_config = ConfigDict(extra="ignore")

    index: int
    embedding: list[FiniteFloat]


class _Rows(BaseModel):
    model_config = ConfigDict(extra="ignore")

    data: list[_Row]


class EmbeddingHttp:
    """An `EmbeddingEngine` whose model is elsewhere."""

    def __init__(self, setup: Setup, transport: Transport = guarded) -> None:
        """Read the row; nothing is reached yet.

        Raises:
            EngineUnavailable: an option is wrong.
        """
        self._options = read(EmbeddingOptions, setup)
        self._name = setup.row.id
        self._sender = Sender(
            self._options, self._name, paid=setup.row.price.paid, transport=transport
        )

    def embed(self, work: Workspace, *, texts: list[str]) -> list[list[float]]:
        """A row of length one for each text.

        Raises:
            InputError: a text is too long.
            WorldError: the server does not answer, or with no rows.
        """
        (found,) = watched([work], [self._rows(texts)])
        if isinstance(found, Exception):
            raise found
        return found

    def joins(self, method: str, arguments: dict[str, Any]) -> str:
        """All requests may be sent side by side: the work is another machine's."""
        return "texts" if method == "embed" else ""

    def many(
        self, method: str, works: Sequence[Workspace], requests: Sequence[dict[str, Any]]
    ) -> list[list[list[float]] | Exception]:
        """Send several requests side by side: what is wrong with one is its own affair."""
        return watched(works, [self._rows(request["texts"]) for request in requests])

    async def _rows(self, texts: list[str]) -> list[list[float]]:
        size = self._options.batch_size
        found: list[list[float]] = []
        for start in range(0, len(texts), size):
            found += await self._batch(texts[start : start + size])
        return found

    async def _batch(self, texts: list[str]) -> list[list[float]]:
        request = {
            "model": self._options.model or self._name,
            "input": [self._options.prefix + text for text in texts],
            "encoding_format": "float",
        }
        answer = await self._sender.document(PATH, request)
        try:
            read = sorted(_Rows.model_validate(answer).data, key=lambda row: row.index)
        except ValidationError as error:
            raise BadResponse(f"{self._name}: no rows: {error.errors()[0]['msg']}") from None
        widths = {len(row.embedding) for row in read}
        if [row.index for row in read] != list(range(len(texts))) or len(widths) > 1:
            raise BadResponse(f"{self._name}: {len(read)} rows for {len(texts)} texts")
        return [_unit(row.embedding) for row in read]


def _unit(row: list[float]) -> list[float]:
    length = math.hypot(*row)
    return [round(x / length, DECIMALS) for x in row] if length else row
