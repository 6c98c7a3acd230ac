"""Families: models of one architecture, served by the same code."""

from __future__ import annotations

from functools import cache, lru_cache
from pathlib import Path
from typing import Any

import yaml
from pydantic import Field, ValidationError

from media.errors import AuthorError
from media.model import Model
from models.catalog.own import Stamp, own, stamp, unreadable

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
    documents: tuple[str, ...] = ()
    """Options of its rows that may name a JSON file, which is read with the row."""
    asked_by: str = ""
    """Of engines on servers elsewhere: `module:function` that asks what a row lacks there."""
    takes_loras: bool = False
    """Whether it can be given a `lora` of the caller's own: see `models.protocols.images`."""
    options: dict[str, Any] = Field(default_factory=dict)
    """What its code has to know of it; a row's `options` go before these."""


def families() -> dict[str, Family]:
    """All of them, by id: Kinora's, and those of the user's file.

    Raises:
        InputError: the user's file is wrong.
    """
    return _families(stamp())


@cache
def kinoras() -> dict[str, Family]:
    """Those that Kinora has code for."""
    document = yaml.safe_load(FILE.read_text("utf-8"))
    return {name: Family(id=name, **fields) for name, fields in document["families"].items()}


@lru_cache(maxsize=4)
def _families(known: Stamp) -> dict[str, Family]:
    return kinoras() | of_document(own(known), known[0])


def of_document(document: dict[str, Any], path: str) -> dict[str, Family]:
    """The families of a user's file.

    Raises:
        InputError: one is wrong, or has the name of one of Kinora's.
    """
    found: dict[str, Family] = {}
    for name, fields in document["families"].items():
        if name in kinoras():
            raise unreadable(path, f"the family {name} is Kinora's own: name yours otherwise")
        try:
            found[name] = Family(id=name, **fields)
        except (ValidationError, TypeError) as error:
            raise unreadable(path, f"family {name}: {error}") from error
        if not _is_class(found[name].engine):
            raise unreadable(path, f"family {name}: {found[name].engine} is no module:Class")
    return found


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
    for one in kinoras().values():
        if not _is_class(one.engine):
            raise AuthorError(f"{one.id}: {one.engine} is no module:Class")


def _is_class(engine: str) -> bool:
    module, _, name = engine.partition(":")
    return bool(module) and name.isidentifier()
