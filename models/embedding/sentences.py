"""Texts to directions by sentence-transformers; requests that wait together go in one batch."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate, pairwise
from typing import Any

from media.errors import EngineUnavailable, OutOfMemory
from media.workspace import Workspace
from models.embedding.wheel import DECIMALS
from models.setup import Setup


class SentenceEmbedding:
    """An `EmbeddingEngine`. What is longer than its model reads is cut off."""

    def __init__(self, setup: Setup) -> None:
        """Load the weights.

        Raises:
            EngineUnavailable: they are none of sentence-transformers'.
        """
        from sentence_transformers import SentenceTransformer

        options = setup.options
        self._prefix: str = options.get("prefix", "")
        self._batch: int = options.get("batch_size", 32)
        try:
            self._model: Any = SentenceTransformer(
                str(setup.folder), device=setup.device, local_files_only=True
            )
        except (OSError, ValueError) as error:
            raise EngineUnavailable(
                f"{setup.row.id}: its weights cannot be loaded: {str(error).splitlines()[0]}",
                f"pull {setup.row.id} again",
            ) from error

    def embed(self, work: Workspace, *, texts: list[str]) -> list[list[float]]:
        """A row of length one for each text.

        Args:
            work: hears how far it is after each batch.
            texts: as many as there are.

        Raises:
            OutOfMemory: the card cannot hold a batch.
        """
        return self._rows([work], texts)

    def joins(self, method: str, arguments: dict[str, Any]) -> str:
        """All requests may go together."""
        return "texts" if method == "embed" else ""

    def many(
        self, method: str, works: Sequence[Workspace], requests: Sequence[dict[str, Any]]
    ) -> list[list[list[float]] | Exception]:
        """Answer several requests as one."""
        lists: list[list[str]] = [request["texts"] for request in requests]
        rows = self._rows(works, [text for texts in lists for text in texts])
        ends = [0, *accumulate(len(texts) for texts in lists)]
        return [rows[first:last] for first, last in pairwise(ends)]

    def _rows(self, works: Sequence[Workspace], texts: list[str]) -> list[list[float]]:
        """The rows of all texts; those of like length go together, so that little is padding."""
        found: list[list[float]] = [[]] * len(texts)
        order = sorted(range(len(texts)), key=lambda index: len(texts[index]))
        for start in range(0, len(order), self._batch):
            for work in works:
                work.progress(start / len(order))
            chosen = order[start : start + self._batch]
            rows = self._encoded([self._prefix + texts[index] for index in chosen])
            for index, row in zip(chosen, rows, strict=True):
                found[index] = row
        for work in works:
            work.progress(1.0)
        return found

    def _encoded(self, texts: list[str]) -> list[list[float]]:
        import torch

        try:
            rows: Any = self._model.encode(
                texts,
                batch_size=len(texts),
                normalize_embeddings=True,
                convert_to_numpy=True,
                show_progress_bar=False,
            )
        except torch.cuda.OutOfMemoryError as error:
            raise OutOfMemory(
                f"the card has no room for {len(texts)} texts", "lower options.batch_size"
            ) from error
        return rows.astype("f8").round(DECIMALS).tolist()
