"""Guards values between steps: small ones inline, large ones as objects, both as they were."""

from pathlib import Path
from typing import Any

import pytest

from actors.values import INLINE_BYTES, REFERENCE, Held, Values
from media.ids import LOCAL_TENANT
from pipelines.node import Output
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
    assert packed["small"] == outputs["small"]
    assert list(packed["large"]) == [REFERENCE]
    unpacked = values.unpack(packed)
    assert {port: held.value() for port, held in unpacked.items()} == outputs
    assert unpacked["large"].size == len(LARGE)
    assert unpacked["large"].item(3) == LARGE[3]
    assert unpacked["small"].size is None


def test_outputs_are_present_while_every_object_they_name_is(
    values: Values, tmp_path: Path
) -> None:
    packed = values.pack(Ports(large=LARGE))
    assert values.present(packed) and values.present({"small": 1})
    for path in (tmp_path / "objects").glob("*/??/*"):
        path.unlink()
    assert not values.present(packed)
    with pytest.raises(ObjectMissing):
        values.unpack(packed)


def test_what_is_held_can_be_changed_by_who_takes_it_and_stays() -> None:
    held = Held([{"a": 1}])
    held.value()[0]["a"] = 2
    held.item(0)["a"] = 3
    assert held.value() == [{"a": 1}]
