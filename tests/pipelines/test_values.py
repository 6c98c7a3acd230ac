"""Guards values between steps: small ones inline, large ones as objects, both as they were."""

import json
from pathlib import Path
from typing import Any

import pytest

from media.ids import LOCAL_TENANT
from media.model import canonical_json
from pipelines.node import Output
from pipelines.ports import Sealed
from pipelines.values import INLINE_BYTES, REFERENCE, Values, packed_json
from store.objects.objects import FolderObjects, ObjectMissing

LARGE = ["word " * 20 for _ in range(INLINE_BYTES // 50)]


class Ports(Output):
    small: dict[str, Any] | None = None
    large: list[str]
    none: None = None


@pytest.fixture
def values(tmp_path: Path) -> Values:
    return Values(FolderObjects(tmp_path / "objects"), LOCAL_TENANT, tmp_path / "scratch")


def test_outputs_come_back_as_they_were(values: Values) -> None:
    outputs = {"small": {"a": [1, 2.5, None, "ü"]}, "large": LARGE, "none": None}
    packed = values.pack(Ports(**outputs))
    assert json.loads(packed["small"].text) == outputs["small"]
    assert list(json.loads(packed["large"].text)) == [REFERENCE]
    assert list(json.loads(packed_json(packed))) == ["small", "large", "none"]
    unpacked = values.unpack(json.loads(packed_json(packed)))
    assert {port: held.value() for port, held in unpacked.items()} == outputs
    assert unpacked["large"].size == len(LARGE)
    assert unpacked["large"].item(3) == LARGE[3]


def test_outputs_are_present_while_every_object_they_name_is(
    values: Values, tmp_path: Path
) -> None:
    packed = values.pack(Ports(large=LARGE))
    assert values.present(packed) and values.present({"small": values.packed(1)})
    for path in (tmp_path / "objects").glob("*/??/*"):
        path.unlink()
    assert not values.present(packed)
    with pytest.raises(ObjectMissing):
        packed["large"].value()


def test_what_is_held_can_be_changed_by_who_takes_it_and_stays(values: Values) -> None:
    held = values.held([{"a": 1}])
    held.value()[0]["a"] = 2
    held.item(0)["a"] = 3
    assert held.value() == [{"a": 1}]


@pytest.mark.parametrize("items", [[], [1], ["], [", '"', "ü"], [[], {}, [{"a": [1, 2]}]], LARGE])
def test_a_list_is_taken_apart_as_it_was(values: Values, items: list[Any]) -> None:
    held = values.packed(items)
    assert held.size == len(items)
    assert [held.item(index) for index in range(held.size)] == items


def test_references_are_opened_whole_and_in_lists_and_nowhere_else(values: Values) -> None:
    long, short = values.pack_value(LARGE), {"a": "b"}
    assert json.loads(values.opened(canonical_json(long))) == LARGE
    gathered = canonical_json([short, long, short])
    assert json.loads(values.opened(gathered)) == [short, LARGE, short]
    twice = values.pack_value([long] * 100)
    assert json.loads(values.opened(canonical_json(twice))) == [LARGE] * 100
    for text in (canonical_json({"own": long}), canonical_json('{"$ref": {"digest": "x"}}')):
        assert values.opened(text) == text


def test_a_sealed_field_travels_as_it_is(values: Values) -> None:
    class Passed(Output):
        essay: Sealed[str]

    packed = values.pack_value("word " * 1000)
    output = Passed.model_validate({"essay": packed})
    assert output.essay.text == canonical_json(packed)
    assert values.pack(output)["essay"].text == canonical_json(packed)
    assert Passed.model_validate({"essay": output.essay}) == output
    assert Passed.model_json_schema()["properties"]["essay"]["type"] == "string"
