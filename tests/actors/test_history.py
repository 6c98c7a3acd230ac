"""Guards that estimates hold: after two runs of a flow, the third takes what was said."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from media.ids import LOCAL_TENANT
from pipelines.catalog import catalog
from pipelines.estimate import Estimate, estimate
from pipelines.foresight import foreseen
from pipelines.node import Context, Cost, Node, Output, node
from store.repositories.history import learn
from tests.actors.doze import Slept
from tests.actors.flows import Engine, flow
from tests.actors.flows import node as part

FACTOR = 1.5
"""What work takes may be so many times what was said, or so much less; here it sleeps."""


class Rested(Output):
    """When it slept."""

    slept: Slept


@node("toy.doze", version=1, effect="read")
class Doze(Node):
    """Sleep, and expect to sleep four times as long."""

    seconds: float

    def cost(self) -> Cost:
        """Too much."""
        return Cost(cpu_s=4 * self.seconds)

    async def run(self, ctx: Context) -> Rested:
        """Do it on a worker."""
        return Rested(
            slept=await ctx.compute("tests.actors.doze:doze", Slept, seconds=self.seconds)
        )


@node("toy.nap", version=1, effect="read")
class Nap(Node):
    """Sleep, and expect nothing."""

    seconds: float

    async def run(self, ctx: Context) -> Rested:
        """Do it on a worker."""
        return Rested(
            slept=await ctx.compute("tests.actors.doze:doze", Slept, seconds=self.seconds)
        )


catalog.cache_clear()

SLEEPS = flow(
    part("times", "flow.items", items=[0.1, 0.3]),
    part("doze", "toy.doze", each="times.items"),
    part("nap", "toy.nap", seconds=0.2),
    edges=[("times.items", "doze.seconds"), ("doze.done", "nap.after")],
)
WORK_S = 0.1 + 0.3 + 0.2
LONGEST_S = 0.3 + 0.2


@pytest.fixture
async def engine(database_url: str, open_folder: Path) -> AsyncIterator[Engine]:
    found = Engine(database_url, open_folder)
    yield found
    await found.close()


async def told(engine: Engine) -> Estimate:
    async with engine.database.begin(LOCAL_TENANT) as connection:
        history = await learn(connection, types=["toy.doze", "toy.nap"])
    return estimate(foreseen(SLEEPS, {}), history, cores=8)


async def test_the_estimate_holds_after_the_work_was_seen(engine: Engine) -> None:
    before = await told(engine)
    assert before.seconds == pytest.approx(4 * 0.4)
    assert not before.whole

    for _ in range(2):
        await engine.result(SLEEPS)
    after = await told(engine)

    assert after.whole
    assert WORK_S <= after.seconds <= FACTOR * WORK_S
    assert after.wall_s <= FACTOR * LONGEST_S
    assert {row.node: row.learnt_from for row in after.nodes} == {"times": 0, "doze": 4, "nap": 2}


async def test_a_step_keeps_what_it_was_expected_to_take(engine: Engine) -> None:
    run_id = await engine.submit(SLEEPS)
    await engine.until(run_id)
    found = await engine.steps(run_id)

    assert found["doze[1]"].cost_s == pytest.approx(1.2)
    assert found["nap"].cost_s is None and found["times"].cost_s is None
