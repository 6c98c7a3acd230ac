"""Serves toys on a Ray of its own with two logical GPUs, and prints what came of it as JSON.

A process of its own: Ray reads its environment when it is imported.
"""

from __future__ import annotations

import asyncio
import json
import logging
import os
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import yaml

from actors.cluster import SETTINGS
from media.ids import LOCAL_TENANT
from pipelines.orders import Place, Told, WorkOrder

os.environ.update(
    SETTINGS
    | {
        "RAY_AUTH_MODE": "token",
        "RAY_AUTH_TOKEN": "0" * 40,
        "KINORA_MODELS": f"{sys.argv[1]}/models.yaml",
        "KINORA_WEIGHTS": f"{sys.argv[1]}/weights",
    }
)

import ray
from ray import serve as ray_serve

from actors.serving import Served
from models.catalog.lookup import engine_for
from models.catalog.rows import engines
from models.weights.serving import states
from serve.keeper import Keeper
from serve.packing.cards import parse_gpus
from serve.packing.demands import planned

FOLDER = Path(sys.argv[1])
ROWS = FOLDER / "models.yaml"
ROOT = Path(__file__).parents[2]
UP_S = 150.0
GPUS = parse_gpus("2xtoy:20")


def toy(name: str, method: str, **fields: Any) -> dict[str, Any]:
    return {
        "id": name, "modality": f"toy-{name}", "target": f"tests.serve.toys:Toy.{method}",
        "runs": "serve", "licence": "-", **fields,
    }  # fmt: skip


def write(*rows: dict[str, Any]) -> None:
    part = ROWS.with_suffix(".part")
    part.write_text(yaml.safe_dump({"engines": list(rows)}))
    os.replace(part, ROWS)


COUNT = toy("count", "count", serving={"max_queued": 3})
MORTAL = toy("mortal", "die_once")
BATCH = toy("batch", "double", serving={"max_batch": 8, "batch_wait_s": 0.2})
SLEEPER = toy("sleeper", "double", serving={"min_replicas": 0, "load_s": 7.0})
STYLED = toy(
    "styled", "draw", serving={"min_replicas": 2, "max_replicas": 2},
    loras={name: {"source": "-"} for name in ("ink", "oil")},
)  # fmt: skip
EIGHT = [
    toy(f"card-{number}", "cards", gpu={"memory_gb": memory / 2, "peak_gb": memory})
    for number, memory in enumerate([6, 5, 4, 3, 6, 5, 4, 3])
]
HUGE = toy("huge", "cards", gpu={"memory_gb": 90})


def order(name: str, **arguments: Any) -> WorkOrder:
    engine = engine_for(f"toy-{name}")
    return WorkOrder(
        target=engine.target,
        arguments={key: json.dumps(value) for key, value in arguments.items()},
        engine=engine,
        place=Place(
            tenant=LOCAL_TENANT, objects=str(FOLDER / "objects"), scratch=str(FOLDER / "scratch")
        ),
    )


def until(true: Callable[[], bool], what: str) -> float:
    began = time.monotonic()
    while not true():
        assert time.monotonic() - began < UP_S, f"{what}: {states()}"
        time.sleep(0.05)
    return time.monotonic() - began


def running(*names: str) -> bool:
    known = states()
    return all(name in known and known[name].state == "running" for name in names)


async def told(served: Served) -> dict[str, Any]:
    heard: list[Told] = []
    outcome = await served.perform(order("count", steps=4, step_s=0.3), heard.append)
    return {
        "value": json.loads(outcome.value),
        "fractions": [one.fraction for one in heard if one.fraction is not None],
    }


async def cancelled(served: Served) -> dict[str, Any]:
    log = FOLDER / "steps"
    heard = asyncio.Event()
    asked = asyncio.create_task(
        served.perform(order("count", steps=50, step_s=0.5, log=str(log)), lambda _: heard.set())
    )
    await asyncio.wait_for(heard.wait(), 10)
    asked.cancel()
    steps = len(log.read_text().splitlines())
    began = time.monotonic()
    await served.perform(order("count", steps=1))
    return {
        "steps_at_cancel": steps,
        "steps_at_last": len(log.read_text().splitlines()),
        "free_after_s": time.monotonic() - began,
    }


