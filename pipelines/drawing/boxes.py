"""A flow as boxes with ports: how large each is, and where it stands; a group frames its body."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from media.handles import Handle, Shape
from media.text.font import shape
from pipelines.drawing.places import Point, placed
from pipelines.drawing.ranks import Item, Link
from pipelines.graph import AFTER, ENDS, INPUTS, OUTPUTS, Edge, Flow, FlowNode

TITLE, TYPE, PORT, CHIP = 15.0, 11.5, 11.5, 10.5
"""Sizes of letters."""
TITLE_WEIGHT, CHIP_WEIGHT = 650, 600
HEAD, ROW, FOOT = 46.0, 19.0, 10.0
"""Heights of a box's title, of each of its ports, and below them."""
PAD = 14.0
BADGE = 24.0
"""Room for a state at the right of a title."""
LEAST, MOST = 128.0, 300.0
END_HEIGHT = 22.0
FRAME_PAD = 18.0
CHIP_PAD, CHIP_GAP = 7.0, 5.0
ORDERS = ""
"""The handle of an edge that only orders."""


class Mark(NamedTuple):
    """A port on a box's side."""

    name: str
    handle: Handle | str
    many: bool
    top: float
    """Below the box's top."""


@dataclass(frozen=True, kw_only=True)
class Line:
    """An edge as it is drawn."""

    points: tuple[Point, ...]
    handle: Handle | str
    many: bool
    conditional: bool


@dataclass(frozen=True, kw_only=True)
class Box:
    """A node, a group with all that is in it, or an end of the flow."""

    name: str
    """With those of its groups before it."""
    title: str
    type: str
    """Empty for an end."""
    width: float
    height: float
    left: float = 0.0
    top: float = 0.0
    ins: tuple[Mark, ...] = ()
    outs: tuple[Mark, ...] = ()
    chips: tuple[str, ...] = ()
    body: Sheet | None = None

    def entry(self, port: str) -> float:
        """How far down an edge enters."""
        return next((mark.top for mark in self.ins if mark.name == port), HEAD / 2)

    def exit(self, port: str) -> float:
        """How far down an edge leaves."""
        return next((mark.top for mark in self.outs if mark.name == port), HEAD / 2)


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """A flow, laid out."""

    boxes: tuple[Box, ...]
    lines: tuple[Line, ...]
    width: float
    height: float


def laid_out(flow: Flow) -> Sheet:
    """The boxes and lines of a flow."""
    return _sheet(flow, "", framed=False)


def written(text: str, size: float, weight: int = 500) -> float:
    """How wide a line of letters is."""
    return shape(text, size, weight=weight).width


def _sheet(flow: Flow, prefix: str, *, framed: bool) -> Sheet:
    """Lay a flow out.

    Args:
        flow: the graph.
        prefix: the names of the groups that it is in.
        framed: whether its ends are ports on a frame around it.
    """
    inputs = [_end(port, prefix, INPUTS, handle) for port, handle in _ends(flow, INPUTS)]
    outputs = [_end(port, prefix, OUTPUTS, handle) for port, handle in _ends(flow, OUTPUTS)]
    boxes = [*inputs, *(_box(flow, node, prefix) for node in flow.order()), *outputs]
    by_name = {box.name: box for box in boxes}
    edges = list(_edges(flow))
    links = [_link(edge, prefix, by_name) for edge in edges]
    items = [_item(box, framed=framed) for box in boxes]
    places = placed(items, links)
    return Sheet(
        boxes=tuple(
            replace(box, left=places.at[box.name][0], top=places.at[box.name][1]) for box in boxes
        ),
        lines=tuple(
            _line(flow, edge, points) for edge, points in zip(edges, places.routes, strict=True)
        ),
        width=places.width,
        height=places.height,
    )


def _ends(flow: Flow, end: str) -> Iterator[tuple[str, Shape]]:
    ports = flow.interface.inputs if end == INPUTS else flow.interface.outputs
    for name, port in ports.items():
        yield name, port.shape


def _end(port: str, prefix: str, end: str, shape: Shape) -> Box:
    mark = Mark(port, shape.handle, shape.many, END_HEIGHT / 2)
    width = written(port, PORT) + 2 * PAD
    ins, outs = ((), (mark,)) if end == INPUTS else ((mark,), ())
    return Box(
        name=f"{prefix}{end}.{port}", title=port, type="", width=width, height=END_HEIGHT,
        ins=ins, outs=outs,
    )  # fmt: skip


def _box(flow: Flow, node: FlowNode, prefix: str) -> Box:
    name = prefix + node.id
    chips = tuple(_chips(node))
    titles = max(
        written(node.id, TITLE, TITLE_WEIGHT) + BADGE, written(_kind(node), TYPE), _wide(chips)
    )
    if node.body is not None:
        return _frame(node, node.body, name, titles, chips)
    ins = _marks(_entering(flow, node))
    outs = _marks(_leaving(flow, node))
    labels = _widest(ins) + _widest(outs) + 3 * PAD
    rows = max(len(ins), len(outs))
    return Box(
        name=name,
        title=node.id,
        type=_kind(node),
        width=min(MOST, max(LEAST, titles + 2 * PAD, labels)),
        height=HEAD + (rows * ROW + FOOT if rows else 0.0) + (FOOT if chips else 0.0),
        ins=ins,
        outs=outs,
        chips=chips,
    )


