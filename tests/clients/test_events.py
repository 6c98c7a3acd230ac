"""Guards following a run: nothing missed or doubled across broken lines, and waits that end."""

import json
import time
from typing import Any

import pytest

import kinora_client
from kinora_client import Event, Retries
from kinora_client._sse import Decoder
from tests.clients.scripted import Asked, Drop, Reply, Scripted, refusal
from tests.clients.speaking import IMPATIENT, KINDS, Speaker

STREAM = {"Content-Type": "text/event-stream"}
NOW = "2026-01-01T00:00:00+00:00"
RUN: dict[str, Any] = {
    "id": "r", "project": "p", "state": "running", "reason": None, "error": None,
    "priority": "standard", "origin": None, "steps": {"running": 1}, "created_at": NOW,
    "started_at": NOW, "finished_at": None, "inputs": None, "outputs": None, "last_seq": 2,
}  # fmt: skip
DONE = RUN | {"state": "succeeded", "outputs": {"number": 4}, "last_seq": 5}


def event(seq: int, kind: str = "step.ended", **data: Any) -> str:
    return f"id: {seq}\nevent: {kind}\ndata: {json.dumps(data | {'at': NOW})}\n\n"


def stream(*seqs: int, end: bool = False, **more: Any) -> Reply:
    body = "".join(event(seq, node=f"n{seq}") for seq in seqs)
    body += event(seqs[-1] + 1, "run.ended", state="succeeded") if end else ""
    return Reply(200, body, STREAM, **more)


def test_a_broken_stream_is_taken_up_where_it_broke(server: Scripted, speaker: Speaker) -> None:
    whole = len(event(1, node="n1") + event(2, node="n2"))
    server.will(
        Drop,
        stream(1, 2, 3, cut_at=whole + 9),
        refusal(503, "DATABASE_LOST"),
        stream(2, 3),
        stream(5, 6),
        Reply(502, "<h1>"),
        stream(4, end=True),
    )
    events = speaker(lambda it: it.runs.events("r"))
    assert [event.seq for event in events] == [1, 2, 3, 4, 5]
    assert (events[0].type, events[0].data["node"]) == ("step.ended", "n1")
    assert (events[-1].type, events[-1].data["state"]) == ("run.ended", "succeeded")
    assert events[0].at is not None
    seen = [asked.headers["Last-Event-ID"] for asked in server.asked]
    assert seen == ["0", "0", "2", "2", "3", "3", "3"]


def test_what_is_known_already_is_not_told(server: Scripted, speaker: Speaker) -> None:
    server.will(stream(4, end=True), Reply(204))
    assert [one.seq for one in speaker(lambda it: it.runs.events("r", after=3))] == [4, 5]
    assert speaker(lambda it: it.runs.events("r", after=5)) == []


def test_one_may_stop_listening(server: Scripted, speaker: Speaker) -> None:
    server.will(stream(1, 2, 3, open_s=0.3))
    began = time.monotonic()
    assert [one.seq for one in speaker.first(lambda it: it.runs.events("r"), 2)] == [1, 2]
    assert time.monotonic() - began < 0.3


def test_a_refusal_ends_the_stream(server: Scripted, speaker: Speaker) -> None:
    server.will(refusal(404, "NOT_FOUND"))
    with pytest.raises(kinora_client.NotFound):
        speaker(lambda it: it.runs.events("r"))
    assert len(server.asked) == 1


@pytest.mark.parametrize("kind", KINDS)
def test_a_line_that_stays_broken_is_given_up(server: Scripted, kind: str) -> None:
    server.will(stream(1), *[Drop] * 200)
    with (
        Speaker(kind, server.url, retries=IMPATIENT) as speaker,
        pytest.raises(kinora_client.ConnectionFailed),
    ):
        speaker(lambda it: it.runs.events("r"))
    assert len(server.asked) > 1


