"""Samples of every form, made once."""

from pathlib import Path

import pytest

from tests.media.intake.samples import made
from tests.media.intake.world import Door


@pytest.fixture(scope="session")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    return made(tmp_path_factory.mktemp("intake"))


@pytest.fixture
def door(tmp_path: Path) -> Door:
    return Door(tmp_path)
