"""The laptop's Ray: started quiet and bounded, with a token of ours, and an executor on it.

Ray reads its environment when it is imported, so everything is set before that, and Ray is imported
here alone.
"""

from __future__ import annotations

import contextlib
import logging
import os
import secrets
import shutil
import sys
import tempfile
from pathlib import Path
from typing import Any

import psutil

from media.errors import WorldError

SPARE_CPUS = 1
"""Ray is told of one CPU more than there is: a stream of segments may fill the cores, and a single
step, such as the mix that the join waits for, must not queue behind it."""
OBJECT_STORE_BYTES = 128 << 20
"""Ray's object store carries orders and outcomes, never pictures or sound."""
STOP_TIMEOUT_S = 10.0
SERVERS = ("raylet", "gcs_server")
"""Ray's own processes, without which nothing goes on."""

QUIET = {
    "RAY_USAGE_STATS_ENABLED": "0",
    "RAY_DATA_USAGE_DISABLED": "1",
    "RAY_DATA_DISABLE_PROGRESS_BARS": "1",
    "RAY_DEDUP_LOGS": "0",
    "RAY_ACCEL_ENV_VAR_OVERRIDE_ON_ZERO": "0",
    # Kept for a dashboard that is not started; a long film's tasks and streams took 300 MB.
    "RAY_task_events_report_interval_ms": "0",
    "RAY_enable_metrics_collection": "0",
    # Else Ray carries out what its memory monitor killed again and again, without end; a stream
    # drops it instead, and `actors.dispatch` carries it out with more room.
    "RAY_task_oom_retries": "0",
}
SERVE = {
    # A replica is called by gRPC, and answers in the loop that it hears in: through Ray's object
    # store and a thread of Serve's own, an answer in pieces takes twice as long.
    "RAY_SERVE_USE_GRPC_BY_DEFAULT": "1",
    "RAY_SERVE_RUN_USER_CODE_IN_SEPARATE_THREAD": "0",
}
"""Read by Ray Serve in every process of a cluster, when it is imported."""
THREADS = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "MALLOC_ARENA_MAX": "2"}
"""One thread a worker: Ray runs one worker a core. Its own dozens of threads would each get an
arena of the C library's, and keep what they once freed."""
SETTINGS = QUIET | SERVE | THREADS
"""The environment of every process of a cluster."""


class LocalCluster:
    """One Ray of this process, and one executor actor."""

    def __init__(self, *, num_cpus: int) -> None:
        self.num_cpus = num_cpus
        self._temp = Path(tempfile.mkdtemp(prefix="kinora-"))
        self._executor: Any = None
        self._running: Any = None
        self._servers: dict[str, psutil.Process] = {}

    def start(self) -> None:
        """Start Ray.

        Raises:
            WorldError: it did not start.
        """
        token = secrets.token_hex(20)
        os.environ.update(SETTINGS | {"RAY_AUTH_MODE": "token", "RAY_AUTH_TOKEN": token})
        import ray

        try:
            ray.init(
                address="local",
                num_cpus=self.num_cpus + SPARE_CPUS,
                num_gpus=_num_gpus(),
                include_dashboard=False,
                log_to_driver=False,
                logging_level=logging.ERROR,
                object_store_memory=OBJECT_STORE_BYTES,
                _temp_dir=str(self._temp),
            )
        except (RuntimeError, OSError, ValueError) as error:
            raise WorldError("Ray did not start", str(error).strip().splitlines()[0]) from error
        # Ray's own tells the cluster first, which may have ended by then: an error would be seen
        # after a minute, or never.
        sys.excepthook = sys.__excepthook__
        self._servers = {
            process.name(): process
            for process in psutil.Process().children()
            if process.name() in SERVERS
        }

    def start_executor(
        self, *, name: str, database_url: str, objects_url: str, scratch: str, log: str,
        public_url: str = "",
    ) -> None:  # fmt: skip
        """Start the executor actor; it is started again by Ray when it dies."""
        import ray

        self._executor = (
            ray.remote(ExecutorActor)
            .options(
                num_cpus=0,
                num_gpus=0,
                max_restarts=-1,
                max_task_retries=-1,
                max_concurrency=8,
                name=name,
            )
            .remote(
                name=name,
                database_url=database_url,
                objects_url=objects_url,
                scratch=scratch,
                public_url=public_url,
                num_cpus=self.num_cpus,
                log=log,
            )
        )
        self._running = self._executor.run.remote()

    def check(self) -> None:
        """Raise what ended the executor, if anything did.

        Raises:
            WorldError: the executor is gone for good.
        """
        import ray
        from ray.exceptions import RayError

        lost = [name for name, process in self._servers.items() if not _alive(process)]
        if lost:
            raise WorldError(f"Ray's {lost[0]} died", "the same command goes on from here")
        if self._running is None:
            return
        ended, _ = ray.wait([self._running], timeout=0)
        if not ended:
            return
        try:
            ray.get(ended, timeout=STOP_TIMEOUT_S)
        except RayError as error:
            raise WorldError("the executor ended", str(error).strip().splitlines()[-1]) from error

    def stop(self) -> None:
        """Stop the executor and Ray, and remove Ray's folder."""
        import ray
        from ray.exceptions import RayError

        if not all(_alive(process) for process in self._servers.values()):
            self._kill_all()
        elif self._executor is not None:
            with contextlib.suppress(RayError):
                ray.get(self._executor.stop.remote(), timeout=STOP_TIMEOUT_S)
                ray.get(self._running, timeout=STOP_TIMEOUT_S)
            ray.kill(self._executor)
        ray.shutdown()
        shutil.rmtree(self._temp, ignore_errors=True)

    def _kill_all(self) -> None:
        """End what is left of a broken Ray: its own shutdown would wait for the dead."""
        for process in psutil.Process().children(recursive=True):
            if "/ray/" in " ".join(process.cmdline()) or process.name().startswith("ray::"):
                process.kill()


def _num_gpus() -> int:
    """The cards of this machine, without asking a driver that is not there."""
    return len(list(Path("/proc/driver/nvidia/gpus").glob("*")))


def _alive(process: psutil.Process) -> bool:
    return process.is_running() and process.status() != psutil.STATUS_ZOMBIE


class ExecutorActor:
    """The executor as an actor: `run` claims and drives runs until the actor is killed."""

    def __init__(self, *, log: str, num_cpus: float, **options: Any) -> None:
        from actors.dispatch import Dispatcher
        from actors.executor import Executor

        logging.basicConfig(
            filename=log,
            level=logging.WARNING,
            format="%(asctime)s %(levelname)s %(name)s: %(message)s",
        )
        logging.getLogger("ray.data").setLevel(logging.CRITICAL)
        self._dispatcher = Dispatcher(num_cpus)
        self._executor = Executor(carrier=self._dispatcher, **options)

    async def run(self) -> None:
        """Drive runs."""
        try:
            await self._executor.run()
        finally:
            self._dispatcher.stop()

    async def stop(self) -> None:
        """Let `run` return."""
        self._executor.stop()
