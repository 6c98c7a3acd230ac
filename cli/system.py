"""Brings the system up for one command and down again: database, and where needed the cluster.

The first command in a home holds its lock and starts everything; another that comes meanwhile
attaches to the same database, and the first one's executor does its work too.
"""

from __future__ import annotations

import json
import os
import shutil
import time
from concurrent.futures import Future, ThreadPoolExecutor
from types import TracebackType

from actors.cluster import LocalCluster
from cli.home import Home, Lock
from cli.serving import Serving
from media.errors import DeadlineExceeded
from models.catalog.watching import Beside
from store.embedded import EmbeddedPostgres
from store.migrate import migrate

ATTACH_TIMEOUT_S = 30.0
POLL_S = 0.05
EXECUTOR = "executor-1"


class System:
    """A context manager; `database_url` is valid inside."""

    def __init__(self, home: Home, *, engine: bool, num_cpus: int | None = None) -> None:
        self.home = home
        self.database_url = ""
        self.owner = False
        self._engine = engine
        self._num_cpus = num_cpus or len(os.sched_getaffinity(0))
        self._lock: Lock | None = None
        self._postgres: EmbeddedPostgres | None = None
        self.cluster: LocalCluster | None = None
        self._serving: Serving | None = None
        self._models: Beside | None = None
        # Ray's processes end with the thread that started them, so it lives as long as they may.
        self._beside = ThreadPoolExecutor(max_workers=1, thread_name_prefix="cluster")

    def __enter__(self) -> System:
        try:
            self._start()
        except BaseException:
            self._stop()
            raise
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._stop()

    def _start(self) -> None:
        if not self._own_or_attach():
            self._watch_models()
            return
        shutil.rmtree(self.home.scratch, ignore_errors=True)
        self.home.scratch.mkdir()
        cluster = self._beside.submit(self._start_cluster) if self._engine else None
        self._start_database()
        self._watch_models()
        if cluster is not None:
            self._start_executor(cluster)
        self._announce()

    def _announce(self) -> None:
        """Say where the database is; whoever waits for the file finds it whole."""
        state = {"database_url": self.database_url, "pid": os.getpid(), "engine": self._engine}
        part = self.home.server_file.with_suffix(".part")
        descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "w") as file:
            json.dump(state, file)
        os.replace(part, self.home.server_file)

    def _start_database(self) -> None:
        named = os.environ.get("KINORA_DATABASE_URL")
        if named:
            self.database_url = named
        else:
            self._postgres = EmbeddedPostgres(self.home.path)
            self.database_url = self._postgres.start()
        migrate(self.database_url)

    def _watch_models(self) -> None:
        """See the operator's models in this process: it judges flows, and serves."""
        if self._engine:
            self._models = Beside(self.database_url).__enter__()

    def _start_cluster(self) -> LocalCluster:
        self._serving = Serving()
        cluster = LocalCluster(num_cpus=self._num_cpus)
        cluster.start()
        self._serving.start()
        return cluster

    def _start_executor(self, cluster: Future[LocalCluster]) -> None:
        self.cluster = cluster.result()
        self.cluster.start_executor(
            name=EXECUTOR,
            database_url=self.database_url,
            objects_url=self.home.objects_url,
            scratch=str(self.home.scratch),
            log=str(self.home.logs / "executor.log"),
            # Unless it is said, nobody outside can know where this is.
            public_url=os.environ.get("KINORA_PUBLIC_URL", ""),
        )

    def _own_or_attach(self) -> bool:
        """Take the lock, or else the address of what its holder runs; True for the lock.

        Raises:
            DeadlineExceeded: the holder runs no engine and does not end either.
        """
        deadline = time.monotonic() + ATTACH_TIMEOUT_S
        while time.monotonic() < deadline:
            self._lock = self.home.lock()
            if self._lock is not None:
                self.owner = True
                return True
            server = self.home.server()
            if server and server["engine"] >= self._engine:
                self.database_url = server["database_url"]
                return False
            time.sleep(POLL_S)
        raise DeadlineExceeded(
            f"another command holds {self.home.path} and did not let this one in",
            "wait for it to end, or set another KINORA_HOME",
        )

    def _stop(self) -> None:
        if self.owner:
            self.home.server_file.unlink(missing_ok=True)
        if self._serving is not None:
            self._serving.stop()
        if self._models is not None:
            self._models.__exit__(None, None, None)
        if self.cluster is not None:
            self.cluster.stop()
        self._beside.shutdown()
        if self._postgres is not None:
            self._postgres.stop()
        if self._lock is not None:
            self._lock.release()
