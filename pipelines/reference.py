"""What there is to say of every node type: for `kinora nodes`, and for the generated reference."""

from __future__ import annotations

import inspect
import json
from collections.abc import Iterator

from media.model import Model
from pipelines.catalog import catalog
from pipelines.documents import write_flow
from pipelines.examples import example_flow
from pipelines.interface import Port
from pipelines.node import NodeType
from pipelines.ports import Sealed

HEAD = """# Nodes

Generated from the catalog by `python -m pipelines.reference`; a test says when it is out of date.
`kinora nodes NAME` prints the same of one node.
"""


def kinds() -> list[NodeType]:
    """Kinora's own node types by name."""
    found = (kind for kind in catalog().values() if kind.cls.__module__.startswith("pipelines."))
    return sorted(found, key=lambda kind: kind.id)


def ports(kind: NodeType) -> Iterator[tuple[str, str, str]]:
    """(name, what it takes, how it must or may be bound) of each input."""
    for name, port in kind.interface.inputs.items():
        default = kind.cls.model_fields[name].get_default(call_default_factory=True)
        usual = "required" if port.required else f"usually `{_short(default)}`"
        yield name, _taken(port), usual


def reference() -> str:
    """The whole catalog as Markdown."""
    works = [kind for kind in kinds() if not kind.needs]
    lines = [HEAD, f"{len(works)} of {len(kinds())} node types work without weights.", ""]
    family = ""
    for kind in kinds():
        if kind.id.partition(".")[0] != family:
            family = kind.id.partition(".")[0]
            lines += [f"## {family}", ""]
        lines += [*section(kind), ""]
    return "\n".join(lines).rstrip() + "\n"


def section(kind: NodeType) -> Iterator[str]:
    """One node type as Markdown."""
    yield f"### {kind.id}"
    yield ""
    yield inspect.cleandoc(kind.cls.__doc__ or "")
    yield ""
    if kind.needs:
        yield f"Needs {kind.needs}."
        yield ""
    for name, taken, usual in ports(kind):
        yield f"- `{name}`: {taken}, {usual}"
    for name, port in kind.interface.outputs.items():
        yield f"- gives `{name}`: {port.shape}"
    if kind.aliases:
        yield f"- also called {', '.join(kind.aliases)}"
    if kind.example is not None:
        yield ""
        yield "```json"
        yield write_flow(example_flow(kind)).strip()
        yield "```"


def _taken(port: Port) -> str:
    how = "" if port.by_edge and port.by_constant else " by an edge" if port.by_edge else " given"
    return f"{port.shape}{how}"


def _short(value: object) -> str:
    value = json.loads(value.text) if isinstance(value, Sealed) else value
    text = json.dumps(value, default=_plain, ensure_ascii=False)
    return text if len(text) <= 60 else text[:57] + "..."


def _plain(value: object) -> object:
    return value.model_dump(mode="json") if isinstance(value, Model) else str(value)


if __name__ == "__main__":
    from pathlib import Path

    (Path(__file__).parent / "nodes" / "README.md").write_text(reference(), "utf-8")
