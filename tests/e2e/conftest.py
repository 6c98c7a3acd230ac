"""A service for the tests of a module: database, Ray, executor and API of its own."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.e2e.serving import Service, up


@pytest.fixture(scope="module")
def service(open_folder: Path, request: pytest.FixtureRequest) -> Iterator[Service]:
    folder = open_folder / request.module.__name__
    folder.mkdir()
    with up(folder) as service:
        yield service
