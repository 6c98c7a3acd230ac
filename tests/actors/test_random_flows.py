"""Guards the engine as a whole: any valid flow ends, and the cache agrees with the first run.

The flows are drawn at random: chains, fans, gathers, gates and conditions, with failures that are
collected and steps that are skipped. An interpreter of twenty lines says what must come out.
"""

import asyncio
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from media.errors import InputError
from pipelines.catalog import catalog
from pipelines.graph import Flow
from pipelines.node import Context, Node, Output, node
from pipelines.ports import Param
from tests.actors.flows import Engine

SICK = 13
"""A number that the toy refuses."""


class Number(Output):
    value: int


class Numbers(Output):
    values: list[int]


@node("toy.plus", version=1)
class Plus(Node):
    """A sum of numbers and a constant, kept in the cache."""

    values: list[int]
    plus: Param[int] = 0

    async def run(self, ctx: Context) -> Number:
        total = (sum(self.values) + self.plus) % 100
        if total == SICK:
            raise InputError("thirteen")
        return Number(value=total)


@node("toy.below", version=1)
class Below(Node):
    """The numbers below a few."""

    values: list[int]

    async def run(self, ctx: Context) -> Numbers:
        return Numbers(values=list(range(sum(self.values) % 4)))


catalog.cache_clear()

Drawn = list[dict[str, Any]]


@st.composite
def flows(draw: Any) -> Drawn:
    """Nodes in an order in which each needs those before it alone."""
    found: Drawn = []
    for index in range(draw(st.integers(1, 9))):
        lists = [one["id"] for one in found if one["type"] == "toy.below"]
        singles = [one["id"] for one in found if one["type"] == "toy.plus"]
        each = draw(st.sampled_from(["", *lists]))
        sources = (
            draw(st.lists(st.sampled_from(singles), max_size=3, unique=True)) if singles else []
        )
        kind = "toy.plus" if each else draw(st.sampled_from(["toy.plus", "toy.plus", "toy.below"]))
        found.append(
            {
                "id": f"n{index}",
                "type": kind,
                "each": each,
                "sources": sources,
                "odd": draw(st.booleans()),
                "plus": draw(st.integers(0, 30)),
            }
        )
    return found


def built(drawn: Drawn) -> Flow:
    """The flow: edges in order, of which some carry odd numbers alone."""
    nodes: list[dict[str, Any]] = []
    edges: list[dict[str, Any]] = []
    eaches = {one["id"]: one["each"] for one in drawn}
    for one in drawn:
        fields = {"id": one["id"], "type": one["type"], "on_failure": "collect"}
        if one["type"] == "toy.plus":
            fields["params"] = {"plus": one["plus"]}
        if one["each"]:
            fields["each"] = f"{one['each']}.values"
        nodes.append(fields)
        lists = [f"{one['each']}.values"] if one["each"] else []
        sources = [f"{source}.value" for source in one["sources"]]
        for order, source in enumerate([*lists, *sources]):
            edge = {"from": source, "to": f"{one['id']}.values", "order": order}
            if one["odd"] and source in sources and not eaches[source.partition(".")[0]]:
                edge["when"] = "value % 2 == 1"
            edges.append(edge)
        if not lists and not sources:
            fields["params"] = {**fields.get("params", {}), "values": [one["plus"]]}
        edges.append({"from": f"{one['id']}.{PORTS[one['type']]}", "to": f"outputs.{one['id']}"})
    return Flow.model_validate({"nodes": nodes, "edges": edges})


PORTS = {"toy.plus": "value", "toy.below": "values"}


def expected(drawn: Drawn) -> dict[str, Any]:
    """What each node gives: a value, or a list of what its steps gave; nothing where all failed."""
    made: dict[str, Any] = {}
    eaches = {one["id"]: one["each"] for one in drawn}
    for one in drawn:
        own = [] if one["each"] or one["sources"] else [one["plus"]]
        if one["each"]:
            made[one["id"]] = [
                total([item, *brought(one, made, eaches, index)], one["plus"])
                for index, item in enumerate(made[one["each"]])
            ]
        elif one["type"] == "toy.below":
            made[one["id"]] = list(range(sum(own + brought(one, made, eaches)) % 4))
        else:
            made[one["id"]] = total(own + brought(one, made, eaches), one["plus"])
    present = {
        name: [item for item in value if item is not None] if isinstance(value, list) else value
        for name, value in made.items()
    }
    return {name: value for name, value in present.items() if value is not None}


def brought(
    one: dict[str, Any], made: dict[str, Any], eaches: dict[str, str], index: int = 0
) -> list[int]:
    """What the edges into a step bring: an item over the same list, all of another, or a value."""
    found: list[int] = []
    for source in one["sources"]:
        value = made[source]
        if not eaches[source]:
            found += [value] if value is not None and (not one["odd"] or value % 2) else []
        elif eaches[source] == one["each"]:
            found += [value[index]] if value[index] is not None else []
        else:
            found += [item for item in value if item is not None]
    return found


def total(values: list[int], plus: int) -> int | None:
    found = (sum(values) + plus) % 100
    return None if found == SICK else found


@pytest.fixture
def loop() -> Any:
    with asyncio.Runner() as runner:
        yield runner


@settings(max_examples=60, suppress_health_check=list(HealthCheck))
@given(drawn=flows())
def test_any_flow_ends_as_it_must_and_again_from_the_cache(
    drawn: Drawn, database_url: str, tmp_path: Path, loop: asyncio.Runner
) -> None:
    async def twice() -> tuple[Any, Any, set[str]]:
        engine = Engine(database_url, tmp_path)
        try:
            first = await engine.until(await engine.submit(built(drawn)))
            again_id = await engine.submit(built(drawn))
            again = await engine.until(again_id)
            steps = await engine.steps(again_id)
            return first, again, {step.state for step in steps.values()}
        finally:
            await engine.close()

    first, again, states = loop.run(twice())
    assert first.state == again.state == "succeeded", first.error
    assert first.outputs == again.outputs == expected(drawn)
    assert states <= {"cached", "skipped", "failed"}
