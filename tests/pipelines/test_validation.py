"""Guards the door of flows: every fault told at once, by its code, node, port and remedy."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from media.handles import COMPATIBLE, Shape, feeds
from pipelines.catalog import catalog
from pipelines.documents import read_flow, write_flow
from pipelines.faults import InvalidFlow
from pipelines.graph import Flow
from pipelines.validation import faults_of, validate
from tests.actors.flows import flow, node

CLIP = node("clip", "sample.clip")
PHOTO = node("photo", "sample.photo")


def told(graph: Flow) -> list[tuple[str, str]]:
    """The code and place of each fault."""
    return [(fault.code, fault.place) for fault in faults_of(graph)]


def test_all_faults_of_all_kinds_are_told_at_once() -> None:
    broken = flow(
        PHOTO,
        node("a", "sample.clip", seconds=-1, colour="red"),
        node("b", "no.such"),
        node("c", "flow.sync", need=0),
        node("d", "flow.expression", expression="value", when="1 +"),
        node("e", "flow.select", score="value"),
        edges=[
            ("photo.image", "a.seconds"),
            ("photo.picture", "d.value"),
            ("photo.image", "d.constants"),
            ("nobody.x", "d.value"),
        ],
    )
    assert sorted(told(broken)) == [
        ("BAD_EXPRESSION", "d.when"),
        ("BAD_PARAMETER", "a.colour"),
        ("BAD_PARAMETER", "a.seconds"),
        ("BAD_PARAMETER", "c.need"),
        ("INVALID_CONNECTION", "a.seconds"),
        ("INVALID_CONNECTION", "d.constants"),
        ("INVALID_CONNECTION", "d.value"),
        ("INVALID_CONNECTION", "d.value"),
        ("INVALID_CONNECTION", "d.value"),
        ("MISSING_INPUT", "c.values"),
        ("MISSING_INPUT", "e.candidates"),
        ("NODE_NOT_FOUND", "b"),
    ]


def test_a_wrong_edge_names_both_ends_and_what_they_are() -> None:
    graph = flow(PHOTO, node("a", "sample.clip"), edges=[("photo.image", "a.seconds")])
    with pytest.raises(InvalidFlow) as caught:
        validate(graph)
    (fault,) = caught.value.faults
    assert caught.value.code == "INVALID_CONNECTION"
    assert fault.message == "photo.image -> a.seconds: a image cannot enter a json"


def test_a_cycle_is_told_with_its_nodes() -> None:
    graph = flow(
        node("a", "flow.expression", expression="value"),
        node("b", "flow.expression", expression="value"),
        edges=[("a.value", "b.value"), ("b.value", "a.value")],
    )
    (fault,) = faults_of(graph)
    assert fault.code == "CYCLE" and {"a", "b"} == set(fault.message.split(" -> "))


def test_a_fault_within_a_group_is_told_with_the_groups_name() -> None:
    body = {"nodes": [node("x", "no.such")], "edges": []}
    assert told(flow(node("g", "flow.group", body=body))) == [("NODE_NOT_FOUND", "g/x")]


def test_a_list_does_not_enter_a_single_port_and_the_remedy_says_each() -> None:
    graph = flow(
        node("list", "flow.items", items=[1]),
        node("photo", "sample.photo"),
        node("twice", "sample.photo", each="list.items"),
        node("log", "flow.log"),
        edges=[("twice.image", "log.value")],
    )
    assert told(graph) == []
    assert not feeds(Shape("image", many=True), Shape("image"))
    assert feeds(Shape("image"), Shape("image", many=True))


def test_the_matrix_lets_nothing_through_that_it_does_not_name() -> None:
    assert len(COMPATIBLE) == 13
    assert feeds(Shape("mask"), Shape("image")) and not feeds(Shape("image"), Shape("mask"))
    assert feeds(Shape("any"), Shape("json")) and not feeds(Shape("flow"), Shape("any"))
    assert feeds(Shape("json"), Shape("text")) and not feeds(Shape("text"), Shape("json"))


def test_an_alias_is_read_as_the_node_that_it_names() -> None:
    graph = read_flow('{"nodes": [{"id": "w", "type": "waitNode", "params": {"seconds": 1}}]}')
    assert graph.by_id["w"].type == "flow.wait"
    validate(graph)


@pytest.mark.parametrize(
    "text", ["", "[]", "{", "nodes: 3", "nodes: [{id: A, type: x}]", "nodes: [{id: a}]"]
)
def test_what_is_no_flow_is_told_as_faults(text: str) -> None:
    with pytest.raises(InvalidFlow) as caught:
        read_flow(text)
    assert {fault.code for fault in caught.value.faults} == {"BAD_FLOW"}


def test_a_flow_is_written_and_read_without_loss() -> None:
    graph = flow(
        node("list", "flow.items", items=[1, {"a": None}]),
        node("loop", "flow.group", each="list.items", width=2, on_failure="collect",
             body={"nodes": [node("x", "flow.log", message="m")],
                   "edges": [{"from": "inputs.v", "to": "x.value", "when": "value != null"}]}),
        edges=[{"from": "list.items", "to": "loop.v"}],
    ).but(meta={"positions": {"list": [0, 1]}})  # fmt: skip
    assert read_flow(write_flow(graph)) == graph


NAMES = st.sampled_from(["a", "b", "c", "inputs", "outputs"])
TYPES = st.sampled_from([*sorted(catalog()), "no.such", "flow.group"])
JUNK = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=5,
)


@st.composite
def documents(draw: Any) -> dict[str, Any]:
    """Flows of any nodes, any parameters, and edges between any ports."""
    kinds = {name: draw(TYPES) for name in draw(st.lists(NAMES, max_size=4))}
    fields = {
        name: list(catalog()[kind].interface.inputs) if kind in catalog() else ["x"]
        for name, kind in kinds.items()
    }
    ports = [f"{name}.{port}" for name, found in fields.items() for port in [*found, "x", "value"]]
    ends = st.sampled_from([*ports, "inputs.x", "outputs.y", "z.z"])
    nodes = [
        {
            "id": name,
            "type": kind,
            "version": draw(st.integers(0, 3)),
            "params": {field: draw(JUNK) for field in fields[name] if draw(st.booleans())},
            "each": draw(st.sampled_from(["", "", "a.items", "inputs.x"])),
            "when": draw(st.sampled_from(["", "", "value", "1 +", "x == 2"])),
        }
        for name, kind in kinds.items()
    ]
    edges = [{"from": draw(ends), "to": draw(ends)} for _ in range(draw(st.integers(0, 5)))]
    return {"nodes": nodes, "edges": edges}


@settings(max_examples=300)
@given(documents())
def test_the_validator_never_crashes(document: dict[str, Any]) -> None:
    for fault in faults_of(Flow.model_validate(document)):
        assert fault.code and fault.node and fault.message


def test_what_a_values_own_reader_refuses_is_a_fault_too() -> None:
    node = {"id": "a", "type": "audio.fit", "params": {"rate": ""}}
    (fault,) = [
        fault
        for fault in faults_of(Flow.model_validate({"nodes": [node], "edges": []}))
        if "rate" in str(fault)
    ]
    assert "not a frame rate" in fault.message
