"""Guards jobs: how far they are, what is there of their outputs, their files, their end."""

import json
import uuid
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import insert, update

from api.settings import Settings
from pipelines.values import Values
from store.database import Database
from store.objects.objects import open_objects
from store.tables.runs import runs, steps
from tests.api.conftest import Api
from tests.api.worlds import DOUBLED


@dataclass
class Job:
    """A job whose run a test drives by its rows."""

    api: Api
    tenant: uuid.UUID
    id: uuid.UUID
    database: Database

    @property
    def path(self) -> str:
        return f"/apis/doubled/jobs/{self.id}"

    async def step(self, node: str, state: str, outputs: dict[str, Any] | None = None) -> None:
        done = datetime.now(UTC) if outputs is not None else None
        async with self.database.begin(self.tenant) as connection:
            await connection.execute(
                insert(steps).values(
                    tenant_id=self.tenant, run_id=self.id, node=node, type="sample.number",
                    state=state, outputs=outputs, seconds=2.0, finished_at=done,
                )
            )  # fmt: skip

    async def end(self, state: str, outputs: dict[str, Any] | None = None) -> None:
        async with self.database.begin(self.tenant) as connection:
            await connection.execute(
                update(runs).where(runs.c.id == self.id).values(state=state, outputs=outputs)
            )


@pytest.fixture
async def job(ours: Api, engine_database: Database) -> Job:
    await ours.made("/apis", {"slug": "doubled", "name": "Doubled", "flow": DOUBLED})
    made = await ours.made("/apis/doubled", {"number": 4}, params={"wait": 0})
    tenant = uuid.UUID((await ours.got("/me"))["tenant_id"])
    return Job(ours, tenant, uuid.UUID(made["id"]), engine_database)


async def test_a_job_tells_how_far_it_is_and_what_is_there(job: Job) -> None:
    await job.step("a", "succeeded", {"number": 4.0})
    await job.step("b", "running")
    told = await job.api.got(job.path)
    assert told["progress"] == {"done": 1, "known": 2}
    assert (told["outputs"], told["partial_outputs"]) == (None, {"number": 4.0})
    answer = await job.api("GET", job.path)
    assert answer.headers["Retry-After"] == "2"
    await job.end("succeeded", {"number": 4.0, "doubled": 8.0})
    told = await job.api.got(job.path)
    assert (told["outputs"], told["partial_outputs"]) == ({"number": 4.0, "doubled": 8.0}, {})
    assert "Retry-After" not in (await job.api("GET", job.path)).headers


async def test_the_time_left_is_that_of_earlier_jobs(job: Job) -> None:
    await job.step("a", "succeeded", {"number": 4.0})
    await job.step("b", "succeeded", {"value": 8.0})
    await job.end("succeeded", {})
    assert (await job.api.got(job.path))["seconds_left"] is None
    after = await job.api.made("/apis/doubled", {}, params={"wait": 0})
    assert after["seconds_left"] == pytest.approx(2.0)


async def test_files_are_downloaded_by_their_links(job: Job, settings: Settings) -> None:
    objects = open_objects(settings.objects_url, settings.scratch)
    settings.scratch.mkdir(parents=True, exist_ok=True)
    files: list[dict[str, Any]] = []
    for text in ("one", "two"):
        path = Path(settings.scratch / text)
        path.write_text(text)
        digest, num_bytes = objects.take(job.tenant, path)
        files.append(
            {"kind": "document", "digest": digest, "num_bytes": num_bytes,
             "media_type": "text/plain"}
        )  # fmt: skip
    assert (await job.api("GET", f"{job.path}/files/number")).status_code == 409
    await job.end("succeeded", {"doubled": {"pages": files}})
    pages = (await job.api.got(job.path))["outputs"]["doubled"]["pages"]
    for page, text in zip(pages, ("one", "two"), strict=True):
        got = await job.api("GET", page["url"].removeprefix("/v1"))
        assert (got.status_code, got.text) == (200, text)
        assert got.headers["content-type"].startswith("text/plain")
    for lost in ("doubled?index=2", "number", "no_such"):
        assert (await job.api("GET", f"{job.path}/files/{lost}")).status_code == 404


@pytest.mark.parametrize(("size", "linked"), [(10_000, False), (1_100_000, True)])
async def test_large_values_are_whole_or_linked(
    job: Job, settings: Settings, size: int, linked: bool
) -> None:
    objects = open_objects(settings.objects_url, settings.scratch)
    value = ["x" * size]
    packed = Values(objects, job.tenant, settings.scratch).packed(value)
    await job.end("succeeded", {"doubled": json.loads(packed.text)})
    told = (await job.api.got(job.path))["outputs"]["doubled"]
    if linked:
        got = await job.api("GET", told["$ref"]["url"].removeprefix("/v1"))
        assert got.headers["content-type"] == "application/json"
        assert got.json() == value
    else:
        assert told == value


async def test_a_job_is_cancelled_until_it_ends(job: Job) -> None:
    assert (await job.api("POST", f"{job.path}/cancel")).status_code == 202
    await job.end("cancelled")
    refused = await job.api("POST", f"{job.path}/cancel")
    assert (refused.status_code, refused.json()["error"]["code"]) == (409, "RUN_ENDED")


async def test_a_job_is_that_of_its_api_alone(job: Job) -> None:
    await job.api.made("/apis", {"slug": "other", "name": "Other", "flow": DOUBLED})
    assert (await job.api("GET", f"/apis/other/jobs/{job.id}")).status_code == 404
    run = await job.api.made("/runs", {"flow": DOUBLED, "project": "api:doubled"})
    assert (await job.api("GET", f"/apis/doubled/jobs/{run['id']}")).status_code == 404
