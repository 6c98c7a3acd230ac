"""A piece of work as data: what to call, with what, and what came of it.

An order names a function of `media` or a method of an engine. Its outcome is a value, never an
exception: one bad item must not end a stream of them. `pipelines.performing` carries orders out.
"""

from __future__ import annotations

import json
import uuid
from collections.abc import Callable
from typing import Any

from media.errors import KinoraError
from media.model import Model
from media.style import Lora
from models.catalog.row import Engine
from models.setup import Maker
from pipelines.resources import USUAL, Resources


class Place(Model):
    """Where a piece of work finds its bytes."""

    tenant: uuid.UUID
    weight: float = 1.0
    """The tenant's, where others wait for the same workers."""
    objects: str
    """Folder or URL of the object store."""
    scratch: str
    """A folder for temporary files and copies."""
    run: str = ""
    """For whom it is done: what is done for one run ends with it."""


class WorkOrder(Model):
    """A call to be made on a worker."""

    target: str
    """`module:function` or `module:Class.method`; its first parameter is the workspace."""
    arguments: dict[str, str]
    """Each as JSON: a timeline as plain objects would take eight times the memory."""
    opens: tuple[str, ...] = ()
    """Arguments whose large parts are references to objects."""
    seals: tuple[str, ...] = ()
    """Fields of the result that travel on as such references."""
    engine: Engine | None = None
    """Whose row it is, where the call is for an engine that a process makes once and keeps."""
    place: Place
    resources: Resources = USUAL
    rank: int = 0
    """The higher, the sooner: how many steps in a row wait for this one."""
    trace: str | None = None
    """The `traceparent` of the step that it is for."""

    @property
    def method(self) -> str:
        """The last name of the target."""
        return self.target.rpartition(".")[2]

    @property
    def style(self) -> str:
        """The LoRA that it asks for, its own or one of its engine's; empty: none."""
        own = json.loads(self.arguments.get("lora", "null"))
        if own is not None:
            return Lora.model_validate(own).called
        named = json.loads(self.arguments.get("style", "null"))
        known = self.engine.loras if self.engine is not None else {}
        # Behind a colon stands how strongly it is wanted.
        name = named.partition(":")[0] if isinstance(named, str) else ""
        return name if name in known else ""


class Fault(Model):
    """An error as data."""

    code: str
    message: str
    remedy: str = ""
    field: str = ""
    retryable: bool = False
    retry_after_s: float | None = None
    """How long whoever refused asks to be left alone."""

    @classmethod
    def of(cls, error: BaseException) -> Fault:
        """Describe any exception."""
        if isinstance(error, KinoraError):
            return cls(
                code=error.code,
                message=error.message,
                remedy=error.remedy,
                field=error.field,
                retryable=error.retryable,
                retry_after_s=error.retry_after_s,
            )
        kind = type(error).__name__
        return cls(code="INTERNAL_ERROR", message=f"{kind}: {error}"[:2000])


class Outcome(Model):
    """What came of an order."""

    value: str = ""
    """The result as JSON: read only by who knows its type, and never built as plain objects."""
    fault: Fault | None = None
    seconds: float = 0.0
    cpu_seconds: float = 0.0
    peak_bytes: int = 0
    """The worker's largest resident set so far."""
    gpu_seconds: float = 0.0
    """Of the share of a card that its replica holds; those of one call together share its time."""
    made_by: Maker | None = None
    """The engine with weights that made it."""


class Told(Model):
    """What a replica says of one order: where it stands, how far it is, at last what came of it."""

    queued: int | None = None
    """How many go before it."""
    starting_s: float | None = None
    """A replica is being started, which takes about so long."""
    fraction: float | None = None
    """How much is done, from 0 to 1."""
    outcome: Outcome | None = None


Listener = Callable[[Told], None]
"""Hears of an order that is under way."""


class WorkFailed(KinoraError):
    """An order ended with a fault."""

    def __init__(self, fault: dict[str, Any]) -> None:
        Exception.__init__(self, fault)
        self.fault = Fault(**fault)
        self.message = self.fault.message
        self.remedy = self.fault.remedy
        self.field = self.fault.field
        self.code = self.fault.code
