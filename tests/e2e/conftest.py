"""A service for the tests of a module: database, Ray, executor and API of its own."""

import json
import signal
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.e2e.kinora import DEADLINE_S, Kinora
from tests.e2e.serving import Service


@pytest.fixture(scope="module")
def service(open_folder: Path, request: pytest.FixtureRequest) -> Iterator[Service]:
    folder = open_folder / request.module.__name__
    folder.mkdir()
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    process = Kinora(folder).command("up", "--port", str(port), "--json")
    assert process.stdout is not None
    line = process.stdout.readline()
    assert line, process.communicate(timeout=DEADLINE_S)[1]
    told = json.loads(line)
    yield Service(process, told["url"], told["key"])
    process.send_signal(signal.SIGINT)
    _, errors = process.communicate(timeout=DEADLINE_S)
    assert process.returncode == 0, errors
