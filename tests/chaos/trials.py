"""Plays trials: a random flow, something that breaks at a random moment, and what must hold.

    python -m tests.chaos.trials --trials 200 --seed 1

prints a line of JSON for each trial, and a summary. It must hold that the run ends, at once or
after a person has said what became of a call that nobody else can know of; that each purchase was
accepted once; that its outputs are those of an undisturbed run; that the ledger, the budgets and
the provider agree on what was spent. A process of its own: Ray reads its environment when it is
imported.
"""

import argparse
import asyncio
import json
import os
import random
import sys
import time
import uuid
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

from actors.cluster import QUIET, THREADS

os.environ.update(QUIET | THREADS | {"RAY_AUTH_MODE": "token", "RAY_AUTH_TOKEN": "0" * 40})
os.environ["PYTHONPATH"] = str(Path(__file__).parents[2])

from sqlalchemy.exc import InterfaceError, OperationalError

from media.ids import LOCAL_TENANT
from store.database import Database
from store.repositories import budgets
from store.repositories import commands as command_rows
from store.repositories import runs as run_rows
from store.repositories import steps as step_rows
from store.tables.runs import ENDED
from tests.chaos.nodes import STRIDE, Drawn, draw
from tests.chaos.stage import Stage
from tests.provider import PRICE

DEADLINE_S = 60.0
LONGEST_S = 2.5
"""Runs take about as long: what breaks, breaks within it."""
LOOK_S = 0.1
SAID_AGAIN = 0.1


