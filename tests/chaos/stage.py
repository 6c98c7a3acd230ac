"""Where the trials are played: a Postgres, a Ray of three nodes, two executors, two providers.

All of them are real, and any of them may be killed.
"""

import contextlib
import logging
import os
import random
import shutil
import signal
import tempfile
import time
from pathlib import Path
from typing import Any

import psutil
import ray
from ray.cluster_utils import Cluster

from actors.cluster import ExecutorActor
from models.catalog.rows import USERS_ROWS
from store.embedded import EmbeddedPostgres
from store.migrate import migrate
from store.repositories.leases import LEASE_S
from tests.provider import Provider, row, serving, write_rows

NODE_CPUS = 2
PAST_LEASE_S = LEASE_S + 1.5


class ChaosExecutor(ExecutorActor):
    """An executor that knows the trials' nodes."""

    def __init__(self, **options: Any) -> None:
        from tests.chaos import nodes

        assert nodes
        super().__init__(**options)


class Stage:
    """Everything that a run needs, and the ways to break it."""

    def __init__(self) -> None:
        self._stack = contextlib.ExitStack()
        self.folder = Path(tempfile.mkdtemp(prefix="kc-"))
        self.folder.chmod(0o755)
        self._stack.callback(shutil.rmtree, self.folder, ignore_errors=True)
        self._nodes: list[Any] = []

    def start(self) -> None:
        self.sure, sure_url = self._stack.enter_context(serving(idempotent=True, work_s=0.3))
        self.unsure, unsure_url = self._stack.enter_context(serving(idempotent=False, work_s=0.3))
        rows = [row("sure", sure_url), row("unsure", unsure_url, idempotent=False)]
        write_rows(self.folder / "models.yaml", rows)
        os.environ[USERS_ROWS] = str(self.folder / "models.yaml")
        self.postgres = EmbeddedPostgres(self.folder / "home")
        self.url = self.postgres.start()
        self._stack.callback(self.postgres.stop)
        migrate(self.url)
        self._start_ray()

    def _start_ray(self) -> None:
        common = {"object_store_memory": 96 << 20, "include_dashboard": False}
        self.cluster = Cluster(
            initialize_head=True,
            # Ray's sockets want a short path.
            head_node_args={
                "num_cpus": 0,
                "num_gpus": 0,
                "temp_dir": str(self.folder / "r"),
                **common,
            },
        )
        self._stack.callback(self.cluster.shutdown)
        ray.init(address=self.cluster.address, log_to_driver=False, logging_level=logging.CRITICAL)
        self._stack.callback(ray.shutdown)
        for _ in range(2):
            self._add_node()
        self._executors = [self._start_executor(f"executor-{number}") for number in (1, 2)]

    def _add_node(self) -> None:
        self._nodes.append(
            self.cluster.add_node(num_cpus=NODE_CPUS, num_gpus=0, object_store_memory=96 << 20)
        )

    def _start_executor(self, name: str) -> Any:
        actor = (
            ray.remote(ChaosExecutor)
            .options(
                num_cpus=0, num_gpus=0, max_restarts=-1, max_task_retries=-1, max_concurrency=8,
                name=name,
            )
            .remote(
                name=name, database_url=self.url, objects_url=str(self.folder / "objects"),
                scratch=str(self.folder / name), num_cpus=2 * NODE_CPUS,
                log=str(self.folder / f"{name}.log"),
            )
        )  # fmt: skip
        actor.run.remote()
        return actor

    @property
    def providers(self) -> tuple[Provider, Provider]:
        return self.sure, self.unsure

    def stop(self) -> None:
        self._stack.close()

    # -- ways to break it; each says what it did

    def kill_executor(self, dice: random.Random) -> str:
        return self._signal(self._workers(executors=True), dice, signal.SIGKILL)

    def kill_worker(self, dice: random.Random) -> str:
        return self._signal(self._workers(executors=False), dice, signal.SIGKILL)

    def kill_node(self, dice: random.Random) -> str:
        node = dice.choice(self._nodes)
        self._nodes.remove(node)
        self.cluster.remove_node(node, allow_graceful=False)
        self._add_node()
        return "killed a node and added one"

    def kill_postgres(self, dice: random.Random) -> str:
        os.kill(self.postgres.pid, signal.SIGKILL)
        return "killed postgres"

    def stop_executor(self, dice: random.Random) -> str:
        """Stop one past its lease, then wake it."""
        chosen = self._workers(executors=True)
        if not chosen:
            return ""
        process = dice.choice(chosen)
        process.suspend()
        time.sleep(PAST_LEASE_S)
        with contextlib.suppress(psutil.NoSuchProcess):
            process.resume()
        return f"stopped {process.pid} for {PAST_LEASE_S:g} s"

    def drop_answers(self, dice: random.Random) -> str:
        """Have providers accept and say nothing."""
        for provider in self.providers:
            provider.troubles.extend(["drop"] * dice.randint(1, 2))
        return "dropped answers"

    def _workers(self, *, executors: bool) -> list[psutil.Process]:
        found: list[psutil.Process] = []
        for process in psutil.Process().children(recursive=True):
            with contextlib.suppress(psutil.Error):
                title = " ".join(process.cmdline())
                # Ray's agents are no workers: their node dies with them, and the head must not.
                worker = title.startswith("ray::") and not title.rstrip().endswith("Agent")
                if worker and executors == ("ChaosExecutor" in title):
                    found.append(process)
        return found

    def _signal(self, found: list[psutil.Process], dice: random.Random, number: int) -> str:
        if not found:
            return ""
        process = dice.choice(sorted(found, key=lambda one: one.pid))
        with contextlib.suppress(psutil.NoSuchProcess):
            title = " ".join(process.cmdline()).strip()
            process.send_signal(number)
            return f"killed {title}"
        return ""
