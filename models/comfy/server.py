"""A ComfyUI server's HTTP, as its `server.py` has it (read at 0.3.64, and one of 2026).

POST /prompt         {prompt, prompt_id, client_id}: a given id, which has to be a UUID, is kept;
                     400 with error and node_errors; 409 where the id is in the queue already
GET  /queue          {queue_running, queue_pending}: each [number, prompt_id, prompt, ...]
POST /queue          {delete: [prompt_id]}: of those that wait
POST /interrupt      {prompt_id}: only if that one runs; older servers end whatever runs
GET  /history/{id}   {} until the job has ended, else {id: {outputs, status, meta}}
POST /history        {delete: [prompt_id]}
POST /upload/image   form with image, subfolder, type; answers {name, subfolder, type}
GET  /view           filename, subfolder, type

The server is the operator's: his own file names it, so it may be inside. Redirects are not followed
and no proxy is asked.
"""

from __future__ import annotations

import json
import os
import time
from collections.abc import Callable, Collection, Generator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, cast
from urllib.parse import quote

import httpx

from media.errors import DeadlineExceeded, EngineUnavailable
from models.comfy.options import Options
from models.net.faults import (
    BadResponse,
    FetchFailed,
    ResponseTooLarge,
    ServerBusy,
    ServerRefused,
)
from models.net.retrying import may_come_back, retry_after_s

CONNECT_S = 10.0
FETCH_S = 900.0
"""How long one file may take."""
MAX_ANSWER_BYTES = 64 * 2**20
"""Of JSON: a history repeats the whole workflow."""
CHUNK_BYTES = 1 << 18
REFUSED, PRESENT = 400, 409
ALREADY = "prompt_id already exists"
"""Said with 409 by servers that take an id once, where somebody else was first."""


@dataclass(frozen=True)
class Queue:
    """The ids of jobs that have not ended."""

    running: frozenset[str]
    waiting: frozenset[str]


@dataclass(frozen=True)
class File:
    """A file as a server names it."""

    filename: str
    subfolder: str
    type: str


class Refused(Exception):
    """The server will not take a workflow; what it says of it."""

    def __init__(self, answer: Mapping[str, Any]) -> None:
        super().__init__("the workflow was refused")
        self.answer = answer


