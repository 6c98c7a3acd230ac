"""Several requests in one call: each hears of its progress, and may end without the others."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import Any, TypeVar

from media.model import canonical_json
from media.workspace import Workspace

R = TypeVar("R")

SHARED = ("size", "steps", "guidance", "style")
"""What is of a call, and not of a picture in it."""


def key_of(arguments: Mapping[str, Any]) -> str:
    """Equal for requests that one call can answer."""
    shared = {name: arguments.get(name) for name in SHARED}
    return canonical_json(shared | {"size": str(arguments["size"])})


MOST_FILES = 8
"""That are written at once."""


class Batch:
    """The requests that are answered together."""

    def __init__(self, works: Sequence[Workspace]) -> None:
        self._works = works
        self.ended: dict[int, Exception] = {}

    def __len__(self) -> int:
        return len(self._works)

    def progress(self, fraction: float) -> None:
        """Tell each; the call goes on as long as one of them wants it."""
        for index, work in enumerate(self._works):
            if index in self.ended:
                continue
            try:
                work.progress(fraction)
            except Exception as error:
                self.ended[index] = error
        if len(self.ended) == len(self):
            raise self.ended[0]

    def carried(self, call: Callable[[], Sequence[Any]]) -> Sequence[Any]:
        """What a call makes; nothing where all requests have ended before it."""
        try:
            return call()
        except Exception:
            if len(self.ended) == len(self):
                return ()
            raise


def results_of(batch: Batch, finish: Callable[[int], R]) -> list[R | Exception]:
    """For each request what came of it, or what ended it."""
    # Side by side: files take as long as some steps, and writing them holds no lock of Python's.
    result = partial(_result, batch, finish)
    with ThreadPoolExecutor(max_workers=MOST_FILES) as files:
        return list(files.map(result, range(len(batch))))


def _result(batch: Batch, finish: Callable[[int], R], index: int) -> R | Exception:
    if index in batch.ended:
        return batch.ended[index]
    try:
        return finish(index)
    except Exception as error:
        return error
