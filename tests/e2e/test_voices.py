"""Guards a film in the voice of a recording: a model is pulled, and a worker speaks by it."""

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.cli.test_samples import hummed
from tests.e2e.kinora import DEADLINE_S, Kinora

pytestmark = [pytest.mark.slow, pytest.mark.timeout(600)]
ROOT = Path(__file__).parents[2]
SCRIPT = "# The Pier\n\nThe boat left the harbour at dawn.\n\nMARA: Who is there?\n"
MAKE = """
import sys
from pathlib import Path
import yaml
from tests.models.voices.clones import save_tiny_pocket
folder = Path(sys.argv[1])
source = save_tiny_pocket(folder / "pocket")
row = {"id": "tiny-pocket", "family": "pocket-tts", "weights": {"source": str(source)},
       "num_cpus": 1, "licence": "MIT"}
(folder / "models.yaml").write_text(yaml.safe_dump({"engines": [row]}))
"""
"""In a process of its own: what makes it would stay in the tests'."""


@pytest.fixture
def kinora(open_folder: Path, monkeypatch: pytest.MonkeyPatch) -> Kinora:
    folder = open_folder / "voices"
    folder.mkdir()
    subprocess.run(
        [sys.executable, "-c", MAKE, str(folder)],
        cwd=ROOT, check=True, timeout=DEADLINE_S, env=os.environ | {"PYTHONPATH": str(ROOT)},
    )  # fmt: skip
    monkeypatch.setenv("KINORA_MODELS", str(folder / "models.yaml"))
    monkeypatch.setenv("KINORA_WEIGHTS", str(folder / "weights"))
    return Kinora(folder)


def made(report: dict[str, Any]) -> dict[str, int]:
    """How often each voice was asked, and not found in the cache."""
    known = {name: told.get("made", 0) for name, told in report["steps"].items()}
    return {name: known[name] for name in ("speech.say", "speech.clone") if name in known}


def test_a_film_speaks_in_the_voices_of_its_samples(kinora: Kinora) -> None:
    sample = ("--voice-sample", str(hummed(kinora.folder / "reader.wav")))
    with pytest.raises(AssertionError, match="kinora models pull tiny-pocket"):
        kinora.make(SCRIPT, "--draft", *sample)
    plain = made(kinora.make(SCRIPT, "--draft"))
    assert plain.keys() == {"speech.say"} and plain["speech.say"] >= 2
    kinora.say("models", "pull", "tiny-pocket", "--yes")
    assert made(kinora.make(SCRIPT, "--draft", *sample)) == {"speech.clone": plain["speech.say"]}
    narrated = kinora.film()
    assert made(kinora.make(SCRIPT, "--draft", *sample)) == {"speech.clone": 0}
    assert kinora.film() == narrated
    # A film without samples is none of the model's business: nothing is spoken anew.
    assert made(kinora.make(SCRIPT, "--draft")) == {"speech.say": 0}
    assert kinora.film() != narrated
