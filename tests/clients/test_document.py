"""Guards the client against the API's own document: every operation, parameter, body and model.

Each method is called once with every argument it has, against a service that answers what the
document says; what was asked, and what was made of the answer, must be what the document has.
"""

import inspect
import json
import types
import typing
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any, Literal

import httpx
import pytest

from api.app import create_app
from api.settings import Settings
from kinora_client import Kinora
from kinora_client.models import FilmOptions, Model

HELPED = {
    "runs_events": "runs.events",
    "films_file": "films.download",
    "artifacts_content": "artifacts.download",
    "artifacts_thumbnail": "artifacts.thumbnail",
    "jobs_file": "jobs.download",
    "tenant_exports_content": "tenant_exports.download",
    "my_exports_content": "my_exports.download",
    "uploads_send": "uploads.send",
}
"""Operations that methods of more than one request are about; other tests are about them."""
HELPERS = {
    *HELPED.values(), "films.wait", "runs.wait", "jobs.wait", "apis.run", "tenant_exports.wait",
    "my_exports.wait",
}  # fmt: skip
PARTLY = {"runs.cancel", "runs.pause", "runs.resume"}
"""Words to a run, of which each has less to say than there is to be said."""
NOT_SENT = {"prefer"}
"""Headers that say what a parameter says already."""
PEOPLE_ALONE = {
    "sessions_create", "sessions_list", "sessions_current", "sessions_leave", "sessions_end",
    "sessions_switch", "passwords_forgotten", "passwords_reset", "passwords_change",
    "invitations_accept", "members_leave", "oidc_start", "oidc_callback", "my_erasure_create",
}  # fmt: skip
"""What people do in a browser, and programs with keys do not."""
OPENAIS_CLIENTS = "openai"
"""The tag of endpoints in OpenAI's form: its own clients speak with them, and need no other."""
PROVIDERS_ALONE = {"callbacks_receive"}
"""What servers of paid work call."""
OPERATORS_ALONE = {"health", "ready", "metrics"}
"""What probes and scrapers ask for."""


@cache
def document() -> dict[str, Any]:
    settings = Settings(
        database_url="postgresql://nobody@127.0.0.1/none", objects_url="memory", scratch=Path("."),
        secrets=("a secret",), limits=False,
    )  # fmt: skip
    return create_app(settings).openapi()


@dataclass
class Operation:
    """One of the document's."""

    name: str
    method: str
    path: str
    told: dict[str, Any]

    def parameters(self, place: str) -> set[str]:
        found = (one for one in self.told.get("parameters", ()) if one["in"] == place)
        return {one["name"].lower() for one in found}

    @property
    def body(self) -> set[str] | None:
        """The names of what is sent; None: any."""
        content = self.told.get("requestBody", {}).get("content", {})
        shape = resolved(content.get("application/json", {}).get("schema", {"properties": {}}))
        return set(shape["properties"]) if "properties" in shape else None

    @property
    def answer(self) -> tuple[int, Any]:
        """The status, and what is answered if all goes well."""
        status, told = next(
            (code, one) for code, one in sorted(self.told["responses"].items()) if code < "300"
        )
        return int(status), told.get("content", {}).get("application/json", {}).get("schema")

    def matches(self, request: httpx.Request) -> bool:
        ours, theirs = self.path.split("/"), request.url.path.split("/")
        return self.method == request.method and len(ours) == len(theirs) and all(
            mine == yours or mine.startswith("{") for mine, yours in zip(ours, theirs, strict=True)
        )  # fmt: skip


@cache
def operations() -> tuple[Operation, ...]:
    found = [
        Operation(told["operationId"], method.upper(), path, told)
        for path, methods in document()["paths"].items()
        for method, told in methods.items()
    ]
    # A path that is spelt out is meant before one with a place for anything.
    return tuple(sorted(found, key=lambda one: one.path.count("{")))


def resolved(schema: dict[str, Any], defs: Mapping[str, Any] | None = None) -> dict[str, Any]:
    if "$ref" not in schema:
        return schema
    known = document()["components"]["schemas"] if defs is None else defs
    return known[schema["$ref"].rsplit("/", 1)[-1]]


def shape(schema: dict[str, Any], defs: Mapping[str, Any] | None = None) -> Any:
    """What a schema says of types, without words, bounds and defaults."""
    schema = resolved(schema, defs)
    if "anyOf" in schema:
        return frozenset(repr(shape(one, defs)) for one in schema["anyOf"])
    if "enum" in schema or "const" in schema:
        return ("one of", *sorted(schema.get("enum", [schema.get("const")])))
    match schema.get("type"):
        case "array":
            return ["list of", shape(schema["items"], defs)]
        case "object" if "properties" in schema:
            return {name: shape(one, defs) for name, one in sorted(schema["properties"].items())}
        case "object":
            more = schema.get("additionalProperties")
            return ["map to", shape(more, defs) if isinstance(more, dict) else "anything"]
        case "string" if schema.get("format") == "date-time":
            return "a time"
        case kind:
            return kind


