"""`kinora make`: a script becomes a film in an output folder."""

from __future__ import annotations

import asyncio
import contextlib
import signal
import time
import uuid
from collections.abc import Awaitable, Callable, Generator, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from cli.client import Client
from cli.deliver import Delivered, deliver
from cli.disk import check_room, check_writable, estimated_bytes
from cli.estimating import watched
from cli.home import Home
from cli.progress import Bars, Display, JsonLines
from cli.shot_list import direction
from cli.system import System
from cli.usage import Usage
from media.errors import Interrupted, KinoraError
from pipelines.graph import Flow
from pipelines.orders import Fault, WorkFailed
from pipelines.productions.options import FilmOptions
from pipelines.productions.script import Direction, film_flow
from store.database import Database
from store.objects.objects import open_objects

T = TypeVar("T")

GUARD_S = 1.0
GUARD_TIMEOUT_S = 15.0
TIDY_S = 20.0
"""How long a cancelled run may take to say so."""


@dataclass(frozen=True, kw_only=True)
class Job:
    """What a `make` command was asked for, checked at the door."""

    script: str
    options: FilmOptions
    out: Path
    lines: bool
    """JSON lines instead of bars."""
    stems: bool = False
    """Deliver the speech alone as well."""
    only_approved: bool = False
    """Leave out every shot that nobody approved."""
    section: str = ""
    """Make one section alone, by its title or its number."""
    listed: Path | None = None
    """Where the shot list is, if not where the film goes."""

    @property
    def list_folder(self) -> Path:
        """The folder of the shot list."""
        return self.listed or self.out


def make(jobs: Sequence[Job]) -> Iterator[Delivered]:
    """Make films, one after the other, each with what the ones before it left in the cache.

    Raises:
        KinoraError: with its code and remedy; the output folder then holds nothing half made.
    """
    home = Home.find()
    for job in jobs:
        check_writable(job.out)
        needed = estimated_bytes(job.script, job.options)
        check_room(needed, home.path, "KINORA_HOME")
        check_room(needed // 3, job.out, "out")
    began = time.monotonic()
    first = jobs[0]
    wishes = direction(first.list_folder, only_approved=first.only_approved, section=first.section)
    with Usage() as usage, System(home, engine=True) as system:
        ready = time.monotonic() - began
        for job in jobs:
            yield _make(job, wishes, home, system, usage, ready)


def _make(
    job: Job, wishes: Direction, home: Home, system: System, usage: Usage, ready_s: float
) -> Delivered:
    flow = film_flow(job.script, job.options, wishes)

    async def finished(client: Client, run_id: uuid.UUID, run_s: float) -> Delivered:
        return await deliver(
            client,
            run_id,
            job.out,
            listed=job.list_folder,
            stems=job.stems,
            times={"start_s": ready_s, "run_s": run_s},
            usage=usage,
            cast=job.options.cast,
        )

    display = shown(flow, lines=job.lines)
    return asyncio.run(carried_out(submitting(flow, job), home, system, display, finished))


async def carried_out(
    submit: Callable[[Client], Awaitable[uuid.UUID]],
    home: Home,
    system: System,
    display: Display,
    finished: Callable[[Client, uuid.UUID, float], Awaitable[T]],
) -> T:
    """Submit a run, show it until it ends, and hand it on with the seconds that it took."""
    database = Database(system.database_url, "kinora_app")
    objects = open_objects(home.objects_url, home.scratch / "copies")
    client = Client(database, objects, home.scratch)
    try:
        began = time.monotonic()
        run_id = await submit(client)
        await _watch(client, system, run_id, display)
        return await finished(client, run_id, time.monotonic() - began)
    finally:
        await database.close()


def submitting(flow: Flow, job: Job) -> Callable[[Client], Awaitable[uuid.UUID]]:
    """Submits a flow for a job's folder."""
    return lambda client: client.submit(flow, str(job.out))


def shown(flow: Flow, *, lines: bool) -> Display:
    """Who shows the making of a film."""
    return JsonLines(flow) if lines else Bars(flow)


async def _watch(client: Client, system: System, run_id: uuid.UUID, display: Display) -> None:
    """Show the run until it ends.

    Raises:
        Interrupted: the user pressed Ctrl-C; the run is cancelled.
        WorkFailed: a step failed; nothing was written.
    """
    watching = asyncio.create_task(_follow(client, system, run_id, display))
    with _interrupt(watching):
        try:
            ended = await watching
        except asyncio.CancelledError:
            await _cancel(client, run_id)
            raise Interrupted(
                "stopped", "the same command goes on from here", code="INTERRUPTED"
            ) from None
    if ended["state"] == "cancelled":
        raise Interrupted("the run was cancelled", "start it again", code="CANCELLED")
    if ended["state"] == "failed":
        raise WorkFailed(ended["error"] or Fault(code="FAILED", message="failed").model_dump())


async def _follow(
    client: Client, system: System, run_id: uuid.UUID, display: Display
) -> dict[str, Any]:
    """Show events until the run ends, or until the cluster that drives it is gone."""
    showing = asyncio.create_task(_show(client, run_id, display))
    tasks = {showing, asyncio.create_task(_guard(system))} if system.cluster else {showing}
    try:
        done, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        return done.pop().result()
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


async def _show(client: Client, run_id: uuid.UUID, display: Display) -> dict[str, Any]:
    with display:
        async for _, kind, data in watched(client, run_id):
            display.show(kind, data)
            if kind == "run.ended":
                return data
    raise KinoraError("the run's events ended early")


async def _guard(system: System) -> dict[str, Any]:
    """Raise when the cluster or its executor is gone for good.

    Raises:
        WorldError: naming what died.
    """
    while True:
        await asyncio.sleep(GUARD_S)
        if system.cluster is not None:
            async with asyncio.timeout(GUARD_TIMEOUT_S):
                await asyncio.to_thread(system.cluster.check)


async def _cancel(client: Client, run_id: uuid.UUID) -> None:
    await client.cancel(run_id)
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(TIDY_S):
            async for _ in client.watch(run_id):
                pass


@contextmanager
def _interrupt(task: asyncio.Task[Any]) -> Generator[None]:
    """Ctrl-C once cancels the task; twice ends the process at once."""
    loop = asyncio.get_running_loop()

    def once() -> None:
        loop.remove_signal_handler(signal.SIGINT)
        signal.signal(signal.SIGINT, signal.SIG_DFL)
        task.cancel()

    loop.add_signal_handler(signal.SIGINT, once)
    loop.add_signal_handler(signal.SIGTERM, once)
    try:
        yield
    finally:
        loop.remove_signal_handler(signal.SIGTERM)
        loop.remove_signal_handler(signal.SIGINT)
