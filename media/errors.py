"""The one error tree, split by who can mend the fault.

    KinoraError
    ├── AuthorError     the programmer: a node, a flow type or a table is defined wrongly
    ├── CallerError     whoever called: the input, an option, a flow or a file is wrong
    │   ├── InputError
    │   └── NotFound
    └── WorldError      the surroundings: disk, network, a process, an engine
        ├── EngineUnavailable
        ├── OutOfMemory
        ├── DeadlineExceeded
        └── Interrupted

Every error carries a code, the field at fault where there is one, and a remedy. All arguments go to
`Exception.__init__`, so that an error crosses a process boundary by pickle unchanged.
"""

from __future__ import annotations

from typing import ClassVar


class KinoraError(Exception):
    """An error with a code, a message in one line, a remedy, and the field at fault."""

    code: str = "INTERNAL_ERROR"
    retryable: ClassVar[bool] = False
    retry_after_s: float | None = None
    """How long whoever refused asks to be left alone."""

    def __init__(self, message: str, remedy: str = "", field: str = "", code: str = "") -> None:
        super().__init__(message, remedy, field, code)
        self.message = message
        self.remedy = remedy
        self.field = field
        if code:
            self.code = code

    def __str__(self) -> str:
        where = f" ({self.field})" if self.field else ""
        hint = f": {self.remedy}" if self.remedy else ""
        return f"{self.message}{where}{hint}"


class AuthorError(KinoraError):
    """A definition in the code is wrong; raised at import wherever possible."""

    code = "BAD_DEFINITION"


class CallerError(KinoraError):
    """What was asked for cannot be done as asked."""

    code = "BAD_REQUEST"


class InputError(CallerError):
    """A value, an option or a file is wrong."""

    code = "INVALID_INPUT"


class NotFound(CallerError):
    """A thing was named that does not exist."""

    code = "NOT_FOUND"


class WorldError(KinoraError):
    """The surroundings failed; the same call may work later."""

    code = "WORLD_ERROR"
    retryable = True


class EngineUnavailable(WorldError):
    """No engine that is live here can do this; the message names the model to add."""

    code = "ENGINE_UNAVAILABLE"
    retryable = False


class OutOfMemory(WorldError):
    """A card holds no such work; the message says how much was there."""

    code = "GPU_OUT_OF_MEMORY"


class DeadlineExceeded(WorldError):
    """A wait ended without its event; the message names what was waited for."""

    code = "DEADLINE_EXCEEDED"


class Interrupted(WorldError):
    """Work was stopped on request."""

    code = "INTERRUPTED"
    retryable = False
