"""The catalog of node types: every module under `pipelines/nodes` is imported once."""

from __future__ import annotations

import difflib
import importlib
import pkgutil
from functools import cache

import pipelines.nodes
from media.errors import CallerError
from pipelines.node import NodeType, aliases, registered


class NodeNotFound(CallerError):
    """A flow names a node type that does not exist."""

    code = "NODE_NOT_FOUND"


@cache
def catalog() -> dict[str, NodeType]:
    """Every node type by id."""
    for module in pkgutil.walk_packages(pipelines.nodes.__path__, "pipelines.nodes."):
        importlib.import_module(module.name)
    return registered()


def node_type(type_id: str) -> NodeType:
    """One node type.

    Raises:
        NodeNotFound: there is none of this name.
    """
    known = catalog()
    try:
        return known.get(type_id) or known[aliases()[type_id]]
    except KeyError:
        near = difflib.get_close_matches(type_id, [*known, *aliases()], 1)
        hint = f"did you mean {near[0]}?" if near else "`kinora nodes` lists those there are"
        raise NodeNotFound(f"there is no node type {type_id!r}", hint) from None
