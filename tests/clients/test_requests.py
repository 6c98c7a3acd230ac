"""Guards how requests are sent, sent again and answered, against a service that behaves badly."""

import socket
from datetime import UTC, datetime

import httpx
import pytest

import kinora_client
from kinora_client import Kinora, Retries
from kinora_client._retries import retry_after
from kinora_client.models import Tenant
from tests.clients.scripted import Drop, Reply, Scripted, refusal
from tests.clients.speaking import KINDS, QUICK, Speaker

TENANT = {"id": "t", "name": "ours", "created_at": "2026-01-01T00:00:00Z"}
FOLDER = {
    "id": "f", "version": 3, "made_by": "key:1", "name": "Shots", "parent_id": None,
    "created_at": "2026-01-01T00:00:00Z", "updated_at": "2026-01-01T00:00:00Z",
}  # fmt: skip


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(("status", "code"), [(429, "RATE_LIMITED"), (503, "OVERLOADED")])
def test_a_busy_service_is_asked_again_when_it_said(
    server: Scripted, kind: str, status: int, code: str
) -> None:
    server.will(refusal(status, code, Retry_After="0"), Reply(200, TENANT))
    slow = Retries(first_s=60, longest_s=60)
    with Speaker(kind, server.url, retries=slow) as speaker:
        assert speaker(lambda it: it.tenants.current()).name == "ours"
    assert server.times[1] - server.times[0] < 20


def test_what_the_service_asks_for_goes_before_ones_own_waits() -> None:
    patient = Retries(first_s=60, longest_s=60, most_asked_s=30)
    assert [patient.wait(1, 0.5, asked) for asked in (0.0, 7.0, 30.0, 31.0)] == [0, 7, 30, None]


def test_a_wait_longer_than_one_will_wait_is_told_at_once(server: Scripted) -> None:
    server.will(refusal(429, "RATE_LIMITED", Retry_After="3600"))
    with Speaker("sync", server.url) as speaker, pytest.raises(kinora_client.RateLimited) as raised:
        speaker(lambda it: it.tenants.current())
    assert (raised.value.retry_after, len(server.asked)) == (3600.0, 1)


@pytest.mark.parametrize("trouble", [refusal(503, "OVERLOADED"), Reply(502, "<h1>"), Drop])
def test_what_passes_is_tried_again_with_the_same_key(
    server: Scripted, speaker: Speaker, trouble: Reply
) -> None:
    server.will(trouble, trouble, Reply(201, FOLDER))
    assert speaker(lambda it: it.folders.create("Shots")).id == "f"
    keys = {asked.headers["Idempotency-Key"] for asked in server.asked}
    assert (len(server.asked), len(keys)) == (3, 1)
    server.will(Reply(201, FOLDER), Reply(201, FOLDER))
    speaker(lambda it: it.folders.create("Shots"))
    speaker(lambda it: it.folders.create("Shots", idempotency_key="mine"))
    keys |= {asked.headers["Idempotency-Key"] for asked in server.asked}
    assert len(keys) == 3 and "mine" in keys


def test_patience_ends(server: Scripted, speaker: Speaker) -> None:
    server.will(*[refusal(503, "DATABASE_LOST")] * 9)
    with pytest.raises(kinora_client.ServerError) as raised:
        speaker(lambda it: it.me())
    assert (raised.value.code, raised.value.request_id, len(server.asked)) == (
        "DATABASE_LOST", "r-1", 3,
    )  # fmt: skip


def test_a_change_under_a_condition_is_not_sent_twice(server: Scripted, speaker: Speaker) -> None:
    server.will(Drop)
    with pytest.raises(kinora_client.ConnectionFailed):
        speaker(lambda it: it.folders.update("f", name="Takes", if_match='"3"'))
    assert len(server.asked) == 1
    server.will(Drop, Reply(200, FOLDER))
    assert speaker(lambda it: it.folders.update("f", name="Takes")).version == 3


def test_signing_in_is_not_sent_twice(server: Scripted, speaker: Speaker) -> None:
    server.will(Drop)
    with pytest.raises(kinora_client.ConnectionFailed):
        speaker(lambda it: it.request("POST", "/v1/sessions", json={}))
    assert len(server.asked) == 1


