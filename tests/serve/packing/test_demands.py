"""Guards how what was measured changes what is asked for."""

from pathlib import Path

import pytest

from models.catalog.row import Card, Engine
from models.weights import measured
from serve.packing.cards import parse_gpus
from serve.packing.demands import planned


def row(name: str, peak_gb: float) -> Engine:
    return Engine(
        id=name, modality=name, target="x:Y.z", licence="-", runs="serve",
        gpu=Card(memory_gb=peak_gb / 2, peak_gb=peak_gb),
    )  # fmt: skip


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KINORA_WEIGHTS", str(tmp_path))


def test_more_than_was_declared_is_planned_for_and_said() -> None:
    toy = row("toy", 9.5)
    measured.keep(toy, "NVIDIA L4", 7.0, 9.7)
    [placed] = planned([toy], parse_gpus("1xL4")).placements
    assert placed.num_gpus == 0.45
    assert placed.reason.startswith("10.2 GB (declared 9.5, measured 10.2) are 0.45 of a card")


def test_less_than_was_declared_changes_nothing() -> None:
    toy = row("toy", 9.5)
    before = planned([toy], parse_gpus("1xL4"))
    measured.keep(toy, "NVIDIA L4", 3.0, 4.0)
    assert planned([toy], parse_gpus("1xL4")) == before


def test_what_was_measured_turns_no_model_away() -> None:
    toy, other = row("toy", 12), row("other", 12)
    measured.keep(toy, "NVIDIA L4", 7.0, 15.0)
    assert [one.num_gpus for one in planned([toy, other], parse_gpus("1xL4")).placements] == [
        0.5, 0.5,
    ]  # fmt: skip
    measured.keep(toy, "NVIDIA L4", 7.0, 200.0)
    assert not planned([toy], parse_gpus("1xL4")).refused
    assert planned([toy, other], parse_gpus("1xL4,1xH200")).refused == ()
