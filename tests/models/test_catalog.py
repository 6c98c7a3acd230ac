"""Guards the catalog: rows of a user's own come first, and what is wrong with them is said."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from media.errors import EngineUnavailable, InputError
from models.catalog.lookup import chain, engine_for, identities, identity
from models.catalog.row import Price
from models.catalog.rows import USERS_ROWS, engines

TASK = {"id": "own", "modality": "speech", "target": "own:say", "revision": 3, "licence": "-"}


def write(monkeypatch: pytest.MonkeyPatch, folder: Path, *rows: dict[str, Any]) -> None:
    path = folder / "models.yaml"
    path.write_text(yaml.safe_dump({"engines": list(rows)}))
    monkeypatch.setenv(USERS_ROWS, str(path))


def test_a_users_row_goes_first_and_may_be_named(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    assert engine_for("speech").id == "preview-speech"
    write(monkeypatch, tmp_path, TASK | {"fallback": ["preview-speech"]})
    assert [engine.id for engine in chain("speech")] == ["own", "preview-speech"]
    assert engine_for("speech", "preview-speech").id == "preview-speech"
    assert identity("speech") == "own@3"
    assert identity("speech", "preview-speech").startswith("preview-speech@")


def test_a_users_row_takes_a_name_over(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    assert engine_for("image", "gpt-image-1").id == "preview-images"
    picture = TASK | {"modality": "image", "aliases": ["gpt-image-1"]}
    write(monkeypatch, tmp_path, picture)
    assert engine_for("image", "gpt-image-1").id == "own"
    write(monkeypatch, tmp_path, picture, picture | {"id": "other"})
    with pytest.raises(InputError, match="gpt-image-1"):
        engines()


@pytest.mark.parametrize(
    "row",
    [
        {"id": "x"},
        TASK | {"target": ""},
        TASK | {"runs": "http"},
        TASK | {"colour": "red"},
        TASK | {"fallback": ["nobody"]},
        TASK | {"fallback": ["preview-music"]},
    ],
)
def test_a_wrong_row_is_refused(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, row: dict[str, Any]
) -> None:
    write(monkeypatch, tmp_path, row)
    with pytest.raises(InputError):
        engines()


def test_a_file_that_is_none_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv(USERS_ROWS, str(tmp_path / "nowhere.yaml"))
    with pytest.raises(InputError, match=r"nowhere\.yaml"):
        engines()


def test_what_nobody_does_is_unavailable() -> None:
    with pytest.raises(EngineUnavailable, match="video_edit"):
        engine_for("video_edit")
    with pytest.raises(EngineUnavailable, match="nobody"):
        engine_for("speech", "nobody")


def test_prices_are_rounded_up() -> None:
    price = Price(call_micros=100, per={"seconds": 333_333})
    assert price.of({"seconds": 1.5}) == 100 + 500_000
    assert price.of({}) == 100


def test_a_model_is_meant_for_what_it_can_do(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    write(monkeypatch, tmp_path, TASK)
    found = identities(("panel", "speech"), ("alignment",), "own")
    assert found["speech"] == "own@3" and found["panel"].startswith("preview-panels@")
    with pytest.raises(EngineUnavailable, match="own"):
        identities(("panel",), (), "own")
