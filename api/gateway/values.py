"""What a flow gave, as it is answered: large values opened, files with links to them."""

from __future__ import annotations

import mimetypes
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import count
from typing import Any

from pydantic import TypeAdapter, ValidationError

from media.errors import WorldError
from media.types import Audio, Document, Image, Video
from media.web import media_type_of
from pipelines.values import REFERENCE, Values, named_objects

Json = dict[str, Any]
Link = Callable[[int], str]
MOST_INLINE_BYTES = 1 << 20
"""Values that are kept as objects and are larger than this are answered as links to them."""
_KINDS: TypeAdapter[Any] = TypeAdapter(Image | Video | Audio | Document)


@dataclass(frozen=True, kw_only=True)
class File:
    """A file that an output names."""

    digest: str
    media_type: str

    @property
    def suffix(self) -> str:
        """As file names end."""
        return mimetypes.guess_extension(self.media_type) or ""


def opened(value: Any, values: Values) -> Any:
    """A value with what it consists of, unless that is too large or is not there any more."""
    if sum(num_bytes for _, num_bytes in _references(value)) > MOST_INLINE_BYTES:
        return value
    try:
        return values.held(value).value()
    except WorldError:
        return value


def linked(value: Any, link: Link) -> Any:
    """A value whose files say where they are downloaded.

    Args:
        value: of an output.
        link: the address of the output's file with a number.
    """
    numbers = count()

    def walked(part: Any) -> Any:
        if _is_file(part):
            return {**part, "url": link(next(numbers))}
        if isinstance(part, dict):
            return {name: walked(inside) for name, inside in _items(part)}
        return [walked(inside) for inside in _listed(part)] if isinstance(part, list) else part

    return walked(value)


def files_of(value: Any) -> Iterator[File]:
    """The files that a value names, in the order of their numbers."""
    if _is_file(value):
        yield File(digest=value["digest"], media_type=_media_type(value))
    elif isinstance(value, dict):
        for name, part in _items(value):
            for file in files_of(part):
                kept = name == REFERENCE
                yield File(digest=file.digest, media_type="application/json") if kept else file
    elif isinstance(value, list):
        for part in _listed(value):
            yield from files_of(part)


def _references(value: Any) -> Iterator[tuple[str, int]]:
    """The objects that stand for a value, or for items of it."""
    for part in _listed(value) if isinstance(value, list) else [value]:
        if isinstance(part, dict) and REFERENCE in part:
            yield from named_objects(part)


def _items(value: Mapping[str, Any]) -> list[tuple[str, Any]]:
    return list(value.items())


def _listed(value: list[Any]) -> list[Any]:
    return value


def _is_file(value: Any) -> bool:
    return isinstance(value, dict) and isinstance(value.get("digest"), str) and "num_bytes" in value


def _media_type(asset: Json) -> str:
    try:
        return media_type_of(_KINDS.validate_python(asset))
    except ValidationError:
        return "application/octet-stream"