def test_a_stream_that_leaves_one_out_is_not_waited_for(server: Scripted, speaker: Speaker) -> None:
    skipping = Reply(200, event(1) + event(3), STREAM, open_s=1.0)
    server.will(skipping, stream(2, 3, end=True))
    began = time.monotonic()
    assert [one.seq for one in speaker(lambda it: it.runs.events("r"))] == [1, 2, 3, 4]
    assert time.monotonic() - began < 0.8


@pytest.mark.parametrize("kind", KINDS)
def test_patience_begins_anew_with_each_event(server: Scripted, kind: str) -> None:
    server.will(*(stream(seq) for seq in range(1, 9)), stream(9, end=True))
    retries = Retries(first_s=0.08, longest_s=0.08, patience_s=0.3)
    began = time.monotonic()
    with Speaker(kind, server.url, retries=retries) as speaker:
        assert len(speaker(lambda it: it.runs.events("r"))) == 10
    assert time.monotonic() - began > retries.patience_s


def test_a_stream_that_goes_silent_late_ends_in_time(server: Scripted, speaker: Speaker) -> None:
    beat = b": still here\n\n"
    server.will(*[Reply(200, beat, STREAM, open_s=0.3, then=beat)] * 30)
    began = time.monotonic()
    with pytest.raises(kinora_client.DeadlineExceeded):
        speaker(lambda it: it.runs.events("r", timeout=0.4))
    assert time.monotonic() - began < 0.68


def test_a_silent_stream_ends_at_the_deadline(server: Scripted, speaker: Speaker) -> None:
    server.will(*[Reply(200, ": still here\n\n", STREAM, open_s=1.0)] * 50)
    began = time.monotonic()
    with pytest.raises(kinora_client.DeadlineExceeded):
        speaker(lambda it: it.runs.events("r", timeout=0.2))
    assert 0.19 < time.monotonic() - began < 0.8


def test_what_are_no_events_is_said_so(server: Scripted, speaker: Speaker) -> None:
    server.will(Reply(200, "<h1>", {"Content-Type": "text/html"}))
    with pytest.raises(kinora_client.BadAnswer, match="text/html instead of events"):
        speaker(lambda it: it.runs.events("r"))
    server.will(Reply(200, "id: x\nevent: step.ended\ndata: {}\n\n", STREAM))
    with pytest.raises(kinora_client.BadAnswer, match="cannot be read"):
        speaker(lambda it: it.runs.events("r"))


def test_waiting_follows_the_events(server: Scripted, speaker: Speaker) -> None:
    heard: list[Event] = []
    server.will(Reply(200, RUN), stream(1, 2, 3, 4, end=True), Reply(200, DONE))
    run = speaker(lambda it: it.runs.wait("r", on_event=heard.append))
    assert (run.ended, run.outputs) == (True, {"number": 4})
    assert [one.seq for one in heard] == [1, 2, 3, 4, 5]
    server.will(Reply(200, RUN), stream(3, 4, end=True), Reply(200, DONE), Reply(200, DONE))
    assert speaker(lambda it: it.runs.wait("r")).state == "succeeded"
    assert server.asked[-2].headers["Last-Event-ID"] == "2"
    assert speaker(lambda it: it.runs.wait("r")).state == "succeeded"


def test_where_no_stream_comes_through_it_is_looked_at(server: Scripted, speaker: Speaker) -> None:
    page = Reply(200, "<h1>", {"Content-Type": "text/html"})
    server.will(Reply(200, RUN), page, Reply(200, RUN), Reply(200, DONE))
    assert speaker(lambda it: it.runs.wait("r")).state == "succeeded"


