"""An OpenAPI document of one API alone, typed by the ports of the flow that is live."""

from __future__ import annotations

import json
from typing import Any

from fastapi import APIRouter
from sqlalchemy import Row

from api.answers import MEANINGS, ErrorBody
from api.gateway.apis import Named, found
from api.gateway.calling import Polling
from api.gateway.preferences import MOST_S
from api.gateway.views import WholeJob
from api.kit.documents import missing
from store.repositories import apis

AnyRow = Row[*tuple[Any, ...]]
Json = dict[str, Any]
router = APIRouter(prefix="/apis/{slug}", tags=["apis"])
COMPONENTS = "#/components/schemas/"


@router.get("/openapi.json", summary="Read an API's OpenAPI document", operation_id="apis_document")
async def read(call: Polling, slug: Named) -> dict[str, Any]:
    """Of this API alone: what it takes and gives, by the flow that is live."""
    async with call.transaction() as connection:
        api = await found(connection, slug)
        release = await apis.released(connection, api.id, api.live)
    if release is None:
        raise missing("release of", slug)
    return document(api, release, call.services.settings.public_url)


def document(api: AnyRow, release: AnyRow, url: str) -> Json:
    """The document, in OpenAPI 3.1."""
    return {
        "openapi": "3.1.0",
        "info": {
            "title": api.name, "version": str(release.number), "description": api.description,
        },
        "servers": [{"url": url}],
        "security": [{"key": []}],
        "paths": _paths(f"/v1/apis/{api.slug}"),
        "components": {
            "securitySchemes": {"key": {"type": "http", "scheme": "bearer"}},
            "schemas": {
                **_parts("Inputs", release.inputs),
                **_parts("Outputs", release.outputs),
                **_parts("Error", ErrorBody.model_json_schema()),
                **_job(),
            },
        },
    }  # fmt: skip


def _paths(base: str) -> Json:
    id_ = _parameter("id", "path", {"type": "string", "format": "uuid"})
    output = _parameter("output", "path", {"type": "string"})
    index = _parameter("index", "query", {"type": "integer", "minimum": 0, "default": 0})
    job = f"{base}/jobs/{{id}}"
    return {
        base: {"post": _call()},
        job: {"get": _operation("read", "Read a job", {"200": _told("The job", "Job")}, [id_])},
        f"{job}/cancel": {
            "post": _operation("cancel", "Cancel a job", {"202": _told("It will end", None)}, [id_])
        },
        f"{job}/files/{{output}}": {
            "get": _operation(
                "download", "Download an output", {"200": _told("The file", None)},
                [id_, output, index],
            )
        },
    }  # fmt: skip


def _call() -> Json:
    wait = _parameter(
        "wait", "query", {"type": "integer", "minimum": 0, "maximum": MOST_S, "default": MOST_S}
    )
    prefer = _parameter("Prefer", "header", {"type": "string", "examples": ["respond-async"]})
    answers = {
        "200": _told("It is done", "Job"),
        "202": _told("It goes on: ask for the job at `Location`", "Job"),
        "502": _told("The job failed, and not by its inputs", "Error"),
    }
    body = {"required": True, "content": _json("Inputs")}
    return {**_operation("call", "Call it", answers, [wait, prefer]), "requestBody": body}


def _operation(name: str, summary: str, answers: Json, parameters: list[Json]) -> Json:
    errors = {str(status): _told(meaning, "Error") for status, meaning in MEANINGS.items()}
    return {
        "operationId": name,
        "summary": summary,
        "parameters": parameters,
        "responses": {**answers, **errors},
    }


def _parameter(name: str, where: str, schema: Json) -> Json:
    return {"name": name, "in": where, "required": where == "path", "schema": schema}


def _told(description: str, name: str | None) -> Json:
    content = {} if name is None else {"content": _json(name)}
    return {"description": description, **content}


def _job() -> Json:
    """A job as it is answered, its outputs typed."""
    parts = _parts("Job", WholeJob.model_json_schema())
    outputs = {"$ref": COMPONENTS + "Outputs"}
    parts["Job"]["properties"] |= {
        "outputs": {"anyOf": [outputs, {"type": "null"}]},
        "partial_outputs": outputs,
    }
    return parts


def _json(name: str) -> Json:
    return {"application/json": {"schema": {"$ref": COMPONENTS + name}}}


def _parts(name: str, schema: Json) -> Json:
    """A schema and those that it refers to, as components that share no name with others."""
    text = json.dumps(schema).replace('"#/$defs/', f'"{COMPONENTS}{name}.')
    whole = json.loads(text)
    shared = whole.pop("$defs", {})
    return {name: whole, **{f"{name}.{part}": inside for part, inside in shared.items()}}
