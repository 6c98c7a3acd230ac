"""Holds what is served to what the catalog says, while rows and weights come and go.

Applications come up in the plan's order, each waited for: Ray lays replicas on cards as they come,
and a small one that came too early may take the room of a large one.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import ray
from ray import serve as ray_serve
from ray.exceptions import RayError
from ray.serve.exceptions import RayServeException
from ray.serve.schema import ApplicationStatusOverview

from media.errors import EngineUnavailable, InputError
from models.catalog.live import is_whole
from models.catalog.lookup import identity_of
from models.catalog.row import Engine
from models.catalog.rows import engines
from models.weights import serving
from models.weights.serving import State
from serve.app import Application, applications, bound
from serve.packing.cards import Gpu
from serve.packing.demands import planned
from serve.packing.plan import Plan

LOOK_S = 2.0
"""How soon a row that was added is served."""
POLL_S = 0.2
GONE_S = 60.0
"""How long the replicas of what is removed may take to go."""
TWENTIETH = 0.05
"""The step in which cards are shared."""

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Kept:
    """An application that is up, and of what."""

    application: Application
    identity: str
    """Its engine's, weights included."""


def start(address: tuple[str, int] | None) -> None:
    """Start Ray Serve.

    Args:
        address: host and port of its HTTP ingress; None: without one.
    """
    logging.getLogger("ray.serve").setLevel(logging.ERROR)
    if address is None:
        ray_serve.start(proxy_location="Disabled")
        return
    host, port = address
    ray_serve.start(proxy_location="HeadOnly", http_options={"host": host, "port": port})


class Keeper:
    """Deploys and removes; one in a cluster."""

    def __init__(self, gpus: Sequence[Gpu]) -> None:
        self._gpus = tuple(gpus)
        self._kept: dict[str, Kept] = {}
        self._states: dict[str, State] = {}
        self._planned: tuple[list[tuple[Engine, str]], Plan] | None = None
        self._ended = threading.Event()

    def run(self) -> None:
        """Hold on until `stop`; for a thread of its own."""
        try:
            while not self._ended.is_set():
                self._try()
                self._ended.wait(LOOK_S)
        finally:
            serving.clear()

    def stop(self) -> None:
        """Let `run` return."""
        self._ended.set()

    def reconcile(self) -> None:
        """Serve what is to be served, and nothing else.

        Raises:
            InputError: the user's file of rows is wrong.
        """
        rows = [one for one in engines() if one.runs == "serve" and is_whole(one)]
        placed = self._plan(rows)
        wanted = {one.name: one for one in applications(rows, placed)}
        refused = {
            one.demand: State(state="refused", detail=one.reason, remedy=one.remedy)
            for one in placed.refused
            if one.wholly
        }
        self._remove([name for name in self._kept if name not in wanted])
        self._states = refused | self._standing()
        for name, application in wanted.items():
            if not self._ended.is_set() and _differs(self._kept.get(name), application):
                self._deploy(application)
        if self._states != serving.states():
            serving.write(self._states)

    def _plan(self, rows: Sequence[Engine]) -> Plan:
        """Where they go; the same as long as they are.

        What is measured in between changes no plan by itself: that would end replicas at work.
        """
        known = [(row, identity_of(row)) for row in rows]
        if self._planned is None or self._planned[0] != known:
            self._planned = known, planned(rows, self._gpus)
        return self._planned[1]

    def _try(self) -> None:
        try:
            self.reconcile()
        except InputError as error:
            # Whoever edits the file saves it half done at times: what is served stays.
            log.warning("the catalog cannot be read: %s", error)
        except (RayError, RayServeException) as error:
            log.warning("Ray Serve: %s", error)

    def _remove(self, names: Sequence[str]) -> None:
        """Let some go, all at once, and wait until their cards are free."""
        for name in names:
            ray_serve.delete(name, _blocking=False)
            del self._kept[name]
        self._until(lambda: not set(names) & set(ray_serve.status().applications), GONE_S)

    def _standing(self) -> dict[str, State]:
        """How the engines that are kept are; one with several applications is as its best one."""
        if not self._kept:
            return {}
        seen = ray_serve.status().applications
        found: dict[str, State] = {}
        for name, kept in self._kept.items():
            state = _read(seen.get(name))
            if state.state == "running" or kept.application.engine.id not in found:
                found[kept.application.engine.id] = state
        return found

    def _deploy(self, application: Application) -> None:
        """Have it started, and wait until Ray has given it its cards; it loads by itself."""
        try:
            taken = bound(application)
        except EngineUnavailable as error:
            refused = State(state="refused", detail=error.message, remedy=error.remedy)
            self._states[application.engine.id] = refused
            return
        target = ray_serve.RunTarget(taken, name=application.name, route_prefix=application.route)
        ray_serve.run_many([target], wait_for_applications_running=False)
        self._kept[application.name] = Kept(application, identity_of(application.engine))
        self._tell(application.engine, State(state="starting"))
        if application.num_gpus:
            self._until(self._placed, application.engine.serving.load_s)

    def _placed(self) -> bool:
        """Whether Ray has given all that are kept the cards that they begin with."""
        granted = sum(
            kept.application.num_gpus * kept.application.at_first for kept in self._kept.values()
        )
        all_of_them = ray.cluster_resources().get("GPU", 0.0)
        return all_of_them - ray.available_resources().get("GPU", 0.0) > granted - TWENTIETH / 2

    def _until(self, true: Callable[[], bool], within_s: float) -> None:
        deadline = time.monotonic() + within_s
        while not (true() or self._ended.is_set() or time.monotonic() > deadline):
            self._ended.wait(POLL_S)

    def _tell(self, engine: Engine, state: State) -> None:
        self._states[engine.id] = state
        serving.write(self._states)


def _read(status: ApplicationStatusOverview | None) -> State:
    """What Serve says of an application."""
    if status is None or status.status in ("NOT_STARTED", "DEPLOYING"):
        return State(state="starting")
    if status.status == "RUNNING":
        return State(state="running")
    return State(state="failed", detail=status.message[-500:] or str(status.status))


def _differs(kept: Kept | None, wanted: Application) -> bool:
    if kept is None or kept.application != wanted:
        return True
    return identity_of(wanted.engine) != kept.identity
