"""What Ray Serve costs beside a plain call: `python -m benchmarks.serving`.

One tiny SDXL with random weights (two steps, 64 by 64 pixels) is called in this process, and by an
order to a replica that holds the same weights; a toy that does nothing shows the way alone. All in
turn, many times; medians of the rounds. Goal: at most 5 ms more at p50.
"""

from __future__ import annotations

import asyncio
import json
import logging
import os
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Awaitable, Callable
from pathlib import Path
from statistics import median
from typing import Any

import ray
import yaml
from ray import serve as ray_serve

from actors.cluster import SETTINGS
from actors.serving import Served
from media.ids import LOCAL_TENANT, digest_of
from media.types import Size
from models.catalog.lookup import engine_for
from models.catalog.row import Engine
from models.setup import made, setup_of
from models.weights.manifest import NAME, Manifest, folder_of
from models.weights.serving import states
from pipelines.orders import Place, WorkOrder
from serve.keeper import Keeper, start
from store.objects.objects import open_objects
from store.workspace import StoreWorkspace
from tests.models.diffusion import tiny

HOME = "KINORA_BENCH_HOME"
"""Names the environment's variable with the folder of the process that measures."""
FOLDER = Path(os.environ.get(HOME, "."))

ROUNDS = 5
CALLS = 40
CALLERS = (1, 8, 32)
UP_S = 180.0
ROWS: list[dict[str, Any]] = [
    {"id": "tiny", "family": "sdxl", "weights": {"source": "-"}, "runs": "serve", "licence": "-",
     "options": {"min_edge": 16, "enlarge": 1}, "serving": {"max_queued": 1000}},
    {"id": "nothing", "modality": "nothing", "target": "tests.serve.toys:Toy.count",
     "runs": "serve", "licence": "-", "serving": {"max_queued": 1000}},
]  # fmt: skip
REQUEST: dict[str, Any] = {"prompt": "a boat", "size": Size(width=64, height=64), "steps": 2}

Call = Callable[[], Awaitable[None]]


def prepare() -> None:
    """Weights of a tiny model, and the rows."""
    (FOLDER / "models.yaml").write_text(yaml.safe_dump({"engines": ROWS}))
    folder = folder_of(Engine(**ROWS[0]))
    folder.parent.mkdir(parents=True)
    tiny.saved(tiny.sdxl, folder)
    manifest = Manifest(source="-", revision="", files=(), digest=digest_of(b"tiny"))
    (folder / NAME).write_text(manifest.model_dump_json())


def order(engine: Engine, modality: str, **arguments: Any) -> WorkOrder:
    """The order of one call."""
    return WorkOrder(
        target=engine.does[modality],
        arguments={name: _json(value) for name, value in arguments.items()},
        engine=engine,
        place=Place(
            tenant=LOCAL_TENANT, objects=str(FOLDER / "objects"), scratch=str(FOLDER / "scratch")
        ),
    )


def _json(value: Any) -> str:
    return value.model_dump_json() if isinstance(value, Size) else json.dumps(value)


def plain(engine: Any) -> Call:
    """A call in this process."""
    objects = open_objects(str(FOLDER / "objects"), FOLDER / "copies")

    async def call() -> None:
        with StoreWorkspace(objects, LOCAL_TENANT, FOLDER / "plain") as work:
            engine.generate(work, seed=1, **REQUEST)

    return call


def served(one: WorkOrder) -> Call:
    """A call of a replica."""
    handles = Served()

    async def call() -> None:
        outcome = await handles.perform(one)
        assert outcome.fault is None, outcome.fault

    return call


async def times_ms(call: Call, callers: int) -> tuple[list[float], float]:
    """How long each call took, and how many a second there were."""
    taken: list[float] = []

    async def one() -> None:
        for _ in range(max(CALLS // callers, 4)):
            began = time.perf_counter()
            await call()
            taken.append((time.perf_counter() - began) * 1000)

    began = time.perf_counter()
    await asyncio.gather(*(one() for _ in range(callers)))
    return sorted(taken), len(taken) / (time.perf_counter() - began)


def at(taken: list[float], part: float) -> float:
    """A percentile of sorted times."""
    return taken[min(int(part * len(taken)), len(taken) - 1)]


async def measure() -> dict[str, Any]:
    """All of it, in turn."""
    row = engine_for("image", "tiny")
    calls = {
        "plain": plain(made(setup_of(row, "cpu"))),
        "served": served(order(row, "image", seed=1, **REQUEST)),
        "nothing": served(order(engine_for("nothing"), "nothing", steps=0)),
    }
    for call in calls.values():
        await times_ms(call, 1)
    found: dict[str, Any] = {}
    for callers in CALLERS:
        rounds: dict[str, list[tuple[float, float, float]]] = {name: [] for name in calls}
        for _ in range(ROUNDS):
            for name, call in calls.items():
                taken, rate = await times_ms(call, callers if name != "plain" else 1)
                rounds[name].append((at(taken, 0.5), at(taken, 0.99), rate))
        found[str(callers)] = {
            name: {
                what: round(median(one[place] for one in seen), 2)
                for place, what in enumerate(("p50_ms", "p99_ms", "per_s"))
            }
            for name, seen in rounds.items()
        }
    return found


def apart() -> int:
    """Measure in a process of its own: Ray reads its environment when it is imported."""
    with tempfile.TemporaryDirectory(prefix="kinora-") as folder:
        environment = {
            HOME: folder,
            # Ray's workers give way to all others: beside a busy machine the plain call would not.
            "RAY_worker_niceness": "0",
            "RAY_AUTH_MODE": "token",
            "RAY_AUTH_TOKEN": "0" * 40,
            "HF_HUB_OFFLINE": "1",
            "KINORA_MODELS": f"{folder}/models.yaml",
            "KINORA_WEIGHTS": f"{folder}/weights",
        }
        command = [sys.executable, "-m", "benchmarks.serving"]
        return subprocess.run(
            command, env=os.environ | SETTINGS | environment, check=False
        ).returncode


def main() -> int:
    """Measure, print, and say whether the goal is met."""
    prepare()
    ray.init(
        address="local", num_cpus=2, num_gpus=0, include_dashboard=False, log_to_driver=False,
        logging_level=logging.ERROR, object_store_memory=128 << 20, _temp_dir=str(FOLDER),
        runtime_env={"env_vars": {"PYTHONPATH": str(Path(__file__).parents[1])}},
    )  # fmt: skip
    start(None)
    keeper = Keeper(())
    thread = threading.Thread(target=keeper.run)
    thread.start()
    try:
        deadline = time.monotonic() + UP_S
        while not all(one.state == "running" for one in states().values()) or len(states()) < 2:
            assert time.monotonic() < deadline, states()
            time.sleep(0.2)
        found = asyncio.run(measure())
    finally:
        keeper.stop()
        thread.join()
        ray_serve.shutdown()
        ray.shutdown()
    added = found["1"]["served"]["p50_ms"] - found["1"]["plain"]["p50_ms"]
    print(json.dumps({**found, "added_p50_ms": round(added, 2)}, indent=2))
    return 0 if added <= 5.0 else 1


if __name__ == "__main__":
    sys.exit(main() if HOME in os.environ else apart())
