"""Guards samples of voices in a film's options: artifacts of the tenant's own, and sounds."""

import io
import uuid
import wave
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import yaml

from models.catalog.rows import USERS_ROWS
from tests.api.conftest import Api
from tests.api.library.test_styles import Films, error, films
from tests.api.uploads.sending import kept
from tests.api.worlds import SCRIPT

__all__ = ["films"]
ROW = {
    "id": "fake-cloner", "modality": "speech_clone",
    "target": "tests.api.openai.fakes:FakeCloner.clone", "licence": "-",
}  # fmt: skip


def hummed(seconds: float = 2.5) -> bytes:
    """A WAV file."""
    file = io.BytesIO()
    samples = 8_000 * np.sin(np.arange(round(seconds * 48_000)) / 60)
    with wave.open(file, "wb") as writer:
        writer.setnchannels(1)
        writer.setsampwidth(2)
        writer.setframerate(48_000)
        writer.writeframes(samples.astype("<i2").tobytes())
    return file.getvalue()


@pytest.fixture
def cloning(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rows = tmp_path / "models.yaml"
    rows.write_text(yaml.safe_dump({"engines": [ROW]}))
    monkeypatch.setenv(USERS_ROWS, str(rows))


async def artifact(api: Api, seconds: float = 2.5) -> dict[str, Any]:
    return await kept(api, hummed(seconds), name="mara.wav", kind="audio")


def chosen(*artifacts: str, **more: Any) -> dict[str, Any]:
    names = ("Mara", "narrator")
    return {
        "voice_samples": {
            name: {"artifact_id": one, **more}
            for name, one in zip(names, artifacts, strict=False)
        }
    }  # fmt: skip


@pytest.mark.usefixtures("cloning")
async def test_a_film_speaks_by_what_the_artifact_holds(ours: Api, films: Films) -> None:
    sample = await artifact(ours)
    body = {"script": SCRIPT, "options": chosen(sample["id"], text="Hm.") | {"seed": 7}}
    film = await ours.made("/films", body)
    voice = next(node for node in await films.nodes(film["id"]) if node["id"] == "voice")
    assert (voice["type"], voice["params"]["seed"]) == ("speech.clone", 7)
    assert voice["params"]["samples"] == {"mara": {"sound": sample["asset"], "text": "Hm."}}
    project = await ours.got(f"/projects/{film['project_id']}")
    assert project["options"] == body["options"]


@pytest.mark.usefixtures("cloning")
async def test_a_strangers_recording_is_not_found(ours: Api, theirs: Api) -> None:
    strange = (await artifact(theirs))["id"]
    missing = str(uuid.uuid4())
    for wanted in (strange, missing):
        body = {"script": SCRIPT, "options": chosen(wanted)}
        answer = await ours("POST", "/films", json=body)
        assert answer.status_code == 404, answer.text
        project = {"name": "Pier", "options": body["options"]}
        assert (await ours("POST", "/projects", json=project)).status_code == 404


@pytest.mark.usefixtures("cloning")
async def test_what_is_no_voice_is_refused(ours: Api) -> None:
    notes = await kept(ours, b"words", name="notes.txt", kind="document")
    short = await artifact(ours, 1.0)
    for wanted, code in ((notes["id"], "WRONG_KIND"), (short["id"], "SAMPLE_SHORT")):
        answer = await ours("POST", "/films", json={"script": SCRIPT, "options": chosen(wanted)})
        assert error(answer)[1] == code
        assert "voice_samples.mara" in error(answer)[2].lower()


async def test_where_nobody_clones_it_is_said_which_model_does(ours: Api) -> None:
    sample = await artifact(ours)
    body = {"script": SCRIPT, "options": chosen(sample["id"])}
    answer = await ours("POST", "/films", json=body)
    assert error(answer)[1:] == ("NO_CLONING", "voice_samples")
    assert "pocket-tts" in answer.text


@pytest.mark.usefixtures("cloning")
async def test_a_project_outlives_its_recording(ours: Api) -> None:
    sample = await artifact(ours)
    project = await ours.made("/projects", {"name": "Pier", "options": chosen(sample["id"])})
    path = f"/projects/{project['id']}"
    assert (await ours("DELETE", f"/artifacts/{sample['id']}")).status_code == 204
    renamed = await ours("PATCH", path, json={"name": "Quay"}, headers={"If-Match": '"1"'})
    assert renamed.status_code == 200, renamed.text
    answer = await ours("POST", "/films", json={"project_id": project["id"], "script": SCRIPT})
    assert answer.status_code == 404
