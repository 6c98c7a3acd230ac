"""Guards the catalog as it is written: every row and family holds to its form and to its word."""

import importlib
from importlib.util import find_spec
from typing import Any

import pytest
import yaml

from cli.models.schema import CatalogFile
from models.catalog import family, rows
from models.catalog.family import Family, checked, kinoras
from models.catalog.row import Engine

ROWS = [Engine(**fields) for fields in rows.document()["engines"]]
OF_FAMILIES = [row for row in ROWS if row.family]
FAMILIES = list(kinoras().values())
MODALITIES = {
    "speech", "speech_clone", "director", "panel", "music", "ambience", "image", "image_edit",
    "image_inpaint", "image_upscale", "segmentation", "video", "video_from_image", "video_extend",
    "video_edit", "video_upscale", "video_segmentation", "face_swap", "video_translate",
    "transcription", "alignment", "language", "embedding", "sound",
}  # fmt: skip
LOCAL_SOURCES = ("/", "file:", ".")


def test_the_files_hold_to_the_schema() -> None:
    written: dict[str, Any] = rows.document()
    assert set(written) == {"engines", "builds"}
    families = yaml.safe_load(family.FILE.read_text("utf-8"))["families"]
    named = {name: {"id": name, **fields} for name, fields in families.items()}
    CatalogFile.model_validate({"engines": written["engines"], "families": named})


def test_rows_together_make_sense() -> None:
    assert len({row.id for row in ROWS}) == len(ROWS)
    rows.check({row.id: row for row in ROWS}, ())
    checked()


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.id)
def test_a_row_does_what_there_is_a_protocol_for(row: Engine) -> None:
    assert set(row.does) <= MODALITIES
    assert row.licence.strip() and row.licence != "not stated"


@pytest.mark.parametrize("row", OF_FAMILIES, ids=lambda row: row.id)
def test_a_row_of_a_family_says_where_its_weights_are_and_what_it_holds(row: Engine) -> None:
    if row.weights is not None:
        assert not row.weights.source.startswith(LOCAL_SOURCES)
        assert row.weights.revision or not row.weights.source.startswith("hub:")
        assert row.gpu is not None or row.memory_gb > 0


@pytest.mark.parametrize("known", FAMILIES, ids=lambda known: known.id)
def test_the_code_of_a_family_is_there_or_what_it_needs_is_not(known: Family) -> None:
    lacking = [name for name in known.packages if find_spec(name) is None]
    module, _, name = known.engine.partition(":")
    assert find_spec(module) is not None, f"{module} is not there"
    assert not known.packages or known.extra
    if lacking:
        pytest.skip(f"needs {', '.join(lacking)}")
    cls = getattr(importlib.import_module(module), name)
    assert all(callable(getattr(cls, method)) for method in known.does.values())
