"""Guards a run's drive: what is finished is never run again, whenever and however often it dies.

A real Postgres; no Ray: orders are carried out in this process and counted.
"""

import asyncio
import gc
import json
import tempfile
import uuid
from collections import Counter
from collections.abc import AsyncIterator, Coroutine, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TypeVar

import psycopg
import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, rule, run_state_machine_as_test
from sqlalchemy import event, insert, select, text, update
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.pool import Pool

from actors.attempts import USUAL
from actors.drive import Drive
from actors.engines import Engines
from actors.flights import Flights
from media.ids import LOCAL_TENANT
from pipelines.orders import Fault, Place
from pipelines.values import Values
from store.database import Database
from store.journal import LeaseLost
from store.objects.objects import FolderObjects
from store.repositories import leases
from store.repositories import runs as run_rows
from store.repositories import steps as step_rows
from store.repositories.commands import Command
from store.tables import cache, runs, steps, tenants
from tests.actors.toys import COUNT, TOTAL, Fate, Killed, MortalDatabase, Toys, toy_flow

T = TypeVar("T")

DEADLINE_S = 30.0
# Who is killed closes nothing, and what he left is found as garbage, with a warning each.
pytestmark = pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")


def cancelling(run_id: uuid.UUID) -> Command:
    """The word that ends a run."""
    return Command(
        id=uuid.uuid4(), run_id=run_id, kind="cancel", node="", path=(), data=None,
        created_at=datetime.now(UTC),
    )  # fmt: skip


LOST = Fault(code="WORKER_LOST", message="lost", retryable=True)
BAD = Fault(code="BAD_MEDIA", message="bad", field="clip")


class World:
    """One tenant's runs, what was carried out for them, and executors that come and go."""

    def __init__(self, url: str, folder: Path, tenant: uuid.UUID = LOCAL_TENANT) -> None:
        self.tenant = tenant
        self.log: Counter[str] = Counter()
        self.database = Database(url, "kinora_engine")
        self.flights = Flights()
        self._url = url
        self._folder = folder
        self._executors = 0

    async def submit(self, project: str = "p", count: int = COUNT) -> uuid.UUID:
        async with self.database.begin(self.tenant) as connection:
            return await run_rows.submit(
                connection,
                tenant=self.tenant,
                project=project,
                request=f"{project} {count}",
                flow=toy_flow(count).model_dump(mode="json", by_alias=True),
            )

    async def drive(
        self, fate: Fate, faults: list[Fault] | None = None, *, restarted: bool = True
    ) -> "asyncio.Task[None] | None":
        """Claim the next run and drive it; None if none waits.

        A restarted executor takes over at once what it held before.
        """
        self._executors += restarted
        async with self.database.begin(None) as connection:
            await connection.execute(update(runs).values(barren_claims=0))
            claim = await leases.claim(connection, owner=f"executor/{self._executors}")
        if claim is None:
            return None
        objects = FolderObjects(self._folder / "objects")
        database = MortalDatabase(self._url, "kinora_engine", fate)
        values = Values(objects, self.tenant, self._folder / "scratch")
        drive = Drive(
            database,
            claim,
            carrier=Toys(fate, self.log, values, faults),
            values=values,
            place=Place(tenant=self.tenant, objects="", scratch=""),
            flights=self.flights if not fate.mortal else Flights(),
            engines=Engines(),
        )
        self.last = drive

        async def live() -> None:
            try:
                await drive.run()
            finally:
                await database.close()

        return asyncio.create_task(live())

    async def until_dead(self, fate: Fate, faults: list[Fault] | None = None) -> bool:
        """Drive until the end, or until fate strikes; whether there was a run."""
        task = await self.drive(fate, faults)
        if task is None:
            return False
        over = asyncio.create_task(fate.over.wait())
        await asyncio.wait({task, over}, timeout=DEADLINE_S, return_when=asyncio.FIRST_COMPLETED)
        over.cancel()
        if fate.over.is_set():
            task.cancel()
            await asyncio.wait({task}, timeout=DEADLINE_S)
        ended = (await asyncio.gather(task, return_exceptions=True))[0]
        assert ended is None or isinstance(ended, Killed | asyncio.CancelledError), ended
        return True

    async def known(self) -> set[str]:
        """The orders whose results the cache holds."""
        async with self.database.begin(self.tenant) as connection:
            rows = await connection.execute(
                select(steps.c.node, steps.c.inputs)
                .join(cache, cache.c.key == steps.c.cache_key)
                .where(steps.c.state == "succeeded", steps.c.node != "sum")
            )
            return {f"toy:{node} {json.dumps(inputs)}" for node, inputs in rows}

    async def rows(self, run_id: uuid.UUID) -> list[Any]:
        async with self.database.begin(self.tenant) as connection:
            return list(await step_rows.of_run(connection, run_id=run_id))

    async def run_row(self, run_id: uuid.UUID) -> Any:
        async with self.database.begin(self.tenant) as connection:
            return await run_rows.get(connection, run_id=run_id)


