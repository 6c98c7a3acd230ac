"""Guards the client against the real service: what it asks is understood, what it reads is so."""

import hashlib
import io
import uuid
from pathlib import Path

import pytest

import kinora_client
from kinora_client import AsyncKinora
from kinora_client.models.projects import Reworded
from store.database import Database
from tests.api.runs import ended, event, journalled
from tests.api.worlds import DOUBLED, FLOW, SCRIPT
from tests.clients.service import (
    IN_ONE_LOOP,
    Enter,
    client,
    engine_database,
    entered,
    operator,
    settings,
)
from tests.loras import lora_file

__all__ = ["client", "engine_database", "entered", "operator", "settings"]
pytestmark = IN_ONE_LOOP


async def test_a_script_is_read_and_reworded(client: AsyncKinora) -> None:
    project = await client.projects.create("Pier", options={"height": 360, "style": "ink"})
    script = await client.scripts.replace(project.id, SCRIPT)
    assert (script.num_sections, script.num_sentences) == (1, 2)
    assert [one.title async for one in client.sections.list(project.id)] == ["The Pier"]
    pages = client.sentences.list(project.id, page_size=1).pages()
    first, second = [page[0] async for page in pages]
    changed = await client.sentences.update(
        project.id, first.id, "The ship left at dawn.", if_match=first.etag
    )
    assert changed.version > first.version
    with pytest.raises(kinora_client.PreconditionFailed):
        await client.sentences.update(project.id, first.id, "No.", if_match=first.etag)
    many = {first.id: "The ferry left at dawn.", second.id: "A man watched it go."}
    assert (await client.sentences.update_many(project.id, many)).changed == 2
    stale: list[Reworded] = [{"id": first.id, "text": "The raft left.", "version": 1}]
    with pytest.raises(kinora_client.PreconditionFailed):
        await client.sentences.update_many(project.id, stale)
    assert "ferry" in (await client.scripts.read(project.id)).text


async def test_what_was_deleted_comes_back(client: AsyncKinora) -> None:
    project = await client.projects.create("Pier")
    renamed = await client.projects.update(project.id, name="Quay", if_match=project.etag)
    await client.projects.delete(project.id, if_match=renamed.etag)
    with pytest.raises(kinora_client.NotFound):
        await client.projects.read(project.id)
    versions = [one.version async for one in client.projects.versions(project.id)]
    assert (await client.projects.restore(project.id, versions[-1])).name == "Pier"
    assert [one.id async for one in client.projects.list()] == [project.id]


async def test_a_run_is_followed_to_its_end(client: AsyncKinora, engine_database: Database) -> None:
    run = await client.runs.create(FLOW, project="tests", budget_micros=1000)
    me = await client.me()
    async with journalled(engine_database, uuid.UUID(me.tenant_id), uuid.UUID(run.id)) as journal:
        for seconds in (1, 2):
            await journal.put(event("step.ended", node="a", state="succeeded", seconds=seconds))
        await journal.put(ended())
    events = [event async for event in client.runs.events(run.id, timeout=20)]
    assert [(one.seq, one.type) for one in events] == [
        (1, "step.ended"), (2, "step.ended"), (3, "run.ended"),
    ]  # fmt: skip
    assert events[1].data["seconds"] == 2 and events[1].at is not None
    assert [one.seq async for one in client.runs.events(run.id, after=2)] == [3]
    assert [one async for one in client.runs.events(run.id, after=3)] == []
    assert (await client.runs.wait(run.id, timeout=20)).last_seq == 3
    assert [one.id async for one in client.runs.list(state="succeeded")] == [run.id]
    with pytest.raises(kinora_client.Conflict, match="RUN_ENDED"):
        await client.runs.cancel(run.id)


async def test_a_film_is_ordered_once(client: AsyncKinora) -> None:
    film = await client.films.create(script=SCRIPT, name="Pier", idempotency_key="order-17")
    again = await client.films.create(script=SCRIPT, name="Pier", idempotency_key="order-17")
    assert film.id == again.id and film.files == [] and not film.ended
    with pytest.raises(kinora_client.Invalid, match="IDEMPOTENCY_KEY_REUSED"):
        await client.films.create(script="Other words.", idempotency_key="order-17")
    with pytest.raises(kinora_client.Conflict, match="NOT_FINISHED"):
        await client.films.download(film.id, to="film.mp4")
    paused = await client.runs.pause(film.id)
    assert (paused.id, paused.project) == (film.id, film.project_id)
    assert [budget.scope for budget in await client.budgets.list()] == []


