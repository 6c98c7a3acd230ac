"""What the journal keeps of a step's outputs: small values inline, large ones as stored objects."""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from media.ids import Digest
from media.model import canonical_json
from pipelines.node import Output
from store.objects.objects import Objects

INLINE_BYTES = 4096
REFERENCE = "$ref"

Json = dict[str, Any]


class Held:
    """One port's value as JSON text, a list's items each by itself.

    A run holds the values of all its finished steps, and Python's own objects would take six times
    as much: 41 MB for the 6.3 MB of a long film's segments.
    """

    __slots__ = ("_items", "_text")

    def __init__(self, value: Any) -> None:
        is_list = isinstance(value, list)
        self._items = [canonical_json(item) for item in value] if is_list else None
        self._text = "" if is_list else canonical_json(value)

    @property
    def size(self) -> int | None:
        """How many items a list has; None for what is no list."""
        return None if self._items is None else len(self._items)

    def value(self) -> Any:
        """The whole value."""
        if self._items is None:
            return json.loads(self._text)
        return [json.loads(item) for item in self._items]

    def item(self, index: int) -> Any:
        """One item of a list."""
        assert self._items is not None
        return json.loads(self._items[index])


class Values:
    """Packs outputs for one tenant's journal, and unpacks them again."""

    def __init__(self, objects: Objects, tenant: uuid.UUID, scratch: Path) -> None:
        self._objects = objects
        self._tenant = tenant
        self._scratch = scratch

    def pack(self, output: Output) -> Json:
        """Each port's value as JSON data, or a reference to an object where it exceeds 4 KiB."""
        # Port by port: a long film's timeline and segments need not be there at once.
        return {
            port: self._pack_value(output.model_dump(mode="json", include={port})[port])
            for port in type(output).model_fields
        }

    def unpack(self, outputs: Json) -> dict[str, Held]:
        """The values themselves, by port.

        Raises:
            WorldError: an object is missing.
        """
        return {port: Held(self._unpack_value(value)) for port, value in outputs.items()}

    def present(self, outputs: Json) -> bool:
        """Whether every object that packed outputs name is in the store, in its full size."""
        return all(
            self._objects.has(self._tenant, digest, num_bytes)
            for digest, num_bytes in named_objects(outputs)
        )

    def _pack_value(self, value: Any) -> Any:
        text = canonical_json(value).encode()
        if len(text) <= INLINE_BYTES:
            return value
        self._scratch.mkdir(parents=True, exist_ok=True)
        path = self._scratch / uuid.uuid4().hex
        path.write_bytes(text)
        digest, num_bytes = self._objects.take(self._tenant, path)
        return {REFERENCE: {"digest": digest, "num_bytes": num_bytes}}

    def _unpack_value(self, value: Any) -> Any:
        if isinstance(value, dict) and REFERENCE in value:
            digest = Digest(value[REFERENCE]["digest"])
            return json.loads(self._objects.local(self._tenant, digest).read_bytes())
        return value


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
