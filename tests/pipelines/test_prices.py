"""Guards prices in estimates: what the engines of a flow cost, before anything runs."""

from pathlib import Path

import pytest

from models.catalog.rows import USERS_ROWS
from pipelines.estimate import estimate
from pipelines.foresight import foreseen
from tests.actors.flows import flow, node
from tests.provider import row, write_rows


@pytest.fixture(autouse=True)
def priced(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    price = {"call_micros": 10_000, "per": {"seconds": 2_000}}
    engine = row("films", "https://shop.example", price=price) | {"modality": "video"}
    write_rows(tmp_path / "models.yaml", [engine])
    monkeypatch.setenv(USERS_ROWS, str(tmp_path / "models.yaml"))


def test_a_price_counts_each_step_and_each_second() -> None:
    document = flow(
        node("many", "flow.items", items=["sea", "wood", "city"]),
        node("shots", "video.generate", seconds=4.0, each="many.items"),
        node("one", "video.generate", prompt="a boat", seconds=2.0),
        node("draw", "sample.photo"),
        edges=[("many.items", "shots.prompt")],
    )
    found = estimate(foreseen(document, {}), {}, 2)
    prices = {row.node: row.micros for row in found.nodes}
    assert prices == {"many": 0, "shots": 3 * 18_000, "one": 14_000, "draw": 0}
    assert found.micros == 68_000
