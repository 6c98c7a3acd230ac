"""`kinora models schema`: the form of a file of rows and families, for editors and checks."""

from __future__ import annotations

from typing import Any

from pydantic import Field

from media.model import Model
from models.catalog.family import Family
from models.catalog.row import Engine


class CatalogFile(Model):
    """A file of rows and families: `catalog.yaml`, or the user's own."""

    engines: tuple[Engine, ...] = ()
    families: dict[str, Family] = Field(default_factory=dict)


def schema() -> dict[str, Any]:
    """JSON Schema of such a file; a family's id is its key."""
    found = CatalogFile.model_json_schema()
    family = found["$defs"]["Family"]
    del family["properties"]["id"]
    family["required"].remove("id")
    return found
