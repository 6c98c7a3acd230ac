"""What rows of language models say in their options."""

from __future__ import annotations

from typing import Any, Literal, TypeVar

from pydantic import Field, ValidationError

from media.errors import EngineUnavailable
from media.model import Model
from models.setup import Setup

T = TypeVar("T", bound=Model)


class Form(Model):
    """What a server that speaks OpenAI's form takes of it."""

    sees: bool = False
    """Whether the model is shown pictures."""
    tools: bool = True
    """Whether it calls functions."""
    schema_as: Literal["json_schema", "json_object", "words"] = "json_schema"
    """How it is told the schema of an answer: as `response_format`, in words with JSON as
    `response_format`, or in words alone."""
    max_tokens_as: Literal["max_tokens", "max_completion_tokens"] = "max_tokens"
    leave_out: tuple[str, ...] = ()
    """Fields that the server refuses, such as `seed`."""
    extra: dict[str, Any] = Field(default_factory=dict)
    """Fields that it takes besides, as they are sent."""


class Address(Model):
    """A server, and how long it may take."""

    base_url: str = Field(pattern=r"^https?://[^\s?#]+$")
    """Up to its `/v1`; `/chat/completions` or `/embeddings` is put behind it."""
    model: str = ""
    """As the server calls it; empty: the row's id."""
    key_env: str = ""
    """The environment's variable with the key; empty: none is sent."""
    key_header: str = "authorization"
    """The header that the key goes in: as a bearer token in this one, by itself in any other."""
    headers: dict[str, str] = Field(default_factory=dict)
    """Others that are sent along."""
    idempotency_header: str = ""
    """By which the server knows a request that it has seen; empty: it does not."""
    tries: int = Field(4, ge=1, le=10)
    connect_s: float = Field(10.0, gt=0)
    first_s: float = Field(120.0, gt=0)
    """How long it may take until it begins to answer."""
    silent_s: float = Field(60.0, gt=0)
    """How long it may say nothing once it has begun."""
    within_s: float = Field(600.0, gt=0)
    """All of it, tries and waits included."""


class ChatOptions(Address, Form):
    """Of family `chat-http`."""


class EmbeddingOptions(Address):
    """Of family `embedding-http`."""

    batch_size: int = Field(64, ge=1, le=2048)
    """Texts that go in one request."""
    prefix: str = ""
    """What the model wants to read before each text."""


class VllmOptions(Form):
    """Of family `vllm`."""

    engine: dict[str, Any] = Field(default_factory=dict)
    """Arguments of vLLM's engine, such as `max_model_len`, `dtype` or `tool_call_parser`."""


class LocalOptions(Model):
    """Of family `chat-transformers`."""

    dtype: str = ""
    """As torch calls it; empty: bfloat16 on a card, else float32."""
    max_tokens: int = Field(2048, ge=1)
    """How much is written where the request does not say."""
    most_read: int | None = Field(None, ge=1)
    """How much it reads and writes at most, where the card has no room for all that it could."""
    template: dict[str, Any] = Field(default_factory=dict)
    """What the model's chat template takes besides, such as `enable_thinking`."""
    tools: bool = False
    """Whether its template shows functions, and it calls them as Hermes and Qwen do."""


def read(kind: type[T], setup: Setup) -> T:
    """A row's options, checked.

    Raises:
        EngineUnavailable: one is wrong.
    """
    try:
        return kind.model_validate(setup.options)
    except ValidationError as error:
        first = error.errors()[0]
        field = ".".join(str(part) for part in first["loc"])
        raise EngineUnavailable(
            f"{setup.row.id}: options.{field}: {first['msg']}", "mend the row", f"options.{field}"
        ) from None
