"""Guards what lies around requests: how they are counted for Prometheus, and their headers."""

from typing import Any

import httpx
from prometheus_client import CollectorRegistry

from api.metering import Meter
from api.settings import MAX_BODY_BYTES
from tests.api.conftest import Api


async def _counted(operator: Api) -> str:
    answer = await operator.client.get(
        "/metrics", headers={"Authorization": f"Bearer {operator.key}"}
    )
    assert answer.status_code == 200
    return answer.text


async def test_requests_are_counted_by_the_pattern_of_their_path(operator: Api) -> None:
    for path in ("/runs/" + "0" * 32, "/runs/" + "1" * 32, "/nothing/at/all"):
        assert (await operator("GET", path)).status_code == 404
    said = await _counted(operator)
    sent = 'http_request_method="GET",http_response_status_code="404"'
    for route, number in (("/v1/runs/{id}", 2.0), ("", 1.0)):
        assert (
            f'http_server_request_duration_seconds_count{{{sent},http_route="{route}",'
            f'url_scheme="http"}} {number}\n'
        ) in said
    assert 'http_server_active_requests{http_request_method="GET",url_scheme="http"} 1.0' in said


def test_a_method_of_ones_own_is_no_series_of_its_own() -> None:
    meter = Meter(CollectorRegistry())
    for method in ("BREW", "MELT"):
        scope: dict[str, Any] = {"method": method, "path": "/v1/pots", "scheme": "http"}
        assert meter.begin(scope).end(404) >= 0
    (family,) = meter.active.collect()
    assert [sample.labels["http_request_method"] for sample in family.samples] == ["_OTHER"]


async def test_every_answer_says_what_is_safe_once(ours: Api) -> None:
    big = b"x" * (MAX_BODY_BYTES + 1)
    for answer in (
        await ours("GET", "/me"),
        await ours("GET", "/nothing"),
        await ours("POST", "/runs", content=big, headers={"X-Request-ID": "one-of-mine"}),
    ):
        _check_headers(answer)
    assert (answer.status_code, answer.headers["x-request-id"]) == (413, "one-of-mine")


def _check_headers(answer: httpx.Response) -> None:
    for name, value in (("x-content-type-options", "nosniff"), ("x-frame-options", "DENY")):
        assert answer.headers.get_list(name) == [value]
    assert len(answer.headers.get_list("cache-control")) == 1
    assert answer.headers.get_list("content-type") == ["application/json"]
    assert answer.headers.get_list("content-length") == [str(len(answer.content))]
    assert len(answer.headers.get_list("x-request-id")) == 1


async def test_a_session_opens_what_a_key_does(operator: Api) -> None:
    document = (await operator.got("/openapi.json"))["paths"]
    assert document["/v1/me"]["get"]["security"] == [{"key": ["read"]}, {"session": ["read"]}]
    assert "security" not in document["/v1/sessions"]["post"]
