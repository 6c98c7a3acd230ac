"""A flow as a Mermaid chart, with the state of each node where it is known."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from pipelines.graph import ENDS, Flow

COLOURS = {
    "succeeded": "#d5f0dc", "cached": "#d6e6fa", "running": "#fff1c9", "waiting": "#fde3cf",
    "failed": "#f9d0d0", "cancelled": "#e4e4e4", "skipped": "#f4f4f4",
}  # fmt: skip


def mermaid(flow: Flow, states: Mapping[str, str] | None = None) -> str:
    """The chart.

    Args:
        flow: the graph; groups are drawn as frames around their bodies.
        states: by node, those within a group as `group/node`.
    """
    lines = ["flowchart LR", *_lines(flow, "", "  ")]
    for name, state in (states or {}).items():
        if state in COLOURS:
            lines.append(f"  style {_id(name)} fill:{COLOURS[state]}")
    return "\n".join(lines) + "\n"


def _lines(flow: Flow, prefix: str, indent: str) -> Iterator[str]:
    for end in ENDS:
        if any(end in (edge.source_node, edge.target_node) for edge in flow.edges):
            yield f"{indent}{_id(prefix + end)}([{end}])"
    for node in flow.nodes:
        name = prefix + node.id
        label = f"{node.id}<br/><small>{node.type}{' for each' if node.each else ''}</small>"
        if node.body is not None:
            yield f'{indent}subgraph {_id(name)} ["{label}"]'
            yield from _lines(node.body, f"{name}/", indent + "  ")
            yield f"{indent}end"
        else:
            yield f'{indent}{_id(name)}["{label}"]'
    for edge in flow.edges:
        source, target = _id(prefix + edge.source_node), _id(prefix + edge.target_node)
        if edge.orders:
            yield f"{indent}{source} -.-> {target}"
        else:
            said = edge.source_port + (" ?" if edge.when else "")
            yield f"{indent}{source} -->|{said}| {target}"


def _id(name: str) -> str:
    # `end` and other words are Mermaid's own.
    return "n_" + name.replace("/", "__")