def test_a_deletion_that_nobody_heard_of_is_done(server: Scripted, speaker: Speaker) -> None:
    server.will(Drop, refusal(404, "NOT_FOUND"))
    speaker(lambda it: it.folders.delete("f"))
    server.will(refusal(404, "NOT_FOUND"))
    with pytest.raises(kinora_client.NotFound):
        speaker(lambda it: it.folders.delete("f"))


def test_a_first_request_under_way_is_waited_for(server: Scripted, speaker: Speaker) -> None:
    server.will(refusal(409, "IDEMPOTENCY_IN_PROGRESS"), Reply(201, FOLDER))
    assert speaker(lambda it: it.folders.create("Shots")).id == "f"


def test_a_job_that_failed_is_not_called_again(server: Scripted, speaker: Speaker) -> None:
    server.will(refusal(502, "NO_ROOM"))
    with pytest.raises(kinora_client.ServerError, match="NO_ROOM"):
        speaker(lambda it: it.apis.call("doubled", {"number": 4}))
    assert len(server.asked) == 1


@pytest.mark.parametrize("kind", KINDS)
def test_a_slow_service_is_not_waited_for(server: Scripted, kind: str) -> None:
    server.will(Reply(200, TENANT, first_s=0.2))
    options = {"timeout": 0.05, "retries": Retries(most=0)}
    with (
        Speaker(kind, server.url, **options) as speaker,
        pytest.raises(kinora_client.TimedOut) as raised,
    ):
        speaker(lambda it: it.tenants.current())
    assert isinstance(raised.value, TimeoutError)


@pytest.mark.parametrize("kind", KINDS)
def test_nobody_there_is_said_so(kind: str) -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{probe.getsockname()[1]}"
    with Speaker(kind, url) as speaker, pytest.raises(kinora_client.ConnectionFailed):
        speaker(lambda it: it.me())


@pytest.mark.parametrize(
    "reply",
    [
        Reply(200, "{half"),
        Reply(200, "<h1>Welcome</h1>", {"Content-Type": "text/html"}),
        Reply(200, {"id": 7}),
        Reply(200, "x" * 9, {"Content-Encoding": "gzip"}),
    ],
)
def test_what_is_no_answer_of_kinora_is_said_so(
    server: Scripted, speaker: Speaker, reply: Reply
) -> None:
    server.will(reply)
    with pytest.raises(kinora_client.BadAnswer):
        speaker(lambda it: it.tenants.current())


def test_what_this_release_does_not_know_is_taken(server: Scripted, speaker: Speaker) -> None:
    me = {
        "tenant_id": "t", "user_id": None, "actor": "key:1", "role": "stagehand",
        "scopes": ["fly"], "csrf_token": None, "mood": "good",
    }  # fmt: skip
    server.will(Reply(200, me))
    found = speaker(lambda it: it.me())
    assert (found.role, found.scopes, found.mood) == ("stagehand", ["fly"], "good")


def test_lists_go_on_from_page_to_page(server: Scripted, speaker: Speaker) -> None:
    pages = [
        Reply(200, {"items": [FOLDER | {"id": "a"}], "next_cursor": "2"}),
        Reply(200, {"items": [FOLDER | {"id": "b"}, FOLDER | {"id": "c"}]}),
    ]
    server.will(*pages, *pages)
    found = speaker(lambda it: it.folders.list(page_size=2))
    assert [folder.id for folder in found] == ["a", "b", "c"]
    assert [asked.path for asked in server.asked] == [
        "/v1/folders?limit=2", "/v1/folders?limit=2&cursor=2",
    ]  # fmt: skip
    whole = speaker(lambda it: it.folders.list(page_size=2).pages())
    assert [len(page) for page in whole] == [1, 2]


def test_a_list_that_goes_round_ends(server: Scripted, speaker: Speaker) -> None:
    server.will(*[Reply(200, {"items": [], "next_cursor": "2"})] * 9)
    with pytest.raises(kinora_client.BadAnswer):
        speaker(lambda it: it.folders.list())
    assert len(server.asked) == 2


