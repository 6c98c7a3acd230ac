"""What a piece of work asks of the machine that it runs on, and whether any could give it. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from pydantic import Field, model_validator

from media.errors import AuthorError
from media.model import Model

GB = 1_000_000_000


class Resources(Model):
    """Cores, GPUs and memory that work holds while it runs."""

    num_cpus: float = Field(default=1.0, ge=0)
    num_gpus: float = Field(default=0.0, ge=0)
    """A fraction of one, or whole GPUs."""
    memory_gb: float = Field(default=0.0, ge=0)
    """Of the machine's memory, 10^9 bytes; 0: no more than a core's share."""

    @model_validator(mode="after")
    def _whole_above_one(self) -> Resources:
        # Ray takes 1.5 GPUs without a word and never places them.
        if self.num_gpus > 1 and self.num_gpus != int(self.num_gpus):
            raise AuthorError(
                f"{self.num_gpus:g} GPUs cannot be placed",
                "ask for a fraction of one, or for whole ones",
            )
        return self

    @property
    def usual(self) -> bool:
        """Whether any core will do."""
        return self == USUAL

    def __str__(self) -> str:
        parts = [f"{self.num_cpus:g} CPU"]
        if self.num_gpus:
            parts.append(f"{self.num_gpus:g} GPU")
        if self.memory_gb:
            parts.append(f"{self.memory_gb:g} GB")
        return ", ".join(parts)


USUAL = Resources()


def ray_options(wanted: Resources) -> dict[str, Any]:
    """The options of a Ray task.

    CPUs and GPUs are both always said: what names GPUs alone takes a CPU as well.
    """
    options: dict[str, Any] = {"num_cpus": wanted.num_cpus, "num_gpus": wanted.num_gpus}
    if wanted.memory_gb:
        options["memory"] = round(wanted.memory_gb * GB)
    return options


def lacking(wanted: Resources, nodes: Iterable[Mapping[str, float]]) -> str:
    """Why no node of a cluster can ever give this; empty where one can.

    Args:
        wanted: what is asked.
        nodes: the resources of each node as Ray names them: `CPU`, `GPU`, `memory` in bytes.
    """
    known = list(nodes)
    if any(_gives(node, wanted) for node in known):
        return ""
    has = "; ".join(_told(node) for node in known) or "no node"
    return f"it asks for {wanted}, and there is {has}"


def _gives(node: Mapping[str, float], wanted: Resources) -> bool:
    return (
        node.get("CPU", 0.0) >= wanted.num_cpus
        and node.get("GPU", 0.0) >= wanted.num_gpus
        and node.get("memory", 0.0) >= wanted.memory_gb * GB
    )


def _told(node: Mapping[str, float]) -> str:
    gpus, memory = node.get("GPU", 0.0), node.get("memory", 0.0) / GB
    return f"a node with {node.get('CPU', 0.0):g} CPU, {gpus:g} GPU, {memory:.1f} GB"
