"""What a node's fields say of themselves: how each is bound, and how much of it the node sees."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from typing import Annotated, Any, Generic, TypeVar, get_args, get_origin

from pydantic import GetCoreSchemaHandler
from pydantic_core import CoreSchema, core_schema

from media.model import canonical_json

T = TypeVar("T")

PORT = "port"
PARAM = "param"
Port = Annotated[T, PORT]
"""A field that only an edge may bind."""
Param = Annotated[T, PARAM]
"""A field that only a constant may bind."""


class Stream(Generic[T]):
    """An input whose items arrive one by one, in order, while the node already runs."""

    def __init__(self, items: AsyncIterator[T], length: int) -> None:
        self._items = items
        self.length = length

    def __aiter__(self) -> AsyncIterator[T]:
        return self._items

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.is_instance_schema(cls)


class Sealed(Generic[T]):
    """A value that a node hands on unopened: a long film's documents never become its objects.

    It is canonical JSON text in which large parts are named by the objects that hold them; whoever
    carries out the work opens it (`pipelines.values`). Two are equal when their texts are.
    """

    __slots__ = ("text",)

    def __init__(self, text: str) -> None:
        self.text = text

    @classmethod
    def of(cls, value: Any) -> Sealed[T]:
        """JSON data as it is."""
        return cls(canonical_json(value))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sealed) and self.text == other.text

    def __hash__(self) -> int:
        return hash(self.text)

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        # The wrapped schema says what is inside, for documentation; it is not called.
        (inside,) = get_args(source) or (Any,)
        return core_schema.no_info_wrap_validator_function(
            lambda value, _: value if isinstance(value, cls) else cls.of(value),
            handler.generate_schema(inside),
            serialization=core_schema.plain_serializer_function_ser_schema(
                lambda sealed: json.loads(sealed.text)
            ),
        )


def sealed_fields(kind: Any) -> tuple[str, ...]:
    """The fields of a model that are `Sealed`; none for what is no model."""
    fields = getattr(kind, "model_fields", {})
    return tuple(name for name, field in fields.items() if get_origin(field.annotation) is Sealed)
