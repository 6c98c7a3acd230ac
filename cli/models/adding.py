"""`kinora models add` and `remove`: rows and families in the user's own file."""

from __future__ import annotations

import os
import sys
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, cast

import yaml

from cli.assets import check_there
from cli.home import Home
from media.errors import InputError
from models.catalog.beside import from_anywhere
from models.catalog.family import families
from models.catalog.own import PARTS, USERS_ROWS, parsed
from models.catalog.rows import engines

FORM = (
    "give a row, a list of rows, or a mapping with `engines` and `families`: see models/README.md"
)


def described(path: str) -> dict[str, Any]:
    """The rows and families that a file, or standard input for `-`, holds.

    Raises:
        InputError: it holds none.
    """
    if path == "-":
        text = sys.stdin.buffer.read()
    else:
        check_there(Path(path), "FILE", FORM)
        text = Path(path).read_bytes()
    try:
        document = yaml.safe_load(text)
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        said = " ".join(str(error).split())[:300]
        raise InputError(f"{path} is no YAML: {said}", FORM, "FILE") from error
    if isinstance(document, list):
        document = {"engines": document}
    elif isinstance(document, dict) and "id" in document:
        document = {"engines": [document]}
    found = parsed(yaml.safe_dump(document).encode(), path)
    if path != "-":
        found["engines"] = [from_anywhere(row, Path(path).parent) for row in found["engines"]]
    if not any(found.values()):
        raise InputError(f"{path} holds no row and no family", FORM, "FILE")
    return found


def add(more: dict[str, Any]) -> Path:
    """Write rows and families into the user's file; where that is.

    Raises:
        InputError: one of them is wrong, or something has its name already.
    """
    path = Home.find().models
    present = _present(path)
    _check_clashes(more)
    together = {
        "engines": [*present["engines"], *more["engines"]],
        "families": {**present["families"], **more["families"]},
    }
    _write(path, together)
    return path


def names_of(more: dict[str, Any]) -> list[str]:
    """What rows and families are called."""
    return [*(str(row["id"]) for row in more["engines"]), *map(str, more["families"])]


def remove(name: str) -> Path:
    """Take a row out of the user's file.

    Raises:
        InputError: it is not there, or others need it.
    """
    path = Home.find().models
    present = _present(path)
    left = [row for row in present["engines"] if row.get("id") != name]
    if len(left) == len(present["engines"]):
        raise InputError(
            f"{path} has no row {name}", "rows of Kinora's own catalog cannot be removed", "ID"
        )
    _write(path, {**present, "engines": left})
    return path


def _present(path: Path) -> dict[str, Any]:
    text = path.read_bytes() if path.exists() else b""
    return parsed(text, str(path))


def _check_clashes(more: dict[str, Any]) -> None:
    """Refuse names that are taken.

    Raises:
        InputError: one is.
    """
    taken = {name: row.id for row in engines() for name in row.called}
    for row in cast("list[dict[str, Any]]", more["engines"]):
        for name in (row.get("id"), *(row.get("aliases") or ())):
            if name in taken:
                raise InputError(
                    f"{name} is the name of {taken[name]} already",
                    f"name it otherwise, or kinora models remove {taken[name]} if it is yours",
                    "id", "NAME_TAKEN",
                )  # fmt: skip
    for name in more["families"]:
        if name in families():
            raise InputError(
                f"there is a family {name} already", "name it otherwise", "families", "NAME_TAKEN"
            )


def _write(path: Path, document: dict[str, Any]) -> None:
    """Put a file in place once it has been read as it will be.

    Raises:
        InputError: it could not be.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f"{path.name}.part")
    kept = {name: document[name] for name in PARTS if document[name]}
    part.write_text(yaml.safe_dump(kept, sort_keys=False, allow_unicode=True), "utf-8")
    try:
        with _reading(part):
            engines()
            families()
    except InputError as error:
        part.unlink()
        # The file that was read is gone: what counts is what is wrong in it.
        said = error.message.partition(" cannot be read: ")[2] or error.message
        raise InputError(said, error.remedy, error.field) from error
    if path.exists() and b"#" in path.read_bytes():
        # What a person has noted there is not carried over: it stays beside it.
        os.replace(path, path.with_name(f"{path.name}.before"))
    os.replace(part, path)
    os.environ[USERS_ROWS] = str(path)


@contextmanager
def _reading(path: Path) -> Generator[None]:
    """Have the catalog read another file for a moment."""
    before = os.environ.get(USERS_ROWS)
    os.environ[USERS_ROWS] = str(path)
    try:
        yield
    finally:
        if before is None:
            del os.environ[USERS_ROWS]
        else:
            os.environ[USERS_ROWS] = before
