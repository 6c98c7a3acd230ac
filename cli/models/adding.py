"""`kinora models add` and `remove`: rows and families in the user's own file."""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import Collection, Generator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, cast

import yaml
from pydantic import ValidationError

from cli.assets import check_there
from cli.home import Home
from cli.system import System
from media.errors import InputError
from models.catalog import shared
from models.catalog.beside import filled, from_anywhere
from models.catalog.family import families
from models.catalog.own import PARTS, USERS_ROWS, parsed
from models.catalog.row import Engine
from models.catalog.rows import check, engines
from models.catalog.watching import look_once
from store.database import Database
from store.repositories import engine_rows

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
        kept = any(row.get("id") == name for row in shared.listed())
        remedy = "rows of Kinora's own catalog cannot be removed"
        raise InputError(
            f"{path} has no row {name}",
            f"kinora models remove {name} --from database" if kept else remedy, "ID",
        )  # fmt: skip
    _write(path, {**present, "engines": left})
    return path


def add_to_database(more: dict[str, Any]) -> None:
    """Keep rows in the database, for all that run on it; one of the same id is replaced.

    Raises:
        InputError: one of them is wrong, or something else has its name already.
    """
    if more["families"]:
        raise InputError(
            "families are kept in files: they name code", f"put them where {USERS_ROWS} names",
            "families",
        )  # fmt: skip
    with System(Home.find(), engine=False) as system:
        asyncio.run(look_once(system.database_url))
        before = {row["id"] for row in shared.listed()}
        _check_clashes(more, replaced=before)
        rows = [_whole_row(fields) for fields in more["engines"]]
        known = {row.id: row for row in engines()} | {row.id: row for row in rows}
        check(known, {row.id for row in rows})
        asyncio.run(_kept(system.database_url, rows))


def remove_from_database(name: str) -> None:
    """Take a row out of the database.

    Raises:
        InputError: it is not there.
    """
    with System(Home.find(), engine=False) as system:
        asyncio.run(_removed(system.database_url, name))


def _whole_row(fields: dict[str, Any]) -> Engine:
    try:
        return Engine.model_validate(filled(fields, ""))
    except ValidationError as error:
        said = " ".join(str(error).split())[:300]
        raise InputError(f"{fields.get('id')}: {said}", FORM, "FILE") from error


async def _kept(url: str, rows: list[Engine]) -> None:
    database = Database(url, "owner", pool_size=1)
    told = [row.model_dump(mode="json", exclude_defaults=True) for row in rows]
    try:
        async with database.begin(None) as connection:
            await engine_rows.put(connection, told)
    finally:
        await database.close()


async def _removed(url: str, name: str) -> None:
    database = Database(url, "owner", pool_size=1)
    try:
        async with database.begin(None) as connection:
            if not await engine_rows.remove(connection, name):
                raise InputError(f"the database has no row {name}", "see kinora models list", "ID")
    finally:
        await database.close()


def _present(path: Path) -> dict[str, Any]:
    text = path.read_bytes() if path.exists() else b""
    return parsed(text, str(path))


def _check_clashes(more: dict[str, Any], replaced: Collection[str] = ()) -> None:
    """Refuse names that are taken.

    Args:
        more: what is to be added.
        replaced: ids of rows that may be replaced.

    Raises:
        InputError: one is.
    """
    given = {row.get("id") for row in more["engines"]} & set(replaced)
    taken = {name: row.id for row in engines() if row.id not in given for name in row.called}
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
