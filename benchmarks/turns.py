"""Who goes first when tenants crowd: `python -m benchmarks.turns`.

The real system in a home of its own; its runs draw a short clip in a Ray task each. Goals: beside
1,000 queued runs of another tenant a single run starts within 1 s; weights of 3 to 1 give 3 to 1
within 10 % over the first 400 runs that start while both tenants have more of them waiting.
"""

from __future__ import annotations

import asyncio
import os
import uuid
from collections import Counter
from collections.abc import Awaitable, Callable
from pathlib import Path
from statistics import median
from typing import Any

from sqlalchemy import delete, func, insert, select

from benchmarks import driving
from benchmarks.driving import say
from cli.home import Home
from cli.system import System
from media.ids import uuid7
from store.database import Database
from store.repositories import runs as run_rows
from store.repositories.wakeups import wake_executors
from store.tables import runs, shares, tenants

CROWD, SINGLES, COUNTED = 1000, 10, 400
WEIGHTS = (3.0, 1.0)
MAX_START_S, MAX_OFF = 1.0, 0.10
DEADLINE_S = 600.0
LOOK_S = 0.1
BETWEEN_S = 8.0
"""So that some are asked for when the crowd has waited for longer than `leases.AGING_S`."""
BUSY = 40
"""Runs of the crowd that are under way before anybody else asks."""


class Stage:
    """Tenants and their runs."""

    def __init__(self, url: str) -> None:
        self._database = Database(url, "owner")
        self._drawn = 0

    async def tenant(self, weight: float = 1.0) -> uuid.UUID:
        """One who has a share of the executor."""
        name = uuid7()
        async with self._database.begin(name) as connection:
            await connection.execute(insert(tenants).values(id=name, name=str(name)))
            await connection.execute(insert(shares).values(tenant_id=name, weight=weight))
        return name

    async def crowd(self, tenant: uuid.UUID, count: int) -> None:
        """Queue many runs."""
        rows = [
            {"id": uuid7(), "tenant_id": tenant, "project": "p", "request": "r", "flow": flow}
            for flow in (self._flow() for _ in range(count))
        ]
        async with self._database.begin(tenant) as connection:
            await connection.execute(insert(runs), rows)
            await wake_executors(connection)

    async def start_s(self, tenant: uuid.UUID) -> float:
        """Queue one run; the seconds from its row to its start, by the database's clock."""
        async with self._database.begin(tenant) as connection:
            run_id = await run_rows.submit(
                connection, tenant=tenant, project="p", request="", flow=self._flow(),
                exclusive=False,
            )  # fmt: skip
        seconds = select(func.extract("epoch", runs.c.started_at - runs.c.created_at)).where(
            runs.c.id == run_id
        )
        await self._until(lambda: self._value(tenant, seconds))
        return float(await self._value(tenant, seconds))

    async def until_started(self, count: int, *of: uuid.UUID) -> None:
        """Wait until so many runs of some tenants have started."""
        counted = select(func.count(runs.c.started_at)).where(runs.c.tenant_id.in_(of))
        await self._until(lambda: self._at_least(count, counted))

    async def first_started(self, count: int, *of: uuid.UUID) -> Counter[uuid.UUID]:
        """Whose the first runs were."""
        async with self._database.begin(of[0]) as connection:
            found = await connection.execute(
                select(runs.c.tenant_id)
                .where(runs.c.tenant_id.in_(of), runs.c.started_at.is_not(None))
                .order_by(runs.c.started_at)
                .limit(count)
            )
            return Counter(found.scalars())

    async def disperse(self, *of: uuid.UUID) -> None:
        """Take back what still waits, and wait for the rest."""
        waits = (runs.c.tenant_id.in_(of), runs.c.state == "queued")
        async with self._database.begin(of[0]) as connection:
            await connection.execute(delete(runs).where(*waits))
        left = select(func.count() == 0).where(
            runs.c.tenant_id.in_(of), runs.c.finished_at.is_(None)
        )
        await self._until(lambda: self._value(of[0], left))

    async def close(self) -> None:
        """Close every connection."""
        await self._database.close()

    def _flow(self) -> dict[str, Any]:
        """A clip that nobody has drawn yet, so that the cache has none."""
        self._drawn += 1
        params = {"seconds": 0.5 + self._drawn / 1e6, "size": {"width": 640, "height": 360}}
        return {"nodes": [{"id": "clip", "type": "sample.clip", "version": 1, "params": params}]}

    async def _at_least(self, count: int, counted: Any) -> bool:
        return await self._value(None, counted) >= count

    async def _value(self, tenant: uuid.UUID | None, question: Any) -> Any:
        async with self._database.begin(tenant) as connection:
            return (await connection.execute(question)).scalar()

    async def _until(self, holds: Callable[[], Awaitable[Any]]) -> None:
        async with asyncio.timeout(DEADLINE_S):
            while not await holds():
                await asyncio.sleep(LOOK_S)


async def single(stage: Stage) -> bool:
    """One run at a time beside a crowd; whether each started in time."""
    many, few = await stage.tenant(), await stage.tenant()
    await stage.crowd(many, CROWD)
    await stage.until_started(BUSY, many)
    found: list[float] = []
    for _ in range(SINGLES):
        found.append(await stage.start_s(few))
        await asyncio.sleep(BETWEEN_S)
    ahead = await stage.first_started(CROWD, many)
    await stage.disperse(many, few)
    say(
        queued=CROWD,
        still_queued=CROWD - ahead[many],
        singles=SINGLES,
        median_start_s=round(median(found), 3),
        most_start_s=round(max(found), 3),
    )
    return max(found) <= MAX_START_S


async def weighted(stage: Stage) -> bool:
    """Two crowds of unequal weights; whether each got its share."""
    heavy, light = [await stage.tenant(weight) for weight in WEIGHTS]
    await stage.crowd(heavy, COUNTED)
    await stage.crowd(light, COUNTED)
    await stage.until_started(COUNTED, heavy, light)
    found = await stage.first_started(COUNTED, heavy, light)
    await stage.disperse(heavy, light)
    ratio, wanted = found[heavy] / max(1, found[light]), WEIGHTS[0] / WEIGHTS[1]
    say(weights=WEIGHTS, heavy=found[heavy], light=found[light], ratio=round(ratio, 2))
    return abs(ratio / wanted - 1) <= MAX_OFF


async def measure(url: str) -> bool:
    """Both, one after the other."""
    stage = Stage(url)
    try:
        met = [await single(stage), await weighted(stage)]
    finally:
        await stage.close()
    return all(met)


def main() -> None:
    """Measure, print, and say by the exit status whether the goals were met."""
    with driving.folder() as folder:
        os.environ |= {"KINORA_HOME": str(folder), "PYTHONPATH": str(Path(driving.ROOT))}
        with System(Home.find(), engine=True) as system:
            met = asyncio.run(measure(system.database_url))
    raise SystemExit(0 if met else 1)


if __name__ == "__main__":
    main()
