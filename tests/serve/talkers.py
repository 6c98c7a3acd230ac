"""A deployment that speaks as vLLM's does, and the engine that asks it without vLLM's classes."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncGenerator
from pathlib import Path
from typing import Any

from models.language.chat import Line
from models.language.vllm import VllmChat
from serve.language import HandleLine


def event(delta: dict[str, Any], ended: str | None = None, **more: Any) -> str:
    choice = {"index": 0, "delta": delta, "finish_reason": ended}
    return f"data: {json.dumps({'choices': [choice], **more})}\n\n"


class FakeVllm:
    """Says back the last message, word by word, in lists of events."""

    def __init__(self, log: str) -> None:
        self._log = Path(log)

    async def chat(self, body: dict[str, Any]) -> AsyncGenerator[Any]:
        return self._said(body)

    async def _said(self, body: dict[str, Any]) -> AsyncGenerator[Any]:
        text = body["messages"][-1]["content"]
        if text == "too long":
            yield {"error": {"message": "it is too long", "code": 400}}
            return
        try:
            for word in text.split():
                yield [event({"content": word}), event({"content": " "})]
                await asyncio.sleep(0.05)
        finally:
            with self._log.open("a") as file:
                file.write("ended\n")
        counted = {"prompt_tokens": 5, "completion_tokens": 2}
        yield [event({}, "stop", usage=counted), "data: [DONE]\n\n"]


class ToyVllm(VllmChat):
    """Takes bodies as they are: vLLM's own class of them is not here."""

    def connect(self, line: Line) -> None:
        assert isinstance(line, HandleLine)
        super().connect(HandleLine(line.handle, line.name, request=dict))
