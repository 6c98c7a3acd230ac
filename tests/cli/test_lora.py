"""Guards `--lora` at the door: what it names, what is kept of it, and who may draw by it."""

from pathlib import Path
from typing import Any

import pytest

from cli.home import Home
from cli.options import project_options
from media.errors import InputError
from media.ids import LOCAL_TENANT, digest_of
from media.types import LoraFile
from store.objects.objects import open_objects
from tests.loras import lora_file

DATA = lora_file(ss_base_model_version="sdxl_base_v1-0")
GIVEN: dict[str, Any] = {"fps": "30", "height": 360, "image_model": "sdxl"}


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("KINORA_HOME", str(tmp_path / "home"))
    # Weights are not what is tried here.
    monkeypatch.setattr("cli.options.check_choices", lambda options: None)
    (tmp_path / "pier.md").write_text("The boat left at dawn.")
    (tmp_path / "ink.safetensors").write_bytes(DATA)
    return tmp_path


def look(folder: Path, named: str, **more: Any) -> Any:
    typed = GIVEN | {"lora": str(folder / named)} | more
    _, options = project_options(str(folder / "pier.md"), typed, frozenset(typed))
    return options.look


def test_a_file_is_judged_and_kept(folder: Path) -> None:
    lora = look(folder, "ink.safetensors:0.7").lora
    assert lora.strength == 0.7 and look(folder, "ink.safetensors").lora.strength == 1
    assert lora.file == LoraFile(
        digest=digest_of(DATA), num_bytes=len(DATA), rank=2, base="sdxl_base_v1-0"
    )
    home = Home.find()
    objects = open_objects(home.objects_url, home.scratch / "copies")
    assert objects.local(LOCAL_TENANT, lora.file.digest).read_bytes() == DATA


@pytest.mark.parametrize(
    ("named", "more", "said", "code"),
    [
        ("none.safetensors", {}, "there is no file", "NOT_READABLE"),
        ("pier.md", {}, "no safetensors", "BAD_LORA"),
        ("ink.safetensors:3", {}, "3 is no strength", "INVALID_INPUT"),
        ("ink.safetensors", {"image_model": ""}, "drawn by no LoRA", "INVALID_INPUT"),
        ("ink.safetensors", {"image_model": "preview-images"}, "is not for", "STYLE_INCOMPATIBLE"),
    ],
)
def test_what_cannot_be_drawn_is_refused(
    folder: Path, named: str, more: dict[str, Any], said: str, code: str
) -> None:
    with pytest.raises(InputError, match=said) as caught:
        look(folder, named, **more)
    assert (caught.value.code, caught.value.field in ("lora", "style")) == (code, True)
    assert caught.value.remedy