def test_what_was_read_is_changed_and_no_other(server: Scripted, speaker: Speaker) -> None:
    script = {"text": "A boat.", "num_sections": 1, "num_sentences": 1}
    server.will(Reply(200, FOLDER), refusal(412, "VERSION_MISMATCH"))
    folder = speaker(lambda it: it.folders.read("f"))
    with pytest.raises(kinora_client.PreconditionFailed):
        speaker(lambda it: it.folders.update("f", parent_id=None, if_match=folder.etag))
    assert server.asked[-1].headers["If-Match"] == '"3"'
    assert server.asked[-1].json == {"parent_id": None}
    server.will(Reply(200, script, {"ETag": '"8"'}))
    assert speaker(lambda it: it.scripts.read("p")).etag == '"8"'


@pytest.mark.parametrize("id", ["", ".", ".."])
def test_an_id_that_leads_elsewhere_is_none(server: Scripted, speaker: Speaker, id: str) -> None:
    with pytest.raises(ValueError, match="names nothing"):
        speaker(lambda it: it.folders.read(id))
    server.will(Reply(200, FOLDER))
    speaker(lambda it: it.folders.read("../keys?x#y"))
    assert server.asked[0].path == "/v1/folders/..%2Fkeys%3Fx%23y"


def test_the_surroundings_say_where_and_who(
    server: Scripted, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("KINORA_API_KEY", raising=False)
    with pytest.raises(kinora_client.KinoraError, match="KINORA_API_KEY"):
        Kinora()
    monkeypatch.setenv("KINORA_API_KEY", "kin_env")
    monkeypatch.setenv("KINORA_BASE_URL", f"{server.url}/v1/")
    server.will(Reply(200, TENANT))
    with Kinora() as client:
        client.tenants.current()
        assert "kin_env" not in repr(client)
    assert server.asked[0].headers["Authorization"] == "Bearer kin_env"
    assert server.asked[0].path == "/v1/tenants/current"
    with pytest.raises(kinora_client.KinoraError, match="no address"):
        Kinora(base_url="kinora.example")


def test_options_change_for_some_requests_alone(server: Scripted) -> None:
    server.will(*[Reply(200, TENANT)] * 2)
    with httpx.Client() as http:
        client = Kinora(api_key="k", base_url=server.url, retries=QUICK, http_client=http)
        client.with_options(headers={"X-Request-ID": "morning-1"}).tenants.current()
        client.close()
        client.tenants.current()
        assert not http.is_closed
    assert [asked.headers.get("X-Request-ID") for asked in server.asked] == ["morning-1", None]


def test_anything_may_be_asked_for(server: Scripted, speaker: Speaker) -> None:
    server.will(Reply(200, [1, 2]), Reply(204), Reply(200, TENANT), Reply(200, "# metrics"))
    assert speaker(lambda it: it.request("GET", "/v1/things", params={"a": 1})) == [1, 2]
    assert speaker(lambda it: it.request("DELETE", "/v1/things/1")) is None
    assert speaker(lambda it: it.request("GET", "/v1/tenants/t", kind=Tenant)).name == "ours"
    assert speaker(lambda it: it.request("GET", "/metrics", kind=bytes)) == b"# metrics"
    assert server.asked[0].path == "/v1/things?a=1"
    with pytest.raises(ValueError, match="no path"):
        speaker(lambda it: it.request("GET", "https://elsewhere.example/"))


def test_a_date_to_come_back_at_is_understood() -> None:
    now = datetime(2026, 1, 1, tzinfo=UTC)
    assert retry_after("Thu, 01 Jan 2026 00:00:09 GMT", now) == 9.0
    assert retry_after("Thu, 01 Jan 2026 00:00:09", now) == 9.0
    assert (retry_after("soon"), retry_after(None), retry_after("0")) == (None, None, 0.0)


def test_waits_grow_and_stay_apart() -> None:
    patient = Retries(most=20)
    waits = [patient.wait(tried, 1.0) for tried in range(1, 8)]
    assert waits == [0.5, 1.0, 2.0, 4.0, 8.0, 8.0, 8.0]
    assert patient.wait(1, 0.0) == 0.25
    assert Retries(most=2).wait(3, 0.5) is None
