"""What is wrong with a flow: every fault by its code, the node and port, and the remedy."""

from __future__ import annotations

from collections.abc import Sequence

from media.errors import CallerError
from media.model import Model


class FlowFault(Model):
    """One fault."""

    code: str
    """CYCLE, DUPLICATE_NODE, NODE_NOT_FOUND, BAD_VERSION, INVALID_CONNECTION, MISSING_INPUT,
    BAD_PARAMETER or BAD_EXPRESSION."""
    node: str
    """Where it is; a node within a group is `group/node`."""
    port: str = ""
    message: str
    remedy: str = ""

    @property
    def place(self) -> str:
        """The node, and its port where there is one."""
        return f"{self.node}.{self.port}" if self.port else self.node

    def within(self, group: str) -> FlowFault:
        """The fault as seen from outside a group."""
        return self.model_copy(update={"node": f"{group}/{self.node}"})

    def __str__(self) -> str:
        hint = f" ({self.remedy})" if self.remedy else ""
        return f"{self.code}: {self.place}: {self.message}{hint}"


class InvalidFlow(CallerError):
    """A flow has faults; `faults` lists all of them, its message has a line for each."""

    code = "INVALID_FLOW"
    faults: tuple[FlowFault, ...] = ()

    @classmethod
    def of(cls, faults: Sequence[FlowFault]) -> InvalidFlow:
        """The error for some faults, with the code of the only one or its own."""
        error = cls(
            "\n".join(str(fault) for fault in faults),
            field=faults[0].place if len(faults) == 1 else "",
            code=faults[0].code if len(faults) == 1 else "",
        )
        error.faults = tuple(faults)
        return error