async def test_a_file_is_sent_and_brought_back(client: AsyncKinora, tmp_path: Path) -> None:
    note = tmp_path / "note.md"
    note.write_text("# The Pier\n" + "The boat left. " * 1000)
    told: list[tuple[int, int | None]] = []
    folder = await client.folders.create("Notes")
    kept = await client.uploads.send(
        note, folder_id=folder.id, progress=lambda done, of: told.append((done, of)), timeout=60
    )
    assert (kept.name, kept.kind, kept.folder_id) == ("note.md", "document", folder.id)
    assert told == [(note.stat().st_size,) * 2]
    assert (await client.uploads.send(note, timeout=60)).id == kept.id
    back = await client.artifacts.download(kept.id, to=tmp_path / "back.md")
    assert back.read_text() == note.read_text()
    assert hashlib.sha256(back.read_bytes()).hexdigest() == kept.asset["digest"]
    moved = await client.artifacts.update(kept.id, folder_id=None, tags=["pier"])
    assert (moved.folder_id, moved.tags) == (None, ["pier"])
    assert [one.id async for one in client.artifacts.list(tag="pier", q="note")] == [kept.id]
    with pytest.raises(kinora_client.Invalid):
        await client.uploads.send(note, name="clip.mp4", timeout=60)
    await client.artifacts.delete(kept.id, if_match=moved.etag)


async def test_a_flow_is_deployed(client: AsyncKinora) -> None:
    kept = await client.flows.create("Double", DOUBLED, tags=["maths"])
    assert (await client.flows.check({"nodes": [{"id": "a", "type": "no.such"}]})).faults
    api = await client.apis.create("doubled", "Doubled", flow_id=kept.id)
    release = await client.releases.create("doubled", flow=DOUBLED, note="the same")
    live = await client.releases.promote("doubled", release.number, if_match=api.etag)
    assert live.live == 2
    assert (await client.releases.read("doubled", 2)).flow["nodes"][0]["id"] == "a"
    job = await client.apis.call("doubled", {"number": 4}, wait=0)
    assert (job.state, job.release, job.ended) == ("queued", 2, False)
    assert [one.id async for one in client.jobs.list("doubled")] == [job.id]
    with pytest.raises(kinora_client.DeadlineExceeded):
        await client.jobs.wait("doubled", job.id, timeout=0.2)
    with pytest.raises(kinora_client.Invalid):
        await client.apis.call("doubled", {"number": "four"})
    assert (await client.apis.document("doubled"))["openapi"]


async def test_who_may_not_is_told_so(client: AsyncKinora, entered: Enter) -> None:
    shown = await client.keys.create("looker", role="viewer")
    looker = entered(shown.key)
    with pytest.raises(kinora_client.PermissionDenied) as raised:
        await looker.projects.create("Mine")
    assert raised.value.request_id
    await client.keys.delete(shown.id)
    with pytest.raises(kinora_client.AuthenticationError):
        await looker.me()
    with pytest.raises(kinora_client.Invalid) as wrong:
        await client.films.create(script="x", options={"height": 5})
    assert wrong.value.details[0].field == "body.options.height"
    actions = [entry.action async for entry in client.audit.list(kind="key")]
    assert actions[0] == "key.revoked" and "key.created" in actions


async def test_the_rest_is_understood(client: AsyncKinora) -> None:
    assert "ink" in [style.name for style in await client.catalog.base_styles()]
    style = await client.styles.create("Harbour", "ink", lora={"source": "x"}, palette=["#0b3d91"])
    assert style.lora and style.lora.strength == 1
    weights = io.BytesIO(lora_file())
    lora = await client.uploads.send(weights, name="ink.safetensors", timeout=60)
    assert (lora.kind, lora.asset["rank"]) == ("lora", 2)
    own = await client.styles.update(style.id, lora={"file": lora.id, "strength": 0.5})
    assert own.lora and (own.lora.file, own.lora.source) == (lora.id, None)
    film = await client.films.create(script="One line.", options={"style_id": style.id})
    with pytest.raises(kinora_client.Conflict, match="not laid out"):
        await client.films.timeline(film.id)
    assert (await client.styles.update(style.id, lora=None)).lora is None
    assert (await client.catalog.node("sample.number")).outputs
    assert await client.catalog.nodes() and await client.catalog.engines()
    assert await client.catalog.voices() and await client.catalog.directions()
    webhook = await client.webhooks.create("CI", "https://1.1.1.1/hook", kinds=["run.failed"])
    assert webhook.secret.startswith("whsec_") and webhook.secret not in repr(webhook)
    assert (await client.webhooks.update(webhook.id, enabled=False)).enabled is False
    assert (await client.budgets.set(5_000_000)).woken == 0
    assert (await client.budgets.list())[0].limit_micros == 5_000_000
    assert await client.usage.read(days=7) == []
    team = await client.teams.create("Editors")
    assert [one async for one in client.teams.members(team.id)] == []
    invitation = await client.invitations.create("ada@example.com", role="viewer")
    assert [one.id async for one in client.invitations.list()] == [invitation.id]
    assert [one async for one in client.members.list()] == []
    character = await client.characters.create("Keeper", voice=None)
    assert (await client.characters.update(character.id, description="Old.")).version == 2
