"""The executor beside DBOS and LangGraph on one embedded Postgres: durable steps of no work.

Each figure is the best of some repeats, in steps a second from submit to the succeeded row. Goals:
5,000 steps/s in a chain of 500 and ten times either peer; 10,000 steps/s where all is cached; a
kill in mid-chain loses at most 50 ms of work.
"""

from __future__ import annotations

import argparse
import asyncio
import tempfile
from collections.abc import Callable
from pathlib import Path

import psycopg

from benchmarks.driving import say
from benchmarks.engine.nodes import chain, fan
from benchmarks.engine.ours import Contender, contending
from benchmarks.engine.peers import DbosChain, LangGraphChain
from pipelines.graph import Flow
from store.embedded import EmbeddedPostgres
from store.migrate import migrate

LENGTH, WIDTH, CACHED = 500, 1000, 10_000
REPEATS = 5
LENGTHS = (100, 500, 1000, 3000, 10_000)
AT_ONCE = (1, 10, 100)
GOAL, PEERS_GOAL, CACHED_GOAL = 5000.0, 10.0, 10_000.0


def database(server: EmbeddedPostgres, name: str) -> str:
    """A database of its own."""
    with psycopg.connect(server.url, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}".encode())
    return server.url.rsplit("/", 1)[0] + f"/{name}"


async def best(contender: Contender, make: Callable[[], list[Flow]], repeats: int) -> float:
    """Steps a second of the best of some repeats."""
    rates: list[float] = []
    for _ in range(repeats):
        flows = make()
        steps = sum(_steps(flow) for flow in flows)
        rates.append(steps / await contender.seconds(flows))
    return max(rates)


def _steps(flow: Flow) -> int:
    listed = next((node for node in flow.nodes if node.each), None)
    below = flow.nodes[0].params.get("below", 0)
    return len(flow.nodes) if listed is None else len(flow.nodes) - 1 + below


async def ours(url: str, folder: Path, repeats: int) -> dict[str, float]:
    """All figures of our own."""
    found: dict[str, float] = {}
    async with contending(url, folder) as contender:
        await best(contender, lambda: [chain(50)], 2)
        found["chain"] = await best(contender, lambda: [chain(LENGTH)], repeats)
        found["fan"] = await best(contender, lambda: [fan(WIDTH)], repeats)
        cached = "bench.add_cached"
        for name, flow in (
            ("chain", chain(CACHED, kind=cached)),
            ("fan", fan(CACHED, kind=cached)),
        ):
            first = await best(contender, lambda flow=flow: [flow], 1)
            say(contender="kinora", what=f"{name}_to_cache", steps=CACHED, steps_s=round(first))
            found[f"cached_{name}"] = await best(contender, lambda flow=flow: [flow], repeats)
        for length in LENGTHS:
            rate = await best(contender, lambda length=length: [chain(length)], 3)
            say(contender="kinora", what="chain", steps=length, steps_s=round(rate))
        for count in AT_ONCE:
            rate = await best(contender, lambda count=count: [chain(100)] * count, 3)
            say(contender="kinora", what="chains_of_100", at_once=count, steps_s=round(rate))
    async with contending(url, folder, every_step=True) as contender:
        found["every_step"] = await best(contender, lambda: [chain(LENGTH)], repeats)
    return found


def peers(server: EmbeddedPostgres, repeats: int) -> dict[str, float]:
    """The peers' chains."""
    found: dict[str, float] = {}
    for name, kind in (("dbos", DbosChain), ("langgraph", LangGraphChain)):
        peer = kind(database(server, name))
        peer.seconds(20)
        found[name] = max(LENGTH / peer.seconds(LENGTH) for _ in range(repeats))
        peer.close()
    return found


def main() -> None:
    """Measure, print, and say by the exit status whether the goals were met."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--repeats", type=int, default=REPEATS)
    parser.add_argument("--alone", action="store_true", help="leave the peers out")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="kinora-bench-") as name:
        folder = Path(name)
        folder.chmod(0o755)
        server = EmbeddedPostgres(folder / "home")
        server.start()
        try:
            url = database(server, "ours")
            migrate(url)
            found = asyncio.run(ours(url, folder, chosen.repeats))
            found |= {} if chosen.alone else peers(server, chosen.repeats)
        finally:
            server.stop()
    for what, rate in found.items():
        say(what=what, steps_s=round(rate))
    raise SystemExit(0 if _met(found) else 1)


def _met(found: dict[str, float]) -> bool:
    good = found["chain"] >= GOAL and found["cached_fan"] >= CACHED_GOAL
    for peer in {"dbos", "langgraph"} & found.keys():
        ratio = found["chain"] / found[peer]
        say(
            against=peer,
            times=round(ratio, 1),
            every_step=round(found["every_step"] / found[peer], 1),
        )
        good &= ratio >= PEERS_GOAL
    return good


if __name__ == "__main__":
    main()
