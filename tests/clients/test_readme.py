"""Guards the README of the client: its examples run as they stand, against the whole service."""

import re
import zipfile
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pytest

from tests.e2e.conftest import service
from tests.e2e.serving import Service

__all__ = ["service"]
pytestmark = [pytest.mark.slow, pytest.mark.timeout(600)]
README = Path(__file__).parents[2] / "clients" / "python" / "README.md"
BLOCK = re.compile(r"^```python\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def test_the_examples_do_what_they_say(
    service: Service, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    key = service.tenant("readers").headers["Authorization"].removeprefix("Bearer ")
    monkeypatch.setenv("KINORA_API_KEY", key)
    monkeypatch.setenv("KINORA_BASE_URL", service.url)
    monkeypatch.chdir(tmp_path)
    picture = np.full((64, 96, 3), (200, 120, 40), np.uint8)
    assert cv2.imwrite("harbour.png", picture)
    left: dict[str, Any] = {"__name__": "readme"}
    text = README.read_text("utf-8")
    for block in BLOCK.finditer(text):
        # With its place, so that a traceback names the line of the README.
        lines = "\n" * text[: block.start(1)].count("\n")
        exec(compile(lines + block[1], str(README), "exec"), left)
    left["client"].close()

    assert left["film"].state == "succeeded"
    assert Path("pier.mp4").read_bytes()[4:8] == b"ftyp"
    assert "red coat" in Path("pier.srt").read_text()
    assert left["made"].count("speech.say") == 1
    numbers = [int(line.split()[0]) for line in left["heard"]]
    assert numbers == list(range(1, len(numbers) + 1))
    assert left["heard"][-1].split()[1] == "run.ended"
    assert left["decided"] == {"decided": 7}
    with zipfile.ZipFile("everything.zip") as file:
        assert "manifest.json" in file.namelist() and file.testzip() is None
    assert left["doubled"] == {"doubled": 8.0}
    assert left["found"] == ["harbour.png"]
    copy = cv2.imread("copy.png")
    assert copy is not None and copy.shape == picture.shape
    assert left["reason"].startswith("NOT_FOUND: ")
