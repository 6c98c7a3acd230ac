"""The 13 kinds of handle that an edge can carry, and which may feed which.

A handle's kind follows from the annotation of its field: pictures, sound and text by their types,
whatever else is data as `json`. A field of another kind says so: `Annotated[str, handle("ctx")]`.
"""

from __future__ import annotations

import types
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from media.types import Audio, Image, Mask, Video

Handle = Literal[
    "image", "video", "audio", "text", "flow", "mask", "any",
    "brain", "json", "log", "scene", "capture", "ctx",
]  # fmt: skip

COMPATIBLE: dict[Handle, frozenset[Handle]] = {
    "image": frozenset({"image", "any"}),
    "video": frozenset({"video", "any"}),
    "audio": frozenset({"audio", "any"}),
    "text": frozenset({"text", "any", "ctx"}),
    "flow": frozenset({"flow"}),
    "mask": frozenset({"mask", "image"}),
    "any": frozenset({"image", "video", "audio", "text", "any", "json"}),
    "brain": frozenset({"brain"}),
    "json": frozenset({"json", "any", "text"}),
    "log": frozenset({"log", "any"}),
    "scene": frozenset({"scene"}),
    "capture": frozenset({"capture"}),
    "ctx": frozenset({"ctx", "text", "any"}),
}
"""For the handle that an edge leaves, those that it may enter. What leaves an `any` is checked
again with the value."""


@dataclass(frozen=True)
class HandleMark:
    """Names the handle of a field whose type does not."""

    name: Handle


def handle(name: Handle) -> HandleMark:
    """A mark for `Annotated`."""
    return HandleMark(name)


@dataclass(frozen=True)
class Shape:
    """What a port takes or gives: a handle, and whether it is a list of them."""

    handle: Handle
    many: bool = False

    def __str__(self) -> str:
        return f"list of {self.handle}" if self.many else self.handle


_BY_TYPE: tuple[tuple[type, Handle], ...] = (
    (Mask, "mask"),
    (Image, "image"),
    (Video, "video"),
    (Audio, "audio"),
    (str, "text"),
)


def feeds(source: Shape, target: Shape) -> bool:
    """Whether an edge may join the two: one thing may enter a list, a list no single port.

    What is a list of data is data as well.
    """
    if source.many and not target.many:
        return target.handle in ("json", "any")
    return target.handle in COMPATIBLE[source.handle]


def shape_of(annotation: Any, metadata: tuple[Any, ...] = ()) -> Shape:
    """The shape of a field from its annotation, and from what marks it."""
    for mark in metadata:
        if isinstance(mark, HandleMark):
            return Shape(mark.name)
    origin, inside = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        return shape_of(inside[0], inside[1:])
    if origin in (Union, types.UnionType):
        return _of_choices(inside)
    if origin in (list, tuple):
        item = shape_of(next(part for part in inside if part is not ...)).handle
        return Shape(item, many=True)
    return Shape(_of_class(annotation, origin, inside))


def _of_choices(choices: tuple[Any, ...]) -> Shape:
    """The one shape of all choices but None, or `any`; what is data beside others is data."""
    shapes = set(_shapes(choices))
    return shapes.pop() if len(shapes) == 1 else Shape("any")


def _shapes(choices: tuple[Any, ...]) -> Iterator[Shape]:
    for choice in choices:
        if choice is not types.NoneType:
            yield shape_of(choice)


def _of_class(annotation: Any, origin: Any, inside: tuple[Any, ...]) -> Handle:
    if annotation is Any:
        return "any"
    if origin is Literal and all(isinstance(value, str) for value in inside):
        return "text"
    if isinstance(annotation, type):
        for kind, name in _BY_TYPE:
            if issubclass(annotation, kind):
                return name
    return "json"
