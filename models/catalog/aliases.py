"""Names of models that are served elsewhere, and the rows that stand in for them here.

`aliases.yaml` holds them: who comes from another platform asks by the names that they know, and is
told what is different.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path

import yaml
from pydantic import Field

from media.errors import AuthorError
from media.model import Model
from models.catalog.row import Engine

FILE = Path(__file__).parent.parent / "aliases.yaml"
_FREE = re.compile(r"[\s_()-]+")


class Outside(Model):
    """A model that is served elsewhere."""

    names: tuple[str, ...] = Field(min_length=1)
    maker: str
    engines: dict[str, str | None] = Field(min_length=1)
    """For each modality, the row that stands in for it; None: there is none."""
    differs: str
    """What is different here, in one sentence."""


def outside() -> tuple[Outside, ...]:
    """All of them."""
    return _read()[0]


def stands_for(name: str) -> Outside | None:
    """The model of a name, however it is spelled; None: no such model is known."""
    return _read()[1].get(folded(name))


def by_name(rows: Iterable[Engine], name: str) -> Engine | None:
    """The row of a name: ids first, then other names, then what is spelled differently."""
    found = tuple(rows)
    named = {alias: row for row in reversed(found) for alias in row.aliases}
    named |= {row.id: row for row in reversed(found)}
    if name in named:
        return named[name]
    spelled = folded(name)
    return next((row for row in found if spelled in map(folded, row.called)), None)


def folded(name: str) -> str:
    """A name without what people spell differently: case, spaces, dashes, underscores."""
    return _FREE.sub("", name.casefold())


@cache
def _read() -> tuple[tuple[Outside, ...], dict[str, Outside]]:
    models = tuple(Outside(**each) for each in yaml.safe_load(FILE.read_text("utf-8"))["models"])
    known: dict[str, Outside] = {}
    for model in models:
        for name in model.names:
            if known.setdefault(folded(name), model) is not model:
                raise AuthorError(f"{name} is the name of two models in {FILE.name}")
    return models, known