class Server:
    """One server, over one pool of connections."""

    def __init__(self, options: Options) -> None:
        """Prepare to ask.

        Raises:
            EngineUnavailable: its key is not in the environment.
        """
        self.url = options.server
        self.headers = _key(options)
        self._limit = int(options.limit_mb * 1_000_000)
        self._client = httpx.Client(
            headers={"user-agent": "kinora", "accept-encoding": "identity", **self.headers},
            timeout=httpx.Timeout(options.answer_s, connect=min(CONNECT_S, options.answer_s)),
            # Connections that idle while a job runs would be cut, or outlive who opened them.
            limits=httpx.Limits(max_keepalive_connections=0),
            follow_redirects=False,
            trust_env=False,
        )

    def close(self) -> None:
        """Close all connections."""
        self._client.close()

    def submit(self, workflow: Mapping[str, Any], id: str, client: str) -> tuple[str, Any]:
        """Hand a workflow over; the job's id, and what is wrong with nodes of other outputs.

        Args:
            workflow: the nodes.
            id: what the job is to be called; older servers call it otherwise.
            client: who hears of it over the WebSocket.

        Raises:
            Refused: the server finds the workflow wrong.
        """
        body = {"prompt": workflow, "prompt_id": id, "client_id": client}
        answer = self._json("POST", "/prompt", body, expected=(REFUSED, PRESENT))
        if answer.get("error") == ALREADY:
            return id, {}
        if "prompt_id" not in answer:
            raise Refused(answer)
        return str(answer["prompt_id"]), answer.get("node_errors") or {}

    def queue(self) -> Queue:
        """Which jobs have not ended."""
        answer = self._json("GET", "/queue")
        return Queue(_ids(answer.get("queue_running")), _ids(answer.get("queue_pending")))

    def history(self, id: str) -> dict[str, Any] | None:
        """What is kept of a job that has ended; None where nothing is."""
        found = self._json("GET", f"/history/{id}").get(id)
        return cast("dict[str, Any]", found) if isinstance(found, dict) else None

    def forget(self, id: str) -> None:
        """Have nothing kept of a job."""
        self._post("/history", {"delete": [id]})

    def end(self, id: str) -> None:
        """End a job, wherever it is: nothing is left of it in the queue.

        It is taken from those that wait first, so that it cannot begin in between; what runs is
        interrupted only where it is this job, for older servers interrupt whatever runs.
        """
        self._post("/queue", {"delete": [id]})
        if id in self.queue().running:
            self._post("/interrupt", {"prompt_id": id})

    def has(self, name: str, subfolder: str, num_bytes: int) -> bool:
        """Whether an input file is there already."""
        params = {"filename": name, "subfolder": subfolder, "type": "input"}
        with self._told("/view"):
            answer = self._client.head(f"{self.url}/view", params=params)
        return answer.status_code == 200 and answer.headers.get("content-length") == str(num_bytes)

    def upload(self, name: str, subfolder: str, data: bytes) -> str:
        """Bring an input file there; what nodes call it."""
        with self._told("/upload/image"):
            request = self._client.build_request(
                "POST", f"{self.url}/upload/image",
                files={"image": (name, data, "image/png")},
                data={"subfolder": subfolder, "type": "input"},
            )  # fmt: skip
            answer = self._answer(request, "/upload/image")
        folder, named = str(answer.get("subfolder", "")), str(answer.get("name", name))
        return f"{folder}/{named}" if folder else named

    def fetch(self, file: File, into: Path, heard: Callable[[], None]) -> None:
        """Write a file of the server into one of ours, within bounds.

        Raises:
            ServerRefused: it is not there any more.
            ResponseTooLarge: it is larger than allowed.
            DeadlineExceeded: it took too long.
        """
        until = time.monotonic() + FETCH_S
        params = {"filename": file.filename, "subfolder": file.subfolder, "type": file.type}
        with (
            self._told("/view"),
            self._client.stream("GET", f"{self.url}/view", params=params) as answer,
            into.open("wb") as target,
        ):
            self._check(answer, "/view")
            written = 0
            for chunk in answer.iter_raw(CHUNK_BYTES):
                written += len(chunk)
                if written > self._limit:
                    raise ResponseTooLarge(
                        f"{self.url}: {file.filename} has more than {self._limit:,} bytes",
                        "raise options.limit_mb",
                    )
                if time.monotonic() > until:
                    raise DeadlineExceeded(f"{self.url}: {file.filename} took over {FETCH_S:g} s")
                target.write(chunk)
                heard()

    def version(self) -> str:
        """Which ComfyUI it is."""
        system = self._json("GET", "/system_stats").get("system")
        known = cast("dict[str, Any]", system) if isinstance(system, dict) else {}
        return str(known.get("comfyui_version", ""))

    def knows(self, kind: str) -> bool:
        """Whether it has a class of nodes."""
        return kind in self._json("GET", f"/object_info/{quote(kind, safe='')}")

    def _post(self, path: str, body: Mapping[str, Any]) -> None:
        with self._told(path):
            self._check(self._client.post(f"{self.url}{path}", json=body), path)

    def _json(
        self,
        method: str,
        path: str,
        body: Mapping[str, Any] | None = None,
        expected: Collection[int] = (),
    ) -> dict[str, Any]:
        with self._told(path):
            request = self._client.build_request(method, f"{self.url}{path}", json=body)
            return self._answer(request, path, expected)

    def _answer(
        self, request: httpx.Request, path: str, expected: Collection[int] = ()
    ) -> dict[str, Any]:
        """An answer's JSON object.

        Raises:
            BadResponse: it is none, or far too large.
        """
        answer = self._client.send(request, stream=True)
        try:
            if answer.status_code not in expected:
                self._check(answer, path)
            data = b""
            for chunk in answer.iter_raw(CHUNK_BYTES):
                data += chunk
                if len(data) > MAX_ANSWER_BYTES:
                    raise BadResponse(f"{self.url}{path} answers with far too much")
        finally:
            answer.close()
        try:
            found = json.loads(data)
        except ValueError:
            found = None
        if not isinstance(found, dict):
            raise BadResponse(
                f"{self.url}{path} answers with no JSON object", "is it a ComfyUI server?"
            )
        return cast("dict[str, Any]", found)

    def _check(self, answer: httpx.Response, path: str) -> None:
        """Raise for an answer of 300 and above."""
        status = answer.status_code
        if status < 300:
            return
        said = f"{self.url}{path}: the server answers {status}"
        if not may_come_back(status, repeatable=True):
            raise ServerRefused(said, REMEDIES.get(status, ""))
        busy = ServerBusy(said)
        busy.retry_after_s = retry_after_s(answer.headers.get("retry-after", ""), datetime.now(UTC))
        raise busy

    @contextmanager
    def _told(self, path: str) -> Generator[None]:
        """Say what went wrong in terms of Kinora."""
        try:
            yield
        except httpx.HTTPError as error:
            why = str(error) or type(error).__name__
            raise FetchFailed(f"{self.url}{path}: {why}", "see that ComfyUI runs there") from error


REMEDIES = {
    301: "name the address that it has moved to",
    302: "name the address that it has moved to",
    307: "name the address that it has moved to",
    308: "name the address that it has moved to",
    401: "have options.key_env name a variable with its key",
    403: "have options.key_env name a variable with its key",
    404: "is it a ComfyUI server?",
    413: "start ComfyUI with a larger --max-upload-size",
}


def _key(options: Options) -> dict[str, str]:
    if not options.key_env:
        return {}
    key = os.environ.get(options.key_env, "")
    if not key:
        raise EngineUnavailable(f"{options.server} wants a key", f"export {options.key_env}=...")
    bearer = options.key_header.lower() == "authorization"
    return {options.key_header: f"Bearer {key}" if bearer else key}


def _ids(items: Any) -> frozenset[str]:
    if not isinstance(items, list):
        return frozenset()
    jobs = [cast("list[Any]", one) for one in cast("list[Any]", items) if isinstance(one, list)]
    return frozenset(str(one[1]) for one in jobs if len(one) > 1)