def _frame(node: FlowNode, inside: Flow, name: str, titles: float, chips: tuple[str, ...]) -> Box:
    """A group: its body, whose ends are ports on the frame; sides without any keep a distance."""
    body = _sheet(inside, f"{name}/", framed=True)
    ends = [box for box in body.boxes if not box.type]
    left = 0.0 if any(box.outs for box in ends) else FRAME_PAD
    right = 0.0 if any(box.ins for box in ends) else FRAME_PAD
    width = max(left + body.width + right, titles + 2 * PAD)
    spare = width - left - body.width - right
    body = _moved(body, left, HEAD, spare)
    ends = [box for box in body.boxes if not box.type]
    middle = END_HEIGHT / 2
    return Box(
        name=name,
        title=node.id,
        type=_kind(node),
        width=width,
        height=HEAD + body.height + FRAME_PAD + (FOOT if chips else 0.0),
        ins=tuple(mark._replace(top=end.top + middle) for end in ends for mark in end.outs),
        outs=tuple(mark._replace(top=end.top + middle) for end in ends for mark in end.ins),
        chips=chips,
        body=body,
    )


def _moved(sheet: Sheet, x: float, y: float, spare: float) -> Sheet:
    """A body within its frame; its outputs stand at the frame's right, however wide that is."""
    outputs = (box.left for box in sheet.boxes if not box.type and box.ins)
    column = min(outputs, default=sheet.width + 1)

    def at(left: float, top: float) -> Point:
        return left + x + (spare if left >= column else 0.0), top + y

    boxes = [(box, at(box.left, box.top)) for box in sheet.boxes]
    return replace(
        sheet,
        boxes=tuple(replace(box, left=left, top=top) for box, (left, top) in boxes),
        lines=tuple(
            replace(line, points=tuple(at(*point) for point in line.points)) for line in sheet.lines
        ),
    )


def _kind(node: FlowNode) -> str:
    return "group" if node.body is not None else node.type


def _chips(node: FlowNode) -> Iterator[str]:
    """What steers a node, in a word or two each."""
    if node.each:
        yield f"each {node.each}"
    if node.width:
        yield f"{node.width} at once"
    if node.when:
        yield f"if {_short(node.when)}"
    if node.retry is not None:
        until = f" until {_short(node.retry.until)}" if node.retry.until else ""
        yield f"{node.retry.tries} tries{until}"
    if node.timeout_s is not None:
        yield f"{node.timeout_s:g} s"
    if node.on_failure == "collect":
        yield "may fail"


def _short(text: str, most: int = 26) -> str:
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"


def _wide(chips: Sequence[str]) -> float:
    return sum(chip_width(chip) + CHIP_GAP for chip in chips)


def chip_width(text: str) -> float:
    """How wide a chip is."""
    return written(text, CHIP, CHIP_WEIGHT) + 2 * CHIP_PAD


def _widest(marks: Sequence[Mark]) -> float:
    return max((written(mark.name, PORT) for mark in marks), default=0.0)


def _marks(ports: Mapping[str, Shape]) -> tuple[Mark, ...]:
    return tuple(
        Mark(name, port.handle, port.many, HEAD + (index + 0.5) * ROW)
        for index, (name, port) in enumerate(ports.items())
    )


def _entering(flow: Flow, node: FlowNode) -> dict[str, Shape]:
    """The ports that edges enter, in the order of the node's fields."""
    used = {edge.target_field for edge in flow.into(node.id)} - {AFTER}
    ports = node.interface.inputs
    return {name: port.shape for name, port in ports.items() if name in used}


def _leaving(flow: Flow, node: FlowNode) -> dict[str, Shape]:
    """The ports that edges leave; of a node that none leaves, the first."""
    used = {edge.source_port for edge in _edges(flow) if edge.source_node == node.id}
    ports = node.interface.outputs
    found = {name: port.shape for name, port in ports.items() if name in used}
    return found or {name: port.shape for name, port in list(ports.items())[:1]}


def _edges(flow: Flow) -> Iterator[Edge]:
    """The edges, and one for each node over a list that no edge brings it."""
    yield from flow.edges
    for node in flow.nodes:
        sources = {edge.source_node for edge in flow.into(node.id)}
        if node.each and node.each.partition(".")[0] not in sources:
            yield Edge.model_validate({"from": node.each, "to": f"{node.id}.{AFTER}"})


def _link(edge: Edge, prefix: str, boxes: Mapping[str, Box]) -> Link:
    source, target = _name(edge.source, prefix), _name(edge.target, prefix)
    return Link(
        source,
        boxes[source].exit(edge.source_port),
        target,
        boxes[target].entry(edge.target_field),
    )


def _name(place: str, prefix: str) -> str:
    """The box of an edge's end: an end of the flow is one for each of its ports."""
    node = place.partition(".")[0]
    return prefix + (place if node in ENDS else node)


def _item(box: Box, *, framed: bool) -> Item:
    pin = ""
    if not box.type and (framed or box.ins):
        pin = "first" if box.outs else "last"
    return Item(id=box.name, width=box.width, height=box.height, pin=pin)


def _line(flow: Flow, edge: Edge, points: Sequence[Point]) -> Line:
    carried = flow.carried(edge)
    return Line(
        points=tuple(points),
        handle=ORDERS if edge.orders else _handle(flow, edge, carried),
        many=carried.many,
        conditional=bool(edge.when),
    )


def _handle(flow: Flow, edge: Edge, carried: Shape) -> Handle:
    """What an edge carries, by the more telling of its ends."""
    if carried.handle != "any":
        return carried.handle
    target = flow.by_id.get(edge.target_node)
    port = target.interface.inputs.get(edge.target_field) if target else None
    return port.shape.handle if port is not None else "any"
