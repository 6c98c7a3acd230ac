"""`kinora models try`: one small request, in this process, and what came of it."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import typer
from pydantic_core import to_json

from cli.flows import EXTENSIONS
from cli.home import Home
from cli.models.finding import found, lacking_card, lacking_key, num_cards
from cli.models.requests import request
from cli.tell import near
from media.errors import EngineUnavailable, InputError
from media.ids import LOCAL_TENANT, Digest
from models.catalog.live import missing
from models.catalog.row import Engine
from pipelines.orders import Outcome, Place, WorkFailed, WorkOrder
from pipelines.performing import perform
from pipelines.resources import Resources
from store.objects.objects import Objects, open_objects
from store.workspace import StoreWorkspace

SHOWN = 1200
"""Letters of a result that are printed."""


def attempt(name: str, prompt: str, out: Path) -> dict[str, Any]:
    """Ask an engine for something small.

    Args:
        name: the row.
        prompt: the words; empty: some.
        out: a folder for the files that come of it.

    Raises:
        EngineUnavailable: it lacks something.
        InputError: it is a provider's, who is paid, or nothing small can be asked of it.
        WorkFailed: it could not do it.
    """
    row = found(name)
    _check(row)
    modality, target = next(iter(row.does.items()))
    home = Home.find()
    objects = open_objects(home.objects_url, home.scratch / "copies")
    with StoreWorkspace(objects, LOCAL_TENANT, home.scratch) as work:
        asked = request(modality, work, prompt)
    order = WorkOrder(
        target=target,
        arguments={key: to_json(value).decode() for key, value in asked.items()},
        engine=row if row.family else None,
        resources=Resources(num_gpus=1.0 if row.gpu and num_cards() else 0.0),
        place=Place(
            tenant=LOCAL_TENANT, objects=home.objects_url, scratch=str(home.scratch / "try")
        ),
    )
    outcome = perform(order)
    if outcome.fault is not None:
        raise WorkFailed(outcome.fault.model_dump())
    return _told(row, modality, outcome, objects, out)


def show(done: dict[str, Any]) -> None:
    """What came of it, for a person."""
    typer.echo(
        f"{done['id']} did {done['modality']} in {done['seconds']:.2f} s"
        + (f" on {done['device']}" if done["device"] else "")
    )
    for path in done["files"]:
        typer.echo(near(Path(path)))
    if not done["files"]:
        text = json.dumps(done["value"], ensure_ascii=False, indent=1)
        typer.echo(text[:SHOWN] + ("…" if len(text) > SHOWN else ""))


def _check(row: Engine) -> None:
    if row.runs == "http" and not row.family:
        raise InputError(
            f"{row.id} is a provider's, who is paid for each request",
            "ask by a flow, under a budget: kinora flow run", "ID",
        )  # fmt: skip
    lacks = [*missing(row), *lacking_key(row)]
    if row.runs == "serve":
        # What is made to be served is too much for processors; a task may run on them.
        lacks += lacking_card(row)
    if lacks:
        what = ", ".join(one.what for one in lacks)
        raise EngineUnavailable(f"{row.id} lacks {what}", lacks[0].remedy)


def _told(
    row: Engine, modality: str, outcome: Outcome, objects: Objects, out: Path
) -> dict[str, Any]:
    value = json.loads(outcome.value)
    files = [
        _delivered(asset, objects, out / f"{row.id}-{number}")
        for number, asset in enumerate(_assets(value), start=1)
    ]
    return {
        "event": "done",
        "id": row.id,
        "modality": modality,
        "seconds": outcome.seconds,
        "device": outcome.made_by.device if outcome.made_by else "",
        "value": value,
        "files": [str(path) for path in files],
    }


def _assets(value: Any) -> Iterator[dict[str, Any]]:
    """All handles in a result, however deep."""
    if isinstance(value, dict):
        if "digest" in value and "num_bytes" in value:
            yield value
            return
        value = list(value.values())
    if isinstance(value, list):
        for part in value:
            yield from _assets(part)


def _delivered(asset: dict[str, Any], objects: Objects, stem: Path) -> Path:
    kind = str(asset.get("format") or asset.get("media_type") or "mp4")
    path = stem.with_name(f"{stem.name}.{EXTENSIONS.get(kind, kind)}")
    path.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(objects.local(LOCAL_TENANT, Digest(asset["digest"])), path)
    return path
