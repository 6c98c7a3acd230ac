"""What a deployed flow takes and gives: JSON Schemas from its ports, and the check at the door."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Annotated, Any

from fastapi.exceptions import RequestValidationError
from pydantic import PydanticUndefinedAnnotation, TypeAdapter, ValidationError
from pydantic.errors import PydanticInvalidForJsonSchema, PydanticSchemaGenerationError

from media.errors import KinoraError
from media.types import Audio, Image, Mask, Video
from pipelines.graph import FAILURES, OUTPUTS, Edge, Flow
from pipelines.interface import Port

Json = dict[str, Any]
HANDLES: dict[str, Any] = {
    "image": Image, "video": Video, "audio": Audio, "mask": Mask, "text": str,
}  # fmt: skip
"""What a handle carries; any other carries whatever JSON there is."""
LINK = {"type": "string", "description": "Where its bytes are downloaded."}
UNTOLD = (
    PydanticInvalidForJsonSchema, PydanticSchemaGenerationError, PydanticUndefinedAnnotation,
)  # fmt: skip


def inputs_schema(flow: Flow) -> Json:
    """The JSON Schema of what a flow takes: an object with its input ports."""
    ports = flow.interface.inputs
    adapters = {name: _taking(port) for name, port in ports.items()}
    required = [name for name, port in ports.items() if port.required]
    return {**_object(adapters, "validation"), "required": required, "additionalProperties": False}


def outputs_schema(flow: Flow) -> Json:
    """The JSON Schema of what a flow gives; a condition may keep any of it back."""
    adapters = {
        edge.target_field: TypeAdapter[Any](_given(flow, edge)) for edge in flow.into(OUTPUTS)
    }
    whole = _object(adapters, "serialization")
    for part in whole.get("$defs", {}).values():
        if part.get("properties", {}).keys() >= {"digest", "num_bytes"}:
            part["properties"]["url"] = LINK
    return whole


def taken(flow: Flow, values: Mapping[str, Any]) -> Json:
    """What a call gives a flow: its values, and the usual ones of ports that it leaves out.

    An input that is not bound has the nodes behind it skipped, so each of them gets a value.

    Raises:
        RequestValidationError: with every fault, by the field.
    """
    ports = flow.interface.inputs
    faults = [fault for name, port in ports.items() for fault in _faults(name, port, values)]
    faults += [
        _fault(("body", name), "the flow has no such input", "extra_forbidden")
        for name in values
        if name not in ports
    ]
    if faults:
        raise RequestValidationError(faults)
    usual = {name: _usual(port) for name, port in ports.items() if name not in values}
    return {**usual, **values}


def _object(adapters: Mapping[str, TypeAdapter[Any]], mode: Any) -> Json:
    told = {name: adapter for name, adapter in adapters.items() if _tells(adapter, mode)}
    schemas, shared = TypeAdapter.json_schemas(
        [(name, mode, adapter) for name, adapter in told.items()]
    )
    properties = {name: schemas[name, mode] if name in told else {} for name in adapters}
    return {"type": "object", "properties": properties, **shared}


def _tells(adapter: TypeAdapter[Any], mode: Any) -> bool:
    """Whether there is a JSON Schema of it at all."""
    try:
        adapter.json_schema(mode=mode)
    except UNTOLD:
        return False
    return True


def _taking(port: Port) -> TypeAdapter[Any]:
    if port.adapter is not None:
        return port.adapter
    kind = HANDLES.get(port.shape.handle, Any)
    kind = list[kind] if port.shape.many else kind
    return TypeAdapter(kind if port.required else kind | None)


def _given(flow: Flow, edge: Edge) -> Any:
    """The type of what an edge brings to one of the flow's outputs."""
    source = flow.by_id.get(edge.source_node)
    if source is None or edge.source_port == FAILURES:
        return Any
    kind = _made(flow, edge)
    return list[kind] if source.each else kind


def _made(flow: Flow, edge: Edge) -> Any:
    source = flow.by_id[edge.source_node]
    if source.body is not None:
        inside = [one for one in source.body.into(OUTPUTS) if one.target_field == edge.source_port]
        return _given(source.body, inside[0]) if inside else Any
    info = source.kind.outputs.model_fields.get(edge.source_port)
    marked: Any = Any if info is None else Annotated[info.annotation, info]
    return marked


def _faults(name: str, port: Port, values: Mapping[str, Any]) -> Iterator[Json]:
    if name not in values:
        if port.required:
            yield _fault(("body", name), "Field required", "missing")
        return
    try:
        _taking(port).validate_python(values[name])
    except ValidationError as error:
        for one in error.errors():
            yield _fault(("body", name, *one["loc"]), one["msg"], one["type"])
    except KinoraError as error:
        yield _fault(("body", name), error.message, error.code)


def _fault(place: tuple[int | str, ...], message: str, kind: str) -> Json:
    return {"loc": place, "msg": message, "type": kind}


def _usual(port: Port) -> Any:
    """What a port that need not be bound holds if it is not."""
    if port.adapter is None:
        return None
    usual = port.adapter.get_default_value()
    return None if usual is None else port.adapter.dump_python(usual.value, mode="json")
