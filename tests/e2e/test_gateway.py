"""Guards deployed flows on a running service: called, answered, asked for, with a bound key."""

import httpx
import pytest

from tests.api.worlds import DOUBLED
from tests.e2e.kinora import DEADLINE_S
from tests.e2e.serving import Service

pytestmark = [pytest.mark.slow, pytest.mark.timeout(600)]


def test_a_deployed_flow_answers_a_bound_key(service: Service) -> None:
    ours = service.tenant("gateway")
    ours.asked("POST", "/apis", json={"slug": "doubled", "name": "Doubled", "flow": DOUBLED})
    key = ours.asked("POST", "/keys", json={"name": "client", "apis": ["doubled"]})["key"]
    with httpx.Client(
        base_url=f"{service.url}/v1",
        headers={"Authorization": f"Bearer {key}"},
        timeout=DEADLINE_S,
    ) as client:
        answer = client.post("/apis/doubled", json={"number": 4})
        assert answer.status_code == 200, answer.text
        assert answer.json()["outputs"] == {"number": 4.0, "doubled": 8.0}
        assert answer.json()["progress"] == {"done": 2, "known": 2}

        later = client.post("/apis/doubled", json={}, headers={"Prefer": "respond-async"})
        assert later.status_code == 202
        job = f"{service.url}{later.headers['Location']}"
        waited = client.post("/apis/doubled", json={"number": 5}, params={"wait": 10})
        assert waited.json()["outputs"]["doubled"] == 10.0
        assert client.get(job).json()["state"] in ("queued", "running", "succeeded")
        assert client.get("/runs").status_code == 403
