"""Answers of language engines in OpenAI's form, whole and in chunks."""

from __future__ import annotations

from typing import Any, Literal

from api.openai.bodies import Answered
from models.protocols.language import Ended, Piece, ToolCall, Usage

Json = dict[str, Any]


class CalledFunction(Answered):
    """A function with its arguments."""

    name: str
    arguments: str


class CalledTool(Answered):
    """A call that the model wants."""

    id: str
    type: Literal["function"] = "function"
    function: CalledFunction


class Reply(Answered):
    """The model's turn."""

    role: Literal["assistant"] = "assistant"
    content: str | None
    refusal: str | None = None
    tool_calls: list[CalledTool] | None = None


class Choice(Answered):
    """The answer."""

    index: int = 0
    message: Reply
    finish_reason: Ended
    logprobs: None = None


class Tokens(Answered):
    """What was read and written."""

    prompt_tokens: int
    completion_tokens: int
    total_tokens: int


class Completion(Answered):
    """A whole answer."""

    id: str
    object: Literal["chat.completion"] = "chat.completion"
    created: int
    model: str
    choices: list[Choice]
    usage: Tokens
    system_fingerprint: str | None = None


class Tally:
    """What an answer took: as the engine says, or until it does, as it looks.

    Args:
        num_letters: of the question.
    """

    LETTERS_PER_TOKEN = 4

    def __init__(self, num_letters: int) -> None:
        self._read = num_letters // self.LETTERS_PER_TOKEN
        self._letters = 0
        self._told: Usage | None = None
        self.heard = False
        """Whether anything was said."""

    def hear(self, piece: Piece) -> None:
        """Count a piece."""
        self.heard = True
        self._letters += len(piece.text) + sum(len(one.arguments) for one in piece.tool_calls)
        self._told = piece.usage or self._told

    @property
    def usage(self) -> Usage:
        """What is to be paid."""
        written = -(-self._letters // self.LETTERS_PER_TOKEN)
        return self._told or Usage(read=self._read, written=written)


def tokens(usage: Usage) -> Tokens:
    """Usage as OpenAI's clients read it."""
    return Tokens(
        prompt_tokens=usage.read,
        completion_tokens=usage.written,
        total_tokens=usage.read + usage.written,
    )


def reply(text: str, calls: list[ToolCall]) -> Reply:
    """A whole turn."""
    return Reply(content=text or None if calls else text, tool_calls=_called(calls) or None)


class Chunks:
    """The chunks of one answer.

    Args:
        name: the answer's id.
        created: when it was begun, in seconds.
        model: who answers.
        told: whether what it took is told at the end.
    """

    def __init__(self, *, name: str, created: int, model: str, told: bool) -> None:
        self._head: Json = {
            "id": name, "object": "chat.completion.chunk", "created": created, "model": model,
        }  # fmt: skip
        self._told = told
        self._calls = 0

    def first(self) -> Json:
        """Who speaks."""
        return self._chunk({"role": "assistant", "content": ""}, None)

    def of(self, piece: Piece) -> list[Json]:
        """A piece."""
        chunks: list[Json] = []
        if piece.text:
            chunks.append(self._chunk({"content": piece.text}, None))
        for one in _called(list(piece.tool_calls)):
            called = {"index": self._calls, **one.model_dump()}
            chunks.append(self._chunk({"tool_calls": [called]}, None))
            self._calls += 1
        if piece.ended is not None:
            chunks.append(self._chunk({}, piece.ended))
        return chunks

    def last(self, usage: Usage) -> list[Json]:
        """What it took, where that was asked for."""
        if not self._told:
            return []
        return [{**self._head, "choices": [], "usage": tokens(usage).model_dump()}]

    def _chunk(self, delta: Json, ended: Ended | None) -> Json:
        choice = {"index": 0, "delta": delta, "logprobs": None, "finish_reason": ended}
        usage = {"usage": None} if self._told else {}
        return {**self._head, "choices": [choice], **usage}


def _called(calls: list[ToolCall]) -> list[CalledTool]:
    return [
        CalledTool(id=one.id, function=CalledFunction(name=one.name, arguments=one.arguments))
        for one in calls
    ]
