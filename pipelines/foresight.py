"""What a flow's nodes will have to do, before anything runs: facts are passed forward.

A node is built with the facts of its inputs and asked for its cost and for the facts of what it
will give. Where some of them are not known it is built with the others: what it says without
looking at the missing ones holds all the same.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Annotated, Any, NamedTuple, TypeVar

from pydantic import TypeAdapter

from media.errors import KinoraError
from pipelines.graph import AFTER, INPUTS, OUTPUTS, Edge, Flow, FlowNode
from pipelines.node import Cost, Node, NodeType, Output, Waiting
from pipelines.ports import Stream
from pipelines.prices import price_of

T = TypeVar("T")

PASSED_ON = frozenset({"image", "video", "audio", "mask"})
"""Kinds of which a node gives one like the one that it takes, unless it says otherwise."""
LOOKED_AT = 64
"""Steps over a list that are weighed one by one; the others count as the mean of these."""


class Fact(NamedTuple):
    """What is known of a port's value, as JSON data."""

    value: Any
    guess: bool = False


Facts = Mapping[str, Fact]
"""By port; what is not known is left out."""


@dataclass(frozen=True, kw_only=True)
class Work:
    """What a node of a flow will have to do."""

    name: str
    """With the names of its groups before it."""
    node: FlowNode
    needs: frozenset[str]
    """Ids of the nodes beside it that it waits for."""
    steps: int | None
    """How many, each time that its flow runs; None where a list's length is not known."""
    at_most: bool
    """Whether a condition may skip it, or end its rounds early."""
    cost: Cost | None
    """Of one step."""
    guess: bool
    """Whether the cost rests on facts that are guessed."""
    num_bytes: int | None = None
    """Of what one step gives; None where it is not known."""
    wait_s: float = 0.0
    """How long a step of it waits for a time."""
    body: tuple[Work, ...] = ()
    micros: int = 0
    """What its steps cost together, in millionths of a dollar; one, where they are not counted."""

    @property
    def rounds(self) -> int:
        """How often a group may be run until what it is run for holds."""
        retry = self.node.retry
        return retry.tries if self.body and retry is not None and retry.until else 1


def foreseen(flow: Flow, inputs: Mapping[str, Any]) -> tuple[Work, ...]:
    """The work of a flow's nodes, each behind those it needs.

    Args:
        flow: a flow without faults.
        inputs: values for its own ports, as far as they are known.
    """
    return _Walk(flow, {name: Fact(value) for name, value in inputs.items()}, "").works()


def expected_s(node: Node) -> float | None:
    """The seconds of work that a node expects; None where it does not say."""
    cost = _told(node.cost) if node.type_.weighed else None
    return None if cost is None else cost.seconds


@dataclass(frozen=True, kw_only=True)
class _Given:
    """What a node gives: of each step that was looked at, its ports."""

    each: bool
    count: int | None
    items: Sequence[Facts]

    def item(self, index: int) -> Facts:
        """The ports of one step; of one that was not looked at, those of another."""
        if index < len(self.items) or not self.items:
            return self.items[index] if self.items else {}
        like = self.items[index % len(self.items)]
        return {port: Fact(fact.value, guess=True) for port, fact in like.items()}

    def whole(self, port: str) -> Fact | None:
        """A port's value as others get it: of a node over a list, all results."""
        if not self.each:
            return self.item(0).get(port)
        facts = [self.item(index).get(port) for index in range(self.count or 0)]
        known = [fact for fact in facts if fact is not None]
        if self.count is None or len(known) < len(facts):
            return None
        return Fact([fact.value for fact in known], any(fact.guess for fact in known))


class _Bound(NamedTuple):
    """A step's inputs, as far as they are known."""

    values: dict[str, Any]
    unknown: frozenset[str]
    guess: bool


class _Step(NamedTuple):
    """What is foreseen of one step."""

    cost: Cost | None
    facts: Facts
    guess: bool
    num_bytes: int | None = None
    wait_s: float = 0.0
    body: tuple[Work, ...] = ()
    micros: int = 0


