"""Engines with tiny models: each is saved once a session, and loaded by the code that loads any."""

from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

from models.catalog.row import Engine, Weights
from models.setup import Setup, made
from tests.fakes import FolderWorkspace

HERE = Path(__file__).parent
collect_ignore_glob = [] if find_spec("diffusers") else ["test_*.py"]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What libraries deprecate among themselves is not ours to mend."""
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.filterwarnings("ignore::DeprecationWarning"))
            item.add_marker(pytest.mark.filterwarnings("ignore::FutureWarning"))
            item.add_marker(pytest.mark.filterwarnings("ignore:In CPU autocast"))


@pytest.fixture(scope="session", autouse=True)
def one_thread() -> None:
    import torch

    torch.set_num_threads(1)


@pytest.fixture(scope="session")
def folder_of(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    """The folder of a tiny pipeline, by its function's name."""
    from tests.models.diffusion import tiny, tiny_clips

    models = {**vars(tiny), **vars(tiny_clips)}
    known: dict[str, Path] = {}

    def of(name: str) -> Path:
        if name not in known:
            known[name] = tiny.saved(models[name], tmp_path_factory.mktemp(name))
        return known[name]

    return of


@pytest.fixture(scope="session")
def setup_for(folder_of: Callable[[str], Path]) -> Callable[..., Setup]:
    """What an engine of a family is made from, with the weights of a tiny pipeline."""

    def of(family: str, name: str, loras: dict[str, Path] | None = None, **options: Any) -> Setup:
        row = Engine(
            id="tiny",
            family=family,
            weights=Weights(source="here"),
            licence="-",
            options=options,
            defaults={"steps": 3},
        )
        return Setup(row=row, folder=folder_of(name), loras=loras or {})

    return of


@pytest.fixture(scope="session")
def build(setup_for: Callable[..., Setup]) -> Callable[..., Any]:
    """A fresh engine, by the same arguments."""

    def of(*given: Any, **options: Any) -> Any:
        return made(setup_for(*given, **options))

    return of


@pytest.fixture
def work(tmp_path: Path) -> FolderWorkspace:
    return FolderWorkspace(tmp_path / "work")
