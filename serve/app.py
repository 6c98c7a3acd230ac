"""What Ray Serve is told: for each engine and each kind of card that it lies on, one application.

Which engine goes where is the plan's; this is the one place that binds `Replica` to Serve. Of vLLM,
the cards are held by a deployment of Ray's own, which the replica asks.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from ray import serve as ray_serve
from ray.serve import config as ray_config

from models.catalog.row import Engine
from serve import language
from serve.packing.plan import Plan
from serve.packing.pools import Pool
from serve.replica import Replica

DRAIN_S = 20.0
"""How long a replica that is to go may end what it has begun."""
HEALTH_EVERY_S = 10.0
HEALTH_WITHIN_S = 30.0
"""A card that does not say how much memory it has for so long is stuck."""
SLACK = 64
"""Requests beyond its queue that a replica takes, so that it can tell them to come back: past what
it takes, Serve's routing collapses."""


@dataclass(frozen=True, kw_only=True)
class Application:
    """One engine on one kind of card, or on processors."""

    name: str
    """The engine's id, and behind a point the pool's number where it has several."""
    engine: Engine
    replicas: int
    num_gpus: float = 0.0
    memory_share: float | None = None
    actor_options: tuple[tuple[str, Any], ...] = ()
    """What Ray is told of each replica besides."""

    @property
    def route(self) -> str | None:
        """Where it is found over HTTP, by the API alone; None for what is asked as a run."""
        asked = {"language", "embedding"} & set(self.engine.does)
        return f"/{self.name}" if asked else None

    @property
    def at_first(self) -> int:
        """How many replicas there are before anybody asks for it."""
        return min(self.engine.serving.min_replicas, self.replicas)


def applications(engines: Sequence[Engine], placed: Plan) -> tuple[Application, ...]:
    """All that is to be served, in the order in which it is to come up.

    Engines on processors come last: they are in nobody's way.
    """
    by_id = {engine.id: engine for engine in engines}
    numbers: dict[str, int] = {}
    found: list[Application] = []
    for pool in placed.pools:
        engine = by_id[pool.key.demand]
        number = numbers[engine.id] = numbers.get(engine.id, 0) + 1
        found.append(_on_cards(engine, pool, number))
    for engine in engines:
        if engine.gpu is None:
            found.append(
                Application(name=engine.id, engine=engine, replicas=engine.serving.max_replicas)
            )
    return tuple(found)


def bound(application: Application, deploy: Callable[[Any], Any] = language.deployed) -> Any:
    """The application as Serve takes it.

    Args:
        application: what is to be served.
        deploy: makes what holds the cards, of vLLM.

    Raises:
        EngineUnavailable: vLLM does not take it.
    """
    if application.engine.family == language.FAMILY:
        server = deploy(language.config(application))
        return _deployment(application, num_gpus=0.0, replicas=(1, 1)).bind(
            application.engine.model_dump_json(), server=server
        )
    replicas = (application.at_first, application.replicas)
    return _deployment(application, num_gpus=application.num_gpus, replicas=replicas).bind(
        application.engine.model_dump_json(),
        memory_share=application.memory_share,
        share=application.num_gpus,
    )


def _deployment(application: Application, *, num_gpus: float, replicas: tuple[int, int]) -> Any:
    serving = application.engine.serving
    on_cards = dict(application.actor_options) if num_gpus else {}
    deployment: Any = ray_serve.deployment(
        name="replica",
        max_ongoing_requests=serving.max_queued + SLACK,
        request_router_config=_routing(application.engine),
        graceful_shutdown_timeout_s=DRAIN_S,
        health_check_period_s=HEALTH_EVERY_S,
        health_check_timeout_s=HEALTH_WITHIN_S,
        # The engine's process does its work in threads; its cores are not Ray's to count.
        ray_actor_options={"num_cpus": 0, "num_gpus": num_gpus, **on_cards},
        autoscaling_config={
            "min_replicas": replicas[0],
            "initial_replicas": replicas[0],
            "max_replicas": replicas[1],
            # One call at a time: whoever waits behind more than a batch is worth another replica.
            "target_ongoing_requests": serving.max_batch,
            "downscale_delay_s": serving.idle_s,
            "upscale_delay_s": 1.0,
        },
    )
    return deployment(Replica)


def _routing(engine: Engine) -> Any:
    router: Any = ray_config.RequestRouterConfig
    if not (engine.loras or engine.takes_loras):
        return router()
    return router(request_router_class="serve.routing.StyleRouter")


def _on_cards(engine: Engine, pool: Pool, number: int) -> Application:
    options = pool.ray_actor_options()
    num_gpus = options.pop("num_gpus")
    return Application(
        name=engine.id if number == 1 else f"{engine.id}.{number}",
        engine=engine,
        replicas=pool.replicas,
        num_gpus=num_gpus,
        memory_share=pool.memory_fraction,
        actor_options=tuple(sorted(options.items())),
    )
