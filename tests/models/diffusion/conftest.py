"""Engines with tiny models: each is saved once a session, and loaded by the code that loads any."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

os.environ["HF_HUB_OFFLINE"] = "1"

torch = pytest.importorskip("torch")
pytest.importorskip("diffusers")

from models.catalog.row import Engine, Weights  # noqa: E402
from models.setup import Setup, made  # noqa: E402
from tests.fakes import FolderWorkspace  # noqa: E402
from tests.models.diffusion import tiny  # noqa: E402

Build = Callable[..., Any]
HERE = Path(__file__).parent


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What libraries deprecate among themselves is not ours to mend."""
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.filterwarnings("ignore::DeprecationWarning"))
            item.add_marker(pytest.mark.filterwarnings("ignore::FutureWarning"))


@pytest.fixture(scope="session", autouse=True)
def one_thread() -> None:
    torch.set_num_threads(1)


@pytest.fixture(scope="session")
def folder_of(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    """The folder of a tiny pipeline of `tiny`, by its function's name."""
    known: dict[str, Path] = {}

    def of(name: str) -> Path:
        if name not in known:
            known[name] = tiny.saved(getattr(tiny, name), tmp_path_factory.mktemp(name))
        return known[name]

    return of


@pytest.fixture(scope="session")
def build(folder_of: Callable[[str], Path]) -> Build:
    """A fresh engine of a family with the weights of a tiny pipeline."""

    def of(
        family: str, tiny_name: str, loras: dict[str, Path] | None = None, **options: Any
    ) -> Any:
        row = Engine(
            id="tiny",
            family=family,
            weights=Weights(source="here"),
            licence="-",
            options=options,
            defaults={"steps": 3},
        )
        folder = folder_of(tiny_name)
        return made(Setup(row=row, folder=folder, loras=loras or {}))

    return of


@pytest.fixture
def work(tmp_path: Path) -> FolderWorkspace:
    return FolderWorkspace(tmp_path / "work")
