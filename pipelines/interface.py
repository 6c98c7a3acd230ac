"""What a node or a flow takes and gives, port by port."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from pydantic import TypeAdapter, ValidationError

from media.errors import KinoraError
from media.handles import Shape


@dataclass(frozen=True, kw_only=True)
class Port:
    """One input or output."""

    shape: Shape
    required: bool = True
    """Whether it must be bound."""
    by_edge: bool = True
    by_constant: bool = True
    """How it may be bound."""
    stream: bool = False
    """Whether its items are taken one by one, while they are made."""
    sealed: bool = False
    """Whether its value is handed on unopened."""
    adapter: TypeAdapter[Any] | None = None
    """Checks a constant."""

    @classmethod
    def anything(cls) -> Port:
        """A port that takes whatever comes."""
        return cls(shape=Shape("any"))

    @classmethod
    def listed(cls) -> Port:
        """A port that takes a list of whatever comes."""
        return cls(shape=Shape("any", many=True))

    def listing(self) -> Port:
        """The port of a list of these."""
        return replace(self.plain(), shape=Shape(self.shape.handle, many=True), adapter=None)

    def plain(self) -> Port:
        """The same port, as a flow hands it on: whole, and opened."""
        return replace(self, stream=False, sealed=False)

    def complaint(self, value: Any) -> str:
        """What is wrong with a constant; empty where nothing is."""
        if self.adapter is None:
            return ""
        try:
            self.adapter.validate_python(value)
        except ValidationError as error:
            first = error.errors()[0]
            inside = ".".join(str(part) for part in first["loc"])
            return f"{inside}: {first['msg']}" if inside else first["msg"]
        except KinoraError as error:
            return error.message  # a value's own reader refused it
        return ""


@dataclass(frozen=True, kw_only=True)
class Interface:
    """Ports by name."""

    inputs: Mapping[str, Port]
    outputs: Mapping[str, Port]

    def giving(self, name: str, port: Port) -> Interface:
        """The same, with one more output."""
        return replace(self, outputs={**self.outputs, name: port})

    @cached_property
    def streams(self) -> frozenset[str]:
        """The inputs that take their items one by one."""
        return frozenset(name for name, port in self.inputs.items() if port.stream)

    @cached_property
    def sealed(self) -> frozenset[str]:
        """The inputs that are not opened."""
        return frozenset(name for name, port in self.inputs.items() if port.sealed)

    @cached_property
    def many(self) -> frozenset[str]:
        """The inputs that several edges may enter."""
        return frozenset(name for name, port in self.inputs.items() if port.shape.many)
