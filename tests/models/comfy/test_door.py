"""Guards the door: a wrong workflow or mapping is said with the row and the field."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from media.errors import EngineUnavailable, InputError
from models.catalog.live import is_live
from models.catalog.lookup import identity_of
from models.catalog.row import Engine
from models.catalog.rows import USERS_ROWS, engines
from models.comfy.door import lacking
from models.setup import made, setup_of
from tests.models.comfy import flows
from tests.models.comfy.fake import FakeComfy

Rows = Callable[..., Engine]
Make = Callable[..., Any]
EDITOR = {"nodes": [{"id": 3, "type": "KSampler"}], "links": [], "version": 0.4}


@pytest.mark.parametrize(
    ("family", "workflow", "inputs", "more", "field", "said"),
    [
        ("comfy-image", EDITOR, flows.IMAGE, {}, "options.workflow", "Export \\(API\\)"),
        ("comfy-image", {}, flows.IMAGE, {}, "options.workflow", "is empty"),
        ("comfy-image", {"3": {"inputs": {}}}, {}, {}, "options.workflow", "class_type"),
        ("comfy-image", {"3": 1}, {}, {}, "options.workflow", "no node"),
        ("comfy-image", None, {**flows.IMAGE, "seed": "33.seed"}, {}, "options.inputs.seed",
         "no node 33 .*: it has 3 \\(KSampler\\), 4"),
        ("comfy-image", None, {**flows.IMAGE, "seed": "3.sed"}, {}, "options.inputs.seed",
         "no input sed at the node 3 \\(KSampler\\) .*: it has cfg"),
        ("comfy-image", None, {**flows.IMAGE, "seed": "3"}, {}, "options.inputs.seed.0.node", ""),
        ("comfy-image", None, {"seed": "3.seed"}, {}, "options.inputs.prompt", "prompt goes"),
        ("comfy-image", None, {**flows.IMAGE, "image": "6.text"}, {}, "options.inputs.image",
         "no argument"),
        ("comfy-image", None, flows.IMAGE, {"output": "99"}, "options.output", "no node 99"),
        ("comfy-image", None, flows.IMAGE, {"server": "here:8188"}, "options.server", "http"),
        ("comfy-image", None, flows.IMAGE, {"server": "http://u:p@h:1"}, "options.server", "key"),
        ("comfy-image", None, flows.IMAGE, {"sampler": "x"}, "options.sampler", ""),
        ("comfy-inpaint", flows.holed(True), {**flows.MASK, "mask": []}, {}, "options.inputs.mask",
         "holed"),
        ("comfy-edit", flows.edited(),
         {**flows.EDIT, "image": {"node": "10.image", "upload": "holed"}}, {},
         "options.inputs.image", "no holes"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_with_the_row_and_the_field(
    row_of: Rows,
    family: str,
    workflow: dict[str, Any] | None,
    inputs: dict[str, Any],
    more: dict[str, Any],
    field: str,
    said: str,
) -> None:
    workflow = flows.TEXT_TO_IMAGE if workflow is None else workflow
    row = row_of(family, workflow, inputs, **{"output": "9", **more})
    with pytest.raises(InputError, match=f"mine.*{said}") as wrong:
        made(setup_of(row, "cpu"))
    assert wrong.value.field == field


def test_two_nodes_of_one_title_are_told_apart_by_their_ids(row_of: Rows) -> None:
    workflow = flows.changed()
    workflow["7"]["_meta"] = {"title": "Prompt"}
    inputs = {**flows.IMAGE, "avoid": "7.text"}
    with pytest.raises(InputError, match=r"2 nodes titled Prompt .*: name one by its id: 6, 7"):
        made(setup_of(row_of("comfy-image", workflow, inputs, output="9"), "cpu"))


def test_a_workflow_that_is_changed_is_read_again_and_is_another_engine(
    row_of: Rows, tmp_path: Path
) -> None:
    before = row_of("comfy-image", flows.TEXT_TO_IMAGE, flows.IMAGE, output="9")
    assert is_live(before)
    assert before.options["workflow"] == flows.TEXT_TO_IMAGE
    changed = flows.changed(n20=("LoraLoader", {"lora_name": "ink"}))
    (tmp_path / "mine" / "workflow.json").write_text(json.dumps(changed))
    after = next(one for one in engines() if one.id == "mine")
    assert after.options["workflow"] == changed
    assert identity_of(before) != identity_of(after)


@pytest.mark.parametrize("text", [None, "{", "[1]"])
def test_a_workflow_that_cannot_be_read_is_said_with_its_row(
    row_of: Rows, tmp_path: Path, text: str | None
) -> None:
    row_of("comfy-image", flows.TEXT_TO_IMAGE, flows.IMAGE, output="9")
    path = tmp_path / "mine" / "workflow.json"
    path.unlink() if text is None else path.write_text(text)
    with pytest.raises(InputError, match="mine: workflow"):
        engines()


def test_a_check_asks_the_server_for_its_nodes(row_of: Rows, comfy: FakeComfy) -> None:
    row = row_of("comfy-image", flows.TEXT_TO_IMAGE, flows.IMAGE, output="9")
    assert lacking(setup_of(row, "cpu")) == []
    fancy = flows.changed(n20=("Fancy/Node", {}))
    (lack,) = lacking(setup_of(row_of("comfy-image", fancy, flows.IMAGE, output="9"), "cpu"))
    assert "Fancy/Node" in lack.what
    gone = row_of(
        "comfy-image", flows.TEXT_TO_IMAGE, flows.IMAGE, output="9", server="http://127.0.0.1:9"
    )
    (lack,) = lacking(setup_of(gone, "cpu"))
    assert "127.0.0.1:9" in lack.what
    assert is_live(gone)


def test_a_key_that_is_not_there_is_named(row_of: Rows) -> None:
    row = row_of("comfy-image", flows.TEXT_TO_IMAGE, flows.IMAGE, output="9", key_env="NO_SUCH")
    with pytest.raises(EngineUnavailable, match="export NO_SUCH"):
        made(setup_of(row, "cpu"))


def test_the_example_is_a_row(monkeypatch: pytest.MonkeyPatch) -> None:
    path = flows.EXAMPLES / "models.yaml"
    monkeypatch.setenv(USERS_ROWS, str(path))
    (told,) = yaml.safe_load(path.read_text())["engines"]
    row = next(one for one in engines() if one.id == told["id"])
    assert made(setup_of(row, "cpu")).form.output == "9"
