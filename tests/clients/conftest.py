"""Both clients, a service that behaves badly, and the real one."""

from collections.abc import Iterator

import pytest

from tests.clients.scripted import Scripted, scripted
from tests.clients.speaking import KINDS, Speaker


@pytest.fixture
def server() -> Iterator[Scripted]:
    with scripted() as script:
        yield script


@pytest.fixture(params=KINDS)
def speaker(request: pytest.FixtureRequest, server: Scripted) -> Iterator[Speaker]:
    with Speaker(request.param, server.url) as one:
        yield one
