"""What there is to choose from."""

from __future__ import annotations

from kinora_client.models.base import Json, Model


class Port(Model):
    """One input or output of a node type."""

    name: str
    handle: str
    many: bool
    required: bool


class NodeType(Model):
    """A node type."""

    type: str
    version: int
    description: str
    effect: str
    needs: str
    """The model that it waits for; empty if it works here."""
    inputs: list[Port]
    outputs: list[Port]


class WholeNodeType(NodeType):
    """A node type with its form and an example."""

    parameters: Json
    """JSON Schema of what a constant may be."""
    example: Json | None = None
    """A flow that uses it; those of the film's own steps have none."""


class Engine(Model):
    """Who serves a modality."""

    id: str
    modalities: list[str]
    aliases: list[str]
    """Other names by which it may be asked for."""
    runs: str
    """task, serve or http: where it works."""
    lacks: list[str]
    """What has to be added before it can; empty: it is live."""
    revision: int
    licence: str
    call_micros: int
    """The price of a call, in millionths of a dollar."""
    per: dict[str, int]
    """And of one of each argument that counts."""
    fallback: list[str]
    takes_loras: bool = False
    """Whether a style's own LoRA file can be drawn by it."""


class BaseStyle(Model):
    """A style that the service draws."""

    name: str
    description: str
    swatches: list[str]
    """A few of its colours, the sky's first."""


class Voice(Model):
    """A voice of the preview engine."""

    name: str
    title: str
    gender: str
