"""Guards the service: `kinora up`, and a film made, watched, fetched and edited by HTTP alone."""

import json
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import psutil
import pytest

from tests.e2e.kinora import DEADLINE_S, SCRIPT, Kinora

pytestmark = [pytest.mark.slow, pytest.mark.timeout(600)]


class Service:
    """A service that was started, asked as its operator or as a tenant."""

    def __init__(self, process: subprocess.Popen[str], url: str, key: str) -> None:
        self.process = process
        self.url = url
        self.headers = {"Authorization": f"Bearer {key}"}

    def client(self) -> httpx.Client:
        return httpx.Client(base_url=f"{self.url}/v1", headers=self.headers, timeout=30)

    def asked(self, method: str, path: str, **more: Any) -> Any:
        with self.client() as client:
            answer = client.request(method, path, **more)
        assert answer.is_success, answer.text
        return answer.json()

    def tenant(self, name: str) -> "Service":
        made = self.asked("POST", "/tenants", json={"name": name})
        return Service(self.process, self.url, made["key"]["key"])

    def followed(self, film: str) -> list[tuple[int, str, dict[str, Any]]]:
        """The film's events to its end, across as many connections as it takes."""
        seen: list[tuple[int, str, dict[str, Any]]] = []
        deadline = time.monotonic() + DEADLINE_S
        while not seen or seen[-1][1] != "run.ended":
            assert time.monotonic() < deadline
            headers = {"Last-Event-ID": str(seen[-1][0])} if seen else {"Last-Event-ID": "0"}
            try:
                with (
                    self.client() as client,
                    client.stream("GET", f"/runs/{film}/events", headers=headers) as stream,
                ):
                    for event in parsed(stream.iter_lines()):
                        seen.append(event)
            except httpx.TransportError:
                time.sleep(0.1)
        return seen


def parsed(lines: Iterator[str]) -> Iterator[tuple[int, str, dict[str, Any]]]:
    fields: dict[str, str] = {}
    for line in lines:
        if line:
            name, _, value = line.partition(": ")
            fields[name] = value
        elif "id" in fields:
            yield int(fields["id"]), fields["event"], json.loads(fields["data"])
            fields = {}


@pytest.fixture(scope="module")
def service(open_folder: Path) -> Iterator[Service]:
    folder = open_folder / "up"
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


def test_a_film_is_made_and_edited_by_http_alone(service: Service) -> None:
    ours = service.tenant("ours")
    options = {"height": 360, "fps": "24"}
    film = ours.asked("POST", "/films", json={"script": SCRIPT, "name": "Pier", "options": options})
    seen = ours.followed(film["id"])
    assert [seq for seq, _, _ in seen] == list(range(1, len(seen) + 1))
    done = ours.asked("GET", f"/films/{film['id']}")
    assert done["state"] == "succeeded"
    for file in done["files"]:
        got = httpx.get(f"{service.url}{file['url']}", headers=ours.headers)
        assert (got.status_code, len(got.content)) == (200, file["num_bytes"])
    film_file = f"{service.url}/v1/films/{film['id']}/files/film.mp4"
    part = httpx.get(film_file, headers=ours.headers | {"Range": "bytes=4-7"})
    assert (part.status_code, part.content) == (206, b"ftyp")

    path = f"/projects/{film['project_id']}"
    sentence = next(
        one for one in ours.asked("GET", f"{path}/sentences")["items"] if "red coat" in one["text"]
    )
    ours.asked(
        "PATCH", f"{path}/sentences/{sentence['id']}",
        json={"text": sentence["text"].replace("red", "green")},
    )  # fmt: skip
    again = ours.asked("POST", "/films", json={"project_id": film["project_id"]})
    ours.followed(again["id"])
    steps = ours.asked("GET", f"/runs/{again['id']}/steps?state=succeeded")["items"]
    assert sum(step["type"] == "speech.say" for step in steps) == 1
    assert sum(step["type"] == "video.segment" for step in steps) == 3


def test_a_killed_api_or_database_loses_no_event(service: Service) -> None:
    ours = service.tenant("killed")
    film = ours.asked(
        "POST", "/films",
        json={"script": SCRIPT.replace("dawn", "noon"), "options": {"height": 360, "fps": "24"}},
    )  # fmt: skip
    time.sleep(1)
    for victim in ("api.server", "/bin/postgres"):
        for child in psutil.Process(service.process.pid).children(recursive=True):
            if victim in " ".join(child.cmdline()):
                child.kill()
                break
        time.sleep(2)
    seen = ours.followed(film["id"])
    assert [seq for seq, _, _ in seen] == list(range(1, len(seen) + 1))
    assert seen[-1][2]["state"] == "succeeded"
