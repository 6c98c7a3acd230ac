"""Places work on a Ray of its own with four logical GPUs, and prints what came of it as JSON.

Some of it is killed there, and some cancelled.

A process of its own: Ray reads its environment when it is imported.
"""

import asyncio
import json
import logging
import os
import sys
import time
from pathlib import Path

from actors.cluster import QUIET, THREADS
from media.ids import LOCAL_TENANT
from pipelines.orders import Outcome, Place, WorkOrder
from pipelines.resources import Resources

os.environ.update(QUIET | THREADS | {"RAY_AUTH_MODE": "token", "RAY_AUTH_TOKEN": "0" * 40})

import ray

from actors.dispatch import FAN_OUT_MIN, Dispatcher

ROOT = Path(__file__).parents[2]


def order(folder: Path, **resources: float) -> WorkOrder:
    place = Place(tenant=LOCAL_TENANT, objects=str(folder / "o"), scratch=str(folder / "s"))
    return WorkOrder(
        target="tests.actors.doze:doze",
        arguments={"seconds": "1.0"},
        place=place,
        resources=Resources(**resources),
    )


def doomed(folder: Path, times: int) -> WorkOrder:
    marks = json.dumps(str(folder / f"killed-{times}"))
    return order(folder).but(
        target="tests.actors.doze:be_killed",
        arguments={"marks": marks, "times": json.dumps(times)},
    )


async def killed(folder: Path) -> dict[str, object]:
    dispatcher = Dispatcher(6)
    once = await dispatcher.perform(doomed(folder, 1))
    places = dispatcher.places
    always = await dispatcher.perform(doomed(folder, 99))
    dispatcher.stop()
    return {
        "once": json.loads(once.value),
        "places": places,
        "always": always.fault and always.fault.model_dump(),
        "always_places": dispatcher.places,
        "always_deaths": len((folder / "killed-99").read_text()),
    }


async def cancelled(folder: Path, count: int) -> float:
    """Cancel orders that would take a minute each; the seconds until their workers are free."""
    dispatcher = Dispatcher(2)
    long = order(folder).but(arguments={"seconds": "60.0"})
    asked = [asyncio.create_task(dispatcher.perform(long)) for _ in range(count)]
    await until_free_cpus(0, 1)
    await asyncio.sleep(0.5)
    began = time.monotonic()
    for one in asked:
        one.cancel()
    await until_free_cpus(2, 2)
    dispatcher.stop()
    return time.monotonic() - began


async def until_free_cpus(least: float, most: float) -> None:
    async with asyncio.timeout(30):
        while not least <= ray.available_resources().get("CPU", 0.0) <= most:
            await asyncio.sleep(0.05)


async def placed(folder: Path) -> dict[str, object]:
    dispatcher = Dispatcher(2)
    pair = [order(folder, num_cpus=0.1, num_gpus=0.6) for _ in range(2)]
    await asyncio.gather(*map(dispatcher.perform, pair))  # starts the workers
    slept: list[Outcome] = await asyncio.gather(*map(dispatcher.perform, pair))
    began = time.monotonic()
    refused = await dispatcher.perform(order(folder, num_gpus=5))
    seconds = time.monotonic() - began
    dispatcher.stop()
    return {
        "slept": [json.loads(outcome.value) for outcome in slept],
        "refused": refused.fault and refused.fault.model_dump(),
        "refused_after_s": seconds,
    }


def main() -> None:
    folder = Path(sys.argv[1])
    ray.init(
        address="local",
        num_cpus=2,
        num_gpus=4,
        include_dashboard=False,
        log_to_driver=False,
        logging_level=logging.ERROR,
        object_store_memory=128 << 20,
        _temp_dir=str(folder),
        runtime_env={"env_vars": {"PYTHONPATH": str(ROOT)}},
    )
    try:
        told = asyncio.run(placed(folder))
        told["killed"] = asyncio.run(killed(folder))
        told["cancelled_s"] = [asyncio.run(cancelled(folder, count)) for count in (1, FAN_OUT_MIN)]
        print(json.dumps(told))
    finally:
        ray.shutdown()


if __name__ == "__main__":
    main()
