"""A folder of weights for each test, and a hub that is none of the world's."""

from collections.abc import Iterator
from pathlib import Path

import huggingface_hub
import pytest

from models.weights import fetching, pulling
from tests.models.weights.hub import Hub, serving
from tests.models.weights.rows import noise

MODEL = noise("model", 3_000_000)


@pytest.fixture(autouse=True)
def weights(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "weights"
    monkeypatch.setenv("KINORA_WEIGHTS", str(folder))
    monkeypatch.setenv("HF_ENDPOINT", "http://127.0.0.1:9")
    monkeypatch.setenv("HF_TOKEN", "")
    for module in (fetching, pulling):
        monkeypatch.setattr(module, "PAUSE_S", 0.01)
    return folder


@pytest.fixture
def hub(monkeypatch: pytest.MonkeyPatch) -> Iterator[Hub]:
    files = {
        "config.json": b"{}",
        "model.safetensors": MODEL,
        "vae/model.safetensors": noise("vae", 200_000),
    }
    with serving(Hub(files=files, plain=frozenset({"config.json"}))) as served:
        monkeypatch.setenv("HF_ENDPOINT", served.url)
        yield served
        huggingface_hub.close_session()
