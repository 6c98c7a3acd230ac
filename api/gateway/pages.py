"""An OpenAPI document of one API alone, typed by the ports of the flow that is live."""

from __future__ import annotations

import json
from typing import Any

from fastapi import APIRouter
from sqlalchemy import Row

from api.answers import MEANINGS, ErrorBody
from api.gateway.apis import Named, found
from api.gateway.calling import Polling
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
        "paths": {f"/v1/apis/{api.slug}": {"post": _call()}},
        "components": {
            "securitySchemes": {"key": {"type": "http", "scheme": "bearer"}},
            "schemas": {
                **_parts("Inputs", release.inputs),
                **_parts("Outputs", release.outputs),
                **_parts("Error", ErrorBody.model_json_schema()),
            },
        },
    }  # fmt: skip


def _call() -> Json:
    return {
        "operationId": "call",
        "summary": "Call it",
        "requestBody": {"required": True, "content": _json("Inputs")},
        "responses": {
            "200": {"description": "What it gives", "content": _json("Outputs")},
            **errors(),
        },
    }


def errors() -> Json:
    """The answers that any call may get."""
    return {
        str(status): {"description": meaning, "content": _json("Error")}
        for status, meaning in MEANINGS.items()
    }


def _json(name: str) -> Json:
    return {"application/json": {"schema": {"$ref": COMPONENTS + name}}}


def _parts(name: str, schema: Json) -> Json:
    """A schema and those that it refers to, as components that share no name with others."""
    text = json.dumps(schema).replace('"#/$defs/', f'"{COMPONENTS}{name}.')
    whole = json.loads(text)
    shared = whole.pop("$defs", {})
    return {name: whole, **{f"{name}.{part}": inside for part, inside in shared.items()}}
