"""The API as a process, an executor beside it, a fake ingress, and OpenAI's own client."""

import asyncio
import threading
import uuid
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx
import pytest
import yaml
from openai import AsyncOpenAI, OpenAI

from api.settings import Settings
from models.catalog.rows import USERS_ROWS
from store.embedded import EmbeddedPostgres
from tests.actors.flows import Engine
from tests.api.fuzzing import known_key
from tests.api.openai.ingress import TOKEN, FakeIngress, fake_ingress
from tests.api.served import served
from tests.conftest import new_database

FAKES = "tests.api.openai.fakes"
ROWS: list[dict[str, Any]] = [
    {"id": "fake-hearing", "modality": "transcription",
     "target": f"{FAKES}:FakeHearing.transcribe", "aliases": ["whisper-1"]},
    {"id": "fake-cloner", "modality": "speech_clone", "target": f"{FAKES}:FakeCloner.clone"},
    {"id": "fake-editor", "modality": "image_edit", "target": f"{FAKES}:FakeEditor.edit"},
    {"id": "fake-words", "modality": "language", "target": f"{FAKES}:Words.complete",
     "aliases": ["gpt-4o"], "price": {"per": {"read": 2, "written": 10}}},
    {"id": "fake-rows", "modality": "embedding", "target": f"{FAKES}:Rows.embed",
     "aliases": ["text-embedding-3-small"]},
    {"id": "dear-images", "modality": "image", "runs": "http", "price": {"call_micros": 40_000},
     "remote": {"submit": "https://images.example/v1/jobs",
                "poll": "https://images.example/v1/jobs/{id}", "id_at": "id",
                "state_at": "status", "result_at": "output", "key_env": "NO_SUCH_KEY"}},
]  # fmt: skip
WAIT_S = 60


@dataclass
class Stage:
    """What a test speaks with."""

    url: str
    key: str
    ingress: FakeIngress
    database_url: str
    folder: Path
    clients: dict[str, OpenAI] = field(default_factory=dict)

    @property
    def client(self) -> OpenAI:
        return self.client_of(self.key)

    def client_of(self, key: str) -> OpenAI:
        if key not in self.clients:
            self.clients[key] = OpenAI(base_url=f"{self.url}/v1", api_key=key, max_retries=0)
        return self.clients[key]

    def close(self) -> None:
        for client in self.clients.values():
            client.close()

    @property
    def async_client(self) -> AsyncOpenAI:
        return AsyncOpenAI(base_url=f"{self.url}/v1", api_key=self.key, max_retries=0)

    def asked(self, method: str, path: str, key: str = "", **more: Any) -> httpx.Response:
        headers = {"Authorization": f"Bearer {key or self.key}"}
        return httpx.request(method, f"{self.url}/v1{path}", headers=headers, timeout=30, **more)

    def tenant(self) -> str:
        """The key of a new tenant's admin."""
        return self.asked("POST", "/tenants", json={"name": uuid.uuid4().hex}).json()["key"]["key"]


@contextmanager
def executing(url: str, folder: Path) -> Generator[None]:
    """An executor in a thread of its own: OpenAI's client waits where it is called."""
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()

    async def started() -> Engine:
        return Engine(url, folder)

    engine = asyncio.run_coroutine_threadsafe(started(), loop).result(WAIT_S)
    try:
        yield
    finally:
        asyncio.run_coroutine_threadsafe(engine.close(), loop).result(WAIT_S)
        loop.call_soon_threadsafe(loop.stop)
        thread.join(WAIT_S)
        loop.close()


@pytest.fixture(scope="package")
def stage(
    postgres: EmbeddedPostgres, template: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Stage]:
    folder = tmp_path_factory.mktemp("openai")
    rows = folder / "models.yaml"
    free = {"licence": "-", "revision": 1}
    rows.write_text(yaml.safe_dump({"engines": [free | row for row in ROWS]}))
    url = new_database(postgres, template, f"openai_{uuid.uuid4().hex[:8]}")
    settings = Settings(
        database_url=url, objects_url=str(folder / "objects"), scratch=folder / "scratch",
        secrets=("a secret of the tests",),
    )  # fmt: skip
    with pytest.MonkeyPatch.context() as patch, fake_ingress() as ingress:
        patch.setenv(USERS_ROWS, str(rows))
        told = {"KINORA_INGRESS": ingress.url, "KINORA_INGRESS_TOKEN": TOKEN}
        with executing(url, folder), served(url, folder, **told) as address:
            stage = Stage(address, known_key(settings), ingress, url, folder)
            yield stage
            stage.close()


@pytest.fixture
def client(stage: Stage) -> OpenAI:
    return stage.client
