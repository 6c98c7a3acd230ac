"""Load on a service whose processes are killed: who submits and who follows, both undeterred."""

import asyncio
import uuid
from dataclasses import dataclass, field
from typing import Any

import httpx
import psutil

from tests.e2e.kinora import DEADLINE_S
from tests.e2e.serving import Service, parsed

FLOW: dict[str, Any] = {
    "nodes": [
        {"id": "a", "type": "sample.number"},
        *(
            {"id": name, "type": "flow.expression", "params": {"expression": "value + 1.0"}}
            for name in "bcd"
        ),
    ],
    "edges": [
        {"from": "a.number", "to": "b.value"},
        *({"from": f"{one}.value", "to": f"{two}.value"} for one, two in ("bc", "cd")),
    ],
}  # fmt: skip
PROJECT = "load"
PAUSE_S = 0.1
FOLLOWED_EVERY = 4
"""One run of so many is followed."""
AGAIN = {409, 500, 502, 503, 504}
"""What a client asks again after, under the same key."""


@dataclass
class Load:
    """Submits runs as several clients at once, and follows some, whatever is killed meanwhile."""

    service: Service
    accepted: dict[str, uuid.UUID] = field(default_factory=dict[str, uuid.UUID])
    """Runs by the Idempotency-Key that they were submitted with."""
    seen: dict[uuid.UUID, list[int]] = field(default_factory=dict[uuid.UUID, list[int]])
    """Numbers of the events that a follower saw."""
    broken: int = 0
    """Requests and streams that broke off, or were answered that the service is not ready."""
    over: bool = False

    async def run(self, submitters: int, seconds: float, *victims: str) -> None:
        """Load it for some seconds, and kill a process of each name, one after the other.

        Raises:
            TimeoutError: something did not end.
        """
        limits = httpx.Limits(max_connections=500)
        async with (
            asyncio.timeout(seconds + DEADLINE_S),
            httpx.AsyncClient(
                base_url=f"{self.service.url}/v1", headers=self.service.headers, timeout=10,
                limits=limits,
            ) as client,
            asyncio.TaskGroup() as tasks,
        ):  # fmt: skip
            for number in range(submitters):
                tasks.create_task(self._submit(client, number, tasks))
            for victim in victims:
                await asyncio.sleep(seconds / (len(victims) + 1))
                kill(self.service, victim)
            await asyncio.sleep(seconds / (len(victims) + 1))
            self.over = True

    async def _submit(
        self, client: httpx.AsyncClient, number: int, tasks: asyncio.TaskGroup
    ) -> None:
        count = 0
        while not self.over:
            count += 1
            key = f"{number}-{count}"
            run = self.accepted[key] = await self._accepted(client, key)
            if count % FOLLOWED_EVERY == 0:
                tasks.create_task(self._follow(client, run))
            await asyncio.sleep(PAUSE_S)

    async def _accepted(self, client: httpx.AsyncClient, key: str) -> uuid.UUID:
        body = {"flow": FLOW, "project": PROJECT}
        while True:
            try:
                answer = await client.post("/runs", json=body, headers={"Idempotency-Key": key})
            except httpx.TransportError:
                answer = None
            if answer is not None and answer.status_code not in AGAIN:
                assert answer.status_code == 202, answer.text
                return uuid.UUID(answer.json()["id"])
            self.broken += 1
            await asyncio.sleep(PAUSE_S)

    async def _follow(self, client: httpx.AsyncClient, run: uuid.UUID) -> None:
        seen = self.seen[run] = list[int]()
        ended = False
        while not ended:
            lines: list[str] = []
            headers = {"Last-Event-ID": str(seen[-1] if seen else 0)}
            try:
                async with client.stream("GET", f"/runs/{run}/events", headers=headers) as stream:
                    async for line in stream.aiter_lines():
                        lines.append(line)
            except httpx.TransportError:
                pass  # as clients are: what arrived counts, and the rest is asked for again
            for number, kind, _ in parsed(iter(lines)):
                seen.append(number)
                ended = kind == "run.ended"
            if not ended:
                self.broken += 1
                await asyncio.sleep(PAUSE_S)

    def runs(self) -> dict[uuid.UUID, str]:
        """Every run that the service has, with its state."""
        found: dict[uuid.UUID, str] = {}
        path: str | None = f"/runs?project={PROJECT}&limit=100"
        while path:
            page = self.service.asked("GET", path)
            found |= {uuid.UUID(one["id"]): one["state"] for one in page["items"]}
            cursor = page["next_cursor"]
            path = cursor and f"/runs?project={PROJECT}&limit=100&cursor={cursor}"
        return found


def kill(service: Service, name: str) -> None:
    """Kill the first process of a service whose command has this in it."""
    for child in psutil.Process(service.process.pid).children(recursive=True):
        if name in " ".join(child.cmdline()):
            child.kill()
            return
    raise AssertionError(f"no process {name}")
