"""Engines without weights that take their time, say so, and can be killed."""

from __future__ import annotations

import asyncio
import os
import time
from collections.abc import AsyncGenerator, Sequence
from pathlib import Path
from typing import Any

import cv2
import numpy as np

from media.style import Lora
from media.types import Image, Size
from media.workspace import Workspace
from models.protocols.language import Answer, Asked, Piece, Usage


class Painter:
    """Paints squares."""

    def generate(
        self,
        work: Workspace,
        *,
        prompt: str,
        avoid: str = "",
        size: Size,
        steps: int | None = None,
        guidance: float | None = None,
        seed: int,
        style: str = "",
    ) -> Image:
        for step in range(steps or 10):
            time.sleep(0.05)
            work.progress((step + 1) / (steps or 10))
        path = work.scratch("square.png")
        found = np.full((size.height, size.width, 3), seed % 256, np.uint8)
        assert cv2.imwrite(str(path), found)
        return work.save(path, Image, format="png", width=size.width, height=size.height)


class Talker:
    """Says back what it is told, word by word."""

    def complete(self, work: Workspace, *, asked: Asked) -> Answer:
        return Answer(text=asked.messages[-1].text)

    async def stream(self, work: Workspace, *, asked: Asked) -> AsyncGenerator[Piece]:
        last = asked.messages[-1]
        shown = [cv2.imread(str(work.open(image))) for image in last.images]
        words = [*last.text.split(), *("x".join(map(str, one.shape)) for one in shown)]
        for word in words:
            yield Piece(text=word + " ")
            await asyncio.sleep(0.01)
        yield Piece(ended="stop", usage=Usage(read=len(words), written=len(words)))


class Toy:
    """Counts steps into a file that tests read."""

    def __init__(self) -> None:
        self.made_at = time.monotonic()

    def count(
        self, work: Workspace, *, steps: int, step_s: float = 0.05, log: str = ""
    ) -> list[int]:
        """Take steps; which process took them, and how many."""
        for step in range(steps):
            time.sleep(step_s)
            if log:
                with Path(log).open("a") as file:
                    file.write(f"{step}\n")
            work.progress((step + 1) / steps)
        return [os.getpid(), steps]

    def die_once(self, work: Workspace, *, mark: str) -> str:
        """Kill the process the first time, and answer the second."""
        try:
            Path(mark).touch(exist_ok=False)
        except FileExistsError:
            return "alive"
        os.kill(os.getpid(), 9)
        raise AssertionError("killed")

    def draw(self, work: Workspace, *, style: str = "", lora: Lora | None = None) -> int:
        """Take a moment; which process drew it."""
        time.sleep(0.3)
        return os.getpid()

    def cards(self, work: Workspace, *, seconds: float = 0.0) -> str:
        """The cards that Ray has given to this process."""
        time.sleep(seconds)
        return os.environ.get("CUDA_VISIBLE_DEVICES", "")

    def double(self, work: Workspace, *, number: int) -> int:
        """Twice as much; several at once take one look at the world."""
        (found,) = self.many("double", [work], [{"number": number}])
        assert isinstance(found, int)
        return found

    def joins(self, method: str, arguments: dict[str, Any]) -> str:
        return "all" if method == "double" else ""

    def many(
        self, method: str, works: Sequence[Workspace], requests: Sequence[dict[str, Any]]
    ) -> list[int | Exception]:
        time.sleep(0.1)
        for work in works:
            work.progress(1.0)
        return [
            ValueError("no such number") if one["number"] < 0 else 2 * one["number"]
            for one in requests
        ]
