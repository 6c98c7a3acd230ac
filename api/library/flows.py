"""Flows that people keep, and presets: parts of flows to begin from."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any

from fastapi import APIRouter
from pydantic import Field
from sqlalchemy.ext.asyncio import AsyncConnection

from api.call import Reading
from api.kit.documents import Kind
from api.kit.idempotency import KeyedRoute
from api.kit.model import Body, DocumentView, Line, Tag, Text, View
from pipelines.documents import parse_flow
from pipelines.faults import InvalidFlow
from pipelines.validation import faults_of
from store.tables.documents import flows, presets

Json = dict[str, Any]
Words = Annotated[Text, Field(max_length=4000)]
Tags = Annotated[list[Tag], Field(max_length=20)]


class NewFlow(Body):
    """A flow to keep. It may be unfinished: `/v1/flows/check` says what it lacks."""

    name: Line
    description: Words = ""
    tags: Tags = Field(default_factory=list)
    flow: Json = Field(
        description="Nodes and edges, as `kinora flow` reads them.",
        examples=[{"nodes": [{"id": "a", "type": "sample.number"}]}],
    )


class FlowChange(Body):
    """What shall be otherwise."""

    name: Line | None = None
    description: Words | None = None
    tags: Tags | None = None
    flow: Json | None = None


class FlowView(DocumentView):
    """A flow that is kept."""

    name: str
    description: str = ""
    tags: list[str] = Field(default_factory=list)
    flow: Json


class FaultView(View):
    """One fault of a flow."""

    code: str
    node: str
    port: str
    message: str
    remedy: str


class Checked(View):
    """What is wrong with a flow; nothing, if it can run."""

    faults: list[FaultView]


class ToCheck(Body):
    """A flow to look at."""

    flow: Json


async def _parsed(connection: AsyncConnection, values: Mapping[str, Any]) -> None:
    """Refuse what is no flow at all: an unfinished one may be kept."""
    parse_flow(values["data"]["flow"])


FLOWS = Kind(name="flow", table=flows, new=NewFlow, change=FlowChange, view=FlowView, check=_parsed)
PRESETS = Kind(
    name="preset", table=presets, new=NewFlow, change=FlowChange, view=FlowView, check=_parsed
)
router = APIRouter(prefix="/flows", tags=["flows"], route_class=KeyedRoute)


@router.post("/check", summary="Check a flow", operation_id="flows_check")
async def check(call: Reading, body: ToCheck) -> Checked:
    """Every fault at once, each with its code, its place and its remedy."""
    try:
        faults = list(faults_of(parse_flow(body.flow)))
    except InvalidFlow as error:
        faults = list(error.faults)
    return Checked(faults=[FaultView.model_validate(fault) for fault in faults])