def test_a_run_that_failed_is_told_as_an_error(server: Scripted, speaker: Speaker) -> None:
    error = {"code": "NO_ROOM", "message": "the disk is full", "remedy": "free some"}
    server.will(Reply(200, RUN | {"state": "failed", "error": error}))
    with pytest.raises(kinora_client.RunFailed) as raised:
        speaker(lambda it: it.runs.wait("r"))
    assert (raised.value.code, raised.value.remedy) == ("NO_ROOM", "free some")
    server.will(Reply(200, RUN | {"state": "cancelled"}))
    with pytest.raises(kinora_client.RunFailed, match="run r cancelled"):
        speaker(lambda it: it.runs.wait("r"))


def test_a_wait_has_an_end(server: Scripted, speaker: Speaker) -> None:
    def running(asked: Asked) -> Reply:
        streamed = asked.path.endswith("/events")
        return stream(1, open_s=2.0) if streamed else Reply(200, RUN)

    server.will(*[running] * 100)
    began = time.monotonic()
    with pytest.raises(kinora_client.DeadlineExceeded):
        speaker(lambda it: it.runs.wait("r", timeout=0.15))
    assert time.monotonic() - began < 0.8


def test_a_service_that_hangs_does_not_hold_up_a_wait(server: Scripted, speaker: Speaker) -> None:
    server.will(*[Reply(200, RUN, first_s=2.0)] * 9)
    began = time.monotonic()
    with pytest.raises(kinora_client.DeadlineExceeded):
        speaker(lambda it: it.runs.wait("r", timeout=0.15))
    assert time.monotonic() - began < 0.8


def test_what_a_listener_raises_is_raised(server: Scripted, speaker: Speaker) -> None:
    def angry(event: Event) -> None:
        raise kinora_client.ConnectionFailed("my own line")

    server.will(Reply(200, RUN), stream(1, 2))
    with pytest.raises(kinora_client.ConnectionFailed, match="my own line"):
        speaker(lambda it: it.runs.wait("r", on_event=angry))


def test_a_job_is_waited_for(server: Scripted, speaker: Speaker) -> None:
    job: dict[str, Any] = {
        "id": "j", "release": 1, "state": "running", "progress": {"done": 0, "known": 2},
        "error": None, "created_at": NOW, "started_at": NOW, "finished_at": None, "outputs": None,
        "partial_outputs": {}, "seconds_left": None,
    }  # fmt: skip
    done = job | {"state": "succeeded", "outputs": {"doubled": 8}}
    server.will(Reply(202, job), Reply(200, done))
    assert speaker(lambda it: it.apis.run("doubled", {"number": 4})).outputs == {"doubled": 8}
    assert server.asked[0].path == "/v1/apis/doubled?wait=30"
    server.will(Reply(202, job), Reply(200, job | {"state": "cancelled"}))
    with pytest.raises(kinora_client.RunFailed):
        speaker(lambda it: it.apis.run("doubled"))
    server.will(*[Reply(200, job)] * 999)
    with pytest.raises(kinora_client.DeadlineExceeded):
        speaker(lambda it: it.jobs.wait("doubled", "j", timeout=0.1))


@pytest.mark.parametrize("kind", KINDS)
def test_listeners_are_not_told_of_beats(server: Scripted, kind: str) -> None:
    body = ": still here\n\n" + event(1) + ": still here\n\n" + event(2, "run.ended")
    server.will(Reply(200, body, STREAM))
    with Speaker(kind, server.url) as speaker:
        assert [one.seq for one in speaker(lambda it: it.runs.events("r"))] == [1, 2]


@pytest.mark.parametrize("size", [1, 2, 3, 7, 1000])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_a_stream_may_be_cut_anywhere(size: int, end: str) -> None:
    lines = ["id: 1", "event: a", "data: é", "data: ü", "", ":x", "", "data:two", "", "data: half"]
    sent = end.join(lines).encode()
    decoder = Decoder()
    pieces = [sent[at : at + size] for at in range(0, len(sent), size)]
    found = [message for piece in pieces for message in decoder.feed(piece)]
    assert [(one.id, one.event, one.data) for one in found] == [
        ("1", "a", "é\nü"), ("1", "message", "two"),
    ]  # fmt: skip
