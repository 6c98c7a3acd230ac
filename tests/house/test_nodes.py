"""Guards stored flows and caches: a node's fields change with its version, its results with a key.

`nodes.json` holds a digest of each node's fields and ports. After a change on purpose, raise the
node's version and write the file anew: `python -m tests.house.test_nodes`.
"""

import json
from pathlib import Path
from typing import Any

from pydantic.json_schema import GenerateJsonSchema

from media.ids import digest_of
from media.model import canonical_json
from pipelines.catalog import catalog
from pipelines.node import NodeType
from pipelines.ports import Stream

KNOWN = Path(__file__).with_name("nodes.json")
WORDS = ("description", "title", "default")


class _Schema(GenerateJsonSchema):
    def is_instance_schema(self, schema: Any) -> dict[str, Any]:
        return {"type": "stream"} if schema["cls"] is Stream else super().is_instance_schema(schema)


def shape(kind: NodeType) -> dict[str, Any]:
    """A node's version, and a digest of what it takes and gives."""
    schemas = [
        _wordless(model.model_json_schema(schema_generator=_Schema))
        for model in (kind.cls, kind.outputs)
    ]
    return {"version": kind.version, "shape": digest_of(canonical_json(schemas).encode())[:16]}


def _wordless(schema: Any) -> Any:
    """A schema without its documentation."""
    if isinstance(schema, dict):
        return {
            name: _wordless(part)
            for name, part in schema.items()
            if not (name in WORDS and not isinstance(part, dict))
        }
    return [_wordless(part) for part in schema] if isinstance(schema, list) else schema


def ours() -> list[NodeType]:
    """The nodes of the product, without those of other tests."""
    found = (kind for kind in catalog().values() if kind.cls.__module__.startswith("pipelines."))
    return sorted(found, key=lambda kind: kind.id)


def shapes() -> dict[str, Any]:
    """What is known of each."""
    return {kind.id: shape(kind) for kind in ours()}


def test_a_node_that_changed_its_fields_has_a_new_version() -> None:
    known, now = json.loads(KNOWN.read_text()), shapes()
    stale = [
        name
        for name in known.keys() & now.keys()
        if known[name]["version"] == now[name]["version"] and known[name] != now[name]
    ]
    assert not stale, f"raise the version of {', '.join(stale)}"
    assert known == now, "write nodes.json anew: python -m tests.house.test_nodes"


def test_every_node_says_what_it_is() -> None:
    for kind in ours():
        assert kind.cls.__doc__ and kind.outputs.__doc__


if __name__ == "__main__":
    KNOWN.write_text(json.dumps(shapes(), indent=1) + "\n")
