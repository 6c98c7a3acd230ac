"""Calls of functions as Hermes and Qwen write them: JSON between `<tool_call>` and its end."""

from __future__ import annotations

import json
import re
from typing import Any

from models.language.schema import mended
from models.protocols.language import ToolCall

_CALL = re.compile(r"<tool_call>(.*?)(?:</tool_call>|\Z)", re.DOTALL)


def called(text: str) -> tuple[str, tuple[ToolCall, ...]]:
    """A text without the calls in it, and the calls; what is none stays in the text."""
    calls: list[ToolCall] = []

    def taken(found: re.Match[str]) -> str:
        call = _call(found[1], len(calls))
        if call is None:
            return found[0]
        calls.append(call)
        return ""

    rest = _CALL.sub(taken, text)
    return (rest.strip() if calls else rest), tuple(calls)


def _call(text: str, number: int) -> ToolCall | None:
    try:
        found: Any = mended(text)
    except ValueError:
        return None
    name = found.get("name") if isinstance(found, dict) else None
    if not isinstance(name, str) or not name:
        return None
    arguments = found.get("arguments", {})
    written = arguments if isinstance(arguments, str) else json.dumps(arguments, ensure_ascii=False)
    return ToolCall(id=f"call_{number}", name=name, arguments=written)
