"""A conversation in OpenAI's form, and the chunks of an answer as pieces."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pydantic import BaseModel, ConfigDict, ValidationError

from media.errors import InputError
from media.ids import Digest
from models.language.options import Form
from models.language.schema import in_words
from models.net.faults import BadResponse, FetchFailed, ServerRefused
from models.protocols.language import Asked, Ended, Message, Piece, ToolCall, Usage

Json = dict[str, Any]
SCHEMA_NAME = "answer"
MOST_CALLS = 128
MOST_LETTERS = 8_000_000
"""Of one answer: a server that writes on and on is not listened to for ever."""
ENDS: dict[str, Ended] = {
    "stop": "stop",
    "length": "length",
    "tool_calls": "tool_calls",
    "function_call": "tool_calls",
    "content_filter": "content_filter",
}


def check(asked: Asked, *, sees: bool, tools: bool, name: str) -> None:
    """Refuse what a model cannot do.

    Raises:
        InputError: it is shown pictures, or is to call functions, and can do no such thing.
    """
    for number, one in enumerate(asked.messages):
        if one.images and not sees:
            raise InputError(
                f"{name} cannot see pictures", "ask a model that can, or say what they show",
                f"messages.{number}.images",
            )  # fmt: skip
        if one.images and one.role != "user":
            raise InputError(
                f"a picture in a message of {one.role}", "show it in one of user",
                f"messages.{number}.images",
            )  # fmt: skip
    if asked.tools and not tools:
        raise InputError(f"{name} calls no functions", "ask a model that does", "tools")


def body(asked: Asked, shown: Mapping[Digest, str], form: Form, model: str) -> Json:
    """What is posted.

    Args:
        asked: the question.
        shown: each picture in it as a data URL.
        form: what the server takes.
        model: its name there.
    """
    if form.schema_as != "json_schema":
        asked = in_words(asked)
    found: Json = {
        "model": model,
        "messages": [_message(one, shown) for one in asked.messages],
        "stream": True,
        "stream_options": {"include_usage": True},
        "seed": asked.seed,
        "temperature": asked.temperature,
        "top_p": asked.top_p,
        form.max_tokens_as: asked.max_tokens,
        "stop": list(asked.stop) or None,
        "tools": [_tool(one.model_dump()) for one in asked.tools] or None,
        "response_format": _response_format(asked, form),
        **form.extra,
    }
    return {
        name: value
        for name, value in found.items()
        if value is not None and name not in form.leave_out
    }


def _message(one: Message, shown: Mapping[Digest, str]) -> Json:
    found: Json = {"role": one.role, "content": one.text}
    if one.images:
        texts = [{"type": "text", "text": one.text}] if one.text else []
        pictures = [
            {"type": "image_url", "image_url": {"url": shown[image.digest]}} for image in one.images
        ]
        found["content"] = [*texts, *pictures]
    if one.tool_calls:
        found["content"] = one.text or None
        found["tool_calls"] = [
            {
                "id": call.id,
                "type": "function",
                "function": {"name": call.name, "arguments": call.arguments},
            }
            for call in one.tool_calls
        ]
    if one.role == "tool":
        found["tool_call_id"] = one.tool_call_id
    return found


def _tool(described: Json) -> Json:
    # Some servers refuse a function whose parameters are no schema of an object.
    usual = {"type": "object", "properties": {}}
    return {
        "type": "function",
        "function": {**described, "parameters": described["parameters"] or usual},
    }


def _response_format(asked: Asked, form: Form) -> Json | None:
    if asked.answer_schema is None or form.schema_as == "words":
        return None
    if form.schema_as == "json_object":
        return {"type": "json_object"}
    named = {"name": SCHEMA_NAME, "schema": asked.answer_schema}
    return {"type": "json_schema", "json_schema": named}


class _Lenient(BaseModel):
    """A part of a chunk, of which only what is read here has to be right."""

    model_config = ConfigDict(extra="ignore")


class _Function(_Lenient):
    name: str | None = None
    arguments: str | None = None


class _Call(_Lenient):
    index: int = 0
    id: str | None = None
    function: _Function = _Function()


class _Delta(_Lenient):
    content: str | None = None
    tool_calls: list[_Call] | None = None


class _Choice(_Lenient):
    index: int = 0
    delta: _Delta | None = None
    finish_reason: str | None = None


class _Counted(_Lenient):
    prompt_tokens: int = 0
    completion_tokens: int | None = None


class _Chunk(_Lenient):
    choices: list[_Choice] | None = None
    usage: _Counted | None = None


class Gathering:
    """Reads the chunks of one answer."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._calls: dict[int, ToolCall] = {}
        self._ended: Ended | None = None
        self._usage: Usage | None = None
        self._letters = 0

    def take(self, chunk: Json) -> str:
        """The text in a chunk, often none; the rest is kept for the last piece.

        Raises:
            BadResponse: it is no chunk, or one too many.
            ServerRefused: it is an error.
        """
        if chunk.get("error"):
            raise ServerRefused(f"{self._name} broke off: {message_of(chunk)}")
        try:
            read = _Chunk.model_validate(chunk)
        except ValidationError as error:
            first = error.errors()[0]
            where = ".".join(str(part) for part in first["loc"])
            raise BadResponse(
                f"{self._name}: a chunk is wrong at {where}: {first['msg']}"
            ) from None
        if read.usage is not None:
            self._usage = Usage(
                read=read.usage.prompt_tokens, written=read.usage.completion_tokens or 0
            )
        text = "".join(self._choice(one) for one in read.choices or () if one.index == 0)
        self._letters += len(text)
        if self._letters > MOST_LETTERS or len(self._calls) > MOST_CALLS:
            raise BadResponse(f"{self._name}: the answer has no end")
        return text

    def last(self) -> Piece:
        """How it ended.

        Raises:
            FetchFailed: it did not.
        """
        calls = tuple(self._calls[index] for index in sorted(self._calls))
        if self._ended is None:
            raise FetchFailed(f"{self._name} broke off in the middle of its answer", "ask again")
        ended = "tool_calls" if calls and self._ended == "stop" else self._ended
        return Piece(tool_calls=calls, ended=ended, usage=self._usage)

    def _choice(self, choice: _Choice) -> str:
        if choice.finish_reason is not None:
            self._ended = ENDS.get(choice.finish_reason, "stop")
        delta = choice.delta or _Delta()
        for part in delta.tool_calls or ():
            known = self._calls.get(part.index)
            usual = known or ToolCall(id=part.id or f"call_{part.index}", name="", arguments="")
            self._letters += len(part.function.arguments or "")
            self._calls[part.index] = usual.model_copy(
                update={
                    "name": usual.name or part.function.name or "",
                    "arguments": usual.arguments + (part.function.arguments or ""),
                }
            )
        return delta.content or ""


def message_of(document: Any) -> str:
    """The message of an error, in the forms that servers write it in."""
    error = document.get("error", document) if isinstance(document, dict) else document
    if isinstance(error, dict):
        error = error.get("message") or error.get("detail") or error.get("code")
    return " ".join(str(error or "without a word").split())[:300]
