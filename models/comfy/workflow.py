"""A workflow in the API's format: nodes by their ids, each with a class and inputs.

The format is that of `POST /prompt` of ComfyUI's server.py: an input is a value, or a link, which
is the id of another node and the number of its output. What the editor saves is another format.
"""

from __future__ import annotations

import copy
from collections.abc import Collection, Mapping
from typing import Any, NamedTuple, cast

from media.errors import InputError

EXPORT = "in ComfyUI choose Workflow > Export (API), or Save (API Format) in older ones"
STEPS = "steps"
SHOWN = 12


class Place(NamedTuple):
    """An input of a node."""

    node: str
    name: str


class Workflow:
    """The nodes that a row names."""

    def __init__(self, row: str, document: Mapping[str, Any]) -> None:
        """Look at a document.

        Args:
            row: whose it is, for messages.
            document: the workflow.

        Raises:
            InputError: it is no workflow in the API's format.
        """
        self._row = row
        flaw = _flaw(document)
        if flaw:
            raise InputError(f"{row}: the workflow {flaw}", EXPORT, "options.workflow")
        self.nodes: dict[str, dict[str, Any]] = dict(document)

    def node(self, named: str, field: str) -> str:
        """The id of a node, by its id or by a title that no other has.

        Raises:
            InputError: there is none, or several.
        """
        if named in self.nodes:
            return named
        found = [id for id, node in self.nodes.items() if _title(node) == named]
        if len(found) == 1:
            return found[0]
        if found:
            raise self._wrong(
                f"has {len(found)} nodes titled {named}",
                f"name one by its id: {_some(found)}",
                field,
            )
        known = [
            f"{id} ({_title(node)})" if _title(node) else id for id, node in self.nodes.items()
        ]
        raise self._wrong(f"has no node {named}", f"it has {_some(known)}", field)

    def place(self, address: str, field: str) -> Place:
        """The input that `node.input` means.

        Raises:
            InputError: there is none.
        """
        named, _, name = address.rpartition(".")
        node = self.node(named, field)
        inputs = self.nodes[node]["inputs"]
        if name not in inputs:
            kind = self.nodes[node]["class_type"]
            raise self._wrong(
                f"has no input {name} at the node {node} ({kind})", f"it has {_some(inputs)}", field
            )
        return Place(node, name)

    def filled(self, values: Mapping[Place, Any], without: Collection[str] = ()) -> dict[str, Any]:
        """The workflow with some inputs set.

        Args:
            values: what they are set to.
            without: ids of nodes that are left out; so are the inputs that are linked to them.
        """
        found: dict[str, Any] = {
            id: copy.deepcopy(node) for id, node in self.nodes.items() if id not in without
        }
        for node in found.values():
            node["inputs"] = {
                name: value
                for name, value in node["inputs"].items()
                if _source(value) not in without
            }
        for place, value in values.items():
            if place.node not in without:
                found[place.node]["inputs"][place.name] = value
        return found

    def kind(self, node: str) -> str:
        """A node's class; empty where there is no such node."""
        return str(self.nodes.get(node, {}).get("class_type", ""))

    def _wrong(self, what: str, remedy: str, field: str) -> InputError:
        return InputError(f"{self._row}: the workflow {what}", remedy, field)


def efforts(nodes: Mapping[str, Mapping[str, Any]]) -> dict[str, float]:
    """How much of the work each node is: one that samples, as much as it has steps."""
    return {id: _effort(node["inputs"].get(STEPS)) for id, node in nodes.items()}


def _effort(steps: Any) -> float:
    return max(1.0, float(steps)) if isinstance(steps, (int, float)) else 1.0


def _flaw(document: Mapping[str, Any]) -> str:
    if isinstance(document.get("nodes"), list):
        return "is in the format of the editor, not in that of the API"
    if not document:
        return "is empty"
    for id, node in document.items():
        if not isinstance(node, dict):
            return f"is not in the format of the API: {id} is no node"
        fields = cast("dict[str, Any]", node)
        if not isinstance(fields.get("class_type"), str):
            return f"is not in the format of the API: {id} has no class_type"
        if not isinstance(fields.get("inputs"), dict):
            return f"is not in the format of the API: {id} has no inputs"
    return ""


def _title(node: Mapping[str, Any]) -> str:
    meta: Any = node.get("_meta")
    return str(cast("dict[str, Any]", meta).get("title", "")) if isinstance(meta, dict) else ""


def _source(value: Any) -> str | None:
    """The node that an input is linked to."""
    if isinstance(value, list):
        link = cast("list[Any]", value)
        if len(link) == 2 and isinstance(link[0], str) and isinstance(link[1], int):
            return link[0]
    return None


def _some(names: Collection[str]) -> str:
    shown = ", ".join(list(names)[:SHOWN])
    return f"{shown} and {len(names) - SHOWN} more" if len(names) > SHOWN else shown or "none"
