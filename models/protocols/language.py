"""Words to words, and words to directions in a space of meanings."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any, Literal, Protocol

from pydantic import Field

from media.model import Model
from media.types import Image
from media.workspace import Workspace

Role = Literal["system", "user", "assistant", "tool"]
Ended = Literal["stop", "length", "tool_calls", "content_filter"]


class ToolCall(Model):
    """A function that the model wants called."""

    id: str
    name: str
    arguments: str
    """As JSON, just as the model wrote it: it may be none."""


class Message(Model):
    """One turn of a conversation."""

    role: Role
    text: str = ""
    images: tuple[Image, ...] = ()
    """What a model that can see is shown with it."""
    tool_calls: tuple[ToolCall, ...] = ()
    tool_call_id: str = ""
    """Of a tool's answer: which call it answers."""


class Tool(Model):
    """A function that a model may want called."""

    name: str
    description: str = ""
    parameters: dict[str, Any] = Field(default_factory=dict)
    """JSON Schema of its arguments."""


class Asked(Model):
    """A question to a language model."""

    messages: tuple[Message, ...] = Field(min_length=1)
    tools: tuple[Tool, ...] = ()
    answer_schema: dict[str, Any] | None = None
    """JSON Schema that the answer is to hold to; None: it is text."""
    max_tokens: int | None = Field(None, ge=1)
    temperature: float | None = Field(None, ge=0, le=2)
    top_p: float | None = Field(None, gt=0, le=1)
    stop: tuple[str, ...] = ()
    seed: int = 0


class Usage(Model):
    """What was read and written, in the model's tokens."""

    read: int = 0
    written: int = 0


class Answer(Model):
    """What a language model said."""

    text: str
    tool_calls: tuple[ToolCall, ...] = ()
    value: Any = None
    """Where a schema was asked for: the answer read by it."""
    ended: Ended = "stop"
    usage: Usage = Usage()


class Piece(Model):
    """A part of an answer, as it is written; the last says how it ended."""

    text: str = ""
    tool_calls: tuple[ToolCall, ...] = ()
    """Whole calls: they are not sent in parts."""
    ended: Ended | None = None
    usage: Usage | None = None


class LanguageEngine(Protocol):
    """A conversation to its next turn."""

    def complete(self, work: Workspace, *, asked: Asked) -> Answer:
        """The whole answer; under a schema, after at most two corrections.

        Raises:
            InputError: it is too long, shows pictures to a model that cannot see, or asks for what
                it cannot do.
            WorldError: the answer did not hold to the schema.
        """
        ...

    def stream(self, work: Workspace, *, asked: Asked) -> AsyncIterator[Piece]:
        """The answer piece by piece; it stops being written when nobody listens.

        Under a schema it comes when all of it holds to that. What it raises before its first piece
        is as of `complete`; `work` is open until it ends.
        """
        ...


class EmbeddingEngine(Protocol):
    """Texts to directions in a space of meanings."""

    def embed(self, work: Workspace, *, texts: list[str]) -> list[list[float]]:
        """A row of length one for each text."""
        ...