def sample(schema: dict[str, Any]) -> Any:
    """Something that a schema allows."""
    schema = resolved(schema)
    if "anyOf" in schema:
        return sample(schema["anyOf"][0])
    if "enum" in schema or "const" in schema:
        return schema.get("enum", [schema.get("const")])[0]
    match schema.get("type"):
        case "array":
            return [sample(schema["items"])]
        case "object":
            return {name: sample(one) for name, one in schema.get("properties", {}).items()}
        case "string":
            return "2026-01-01T00:00:00Z" if schema.get("format") == "date-time" else "text"
        case kind:
            return {"integer": 3, "number": 0.5, "boolean": True, "null": None}[kind or "null"]


SAMPLES: dict[Any, Any] = {
    str: "x", int: 7, float: 0.5, bool: True, datetime: datetime(2026, 1, 1), Any: 1,
    dict: {"k": 1},
}  # fmt: skip


def argument(kind: Any) -> Any:
    """Something that a method takes."""
    origin, inner = typing.get_origin(kind), typing.get_args(kind)
    if kind in SAMPLES:
        return SAMPLES[kind]
    if origin is Literal:
        return inner[0]
    if origin in (typing.Union, types.UnionType):
        return argument(inner[0])
    if typing.is_typeddict(kind):
        return {name: argument(of) for name, of in typing.get_type_hints(kind).items()}
    if origin in (dict, Mapping):
        return {"k": argument(inner[1])}
    assert origin is Sequence, kind
    return [argument(inner[0])]


@dataclass
class Service:
    """Answers what the document says, and keeps what it was asked."""

    asked: list[tuple[Operation | None, httpx.Request]] = field(default_factory=list)

    def __call__(self, request: httpx.Request) -> httpx.Response:
        found = next((one for one in operations() if one.matches(request)), None)
        self.asked.append((found, request))
        if found is None:
            return httpx.Response(404)
        status, schema = found.answer
        if schema is None:
            return httpx.Response(status)
        answer = sample(schema)
        if "next_cursor" in answer:
            answer["next_cursor"] = None
        return httpx.Response(status, json=answer)


def methods() -> dict[str, Any]:
    client = Kinora(api_key="k", http_client=httpx.Client(transport=httpx.MockTransport(Service())))
    found = {
        f"{name}.{method}": getattr(resource, method)
        for name, resource in vars(client).items()
        if not name.startswith("_")
        for method in dir(resource)
        if not method.startswith("_")
    }
    return found | {"me": client.me}


def called(name: str) -> tuple[Operation, httpx.Request, Any]:
    """The operation that a method is of, what it sent, and what it gave."""
    service = Service()
    http = httpx.Client(transport=httpx.MockTransport(service))
    target: Any = Kinora(api_key="k", base_url="http://kinora", http_client=http)
    for part in name.split("."):
        target = getattr(target, part)
    hints = typing.get_type_hints(target)
    taken = inspect.signature(target).parameters
    given = target(**{one: argument(hints[one]) for one in taken})
    if inspect.ismethod(getattr(given, "pages", None)):
        given = list(given)
    (operation, request), *more = service.asked
    assert operation is not None and not more, f"{name} asks for {request.method} {request.url}"
    return operation, request, given


SINGLE = sorted(methods().keys() - HELPERS)


@pytest.mark.parametrize("name", SINGLE)
def test_a_method_asks_for_all_that_the_document_has(name: str) -> None:
    operation, request, given = called(name)
    assert set(request.url.params.keys()) == operation.parameters("query")
    assert {"if-match"} & request.headers.keys() == operation.parameters("header") - NOT_SENT
    assert ("idempotency-key" in request.headers) == (request.method == "POST")
    sent = set(json.loads(request.content or "{}"))
    assert operation.body in (sent, None) or (name in PARTLY and sent < operation.body)
    assert_alike(given, operation.answer[1])


def assert_alike(given: Any, schema: Any) -> None:
    """What was made of an answer has the fields of the document, and their types."""
    if schema is None:
        assert given is None
        return
    schema = resolved(schema)
    if isinstance(given, list):
        schema = schema.get("properties", {}).get("items", schema)
        assert len(given) == 1
        given, schema = given[0], resolved(schema["items"])
    if not isinstance(given, Model):
        assert shape(schema) in ("string", ["map to", "anything"])
        return
    assert given.model_extra == {}
    ours = type(given).model_json_schema()
    assert shape(ours, ours.get("$defs", {})) == shape(schema)


def test_options_of_films_are_those_of_the_document() -> None:
    theirs = document()["components"]["schemas"]["Options"]["properties"]
    ours = typing.get_type_hints(FilmOptions)
    assert set(ours) == set(theirs)
    for name, kind in ours.items():
        words = [set(typing.get_args(one)) for one in typing.get_args(kind)]
        listed = [set(one["enum"]) for one in theirs[name]["anyOf"] if "enum" in one]
        assert not listed or listed[0] in words or name == "transition", name


def test_the_client_covers_all_that_a_program_does(capsys: pytest.CaptureFixture[str]) -> None:
    known = methods()
    assert known.keys() >= HELPERS
    covered = {called(name)[0].name for name in SINGLE} | HELPED.keys()
    ours = {one.name for one in operations() if OPENAIS_CLIENTS not in one.told.get("tags", ())}
    lacking = ours - covered
    with capsys.disabled():
        print(f"\nthe client leaves to `client.request`: {', '.join(sorted(lacking))}")
    assert lacking == PEOPLE_ALONE | PROVIDERS_ALONE | OPERATORS_ALONE
