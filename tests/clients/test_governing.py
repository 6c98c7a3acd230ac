"""Guards what a client decides about data and limits, against the real service."""

import asyncio
import json
import zipfile
from pathlib import Path

import pytest

import kinora_client
from api.governance.exporting import Exporter
from api.services import Services
from api.settings import Settings
from kinora_client import AsyncKinora
from store.database import Database
from tests.actors.flows import DEADLINE_S, Engine
from tests.api.worlds import SCRIPT
from tests.clients.service import IN_ONE_LOOP, client, entered, operator, settings

__all__ = ["client", "entered", "operator", "settings"]
pytestmark = IN_ONE_LOOP
ASKING = {
    "nodes": [
        {"id": "a", "type": "sample.number"},
        {"id": "ask", "type": "flow.gate", "params": {"question": "Is it enough?"}},
    ],
    "edges": [
        {"from": "a.number", "to": "ask.value"},
        {"from": "ask.value", "to": "outputs.decided"},
    ],
}


async def test_all_that_a_tenant_has_is_brought(
    client: AsyncKinora, settings: Settings, tmp_path: Path
) -> None:
    project = await client.projects.create("Pier")
    await client.scripts.replace(project.id, SCRIPT)
    export = await client.tenant_exports.create()
    with pytest.raises(kinora_client.Conflict, match="EXPORT_UNDER_WAY"):
        await client.tenant_exports.create()
    with pytest.raises(kinora_client.DeadlineExceeded):
        await client.tenant_exports.wait(export.id, timeout=0.05)
    with pytest.raises(kinora_client.Conflict, match="NOT_FINISHED"):
        await client.tenant_exports.download(export.id, to=tmp_path / "all.zip")
    await _made(settings)
    done = await client.tenant_exports.wait(export.id, timeout=20)
    assert done.ended and done.num_rows > 0
    path = await client.tenant_exports.download(export.id, to=tmp_path / "all.zip")
    with zipfile.ZipFile(path) as file:
        (name,) = [one for one in file.namelist() if "sentences" in one]
        lines = [json.loads(line) for line in file.read(name).decode().splitlines()]
    texts = {line["text"] for line in lines}
    assert texts == {"The boat left at dawn.", "A woman watched it go."}
    other = await client.tenant_exports.create(media=True)
    assert (await client.tenant_exports.cancel(other.id)).state == "cancelled"
    with pytest.raises(kinora_client.ExportFailed, match="cancelled"):
        await client.tenant_exports.wait(other.id)
    assert [one.id async for one in client.tenant_exports.list()] == [other.id, export.id]
    with pytest.raises(kinora_client.PermissionDenied, match="no person"):
        await client.my_exports.create()


async def _made(settings: Settings) -> None:
    """Let the exporter of another process carry out what is queued."""
    services, keeper = Services.open(settings), Database(settings.database_url, "kinora_keeper")
    assert await Exporter(services).step(keeper)
    await keeper.close()
    await services.close()


async def test_a_tenant_that_is_to_be_erased_may_stay(
    operator: AsyncKinora, client: AsyncKinora
) -> None:
    name = (await client.tenants.current()).name
    with pytest.raises(kinora_client.Invalid, match="NOT_CONFIRMED"):
        await client.tenant_erasure.create("theirs")
    asked = await client.tenant_erasure.create(name)
    assert (asked.of, asked.state, asked.counts) == ("tenant", "waiting", {})
    assert (await client.tenant_erasure.read()).id == asked.id
    assert asked.id in [one.id async for one in operator.erasures.list()]
    await client.tenant_erasure.call_off()
    with pytest.raises(kinora_client.NotFound):
        await client.tenant_erasure.read()
    assert (await operator.erasures.read(asked.id)).state == "called_off"
    again = await operator.erasures.create(name, tenant_id=asked.tenant_id)
    await operator.erasures.call_off(again.id)
    with pytest.raises(kinora_client.PermissionDenied):
        await client.my_erasure.read()


