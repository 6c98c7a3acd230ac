"""Guards samples of voices as people give them: files by speaker, their words beside them."""

import wave
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import yaml

from cli.options import project_options
from cli.samples import imported_samples, named
from media.errors import InputError
from models.catalog.rows import USERS_ROWS


def hummed(path: Path, seconds: float = 2.0) -> Path:
    samples = 8_000 * np.sin(np.arange(round(seconds * 48_000)) / 60)
    with wave.open(str(path), "wb") as writer:
        writer.setnchannels(1)
        writer.setsampwidth(2)
        writer.setframerate(48_000)
        writer.writeframes(samples.astype("<i2").tobytes())
    return path


@pytest.fixture
def script(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A script whose folder has two recordings, where a voice can be cloned."""
    monkeypatch.setenv("KINORA_HOME", str(tmp_path / "home"))
    row = {
        "id": "fake-cloner", "modality": "speech_clone",
        "target": "tests.api.openai.fakes:FakeCloner.clone", "licence": "-",
    }  # fmt: skip
    (tmp_path / "models.yaml").write_text(yaml.safe_dump({"engines": [row]}))
    monkeypatch.setenv(USERS_ROWS, str(tmp_path / "models.yaml"))
    hummed(tmp_path / "mara.wav")
    (tmp_path / "mara.txt").write_text(" Hum, hum.\n")
    hummed(tmp_path / "reader.wav", 3.0)
    path = tmp_path / "story.md"
    path.write_text("---\nvoice_samples: {Mara: mara.wav}\n---\n# Title\n\nThe boat leaves.\n")
    return path


def test_a_file_is_the_narrators_and_a_named_one_the_speakers(tmp_path: Path) -> None:
    odd = hummed(tmp_path / "a=b.wav")
    assert named(["me.wav"]) == {"narrator": "me.wav"}
    assert named([f"Mara={odd}", str(odd)]) == {"mara": str(odd), "narrator": str(odd)}
    with pytest.raises(InputError, match="two samples of mara"):
        named(["mara=a.wav", "Mara=b.wav"])


def test_what_is_typed_joins_what_is_set(script: Path) -> None:
    typed: dict[str, Any] = {"voice_sample": [str(script.with_name("reader.wav"))], "height": 360}
    _, options = project_options(str(script), typed, frozenset({"voice_sample"}))
    assert set(options.voice_samples) == {"mara", "narrator"}
    mara, narrator = (options.voice_samples[name] for name in ("mara", "narrator"))
    assert (mara.text, narrator.text) == ("Hum, hum.", "")
    assert (mara.sound.seconds, narrator.sound.seconds) == (2.0, 3.0)
    typed = {"voice_sample": [f"mara={script.with_name('reader.wav')}"], "height": 360}
    _, options = project_options(str(script), typed, frozenset({"voice_sample"}))
    assert options.voice_samples["mara"] == narrator


def test_the_script_is_not_what_is_spoken_in_a_sample(script: Path) -> None:
    text = script.with_name("reader.txt")
    text.write_text("A boat.")
    found = imported_samples({"narrator": "reader.wav"}, script.parent, str(text))
    assert found["narrator"].text == ""


@pytest.mark.parametrize(
    ("file", "code"),
    [("nobody.wav", "NOT_READABLE"), ("story.md", "BAD_AUDIO"), ("short.wav", "SAMPLE_SHORT")],
)
def test_what_is_no_sample_is_refused(script: Path, file: str, code: str) -> None:
    hummed(script.with_name("short.wav"), 1.0)
    with pytest.raises(InputError) as error:
        imported_samples({"mara": file}, script.parent, str(script))
    assert (error.value.code, error.value.field) == (code, "voice_samples.mara")


def test_a_text_that_is_a_book_is_refused(script: Path) -> None:
    script.with_name("reader.txt").write_text("hum " * 900)
    with pytest.raises(InputError) as error:
        imported_samples({"narrator": "reader.wav"}, script.parent, str(script))
    assert error.value.code == "TOO_LARGE"
