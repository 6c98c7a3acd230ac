"""Families: models of one architecture, served by the same code."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import yaml
from pydantic import Field

from media.errors import AuthorError
from media.model import Model

FILE = Path(__file__).parent.parent / "families.yaml"


class Family(Model):
    """What all models of one architecture have in common."""

    id: str
    engine: str
    """Where its code is: `module:Class`."""
    does: dict[str, str]
    """For each modality, the method that serves it."""
    packages: tuple[str, ...] = ()
    """Modules that have to be there, such as `torch`."""
    extra: str = ""
    """Of `pip install 'kinora[extra]'`, which brings them."""
    weights: bool = True
    """Whether it needs any."""
    options: dict[str, Any] = Field(default_factory=dict)
    """What its code has to know of it; a row's `options` go before these."""


@cache
def families() -> dict[str, Family]:
    """All of them, by id."""
    document = yaml.safe_load(FILE.read_text("utf-8"))
    return {name: Family(id=name, **fields) for name, fields in document["families"].items()}


def family(name: str) -> Family:
    """One of them.

    Raises:
        ValueError: there is no such family, as a validator wants it said.
    """
    try:
        return families()[name]
    except KeyError:
        raise ValueError(f"there is no family {name}: {', '.join(sorted(families()))}") from None


def checked() -> None:
    """Raise where a family's engine is no `module:Class`.

    Raises:
        AuthorError: it is none.
    """
    for one in families().values():
        if one.engine.count(":") != 1 or "." in one.engine.partition(":")[2]:
            raise AuthorError(f"{one.id}: {one.engine} is no module:Class")
