"""Guards the operator's rows in the database: seen without a restart, in their place, and never the
end of anything where one of them is wrong."""

import asyncio
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from sqlalchemy.exc import ProgrammingError

from models.catalog import shared
from models.catalog.lookup import engine_for
from models.catalog.rows import USERS_ROWS, engines
from models.catalog.watching import Beside, keep_looking, look, look_once
from store.database import Database
from store.repositories import engine_rows

ROW: dict[str, Any] = {"id": "theirs", "modality": "image", "target": "own:make", "licence": "-"}


@pytest.fixture(autouse=True)
def forgotten(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.delenv(USERS_ROWS, raising=False)
    yield
    shared.put([])


async def keep(url: str, *rows: dict[str, Any]) -> None:
    owner = Database(url, "owner", pool_size=1)
    async with owner.begin(None) as connection:
        for row in await engine_rows.listed(connection):
            await engine_rows.remove(connection, row["id"])
        await engine_rows.put(connection, rows)
    await owner.close()


def test_rows_come_behind_the_users_and_before_kinoras(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    assert shared.put([ROW | {"aliases": ["gpt-image-1"]}])
    assert not shared.put([ROW | {"aliases": ["gpt-image-1"]}])
    assert engine_for("image").id == engine_for("image", "gpt-image-1").id == "theirs"
    path = tmp_path / "models.yaml"
    path.write_text(yaml.safe_dump({"engines": [ROW | {"id": "mine"}]}))
    monkeypatch.setenv(USERS_ROWS, str(path))
    assert [one.id for one in engines()][:2] == ["mine", "theirs"]
    path.write_text(yaml.safe_dump({"engines": [ROW | {"licence": "mine"}]}))
    assert engine_for("image", "theirs").licence == "mine"
    monkeypatch.delenv(USERS_ROWS)
    shared.put([])
    assert engine_for("image").id == "preview-images"


@pytest.mark.parametrize(
    "wrong",
    [
        {"id": "bad"},
        ROW | {"id": "bad", "of_a_later_release": 1},
        ROW | {"id": "bad", "fallback": ["nobody"]},
        ROW | {"id": "bad", "fallback": ["preview-music"]},
        ROW | {"id": "bad", "aliases": ["twice"]},
        {"id": "bad", "family": "of-another-machine", "licence": "-"},
    ],
)
def test_a_row_that_cannot_be_used_here_is_left_out(
    wrong: dict[str, Any], caplog: pytest.LogCaptureFixture
) -> None:
    shared.put([ROW | {"aliases": ["twice"]}, wrong])
    assert engine_for("image").id == "theirs"
    assert "bad" not in {one.id for one in engines()}
    assert "bad is left out" in caplog.text


async def test_a_change_is_seen_and_outlives_the_database(database_url: str) -> None:
    app = Database(database_url, "kinora_app", pool_size=1)
    await keep(database_url, ROW)
    looking = asyncio.create_task(keep_looking(app, every_s=0.02))
    await until("theirs", there=True)
    await keep(database_url)
    await until("theirs", there=False)
    looking.cancel()
    await asyncio.gather(looking, return_exceptions=True)
    await keep(database_url, ROW)
    assert await look(app) == ""
    await app.close()
    nowhere = "postgresql://nobody@127.0.0.1:9/nothing"
    assert await look_once(nowhere) == "OperationalError"
    assert engine_for("image").id == "theirs"
    await keep(database_url)


async def test_a_process_without_a_loop_sees_it_too(database_url: str) -> None:
    await keep(database_url, ROW)
    with Beside(database_url, every_s=0.05):
        await until("theirs", there=True)
        await keep(database_url)
        await until("theirs", there=False)


@pytest.mark.parametrize("role", ["kinora_app", "kinora_engine"])
async def test_who_only_uses_models_adds_none(database_url: str, role: Any) -> None:
    database = Database(database_url, role, pool_size=1)
    with pytest.raises(ProgrammingError, match="permission denied"):
        async with database.begin(None) as connection:
            await engine_rows.put(connection, [ROW])
    await database.close()


async def until(name: str, *, there: bool) -> None:
    async with asyncio.timeout(10):
        while (name in {one.id for one in engines()}) != there:
            await asyncio.sleep(0.02)
