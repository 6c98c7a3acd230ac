"""Guards what is promised to clients while processes die under load: accepted once, told once."""

import asyncio

import pytest

from tests.e2e.loading import Load
from tests.e2e.serving import Service

pytestmark = [pytest.mark.slow, pytest.mark.timeout(300)]


def test_under_load_no_run_is_lost_and_no_event_missed_or_doubled(service: Service) -> None:
    key = service.asked("POST", "/keys", json={"name": "load", "per_minute": 1_000_000})["key"]
    load = Load(Service(service.process, service.url, key))
    asyncio.run(load.run(4, 12.0, "api.server", "/bin/postgres"))
    assert load.broken > 0
    assert len(load.accepted) > 40
    assert len(set(load.accepted.values())) == len(load.accepted)
    runs = load.runs()
    assert runs.keys() == set(load.accepted.values())
    for seen in load.seen.values():
        assert seen == list(range(1, len(seen) + 1))
    assert {runs[run] for run in load.seen} == {"succeeded"}
