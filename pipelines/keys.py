"""Cache keys: what decides a step's result, and nothing else."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from media.ids import digest_of
from media.model import canonical_json
from pipelines.node import NodeType
from pipelines.ports import Sealed


def cache_key(kind: NodeType, bound: Mapping[str, Any], identities: Mapping[str, str]) -> str:
    """The key of a step's result.

    Args:
        kind: the node's type.
        bound: every input as JSON data or sealed; assets by digest and facts.
        identities: for each name in `kind.uses`, the engine, model and build behind it; of those in
            `kind.prefers`, for each that is live.
    """
    # Without a live engine a key is as if the node knew of none.
    asked = [*kind.uses, *(name for name in kind.prefers if name in identities)]
    return digest_of(
        canonical_json(
            {
                "type": kind.id,
                "version": kind.version,
                "revision": kind.revision,
                "outputs": sorted(kind.outputs.model_fields),
                "inputs": {name: _hashable(value) for name, value in bound.items()},
                "uses": {name: identities[name] for name in asked},
            }
        ).encode()
    )


def _hashable(value: Any) -> Any:
    # A sealed value's text names its objects by digest, so equal content has equal text.
    return digest_of(value.text.encode()) if isinstance(value, Sealed) else value
