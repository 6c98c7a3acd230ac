"""The service as `kinora up` starts it, asked by HTTP as its operator or as a tenant."""

import json
import signal
import socket
import subprocess
import time
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx

from tests.e2e.kinora import DEADLINE_S, Kinora


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


@contextmanager
def up(folder: Path) -> Generator[Service]:
    """A service with a home in a folder; it must end tidily."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    process = Kinora(folder).command("up", "--port", str(port), "--json")
    assert process.stdout is not None
    line = process.stdout.readline()
    assert line, process.communicate(timeout=DEADLINE_S)[1]
    told = json.loads(line)
    try:
        yield Service(process, told["url"], told["key"])
    finally:
        process.send_signal(signal.SIGINT)
        _, errors = process.communicate(timeout=DEADLINE_S)
    assert process.returncode == 0, errors
