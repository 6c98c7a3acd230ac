"""Checks a flow against the catalog: every fault at once, nothing run."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator

from media.errors import CallerError
from media.handles import Shape, feeds
from models.catalog.lookup import builds
from models.catalog.styling import STYLED
from pipelines.expressions import BadExpression, check
from pipelines.faults import FlowFault, InvalidFlow
from pipelines.graph import ENDS, GROUP, INPUTS, OUTPUTS, Edge, Flow, FlowNode
from pipelines.interface import Interface, Port


def validate(flow: Flow) -> None:
    """Check a flow.

    Raises:
        InvalidFlow: with every fault at once, each by its code, node and port.
    """
    faults = list(faults_of(flow))
    if faults:
        raise InvalidFlow.of(faults)


def faults_of(flow: Flow) -> Iterator[FlowFault]:
    """All that is wrong with a flow."""
    known: dict[str, Interface] = {}
    yield from _duplicates(flow)
    for node in flow.nodes:
        yield from _kind_faults(node, known)
    ends = {*flow.by_id, *ENDS}
    for edge in flow.edges:
        yield from _edge_faults(flow, edge, ends, known)
    for node in flow.nodes:
        if node.id in known:
            yield from _node_faults(flow, node, known)
    try:
        flow.order()
    except InvalidFlow as error:
        yield from error.faults
    except KeyError:
        return  # an edge from nowhere, which has its own fault


def _duplicates(flow: Flow) -> Iterator[FlowFault]:
    for node_id, count in Counter(node.id for node in flow.nodes).items():
        if count > 1:
            yield FlowFault(code="DUPLICATE_NODE", node=node_id, message=f"{count} nodes have it")
        if node_id in ENDS:
            yield FlowFault(
                code="DUPLICATE_NODE",
                node=node_id,
                message="a flow's own ports have this name",
                remedy="choose another id",
            )


def _kind_faults(node: FlowNode, known: dict[str, Interface]) -> Iterator[FlowFault]:
    """Note a node's interface, or say why it has none."""
    if (node.type == GROUP) != (node.body is not None):
        yield FlowFault(
            code="BAD_PARAMETER",
            node=node.id,
            port="body",
            message=f"{GROUP} has a body, and no other node has",
        )
        return
    if node.body is not None:
        inside = [fault.within(node.id) for fault in faults_of(node.body)]
        yield from inside
        if inside:
            return
    try:
        kind = node.kind
        known[node.id] = node.interface
    except CallerError as error:
        yield FlowFault(code=error.code, node=node.id, message=error.message, remedy=error.remedy)
        return
    if node.version != kind.version:
        yield FlowFault(
            code="BAD_VERSION",
            node=node.id,
            message=f"{kind.id} is at version {kind.version}, not {node.version}",
            remedy="see what changed with `kinora nodes " + kind.id + "`",
        )


def _edge_faults(
    flow: Flow, edge: Edge, ends: set[str], known: dict[str, Interface]
) -> Iterator[FlowFault]:
    lost = [name for name in (edge.source_node, edge.target_node) if name not in ends]
    if lost or edge.source_node == OUTPUTS or edge.target_node == INPUTS:
        yield _disconnected(edge, f"there is no {lost[0]}" if lost else "it runs backwards")
        return
    source, target = _source(edge, known), _target(edge, known)
    if edge.when:
        names = {"value", "outputs"}
        yield from _expression_faults(edge.target_node, edge.target_field, edge.when, names)
    if edge.orders or not _typed(edge.source_node, known) or not _typed(edge.target_node, known):
        return
    if source is None:
        yield _disconnected(edge, f"{edge.source_node} has no output {edge.source_port}")
    elif target is None:
        yield _disconnected(edge, f"{edge.target_node} has no input {edge.target_field}")
    elif not target.by_edge:
        yield _disconnected(edge, f"{edge.target} takes a constant alone")
    else:
        yield from _shape_faults(flow, edge, target)


def _typed(node_id: str, known: dict[str, Interface]) -> bool:
    return node_id in known or node_id in ENDS


def _source(edge: Edge, known: dict[str, Interface]) -> Port | None:
    if edge.source_node == INPUTS:
        return Port.anything()
    found = known.get(edge.source_node)
    return found.outputs.get(edge.source_port) if found else None


def _target(edge: Edge, known: dict[str, Interface]) -> Port | None:
    if edge.target_node == OUTPUTS:
        return Port.anything()
    found = known.get(edge.target_node)
    return found.inputs.get(edge.target_field) if found else None