@pytest.fixture(autouse=True)
def _sweep() -> Iterator[None]:
    """Close what the killed left open, as the system does for a dead process.

    A killed task may leave its greenlet behind, which no collector frees: its connection would
    be found open much later, in some other test.
    """
    made: list[psycopg.AsyncConnection] = []

    def note(connection: Any, record: Any) -> None:
        made.append(connection.driver_connection)

    event.listen(Pool, "connect", note)
    yield
    event.remove(Pool, "connect", note)
    for connection in made:
        connection.pgconn.finish()
    gc.collect()


@pytest.fixture
async def world(database_url: str, tmp_path: Path) -> AsyncIterator[World]:
    world = World(database_url, tmp_path)
    yield world
    await world.database.close()


async def test_a_run_goes_from_its_flow_to_its_outputs(world: World) -> None:
    run_id = await world.submit()
    assert await world.until_dead(Fate())
    row = await world.run_row(run_id)
    assert (row.state, row.outputs["sum"]) == ("succeeded", {"number": TOTAL})
    assert len(world.log) == COUNT + 2 and set(world.log.values()) == {1}
    states = {
        (step.node, *step.path): (step.state, step.attempt) for step in await world.rows(run_id)
    }
    assert states["double", 3] == ("succeeded", 1) and len(states) == COUNT + 2


async def test_a_second_run_of_the_same_carries_nothing_out(world: World) -> None:
    await world.submit()
    await world.until_dead(Fate())
    again = await world.submit()
    await world.until_dead(Fate())
    assert set(world.log.values()) == {1}
    assert {step.state for step in await world.rows(again)} == {"cached"}


async def test_an_edit_carries_out_what_is_new_alone(world: World) -> None:
    await world.submit()
    await world.until_dead(Fate())
    run_id = await world.submit(count=COUNT + 1)
    await world.until_dead(Fate())
    made = {(s.node, *s.path) for s in await world.rows(run_id) if s.state == "succeeded"}
    assert made == {("list",), ("double", COUNT), ("sum",)}


async def test_two_runs_at_once_in_one_executor_share_their_work(world: World) -> None:
    first, second = await world.submit("p"), await world.submit("q")
    tasks = [await world.drive(Fate(), restarted=False) for _ in range(2)]
    await asyncio.wait_for(asyncio.gather(*(t for t in tasks if t)), DEADLINE_S)
    # The sum follows a stream: its key is known when the stream is, so both runs carry it out.
    assert {order: n for order, n in world.log.items() if n > 1 and "sum" not in order} == {}
    for run_id in (first, second):
        assert (await world.run_row(run_id)).outputs["sum"] == {"number": TOTAL}


async def test_a_lost_worker_is_tried_again_and_a_bad_input_is_not(world: World) -> None:
    run_id = await world.submit()
    await world.until_dead(Fate(), [LOST])
    assert (await world.run_row(run_id)).state == "succeeded"
    assert max(step.attempt for step in await world.rows(run_id)) == 2
    failing = await world.submit(count=2)
    await world.until_dead(Fate(), [BAD])
    row = await world.run_row(failing)
    assert (row.state, row.error["code"], row.error["field"]) == ("failed", "BAD_MEDIA", "clip")
    assert [step.attempt for step in await world.rows(failing)] == [1]


async def test_a_step_that_loses_every_worker_fails_its_run(world: World) -> None:
    run_id = await world.submit()
    await world.until_dead(Fate(), [LOST] * USUAL.tries)
    assert (await world.run_row(run_id)).error["code"] == "WORKER_LOST"


async def test_a_finished_step_whose_object_is_gone_is_made_again(world: World) -> None:
    await world.submit()
    await world.until_dead(Fate())
    for path in (world._folder / "objects").glob("*/??/*"):
        path.unlink()
    run_id = await world.submit()
    await world.until_dead(Fate())
    made = {step.node for step in await world.rows(run_id) if step.state == "succeeded"}
    assert made == {"list"} and (await world.run_row(run_id)).state == "succeeded"


