"""What the journal keeps of a step's outputs: small values inline, large ones as stored objects."""

from __future__ import annotations

import json
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from media.ids import Digest
from media.model import canonical_json
from pipelines.node import Output
from store.objects.objects import Objects

INLINE_BYTES = 4096
REFERENCE = "$ref"

Json = dict[str, Any]

_decoder = json.JSONDecoder()


class Held:
    """One port's value as the journal has it; what is large is read when it is asked for.

    JSON text, a list's items each by itself: a run holds the values of all its finished steps, and
    Python's own objects would take six times as much.
    """

    __slots__ = ("_items", "_open", "_text")

    def __init__(self, text: str, opened: Callable[[str], str]) -> None:
        """Hold a packed value.

        Args:
            text: canonical JSON of data or of a reference.
            opened: gives the text for which references stand.
        """
        self._text = text
        self._open = opened
        self._items: list[str] | None = None

    @property
    def text(self) -> str:
        """The packed value as canonical JSON."""
        return self._text

    @property
    def size(self) -> int:
        """How many items the list has."""
        return len(self._list())

    def value(self) -> Any:
        """The whole value."""
        return json.loads(self._open(self._text))

    def item(self, index: int) -> Any:
        """One item of the list."""
        return json.loads(self._open(self._list()[index]))

    def _list(self) -> list[str]:
        if self._items is None:
            self._items = list(_items(self._open(self._text)))
        return self._items


def _items(text: str) -> Iterator[str]:
    """The items of a list in canonical JSON, with no more than one of them as objects at a time."""
    at = 1
    while text[at] != "]":
        _, end = _decoder.raw_decode(text, at)
        yield text[at:end]
        at = end + (text[end] == ",")


Packed = dict[str, Held]
"""A step's outputs by port."""


def packed_json(outputs: Packed) -> str:
    """Packed outputs as one JSON object."""
    return "{" + ",".join(f'"{port}":{held.text}' for port, held in outputs.items()) + "}"


class Values:
    """Packs and opens values in one tenant's part of a store."""

    def __init__(self, objects: Objects, tenant: uuid.UUID, scratch: Path) -> None:
        self._objects = objects
        self._tenant = tenant
        self._scratch = scratch
        self._opener = self.opened
        """One object for all that a run holds."""

    def pack(self, output: Output) -> Packed:
        """Each port's value, as a reference to an object where it exceeds 4 KiB."""
        ports = type(output).model_fields
        if len(ports) == 1:
            dumped = output.model_dump(mode="json")
            return {port: self.packed(value) for port, value in dumped.items()}
        # Port by port: a long film's documents need not be there at once.
        return {
            port: self.packed(output.model_dump(mode="json", include={port})[port])
            for port in ports
        }

    def packed(self, value: Any) -> Held:
        """JSON data as it is, or a reference to the object that it became."""
        text = canonical_json(value)
        if len(text) > INLINE_BYTES or len(text.encode()) > INLINE_BYTES:
            text = canonical_json(self._stored(text.encode()))
        return Held(text, self._opener)

    def pack_value(self, value: Any) -> Any:
        """JSON data as it is, or a reference to the object that it became."""
        text = canonical_json(value).encode()
        return value if len(text) <= INLINE_BYTES else self._stored(text)

    def _stored(self, text: bytes) -> Json:
        """The reference to an object that holds this."""
        self._scratch.mkdir(parents=True, exist_ok=True)
        path = self._scratch / uuid.uuid4().hex
        path.write_bytes(text)
        digest, num_bytes = self._objects.take(self._tenant, path)
        return {REFERENCE: {"digest": digest, "num_bytes": num_bytes}}

    def unpack(self, outputs: Json) -> Packed:
        """Values by port, from what the journal or the cache has of them."""
        return {port: self.held(value) for port, value in outputs.items()}

    def held(self, value: Any) -> Held:
        """Packed JSON data as a run holds it."""
        return Held(canonical_json(value), self._opener)

    def opened(self, text: str) -> str:
        """JSON text with the contents of objects where it names them, whole or as a list's items.

        Raises:
            WorldError: an object is missing.
        """
        if f'"{REFERENCE}":' not in text:
            return text
        data = json.loads(text)
        if isinstance(data, list):
            return "[" + ",".join(self.opened(canonical_json(item)) for item in data) + "]"
        if data.keys() != {REFERENCE}:
            return text
        digest = Digest(data[REFERENCE]["digest"])
        return self.opened(self._objects.local(self._tenant, digest).read_text("utf-8"))

    def present(self, outputs: Packed) -> bool:
        """Whether every object that packed outputs name is in the store, in its full size."""
        return all(
            self._objects.has(self._tenant, digest, num_bytes)
            for digest, num_bytes in objects_of(outputs)
        )


def objects_of(outputs: Packed) -> Iterator[tuple[Digest, int]]:
    """Every (digest, size in bytes) that packed outputs name."""
    for held in outputs.values():
        if '"digest":' in held.text:
            yield from named_objects(json.loads(held.text))


def named_objects(value: Any) -> Iterator[tuple[Digest, int]]:
    """Every (digest, size in bytes) that JSON data names."""
    if isinstance(value, dict):
        if isinstance(value.get("digest"), str) and "num_bytes" in value:
            yield Digest(value["digest"]), value["num_bytes"]
        for part in value.values():
            yield from named_objects(part)
    elif isinstance(value, list):
        for part in value:
            yield from named_objects(part)
