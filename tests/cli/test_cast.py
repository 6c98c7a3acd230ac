"""Guards who appears in a film, as the command line and the settings have it."""

from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pytest

from cli.options import project_options
from media.errors import InputError
from models.catalog.own import USERS_ROWS
from pipelines.productions.options import FilmOptions
from tests.provider import row, write_rows

SCRIPT = """---
models: {image: preview-images, image_edit: editor}
cast:
  Mara: {phrase: a tall woman with red hair, pictures: [mara.png]}
  the keeper: an old man in a blue coat
---
# Title

Mara waits.
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("KINORA_HOME", str(tmp_path / "home"))
    monkeypatch.chdir(tmp_path)
    editor = row("editor", "https://shop.example") | {
        "modality": "image_edit", "options": {"edits_by": "instruction", "max_references": 3},
    }  # fmt: skip
    write_rows(tmp_path / "models.yaml", [editor])
    monkeypatch.setenv(USERS_ROWS, str(tmp_path / "models.yaml"))
    for name in ("mara", "side"):
        cv2.imwrite(f"{name}.png", np.full((16, 24, 3), len(name) * 40, np.uint8))
    (tmp_path / "story.md").write_text(SCRIPT)
    return tmp_path


def options(folder: Path, *cast: str, **typed: Any) -> FilmOptions:
    typed |= {"height": 360, "cast": list(cast)}
    return project_options(str(folder / "story.md"), typed, frozenset({"cast"}))[1]


def test_settings_say_who_appears(folder: Path) -> None:
    cast = options(folder).cast
    assert cast["the keeper"].phrase == "an old man in a blue coat"
    assert [picture.width for picture in cast["Mara"].pictures] == [24]


def test_typed_pictures_stand_in_place_of_those_of_settings(folder: Path) -> None:
    cast = options(folder, "Mara=mara.png, side.png", "girl=side.png").cast
    assert [len(cast[name].pictures) for name in ("Mara", "girl", "the keeper")] == [2, 1, 0]
    assert cast["Mara"].phrase == "a tall woman with red hair"


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("Mara", "INVALID_INPUT"), ("=mara.png", "INVALID_INPUT"), ("Mara=", "INVALID_INPUT"),
        ("Mara=story.md", "BAD_PICTURE"), ("Mara=a,b,c,d,e", "TOO_MANY"),
    ],
)  # fmt: skip
def test_what_names_nobody_or_no_picture_is_refused(folder: Path, typed: str, code: str) -> None:
    with pytest.raises(InputError) as raised:
        options(folder, typed)
    assert raised.value.code == code and (raised.value.field or "").startswith("cast")


@pytest.mark.parametrize("models", ["{}", "{image: preview-images}", "{video: preview-videos}"])
def test_pictures_that_nobody_looks_at_are_refused(folder: Path, models: str) -> None:
    (folder / "story.md").write_text(f"---\nmodels: {models}\n---\n# Title\n\nMara waits.\n")
    with pytest.raises(InputError, match="looks at") as raised:
        options(folder, "Mara=mara.png")
    assert (raised.value.field, raised.value.code) == ("cast", "NOBODY_LOOKS")


def test_an_editor_has_to_have_something_to_edit(folder: Path) -> None:
    (folder / "story.md").write_text("---\nmodels: {image_edit: editor}\n---\nMara waits.\n")
    with pytest.raises(InputError) as raised:
        options(folder)
    assert (raised.value.field, raised.value.code) == ("models.image", "NOBODY_DRAWS")


def test_a_video_model_is_chosen_on_the_command_line(folder: Path) -> None:
    chosen = options(folder, video_model="preview-videos")
    assert chosen.models["video"] == "preview-videos"
