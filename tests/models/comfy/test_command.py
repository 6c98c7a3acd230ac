"""Guards the commands: a row with a workflow beside it is added, checked and tried."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from cli.main import app, guarded
from tests.models.comfy import flows
from tests.models.comfy.fake import FakeComfy

Kinora = Callable[..., tuple[int, dict[str, Any]]]


@pytest.fixture
def kinora(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Kinora:
    monkeypatch.setenv("KINORA_HOME", str(tmp_path / "home"))
    for name in ("KINORA_WEIGHTS", "KINORA_MODELS"):
        # Set first, so that what the command sets is taken back.
        monkeypatch.setenv(name, "")
        monkeypatch.delenv(name)

    def run(*words: str) -> tuple[int, dict[str, Any]]:
        status = guarded(lambda: app(["models", *words], standalone_mode=False))
        told = (capsys.readouterr().out or "{}").splitlines()[-1]
        return status, json.loads(told) if told.startswith("{") else {}

    return run


def test_a_workflow_is_added_checked_and_tried(
    kinora: Kinora, tmp_path: Path, comfy: FakeComfy
) -> None:
    given = yaml.safe_load((flows.EXAMPLES / "models.yaml").read_text())
    given["engines"][0]["options"] |= {"server": comfy.url, "min_edge": 0}
    folder = tmp_path / "given"
    folder.mkdir()
    (folder / "models.yaml").write_text(yaml.safe_dump(given))
    (folder / "text_to_image.json").write_text(json.dumps(flows.TEXT_TO_IMAGE))
    assert kinora("add", str(folder / "models.yaml"))[0] == 0
    status, checked = kinora("check", "comfy-sdxl", "--json")
    assert (status, checked["live"]) == (0, True)
    status, tried = kinora("try", "comfy-sdxl", "--out", str(tmp_path / "out"), "--json")
    assert (status, tried["modality"]) == (0, "image")
    assert [Path(path).read_bytes()[1:4] for path in tried["files"]] == [b"PNG"]

    broken = {**flows.TEXT_TO_IMAGE, "9": {"class_type": "SaveNothing", "inputs": {}}}
    (folder / "text_to_image.json").write_text(json.dumps(broken))
    status, checked = kinora("check", "comfy-sdxl", "--json")
    assert status == 1
    assert [lack["what"] for lack in checked["missing"]] == [f"the node SaveNothing on {comfy.url}"]
