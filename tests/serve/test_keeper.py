"""Guards that replicas at work stay where they are until the catalog changes."""

from collections.abc import Callable
from pathlib import Path

import pytest

from models.catalog.row import Card, Engine
from models.weights import measured
from serve.packing.cards import parse_gpus

ROW = Engine(
    id="toy", modality="toy", target="x:Y.z", licence="-", runs="serve",
    gpu=Card(memory_gb=7, peak_gb=9.5),
)  # fmt: skip


@pytest.fixture
def deployed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Callable[[list[Engine]], list[tuple[str, float]]]:
    """What a keeper of one L4 wants served, of rows."""
    # What Ray's own modules deprecate comes up as they are imported.
    from serve import keeper
    from serve.app import Application

    wanted: list[Application] = []

    def whole(_row: Engine) -> bool:
        return True

    def deploy(_keeper: keeper.Keeper, one: Application) -> None:
        wanted.append(one)

    monkeypatch.setenv("KINORA_WEIGHTS", str(tmp_path))
    monkeypatch.setattr(keeper, "is_whole", whole)
    monkeypatch.setattr(keeper.Keeper, "_deploy", deploy)
    kept = keeper.Keeper(parse_gpus("1xL4"))

    def of(rows: list[Engine]) -> list[tuple[str, float]]:
        monkeypatch.setattr(keeper, "engines", lambda: rows)
        wanted.clear()
        kept.reconcile()
        return [(one.name, one.num_gpus) for one in wanted]

    return of


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_replicas_at_work_are_planned_anew_at_the_next_change_alone(
    deployed: Callable[[list[Engine]], list[tuple[str, float]]],
) -> None:
    assert deployed([ROW]) == [("toy", 0.4)]
    measured.keep(ROW, "NVIDIA L4", 7.0, 12.4)
    assert deployed([ROW]) == [("toy", 0.4)]
    other = ROW.model_copy(update={"id": "other", "gpu": Card(memory_gb=2)})
    assert deployed([ROW, other]) == [("toy", 0.55), ("other", 0.1)]
