"""Guards what is kept of what engines were seen to take."""

import threading
from pathlib import Path

import pytest

from models.catalog.row import Card, Engine
from models.weights import measured

ROW = Engine(
    id="toy", modality="toy", target="x:Y.z", licence="-", gpu=Card(memory_gb=7, peak_gb=9.5)
)


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("KINORA_WEIGHTS", str(tmp_path))
    return tmp_path


def test_nothing_is_known_of_what_was_never_seen() -> None:
    assert measured.measured(ROW) == ()
    assert measured.needed_gb(ROW) == 0.0


def test_the_most_that_was_seen_stays() -> None:
    for resident_gb, peak_gb in ((7.1, 9.0), (7.0, 9.64), (7.0, 8.0)):
        measured.keep(ROW, "NVIDIA L4", resident_gb, peak_gb)
    [seen] = measured.measured(ROW)
    assert (seen.card, seen.resident_gb, seen.peak_gb) == ("NVIDIA L4", 7.1, 9.64)
    # CUDA's own half included, in tenths.
    assert measured.needed_gb(ROW) == 10.2


def test_each_kind_of_card_has_its_own_and_the_largest_counts() -> None:
    measured.keep(ROW, "NVIDIA L4", 7.0, 9.0)
    measured.keep(ROW, "NVIDIA H100", 7.0, 9.9)
    measured.keep(ROW.model_copy(update={"id": "other"}), "NVIDIA H100", 7.0, 30.0)
    assert {one.card for one in measured.measured(ROW)} == {"NVIDIA L4", "NVIDIA H100"}
    assert measured.needed_gb(ROW) == 10.4


def test_of_a_row_that_changed_nothing_is_known() -> None:
    measured.keep(ROW, "NVIDIA L4", 7.0, 9.0)
    changed = ROW.model_copy(update={"revision": 2})
    assert measured.measured(changed) == ()
    measured.keep(changed, "NVIDIA L4", 5.0, 6.0)
    assert measured.needed_gb(changed) == 6.5
    assert measured.needed_gb(ROW) == 0.0


def test_a_damaged_file_is_as_none_and_is_mended(home: Path) -> None:
    (home / measured.NAME).write_text("{")
    assert measured.needed_gb(ROW) == 0.0
    measured.keep(ROW, "NVIDIA L4", 7.0, 9.0)
    assert measured.needed_gb(ROW) == 9.5


def test_replicas_that_write_at_once_lose_nothing() -> None:
    rows = [ROW.model_copy(update={"id": f"toy-{number}"}) for number in range(12)]
    writers = [
        threading.Thread(target=measured.keep, args=(row, "NVIDIA L4", 1.0, 2.0)) for row in rows
    ]
    for one in writers:
        one.start()
    for one in writers:
        one.join()
    assert [measured.needed_gb(row) for row in rows] == [2.5] * 12