class Trial:
    """One flow and one misfortune."""

    def __init__(self, stage: Stage, database: Database, number: int, seed: int) -> None:
        self._stage, self._database = stage, database
        self._number = number
        self._dice = random.Random(f"{seed}/{number}")
        self._drawn: Drawn = draw(self._dice, number)
        self._asked: set[tuple[str, tuple[int, ...], int]] = set()
        self.unknown = 0

    async def play(self) -> dict[str, Any]:
        began = time.monotonic()
        misfortunes: list[Callable[[random.Random], str]] = [
            self._stage.kill_executor, self._stage.kill_worker, self._stage.kill_node,
            self._stage.kill_postgres, self._stage.stop_executor, self._stage.drop_answers,
        ]  # fmt: skip
        misfortune = misfortunes[self._number % len(misfortunes)]
        run_id = await self._patiently(self._submit)
        breaking = asyncio.create_task(self._break(misfortune))
        try:
            row = await self._until_ended(run_id)
        except TimeoutError:
            wrong = [f"it did not end in {DEADLINE_S:g} s", *await self._stuck(run_id)]
        else:
            wrong = await self._patiently(lambda: self._wrong(row))
        did = await breaking
        return {
            "trial": self._number,
            "misfortune": misfortune.__name__,
            "did": did,
            "steps": len(self._drawn.flow.nodes),
            "bought": len(self._drawn.bought),
            "unknown": self.unknown,
            "seconds": round(time.monotonic() - began, 2),
            "wrong": wrong,
        }

    async def _patiently(self, ask: Callable[[], Any]) -> Any:
        """Ask the database, which may be dead for a moment."""
        async with asyncio.timeout(DEADLINE_S):
            while True:
                try:
                    return await ask()
                except (OperationalError, InterfaceError, OSError):
                    await asyncio.sleep(LOOK_S)

    async def _submit(self) -> uuid.UUID:
        async with self._database.begin(LOCAL_TENANT) as connection:
            return await run_rows.submit(
                connection,
                tenant=LOCAL_TENANT,
                project=f"trial-{self._number}",
                request="r",
                flow=self._drawn.flow.model_dump(mode="json", by_alias=True),
            )

    async def _break(self, misfortune: Callable[[random.Random], str]) -> str:
        await asyncio.sleep(self._dice.uniform(0, LONGEST_S))
        return misfortune(self._dice)  # Ray starts nodes in the main thread alone

    async def _until_ended(self, run_id: uuid.UUID) -> Any:
        async with asyncio.timeout(DEADLINE_S):
            while True:
                row, steps = await self._patiently(lambda: self._seen(run_id))
                if row.state in ENDED:
                    return row
                for step in steps:
                    if step.state == "waiting":
                        await self._patiently(lambda step=step: self._answer(run_id, step))
                await asyncio.sleep(LOOK_S)

    async def _stuck(self, run_id: uuid.UUID) -> list[str]:
        """Where a run is that does not end."""
        row, steps = await self._seen(run_id)
        told = [f"run {row.state}, lease of {row.lease_owner} until {row.lease_until}"]
        for step in steps:
            if step.finished_at is None:
                told.append(f"{step.node}{list(step.path)} {step.type} {step.state} {step.reason}")
        async with self._database.begin(LOCAL_TENANT) as connection:
            open_calls = await connection.exec_driver_sql(
                "SELECT node, path, state, run_id = %s, epoch FROM calls WHERE finished_at IS NULL",
                (run_id,),
            )
            return told + [f"call {tuple(call)}" for call in open_calls]

    async def _seen(self, run_id: uuid.UUID) -> tuple[Any, Any]:
        async with self._database.begin(LOCAL_TENANT) as connection:
            row = await run_rows.get(connection, run_id=run_id)
            return row, await step_rows.of_run(connection, run_id=run_id)

    async def _answer(self, run_id: uuid.UUID, step: Any) -> None:
        """Say yes at gates, and the truth about calls of which nobody else can know."""
        if step.reason not in ("gate", "unknown_payment"):
            return
        data: Any = {"approve": True}
        attempt = 0
        if step.reason == "unknown_payment":
            attempt, data = await self._truth(step)
        # Now and then a person says a thing twice.
        question = (f"{step.reason} {step.node}", tuple(step.path), attempt)
        if question in self._asked and self._dice.random() > SAID_AGAIN:
            return
        self.unknown += step.reason == "unknown_payment" and question not in self._asked
        self._asked.add(question)
        async with self._database.begin(LOCAL_TENANT) as connection:
            await command_rows.post(
                connection, tenant=LOCAL_TENANT, run_id=run_id, kind="signal", node=step.node,
                path=step.path, data=data,
            )  # fmt: skip

    async def _truth(self, step: Any) -> tuple[int, dict[str, str]]:
        """Which call a step asks about, and what the provider's own books say of it."""
        async with self._database.begin(LOCAL_TENANT) as connection:
            row = await connection.exec_driver_sql(
                "SELECT attempt, (request ->> 'number')::int FROM calls "
                "WHERE node = %s AND path = %s::int[] AND project = %s",
                (step.node, list(step.path), f"trial-{self._number}"),
            )
            attempt, number = row.one()
        jobs = [name for name, job in self._stage.unsure.jobs.items() if job["number"] == number]
        if jobs:
            return attempt, {"outcome": "accepted", "id": jobs[0]}
        return attempt, {"outcome": "not_sent"}

    async def _wrong(self, row: Any) -> list[str]:
        """Everything that does not hold."""
        found: list[str] = []
        if row.state != "succeeded":
            found.append(f"the run is {row.state}: {row.error}")
        elif row.outputs != self._drawn.outputs:
            found.append(f"it gave {row.outputs}, and not {self._drawn.outputs}")
        mine = range(self._number * STRIDE, (self._number + 1) * STRIDE)
        paid = sum((provider.paid for provider in self._stage.providers), Counter())
        accepted = {number: times for number, times in paid.items() if number in mine}
        if accepted != dict.fromkeys(self._drawn.bought, 1):
            found.append(f"the provider was paid {accepted}, for {self._drawn.bought}")
        async with self._database.begin(LOCAL_TENANT) as connection:
            found += [
                f"ledger and budget differ: {one}" for one in await budgets.disagreeing(connection)
            ]
            spent = await budgets.of_run(connection, run_id=row.id)
        wanted = (0, PRICE * len(self._drawn.bought))
        if spent is None or (spent.reserved_micros, spent.spent_micros) != wanted:
            found.append(f"the run's budget says {spent}, and not {wanted}")
        return found


async def played(stage: Stage, first: int, trials: int, seed: int) -> bool:
    """Play trials one after the other; whether all held."""
    database = Database(stage.url, "kinora_app")
    bad, seconds, unknown = 0, 0.0, 0
    for number in range(first, first + trials):
        told = await Trial(stage, database, number, seed).play()
        print(json.dumps(told), flush=True)
        bad += bool(told["wrong"])
        seconds, unknown = seconds + told["seconds"], unknown + told.get("unknown", 0)
    await database.close()
    summary = {"trials": trials, "bad": bad, "asked_a_person": unknown, "seconds": round(seconds)}
    print(json.dumps(summary), flush=True)
    return not bad


def main() -> None:
    """Play, as the command line says."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--trials", type=int, default=200)
    parser.add_argument("--first", type=int, default=1, help="number of the first trial")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    stage = Stage()
    try:
        stage.start()
        held = asyncio.run(played(stage, options.first, options.trials, options.seed))
    finally:
        stage.stop()
    sys.exit(0 if held else 1)


if __name__ == "__main__":
    main()
