"""A server that misbehaves, and a workspace."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from models.catalog.row import Engine
from models.protocols.language import Asked, Message
from models.setup import Setup
from tests.fakes import FolderWorkspace
from tests.models.language.server import Server, serving

QUICK: dict[str, Any] = {"first_s": 1.0, "silent_s": 0.4, "within_s": 4.0, "connect_s": 1.0}
SetUp = Callable[..., Setup]


@pytest.fixture(scope="package")
def listening() -> Iterator[Server]:
    with serving() as server:
        yield server


@pytest.fixture
def server(listening: Server, monkeypatch: pytest.MonkeyPatch) -> Server:
    monkeypatch.setattr("models.language.sending.BACKOFF_S", 0.02)
    return listening


@pytest.fixture
def set_up(server: Server, tmp_path: Path) -> SetUp:
    def made(family: str = "chat-http", price: dict[str, Any] | None = None, **more: Any) -> Setup:
        options = {"base_url": server.url, **QUICK, **more}
        row = Engine(
            id="acme", family=family, runs="serve", licence="-", options=options,
            price=price or {},  # pyright: ignore[reportArgumentType]
        )  # fmt: skip
        return Setup(row=row, folder=tmp_path)

    return made


@pytest.fixture
def work(tmp_path: Path) -> FolderWorkspace:
    return FolderWorkspace(tmp_path / "work")


def question(text: str = "Where?", **more: Any) -> Asked:
    return Asked(messages=(Message(role="user", text=text),), **more)
