"""A server that draws, and rows of a user's file that name it."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from models.catalog.row import Engine
from models.catalog.rows import USERS_ROWS, engines
from models.setup import made, setup_of
from tests.models.comfy.fake import FakeComfy

Rows = Callable[..., Engine]
QUICK = {"look_s": 0.2, "answer_s": 5.0, "away_s": 0.5}
"""A test waits for nothing that goes wrong."""


@pytest.fixture
def comfy(tmp_path: Path) -> Iterator[FakeComfy]:
    with FakeComfy(tmp_path / "comfy").serving() as server:
        yield server


@pytest.fixture
def row_of(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, comfy: FakeComfy) -> Rows:
    """A row of a user's file, with its workflow in a file beside it."""

    def of(family: str, workflow: dict[str, Any], inputs: dict[str, Any], **more: Any) -> Engine:
        folder = tmp_path / "mine"
        folder.mkdir(exist_ok=True)
        (folder / "workflow.json").write_text(json.dumps(workflow))
        fields = {name: more.pop(name) for name in ("defaults", "revision") if name in more}
        options = {
            "server": comfy.url, "workflow": "workflow.json", "inputs": inputs, **QUICK, **more,
        }  # fmt: skip
        row = {"id": "mine", "family": family, "licence": "-", "options": options, **fields}
        path = folder / "models.yaml"
        path.write_text(yaml.safe_dump({"engines": [row]}))
        monkeypatch.setenv(USERS_ROWS, str(path))
        return next(one for one in engines() if one.id == "mine")

    return of


@pytest.fixture
def engine_of(row_of: Rows) -> Callable[..., Any]:
    """The engine of such a row."""

    def of(*told: Any, **more: Any) -> Any:
        return made(setup_of(row_of(*told, **more), "cpu"))

    return of
