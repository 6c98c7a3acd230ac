"""vLLM by Ray Serve's own support of it: a deployment holds the cards, behind a replica of ours.

The replica has the token, the forms and the corrections that all language engines have; it asks the
deployment by Serve's handle, so that nothing else listens for vLLM's own form over HTTP.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncGenerator, Callable
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from media.errors import DeadlineExceeded, EngineUnavailable, InputError
from models.language.lines import chunks
from models.language.options import VllmOptions, read
from models.language.wire import Json, message_of
from models.net.faults import ServerRefused
from models.setup import setup_of
from serve.packing.pools import PINCH

if TYPE_CHECKING:
    from serve.app import Application

FAMILY = "vllm"
SILENT_S = 300.0
"""How long vLLM may say nothing: it may be starting."""
AT_ONCE = 64
"""Requests that one vLLM has under way before another is worth starting: it batches by itself."""
DRAIN_S = 20.0


def config(application: Application) -> Json:
    """What `ray.serve.llm.LLMConfig` is told of an engine.

    Raises:
        EngineUnavailable: its weights are not here, or an option is wrong.
    """
    engine = application.engine
    setup = setup_of(engine, "cpu")
    options = read(VllmOptions, setup)
    num_cards = engine.gpu.num_gpus if engine.gpu else 1
    share = application.num_gpus / num_cards
    found: Json = {
        "model_loading_config": {"model_id": engine.id, "model_source": str(setup.folder)},
        "engine_kwargs": {
            **options.engine,
            "tensor_parallel_size": num_cards,
            "gpu_memory_utilization": application.memory_share or 0.9,
        },
        "placement_group_config": {
            "bundles": [_bundle(application, share) for _ in range(num_cards)],
            # Cards of one model speak with each other all the time.
            "strategy": "STRICT_PACK",
        },
        "deployment_config": {
            "max_ongoing_requests": engine.serving.max_queued,
            "graceful_shutdown_timeout_s": DRAIN_S,
            "ray_actor_options": {"num_cpus": 0},
            "autoscaling_config": {
                "min_replicas": application.at_first,
                "initial_replicas": application.at_first,
                "max_replicas": application.replicas,
                "target_ongoing_requests": AT_ONCE,
                "downscale_delay_s": engine.serving.idle_s,
                "upscale_delay_s": 1.0,
            },
        },
    }
    if share < 1:
        # As Ray's guide has it: its workers ask for a whole card each unless they are told, and
        # those on one card stand in each other's way at vLLM's cache of what it compiles.
        env = {"VLLM_RAY_PER_WORKER_GPUS": f"{share:g}", "VLLM_DISABLE_COMPILE_CACHE": "1"}
        found["runtime_env"] = {"env_vars": env}
    return found


def deployed(told: Json) -> Any:
    """Ray Serve's own deployment of vLLM.

    Raises:
        EngineUnavailable: vLLM is not here, or does not take what it is told.
    """
    try:
        from ray.serve.llm import LLMConfig, build_llm_deployment
    except ImportError as error:
        raise EngineUnavailable(f"vLLM: {error}", "pip install 'kinora[vllm]'") from error
    try:
        return build_llm_deployment(LLMConfig(**told))
    except (ValueError, TypeError) as error:
        name = told["model_loading_config"]["model_id"]
        raise EngineUnavailable(
            f"{name}: vLLM does not take it: {str(error).splitlines()[0][:300]}",
            "see options.engine of the row",
        ) from error


class HandleLine:
    """The way to a deployment of vLLM: a `models.language.chat.Line`.

    Args:
        handle: Serve's handle of it.
        name: of the row, in messages.
        request: makes what its method `chat` takes of a body.
    """

    def __init__(
        self, handle: Any, name: str, request: Callable[[Json], Any] | None = None
    ) -> None:
        self.handle, self.name = handle, name
        self._request = request or chat_request

    async def stream(self, path: str, body: Json) -> AsyncGenerator[Json]:
        """The chunks of an answer.

        Raises:
            InputError: vLLM finds the request wrong.
            DeadlineExceeded: it says nothing for too long.
            ServerRefused: it cannot.
        """
        try:
            request = self._request(body)
        except ValidationError as error:
            first = error.errors()[0]
            raise InputError(f"{self.name}: {first['msg']}", "", "messages") from error
        said = self.handle.options(stream=True).chat.remote(request)
        try:
            async for chunk in chunks(self._bytes(said), self.name):
                yield chunk
        finally:
            said.cancel()

    async def _bytes(self, said: Any) -> AsyncGenerator[bytes]:
        """What vLLM writes: events, some of them in one list, or an error in place of them."""
        while True:
            try:
                async with asyncio.timeout(SILENT_S):
                    item = await anext(said)
            except StopAsyncIteration:
                return
            except TimeoutError as error:
                late = f"{self.name}: vLLM says nothing for {SILENT_S:g} s"
                raise DeadlineExceeded(late, "see the log of Ray Serve") from error
            for one in item if isinstance(item, list) else [item]:
                yield one.encode() if isinstance(one, str) else self._refused(one)

    def _refused(self, error: Any) -> bytes:
        """Raise the error that vLLM answers with."""
        document = error.model_dump() if hasattr(error, "model_dump") else error
        inner = document.get("error", document) if isinstance(document, dict) else {}
        said = f"{self.name}: {message_of(document)}"
        if isinstance(inner, dict) and inner.get("code") in (400, 422):
            raise InputError(said, "", "messages")
        raise ServerRefused(said)


def chat_request(body: Json) -> Any:
    """A body as vLLM's own class."""
    from ray.serve.llm.openai_api_models import ChatCompletionRequest

    return ChatCompletionRequest(**json.loads(json.dumps(body)))


def _bundle(application: Application, share: float) -> Json:
    """What Ray has to find for one card's worker."""
    options = dict(application.actor_options)
    found: Json = {"GPU": share, **options.get("resources", {})}
    if "accelerator_type" in options:
        found[f"accelerator_type:{options['accelerator_type']}"] = PINCH
    return found