async def crowded(served: Served) -> dict[str, Any]:
    """Six at once where one works and three may wait."""
    heard: list[Told] = []
    asked = [served.perform(order("count", steps=6), heard.append) for _ in range(6)]
    outcomes = await asyncio.gather(*asked)
    return {
        "codes": Counter(one.fault.code if one.fault else "done" for one in outcomes),
        "places": sorted({one.queued for one in heard if one.queued is not None}),
    }


async def styled(served: Served) -> dict[str, Any]:
    """Styles in turn; then many of one, faster than one replica draws; then a file of one's own."""

    async def drawn(style: str) -> int:
        return json.loads((await served.perform(order("styled", style=style))).value)

    async def drawn_after(style: str, delay_s: float) -> int:
        await asyncio.sleep(delay_s)
        return await drawn(style)

    async def drawn_by_file() -> int:
        lora = {"file": {"digest": "a" * 64, "num_bytes": 1}, "strength": 0.5}
        return json.loads((await served.perform(order("styled", lora=lora))).value)

    await asyncio.gather(drawn("ink"), drawn("oil"))
    # Serve tells its routers every second what is loaded.
    await asyncio.sleep(3)
    turns = [[style, await drawn(style)] for style in ("ink", "oil") * 5]
    at_once = await asyncio.gather(*(drawn_after("ink", 0.05 * n) for n in range(12)))
    first = await drawn_by_file()
    await asyncio.sleep(3)
    own = [first, *[await drawn_by_file() for _ in range(8)]]
    return {"turns": turns, "at_once": at_once, "own": own}


async def batched(served: Served) -> dict[str, Any]:
    numbers = [*range(1, 17), -1]
    began = time.monotonic()
    outcomes = await asyncio.gather(*(served.perform(order("batch", number=n)) for n in numbers))
    return {
        "values": [json.loads(one.value) if one.value else None for one in outcomes],
        "codes": [one.fault.code if one.fault else "" for one in outcomes],
        "seconds": time.monotonic() - began,
    }


async def killed(served: Served) -> str:
    outcome = await served.perform(order("mortal", mark=str(FOLDER / "mark")))
    return json.loads(outcome.value) if outcome.value else str(outcome.fault)


async def asleep(served: Served) -> dict[str, Any]:
    heard: list[Told] = []
    outcome = await served.perform(order("sleeper", number=4), heard.append)
    return {
        "value": json.loads(outcome.value),
        "starting_s": [one.starting_s for one in heard if one.starting_s is not None],
    }


async def on_cards(served: Served) -> dict[str, Any]:
    names = [row["id"] for row in EIGHT]
    began = time.monotonic()
    outcomes = await asyncio.gather(*(served.perform(order(n, seconds=2.0)) for n in names))
    return {
        "cards": {name: json.loads(one.value) for name, one in zip(names, outcomes, strict=True)},
        "seconds": time.monotonic() - began,
    }


def main() -> None:
    ray.init(
        address="local",
        num_cpus=2,
        num_gpus=2,
        include_dashboard=False,
        log_to_driver=False,
        logging_level=logging.ERROR,
        object_store_memory=128 << 20,
        _temp_dir=str(FOLDER),
        runtime_env={"env_vars": {"PYTHONPATH": str(ROOT)}},
    )
    write(COUNT, MORTAL, BATCH, SLEEPER, STYLED)
    ray_serve.start(proxy_location="Disabled")
    keeper = Keeper(GPUS)
    thread = threading.Thread(target=keeper.run)
    thread.start()
    found: dict[str, Any] = {}
    try:
        until(lambda: running("count", "mortal", "batch", "sleeper", "styled"), "the first rows")
        served = Served()
        for scene in (told, cancelled, crowded, styled, batched, killed, asleep):
            found[scene.__name__] = asyncio.run(scene(served))
        write(*EIGHT, HUGE)
        found["refused_after_s"] = until(lambda: "huge" in states(), "a row that does not fit")
        found["refused"] = states()["huge"].model_dump()
        until(lambda: running(*(row["id"] for row in EIGHT)), "eight on two cards")
        found["on_cards"] = asyncio.run(on_cards(Served()))
        rows = [one for one in engines() if one.id.startswith("card-")]
        found["planned"] = {one.demand: str(one.cards[0]) for one in planned(rows, GPUS).placements}
        found["served"] = sorted(set(ray_serve.status().applications))
    finally:
        keeper.stop()
        thread.join()
        ray_serve.shutdown()
        ray.shutdown()
    print(json.dumps(found))


if __name__ == "__main__":
    main()
