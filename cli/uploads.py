"""Files that a flow is given, as in `--input clip=@path/to/file`: what they become at its ports.

Pictures, clips and sounds are normalised, each in a process of its own, and kept as assets; texts
and data are read. The same file again is not read again: what became of it is written down under
the home, by its digest, by what was wanted, and by the libraries that made it.
"""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any, cast

import yaml

from cli.assets import check_there
from cli.home import Home
from media.errors import InputError
from media.handles import Handle
from media.ids import LOCAL_TENANT, digest_of_file, short_hash
from media.intake.door import REVISION, Wanted, admit
from media.intake.texts import read_text
from media.types import Document
from models.catalog.lookup import identity
from pipelines.interface import Port
from store.objects.objects import Objects, open_objects
from store.workspace import StoreWorkspace

SIGN = "@"
"""With which a value names a file."""
MEDIA: tuple[Handle, ...] = ("image", "mask", "video", "audio", "any")
TEXTS: tuple[Handle, ...] = ("text", "ctx", "any")
DATA_TYPES = {".json": "application/json", ".yaml": "application/yaml", ".csv": "text/csv"}
PARSED = (".json", ".yaml", ".yml")
QUIET_S = 2.0
"""How long the reading of a file may take before it is said how far it is."""


class Uploads:
    """The way of one command's files into the store."""

    def __init__(self, home: Home) -> None:
        self._objects: Objects = open_objects(home.objects_url, home.scratch / "copies")
        # Not the scratch folder: the first command in a home clears that.
        self._folder = home.path / "intake"
        self._folder.mkdir(exist_ok=True)

    def value(self, name: str, paths: Sequence[str], port: Port) -> Any:
        """What files are at a port: a handle, a text or data, or a list of them.

        Raises:
            InputError: a file is missing or refused, or they are too many.
        """
        if len(paths) > 1 and not port.shape.many:
            raise InputError(f"{name} takes one file, and there are {len(paths)}", field=name)
        found = [self._one(name, Path(path).expanduser(), port) for path in paths]
        if len(found) == 1 and (not port.shape.many or isinstance(found[0], list)):
            return found[0]
        return found

    def _one(self, name: str, path: Path, port: Port) -> Any:
        check_there(path, name, f"write --input {name}=@path/to/file")
        wanted = port.shape.handle
        try:
            if wanted in MEDIA:
                return self._media(name, path, wanted)
            if wanted in TEXTS:
                return read_text(path)
            if wanted == "json":
                return self._data(path, port)
        except InputError as error:
            raise InputError(error.message, error.remedy, name, error.code) from error
        raise InputError(f"{name} takes no file, but a {wanted}", field=name)

    def _media(self, name: str, path: Path, wanted: Handle) -> Any:
        record = self._record(path, wanted)
        asset = self._known(record)
        if asset is None:
            try:
                with self._workspace(f"{name}: {path.name}") as work:
                    asset = admit(work, path, cast(Wanted, wanted)).model_dump(mode="json")
            except InputError as error:
                if wanted == "any" and error.code == "UNSUPPORTED_MEDIA":
                    return _text_or_data(path)
                raise
            _write(record, json.dumps(asset))
        return asset

    def _data(self, path: Path, port: Port) -> Any:
        """A document where one is wanted, else what is written in it."""
        text = read_text(path)
        media_type = DATA_TYPES.get(path.suffix.lower(), "text/plain")
        sample = Document(digest=digest_of_file(path), num_bytes=0, media_type=media_type)
        as_document = port.adapter is not None and not port.complaint(sample.model_dump())
        if not as_document:
            return _parsed(text, path)
        with self._workspace(path.name) as work:
            copy = work.scratch(path.name)
            copy.write_bytes(path.read_bytes())
            return work.save(copy, Document, media_type=media_type).model_dump(mode="json")

    def _workspace(self, label: str) -> StoreWorkspace:
        return StoreWorkspace(self._objects, LOCAL_TENANT, self._folder, Progress(label).show)

    def _record(self, path: Path, wanted: str) -> Path:
        made_by = short_hash(identity("codec"), str(REVISION))
        return self._folder / f"{digest_of_file(path)}-{wanted}-{made_by}.json"

    def _known(self, record: Path) -> dict[str, Any] | None:
        """What became of the file before, if the store still has it."""
        if not record.exists():
            return None
        asset = json.loads(record.read_text("utf-8"))
        present = self._objects.has(LOCAL_TENANT, asset["digest"], asset["num_bytes"])
        return asset if present else None


class Progress:
    """Says how far the reading of a file is, once it takes long."""

    def __init__(self, label: str) -> None:
        self._label = label
        self._began = self._last = time.monotonic()

    def show(self, fraction: float) -> None:
        """Say it at most once in a while."""
        now = time.monotonic()
        if now - self._last > QUIET_S:
            self._last = now
            print(f"{self._label}: {fraction:.0%} read", file=sys.stderr, flush=True)


def named_files(value: str) -> list[str]:
    """The paths that a value names, as in `@a.mp4,@b.mp4`; none where it is no name of files."""
    return value.removeprefix(SIGN).split(f",{SIGN}") if value.startswith(SIGN) else []


def _text_or_data(path: Path) -> Any:
    """What is in a file where anything will do: data if it is named so, else its text."""
    text = read_text(path)
    return _parsed(text, path) if path.suffix.lower() in PARSED else text


def _parsed(text: str, path: Path) -> Any:
    try:
        return json.loads(text) if path.suffix.lower() == ".json" else yaml.safe_load(text)
    except (ValueError, yaml.YAMLError) as error:
        said = " ".join(str(error).split())
        raise InputError(
            f"{path.name}: {said}", "give JSON or YAML", code="BAD_DOCUMENT"
        ) from error


def _write(target: Path, text: str) -> None:
    """A file that appears whole or not at all."""
    part = target.with_suffix(f".{os.getpid()}.part")
    part.write_text(text, "utf-8")
    os.replace(part, target)