class _Walk:
    """Goes through one flow, from what it takes to what it gives."""

    def __init__(self, flow: Flow, inputs: Facts, prefix: str) -> None:
        self._flow = flow
        self._prefix = prefix
        self._given = {INPUTS: _Given(each=False, count=1, items=[inputs])}
        self._may_skip: set[str] = set()

    def works(self) -> tuple[Work, ...]:
        """The work of all nodes."""
        return tuple(self._work(node) for node in self._flow.order())

    def given(self) -> Facts:
        """What the flow itself gives, once all nodes were looked at."""
        found = {
            edge.target_field: self._given[edge.source_node].whole(edge.source_port)
            for edge in self._flow.into(OUTPUTS)
        }
        return {port: fact for port, fact in found.items() if fact is not None}

    def _work(self, node: FlowNode) -> Work:
        count = self._count(node)
        looked_at = 1 if count is None or node.body is not None else min(count, LOOKED_AT)
        steps = [self._step(node, index) for index in range(min(looked_at, count or 1))]
        self._given[node.id] = _Given(
            each=bool(node.each), count=count, items=[step.facts for step in steps]
        )
        if self._skippable(node):
            self._may_skip.add(node.id)
        return Work(
            name=self._prefix + node.id,
            node=node,
            needs=self._flow.needs(node),
            steps=0 if count == 0 else count,
            at_most=node.id in self._may_skip,
            cost=_mean([step.cost for step in steps]),
            guess=any(step.guess for step in steps) or len(steps) < (count or 1),
            num_bytes=_mean_bytes([step.num_bytes for step in steps]),
            wait_s=max((step.wait_s for step in steps), default=0.0),
            body=steps[0].body if steps else (),
            micros=-(-sum(step.micros for step in steps) * (count or 1) // (len(steps) or 1)),
        )

    def _skippable(self, node: FlowNode) -> bool:
        """Whether a condition may skip it: its own, an edge's, or that of one before it."""
        edges = self._flow.into(node.id)
        return (
            bool(node.when)
            or any(edge.when for edge in edges)
            or not self._may_skip.isdisjoint(self._flow.needs(node))
        )

    def _count(self, node: FlowNode) -> int | None:
        if not node.each:
            return 1
        origin, _, port = node.each.partition(".")
        listed = self._given[origin].whole(port)
        return len(listed.value) if listed is not None and isinstance(listed.value, list) else None

    def _step(self, node: FlowNode, index: int) -> _Step:
        bound = self._bound(node, index)
        if node.body is not None:
            return self._group(node, node.body, bound)
        kind = node.kind
        built = _told(lambda: _built(kind, bound))
        if built is None:
            return _Step(None, _like_inputs(kind, bound), bound.guess)
        guess = bound.guess or not bound.unknown <= _required(kind)
        facts = _outputs(kind, bound, built, guess=guess)
        if isinstance(built, Waiting):
            return _Step(None, facts, guess, 0, _told(built.wait_s) or 0.0)
        cost = _told(built.cost) if kind.weighed else None
        made = facts.values() if kind.cached else ()
        num_bytes = cost.num_bytes if cost else 0
        num_bytes = num_bytes or sum(_bytes(fact.value) for fact in made)
        num_bytes = num_bytes or (None if kind.cached else 0)
        return _Step(cost, facts, guess, num_bytes, micros=_told(lambda: price_of(built)) or 0)

    def _group(self, node: FlowNode, body: Flow, bound: _Bound) -> _Step:
        # One round of a loop is looked at, and the others are taken to be like it.
        entering = self._flow.entering[node.id]
        loops = {name for name, edges in entering.items() if self._flow.binds_item(edges[0])}
        facts = {
            name: Fact(value, bound.guess or name in loops) for name, value in bound.values.items()
        }
        inside = _Walk(body, {"attempt": Fact(1), **facts}, f"{self._prefix}{node.id}/")
        works = inside.works()
        return _Step(None, inside.given(), bound.guess, body=works)

    def _bound(self, node: FlowNode, index: int) -> _Bound:
        values, unknown, guess = dict(node.params), set[str](), False
        for name, edges in self._flow.entering[node.id].items():
            if name == AFTER:
                continue
            fact = self._field(node, name, edges, index)
            if fact is None:
                unknown.add(name)
            else:
                values[name] = fact.value
                guess |= fact.guess
        return _Bound(values, frozenset(unknown), guess)

    def _field(self, node: FlowNode, name: str, edges: list[Edge], index: int) -> Fact | None:
        if name not in node.interface.many or not self._flow.collects(edges):
            return self._value(edges[0], index)
        found: list[Any] = []
        guess = False
        for edge in edges:
            fact = self._value(edge, index)
            if fact is None:
                return None
            found += fact.value if self._flow.brings_many(edge) else [fact.value]
            guess |= fact.guess
        return Fact(found, guess)

    def _value(self, edge: Edge, index: int) -> Fact | None:
        given = self._given[edge.source_node]
        if not self._flow.binds_item(edge):
            return given.whole(edge.source_port)
        if edge.source != self._flow.by_id[edge.target_node].each:
            return given.item(index).get(edge.source_port)
        listed = given.whole(edge.source_port)
        if listed is None or not isinstance(listed.value, list) or index >= len(listed.value):
            return None
        return Fact(listed.value[index], listed.guess)


def _built(kind: NodeType, bound: _Bound) -> Node:
    """The node with what is known of its inputs; to ask it for the rest raises AttributeError."""
    values = dict(bound.values)
    for name in kind.streams & values.keys():
        values[name] = Stream(_nothing(), len(values[name]))
    if not bound.unknown & _required(kind):
        return kind.cls.model_validate(values)
    known = {name: _adapter(kind.cls, name).validate_python(v) for name, v in values.items()}
    return kind.cls.model_construct(**known)


def _required(kind: NodeType) -> frozenset[str]:
    """The inputs without which it is nothing; for others there is a default, right or not."""
    ports = kind.interface.inputs
    return frozenset(name for name, port in ports.items() if port.required)


@lru_cache(maxsize=512)
def _adapter(cls: type[Node], name: str) -> TypeAdapter[Any]:
    info = cls.model_fields[name]
    annotated: Any = Annotated[info.annotation, info]
    return TypeAdapter(annotated)


async def _nothing() -> AsyncIterator[Any]:
    return
    yield


def _outputs(kind: NodeType, bound: _Bound, built: Node, *, guess: bool) -> Facts:
    """The facts of what a node will give: by its own word, or else like what it takes."""
    output: Output | None = _told(built.foresee)
    if output is None:
        return _like_inputs(kind, bound)
    data = output.model_dump(mode="json")
    return {port: Fact(value, guess) for port, value in data.items()}


def _like_inputs(kind: NodeType, bound: _Bound) -> Facts:
    return dict(_guesses(kind, bound))


def _guesses(kind: NodeType, bound: _Bound) -> Iterator[tuple[str, Fact]]:
    """For each picture or sound that it gives, the first of the same kind that it takes."""
    for port, gives in kind.interface.outputs.items():
        if gives.shape.many or gives.shape.handle not in PASSED_ON:
            continue
        for name, takes in kind.interface.inputs.items():
            if takes.shape == gives.shape and name in bound.values:
                yield port, Fact(bound.values[name], guess=True)
                break


def _mean(costs: Sequence[Cost | None]) -> Cost | None:
    known = [cost for cost in costs if cost is not None]
    if not known:
        return None
    return Cost(
        cpu_s=sum(cost.cpu_s for cost in known) / len(known),
        gpu_s=sum(cost.gpu_s for cost in known) / len(known),
        num_bytes=sum(cost.num_bytes for cost in known) // len(known),
    )


def _mean_bytes(sizes: Sequence[int | None]) -> int | None:
    known = [size for size in sizes if size is not None]
    return sum(known) // len(known) if known else None


def _bytes(value: Any) -> int:
    """Of all assets that a value names."""
    if isinstance(value, dict):
        found: dict[str, Any] = value
        if "digest" in found:
            return int(found.get("num_bytes", 0))
        return sum(_bytes(part) for part in found.values())
    if isinstance(value, list):
        listed: list[Any] = value
        return sum(_bytes(part) for part in listed)
    return 0


def _told(ask: Callable[[], T]) -> T | None:
    """What a node says; None where it cannot, for want of a fact or since it refuses a guess."""
    try:
        return ask()
    except (KinoraError, ValueError, ArithmeticError, AttributeError, LookupError, TypeError):
        return None
