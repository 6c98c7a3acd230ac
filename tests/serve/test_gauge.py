"""Guards what a replica keeps of its card, and what it says of memory that ran out."""

import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from models.catalog.row import Card, Engine
from models.setup import Maker
from models.weights import measured
from pipelines.orders import Fault, Outcome
from serve.gauge import Gauge

GB = 10**9
ROW = Engine(
    id="toy", modality="toy", target="x:Y.z", licence="-", runs="serve",
    gpu=Card(memory_gb=7, peak_gb=9.5),
)  # fmt: skip
MADE = Outcome(
    value="1",
    made_by=Maker(engine="toy", revision=1, source="", commit="", weights="", device="NVIDIA L4"),
)


class Measuring:
    """An engine that says what it took."""

    def __init__(self) -> None:
        self.peak_gb = 8.0
        self.eased: tuple[str, ...] = ()

    def measured_peak_gb(self) -> float:
        return self.peak_gb

    def take_eased(self) -> tuple[str, ...]:
        return self.eased


@pytest.fixture(autouse=True)
def card(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, float]:
    """A torch that says what it is told to say."""
    monkeypatch.setenv("KINORA_WEIGHTS", str(tmp_path))
    says = {"allocated": 7.2 * GB, "most": 8.4 * GB}
    cuda = SimpleNamespace(
        is_available=lambda: True,
        memory_allocated=lambda: says["allocated"],
        max_memory_allocated=lambda: says["most"],
        get_device_name=lambda: "NVIDIA L4",
    )
    monkeypatch.setitem(sys.modules, "torch", SimpleNamespace(cuda=cuda))
    return says


def test_what_is_taken_once_warm_and_at_work_is_kept(card: dict[str, float]) -> None:
    gauge = Gauge(ROW, object())
    [seen] = measured.measured(ROW)
    assert (seen.card, seen.resident_gb, seen.peak_gb) == ("NVIDIA L4", 7.2, 8.4)
    card["most"] = 9.7 * GB
    gauge.told([MADE])
    assert measured.needed_gb(ROW) == 10.2


def test_an_engine_that_knows_more_is_asked_itself() -> None:
    engine = Measuring()
    gauge = Gauge(ROW, engine)
    assert measured.needed_gb(ROW) == 8.5
    engine.peak_gb = 11.0
    gauge.look()
    assert measured.needed_gb(ROW) == 11.5


def test_nothing_is_written_as_long_as_nothing_grows(monkeypatch: pytest.MonkeyPatch) -> None:
    kept: list[float] = []

    def keep(_row: Engine, _card: str, _resident_gb: float, peak_gb: float) -> None:
        kept.append(peak_gb)

    monkeypatch.setattr("serve.gauge.keep", keep)
    engine = Measuring()
    gauge = Gauge(ROW, engine)
    for peak_gb in (8.0, 8.05, 9.0, 9.0):
        engine.peak_gb = peak_gb
        gauge.look()
    assert kept == [8.0, 9.0]


@pytest.mark.parametrize("gpu", [None, Card(memory_gb=90, num_gpus=2)])
def test_what_one_number_cannot_say_is_not_kept(gpu: Card | None) -> None:
    row = ROW.model_copy(update={"gpu": gpu})
    Gauge(row, Measuring())
    assert measured.measured(row) == ()


def test_a_folder_that_cannot_be_written_costs_no_result(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("KINORA_WEIGHTS", str(tmp_path / "file"))
    assert Gauge(ROW, Measuring()).told([MADE]) == [MADE]


def test_results_say_what_was_done_for_want_of_memory() -> None:
    engine = Measuring()
    gauge = Gauge(ROW, engine)
    assert gauge.told([MADE]) == [MADE]
    engine.eased = ("tiles",)
    failed = Outcome(fault=Fault(code="X", message="x"))
    told = gauge.told([MADE, failed])
    assert told[0].made_by is not None and told[0].made_by.eased == ("tiles",)
    assert told[1] == failed