def _shape_faults(flow: Flow, edge: Edge, target: Port) -> Iterator[FlowFault]:
    if INPUTS in edge.source_node or edge.target_node == OUTPUTS:
        return  # a flow's own ports are what they are joined to
    given, taken = flow.carried(edge), target.shape
    if edge.order is not None and not taken.many:
        yield _disconnected(edge, f"it has an order, and {edge.target} takes one {taken}")
    elif not feeds(given, taken):
        yield _disconnected(
            edge, f"a {given} cannot enter a {taken}", _remedy(given, taken, edge.source)
        )


def _remedy(given: Shape, taken: Shape, source: str) -> str:
    if given.many and not taken.many and given.handle == taken.handle:
        return f'for a step per item say "each": "{source}"'
    return ""


def _disconnected(edge: Edge, message: str, remedy: str = "") -> FlowFault:
    return FlowFault(
        code="INVALID_CONNECTION",
        node=edge.target_node,
        port=edge.target_field,
        message=f"{edge.source} -> {edge.target}: {message}",
        remedy=remedy,
    )


def _node_faults(flow: Flow, node: FlowNode, known: dict[str, Interface]) -> Iterator[FlowFault]:
    interface = known[node.id]
    edges = Counter(edge.target_field for edge in flow.into(node.id))
    yield from _each_faults(flow, node, known)
    for name, value in node.params.items():
        yield from _param_faults(node, name, value, interface, bound=name in edges)
    for name, count in edges.items():
        if count > 1 and name in interface.inputs and name not in interface.many:
            yield FlowFault(
                code="INVALID_CONNECTION",
                node=node.id,
                port=name,
                message=f"{count} edges enter it, and it takes one value",
            )
    for name, port in interface.inputs.items():
        if port.required and name not in edges and name not in node.params:
            yield FlowFault(
                code="MISSING_INPUT",
                node=node.id,
                port=name,
                message=f"no edge and no constant gives this {port.shape}",
            )
    yield from _engine_faults(node)
    if node.when:
        yield from _expression_faults(node.id, "when", node.when, {*edges, *node.params})
    if node.retry is not None and node.retry.until:
        yield from _expression_faults(node.id, "retry", node.retry.until, interface.outputs)


def _each_faults(flow: Flow, node: FlowNode, known: dict[str, Interface]) -> Iterator[FlowFault]:
    if not node.each:
        return
    origin, _, port = node.each.partition(".")
    if origin == INPUTS:
        return
    if origin not in known or port not in known[origin].outputs:
        message = f"there is no list {node.each}"
    elif flow.by_id[origin].each:
        message = f"{origin} makes a step per item itself"
    elif known[origin].outputs[port].shape.many or known[origin].outputs[port].shape.handle in (
        "any",
        "json",
    ):
        return
    else:
        message = f"{node.each} is one {known[origin].outputs[port].shape}, no list"
    yield FlowFault(code="INVALID_CONNECTION", node=node.id, port="each", message=message)


def _param_faults(
    node: FlowNode, name: str, value: object, interface: Interface, *, bound: bool
) -> Iterator[FlowFault]:
    port = interface.inputs.get(name)
    if port is None or not port.by_constant:
        message = "there is no parameter of this name"
    elif bound:
        message = "it is bound by a constant and by an edge"
    else:
        message = port.complaint(value)
    if message:
        yield FlowFault(code="BAD_PARAMETER", node=node.id, port=name, message=message)


def _engine_faults(node: FlowNode) -> Iterator[FlowFault]:
    """What steers the choice of an engine, of a node that asks none."""
    asked = set(node.kind.uses) - builds()
    if node.style is not None and not asked & set(STYLED):
        yield _unsteered(node, "style", "it asks no engine that draws")
    if node.route != "first" and not asked:
        yield _unsteered(node, "route", "it asks no engine")


def _unsteered(node: FlowNode, port: str, message: str) -> FlowFault:
    return FlowFault(code="BAD_PARAMETER", node=node.id, port=port, message=message)


def _expression_faults(
    node_id: str, port: str, text: str, names: Collection[str]
) -> Iterator[FlowFault]:
    try:
        check(text, names)
    except BadExpression as error:
        yield FlowFault(
            code=error.code, node=node_id, port=port, message=error.message, remedy=error.remedy
        )