async def test_a_cancelled_run_stops_and_the_next_goes_on_from_there(world: World) -> None:
    run_id = await world.submit()
    fate = Fate(freezes_at=20)
    task = await world.drive(fate)
    assert task is not None
    await asyncio.wait_for(fate.frozen.wait(), DEADLINE_S)
    world.last.obey(cancelling(run_id))
    fate.thawed.set()
    await asyncio.wait_for(task, DEADLINE_S)
    assert (await world.run_row(run_id)).state == "cancelled"
    known = await world.known()
    await world.submit()
    await world.until_dead(Fate())
    assert known and all(world.log[order] == 1 for order in known)


async def test_a_zombie_that_wakes_up_changes_nothing(world: World) -> None:
    run_id = await world.submit()
    fate = Fate(freezes_at=14)
    zombie = await world.drive(fate)
    assert zombie is not None
    await asyncio.wait_for(fate.frozen.wait(), DEADLINE_S)
    assert await world.until_dead(Fate(lives_for=10_000))
    before = await world.run_row(run_id), await world.rows(run_id)
    fate.thawed.set()
    # Its lease went to another, or Postgres ended the transaction that it stood still in.
    with pytest.raises((LeaseLost, SQLAlchemyError)):
        await asyncio.wait_for(zombie, DEADLINE_S)
    assert before == (await world.run_row(run_id), await world.rows(run_id))


class Lives(RuleBasedStateMachine):
    """Executors that die or stand still at any moment, over runs that share their work."""

    url = ""

    def __init__(self) -> None:
        super().__init__()
        self._folder = tempfile.TemporaryDirectory()
        self._loop = asyncio.Runner()
        self._zombies: list[tuple[Fate, asyncio.Task[None]]] = []
        self._runs: list[uuid.UUID] = []
        self._submitted = 0
        self._world = self._do(self._begin())

    def _do(self, work: Coroutine[Any, Any, T]) -> T:
        return self._loop.run(asyncio.wait_for(work, 4 * DEADLINE_S))

    async def _begin(self) -> World:
        world = World(self.url, Path(self._folder.name), uuid.uuid4())
        owner = Database(self.url, "owner")
        async with owner.begin(world.tenant) as connection:
            await connection.execute(text("DELETE FROM runs"))
            row = {"id": world.tenant, "name": str(world.tenant)}
            await connection.execute(insert(tenants).values(row))
        await owner.close()
        return world

    @rule(count=st.integers(1, 6))
    def submit(self, count: int) -> None:
        self._submitted += 1
        self._runs.append(self._do(self._world.submit(f"p{self._submitted}", count)))

    @rule(moments=st.integers(0, 45))
    def live_and_die(self, moments: int) -> None:
        self._do(self._watched(Fate(lives_for=moments)))

    @rule(moments=st.integers(1, 45))
    def stand_still(self, moments: int) -> None:
        self._do(self._freeze(Fate(freezes_at=moments)))

    @rule()
    def wake_up(self) -> None:
        self._do(self._thaw())

    async def _watched(self, fate: Fate) -> bool:
        """Live, and see that nothing is done that was known as finished."""
        known, before = await self._world.known(), self._world.log.copy()
        lived = await self._world.until_dead(fate)
        again = {order for order in known if self._world.log[order] > before[order]}
        assert not again, f"finished, and carried out again: {again}"
        return lived

    async def _freeze(self, fate: Fate) -> None:
        task = await self._world.drive(fate)
        if task is None:
            return
        frozen = asyncio.create_task(fate.frozen.wait())
        await asyncio.wait({task, frozen}, timeout=DEADLINE_S, return_when=asyncio.FIRST_COMPLETED)
        frozen.cancel()
        self._zombies.append((fate, task))

    async def _thaw(self) -> None:
        for fate, task in self._zombies:
            fate.thawed.set()
            await asyncio.wait({task}, timeout=DEADLINE_S)
            assert task.done()
            await asyncio.gather(task, return_exceptions=True)
        self._zombies = []

    def teardown(self) -> None:
        try:
            self._do(self._end())
        finally:
            self._loop.close()
            self._folder.cleanup()

    async def _end(self) -> None:
        while await self._watched(Fate()):
            pass
        await self._thaw()
        for run_id in self._runs:
            row, found = await self._world.run_row(run_id), await self._world.rows(run_id)
            assert row.state == "succeeded", row.error
            count = row.flow["nodes"][0]["params"]["count"]
            assert row.outputs["sum"] == {"number": count * (count + 1) + len("long " * 2000)}
            assert {step.state for step in found} <= {"succeeded", "cached"}
            assert len(found) == count + 2
        await self._world.database.close()


def test_executors_may_die_or_stand_still_at_any_moment(database_url: str) -> None:
    Lives.url = database_url
    run_state_machine_as_test(
        Lives,
        settings=settings(
            max_examples=40,
            stateful_step_count=12,
            suppress_health_check=list(HealthCheck),
        ),
    )