async def test_how_long_what_is_kept_is_said_anew(client: AsyncKinora) -> None:
    usual = await client.retention.read()
    assert (usual.deleted_days, usual.audit_days, usual.etag) == (30, None, '"0"')
    said = await client.retention.set(deleted_days=7, audit_days=90, if_match=usual.etag)
    assert (said.deleted_days, said.audit_days) == (7, 90)
    with pytest.raises(kinora_client.PreconditionFailed):
        await client.retention.set(if_match=usual.etag)
    assert (await client.retention.set(if_match=said.etag)).audit_days is None


async def test_what_is_archived_is_listed_when_asked_for(client: AsyncKinora) -> None:
    project = await client.projects.create("Pier")
    character = await client.characters.create("Keeper", project_id=project.id)
    kept = await client.projects.archive(project.id, if_match=project.etag)
    assert kept.archived_at is not None
    assert [one async for one in client.projects.list()] == []
    assert [one async for one in client.characters.list()] == []
    assert [one.id async for one in client.projects.list(archived=True)] == [project.id]
    assert [one.id async for one in client.characters.list(archived=True)] == [character.id]
    with pytest.raises(kinora_client.Conflict):
        await client.projects.update(project.id, name="Quay")
    assert (await client.projects.unarchive(project.id)).archived_at is None
    assert (await client.projects.update(project.id, name="Quay")).name == "Quay"


async def test_an_artifact_comes_back(client: AsyncKinora, tmp_path: Path) -> None:
    note = tmp_path / "note.md"
    note.write_text("# The Pier\n")
    artifact = await client.uploads.send(note, timeout=60)
    await client.artifacts.delete(artifact.id)
    with pytest.raises(kinora_client.NotFound):
        await client.artifacts.read(artifact.id)
    assert (await client.artifacts.restore(artifact.id)).id == artifact.id
    assert (await client.artifacts.read(artifact.id)).name == "note.md"


async def test_a_quota_that_is_used_up_is_said_so(
    operator: AsyncKinora, client: AsyncKinora
) -> None:
    tenant = await client.tenants.current()
    share = await operator.tenants.set_share(tenant.id, max_storage_bytes=5, max_queued=3)
    assert (share.max_storage_bytes, share.max_gpu_seconds) == (5, None)
    quota = await client.quota.read()
    assert (quota.storage_bytes, quota.max_storage_bytes, quota.max_queued) == (0, 5, 3)
    with pytest.raises(kinora_client.QuotaExceeded) as raised:
        await client.uploads.create(name="note.md", kind="document", num_bytes=6)
    assert (raised.value.status, raised.value.code) == (403, "STORAGE_QUOTA")
    assert "operator" in raised.value.message


async def test_a_gate_is_found_and_answered(client: AsyncKinora, settings: Settings) -> None:
    engine = Engine(settings.database_url, Path(settings.objects_url).parent)
    run = await client.runs.create(ASKING, project="tests")
    async with asyncio.timeout(DEADLINE_S):
        while not (gates := [one async for one in client.gates.list(run_id=run.id)]):
            await asyncio.sleep(0.02)
    (gate,) = gates
    assert (gate.node, gate.reason, gate.path) == ("ask", "gate", [])
    assert gate.inputs is not None and gate.inputs["question"] == "Is it enough?"
    assert [one async for one in client.gates.list(reason="budget")] == []
    told = await client.gates.answer(run.id, gate.node, {"approve": True, "value": 7})
    assert (told.run_id, told.node) == (run.id, "ask")
    done = await client.runs.wait(run.id, timeout=DEADLINE_S)
    assert done.outputs == {"decided": 7}
    with pytest.raises(kinora_client.Conflict, match="NOT_WAITING"):
        await client.gates.answer(run.id, gate.node, {"approve": False})
    await engine.close()
