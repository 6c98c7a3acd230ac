"""What there is to choose from: node types, engines, base styles, presets of direction, voices."""

from __future__ import annotations

import inspect
from typing import Any

from fastapi import APIRouter
from pydantic import Field, create_model

from api.call import Reading
from api.kit.documents import missing
from api.kit.model import View
from models.catalog.live import missing as missing_of
from models.catalog.row import Engine
from models.catalog.rows import engines
from models.preview.director.grammar import presets
from models.preview.panels.palette import sample, styles
from models.preview.speech.voices import list_voices
from pipelines.catalog import catalog
from pipelines.documents import stored
from pipelines.examples import example_flow
from pipelines.interface import Port
from pipelines.node import NodeType

router = APIRouter(tags=["catalogs"])


class PortView(View):
    """One input or output of a node type."""

    name: str
    handle: str
    many: bool
    required: bool


class NodeView(View):
    """A node type."""

    type: str
    version: int
    description: str
    effect: str
    needs: str = Field(description="The model that it waits for; empty if it works here.")
    inputs: list[PortView]
    outputs: list[PortView]


class WholeNode(NodeView):
    """A node type with its form and an example."""

    parameters: dict[str, Any] = Field(description="JSON Schema of what a constant may be.")
    example: dict[str, Any] | None = Field(
        description="A flow that uses it; those of the film's own steps have none."
    )


class EngineView(View):
    """Who serves a modality."""

    id: str
    modalities: list[str]
    aliases: list[str] = Field(description="Other names by which it may be asked for.")
    runs: str = Field(description="task, serve or http: where it works.")
    lacks: list[str] = Field(description="What has to be added before it can; empty: it is live.")
    revision: int
    licence: str
    call_micros: int = Field(description="The price of a call, in millionths of a dollar.")
    per: dict[str, int] = Field(description="And of one of each argument that counts.")
    fallback: list[str]
    takes_loras: bool = Field(description="Whether a style's own LoRA file can be drawn by it.")


class BaseStyleView(View):
    """A style that is drawn here."""

    name: str
    description: str
    swatches: list[str] = Field(description="A few of its colours, the sky's first.")


class VoiceView(View):
    """A voice of the preview engine."""

    name: str
    title: str
    gender: str


@router.get("/nodes", summary="List the node types", operation_id="nodes_list")
async def list_nodes(call: Reading) -> list[NodeView]:
    """All of them, by name."""
    return [_seen(kind) for _, kind in sorted(_kinds().items())]


@router.get("/nodes/{type}", summary="Read a node type", operation_id="nodes_read")
async def read_node(call: Reading, type: str) -> WholeNode:
    """Its ports, its form, and a flow that uses it."""
    kind = _kinds().get(type)
    if kind is None:
        raise missing("node type", type[:100])
    return WholeNode(
        **_seen(kind).model_dump(),
        parameters=_form(kind),
        example=stored(example_flow(kind)) if kind.example else None,
    )


@router.get("/engines", summary="List the engines", operation_id="engines_list")
async def list_engines(call: Reading) -> list[EngineView]:
    """The preferred one of a modality first."""
    return [_view(one) for one in engines()]


def _view(one: Engine) -> EngineView:
    return EngineView(
        id=one.id,
        modalities=list(one.does),
        aliases=list(one.aliases),
        runs=one.runs,
        lacks=[f"{each.what}: {each.remedy}" for each in missing_of(one)],
        revision=one.revision,
        licence=one.licence,
        call_micros=one.price.call_micros,
        per=one.price.per,
        fallback=list(one.fallback),
        takes_loras=one.takes_loras,
    )


@router.get("/base-styles", summary="List the base styles", operation_id="base_styles_list")
async def list_base_styles(call: Reading) -> list[BaseStyleView]:
    """How panels may look: `options.style` of a project, `base` of a style of one's own."""
    samples = {name: sample(name) for name in styles()}
    return [
        BaseStyleView(name=name, description=one.description, swatches=list(one.swatches))
        for name, one in samples.items()
    ]


@router.get("/directions", summary="List the ways to direct", operation_id="directions_list")
async def list_directions(call: Reading) -> list[str]:
    """How shots are taken; `options.preset` of a project."""
    return list(presets())


@router.get("/voices", summary="List the voices", operation_id="voices_list")
async def list_all_voices(call: Reading) -> list[VoiceView]:
    """Who may speak; `options.voice` of a project."""
    return [VoiceView.model_validate(voice) for voice in list_voices()]


def _kinds() -> dict[str, NodeType]:
    """Kinora's own node types: not those that tests add."""
    return {
        name: kind
        for name, kind in catalog().items()
        if kind.cls.__module__.startswith("pipelines.")
    }


def _form(kind: NodeType) -> dict[str, Any]:
    """JSON Schema of the inputs that may be constants; others, such as streams, come by edges."""
    ports = kind.interface.inputs
    fields: dict[str, Any] = {
        name: (field.annotation, field)
        for name, field in kind.cls.model_fields.items()
        if name in ports and ports[name].by_constant
    }
    return create_model(kind.cls.__name__, **fields).model_json_schema()


def _seen(kind: NodeType) -> NodeView:
    return NodeView(
        type=kind.id, version=kind.version, effect=kind.effect, needs=kind.needs or "",
        description=inspect.cleandoc(kind.cls.__doc__ or ""),
        inputs=[_port(name, port) for name, port in kind.interface.inputs.items()],
        outputs=[_port(name, port) for name, port in kind.interface.outputs.items()],
    )  # fmt: skip


def _port(name: str, port: Port) -> PortView:
    return PortView(
        name=name, handle=port.shape.handle, many=port.shape.many, required=port.required
    )
