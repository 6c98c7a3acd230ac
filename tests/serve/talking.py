"""Serves language engines on a Ray of its own, asks them as the API does, and prints what came.

A process of its own: Ray reads its environment when it is imported.
"""

from __future__ import annotations

import json
import logging
import os
import socket
import sys
import time
from pathlib import Path
from typing import Any

import cv2
import httpx
import numpy as np
import yaml

from actors.cluster import QUIET, THREADS
from media.ids import LOCAL_TENANT
from media.types import Image
from models.protocols.language import Asked, Message
from pipelines.talking import Talk
from store.objects.objects import open_objects
from store.workspace import StoreWorkspace
from tests.models.language.server import says, serving

os.environ.update(
    QUIET
    | THREADS
    | {
        "RAY_AUTH_MODE": "token",
        "RAY_AUTH_TOKEN": "0" * 40,
        "KINORA_INGRESS_TOKEN": "a token of the tests",
        "KINORA_MODELS": f"{sys.argv[1]}/models.yaml",
        "KINORA_WEIGHTS": f"{sys.argv[1]}/weights",
    }
)

import ray
from ray import serve as ray_serve

from models.catalog.row import Engine
from models.catalog.rows import engines
from serve.app import Application, bound
from serve.keeper import start
from tests.serve.talkers import FakeVllm

FOLDER = Path(sys.argv[1])
ROOT = Path(__file__).parents[2]
TOKEN = os.environ["KINORA_INGRESS_TOKEN"]
OBJECTS = FOLDER / "objects"
LOG = FOLDER / "log"


def write(url: str) -> None:
    toys = {"toy-vllm": {"engine": "tests.serve.talkers:ToyVllm", "does": {"language": "complete"},
                         "weights": False}}  # fmt: skip
    rows = [
        {"id": "far", "family": "chat-http", "options": {"base_url": url, "sees": True}},
        {"id": "near", "family": "toy-vllm", "gpu": {"memory_gb": 4}},
    ]
    common = {"runs": "serve", "licence": "-"}
    document = {"families": toys, "engines": [common | row for row in rows]}
    (FOLDER / "models.yaml").write_text(yaml.safe_dump(document))


def run(row: Engine, **more: Any) -> None:
    application = Application(name=row.id, engine=row, replicas=1, **more)
    ray_serve.run(bound(application), name=row.id, route_prefix=application.route)


def run_as_vllm(row: Engine) -> None:
    """As `bound` does for vLLM, with another that holds the card."""
    from serve import language

    language.FAMILY, known = "toy-vllm", language.FAMILY
    application = Application(name=row.id, engine=row, replicas=1, num_gpus=0.5, memory_share=0.4)
    options = {"num_cpus": 0, "num_gpus": 0.5}

    def deploy(told: Any) -> Any:
        deployment: Any = ray_serve.deployment(name="vllm", ray_actor_options=options)
        return deployment(FakeVllm).bind(str(LOG))

    ray_serve.run(bound(application, deploy), name=row.id, route_prefix=application.route)
    language.FAMILY = known


def asked(url: str, engine: str, message: Message, token: str = TOKEN) -> list[dict[str, Any]]:
    talk = Talk(asked=Asked(messages=(message,)), objects=str(OBJECTS))
    answer = httpx.post(
        f"{url}/{engine}/chat", content=talk.model_dump_json(), timeout=60,
        headers={"Authorization": f"Bearer {token}"},
    )  # fmt: skip
    return [json.loads(line) for line in answer.text.splitlines()]


def cut_off(url: str) -> bool:
    """Whether one whose listener goes away stops writing, well before its end."""
    words = Talk(asked=Asked(messages=(Message(role="user", text="word " * 400),)))
    headers = {"Authorization": f"Bearer {TOKEN}"}
    LOG.unlink(missing_ok=True)
    with httpx.stream(
        "POST", f"{url}/near/chat", content=words.model_dump_json(), headers=headers, timeout=60
    ) as answer:
        next(answer.iter_lines())
    deadline = time.monotonic() + 8
    while not LOG.exists() and time.monotonic() < deadline:
        time.sleep(0.1)
    return LOG.exists()


def picture() -> Image:
    objects = open_objects(str(OBJECTS), FOLDER / "copies")
    with StoreWorkspace(objects, LOCAL_TENANT, FOLDER / "scratch") as work:
        path = work.scratch("sea.png")
        assert cv2.imwrite(str(path), np.full((4, 6, 3), 9, np.uint8))
        return work.save(path, Image, format="png", width=6, height=4)


def main() -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    url = f"http://127.0.0.1:{port}"
    ray.init(
        address="local", num_cpus=2, num_gpus=1, include_dashboard=False, log_to_driver=False,
        logging_level=logging.ERROR, object_store_memory=128 << 20, _temp_dir=str(FOLDER),
        runtime_env={"env_vars": {"PYTHONPATH": str(ROOT)}},
    )  # fmt: skip
    found: dict[str, Any] = {}
    with serving() as server:
        server.will(says("The ", "sea."))
        write(server.url)
        start(("127.0.0.1", port))
        try:
            rows = {row.id: row for row in engines()}
            run(rows["far"])
            run_as_vllm(rows["near"])
            shown = Message(role="user", text="What?", images=(picture(),))
            found["far"] = asked(url, "far", shown)
            found["far_saw"] = server.bodies[-1]["messages"][0]["content"][1]["image_url"]["url"]
            found["near"] = asked(url, "near", Message(role="user", text="the sea"))
            found["blind"] = asked(url, "near", shown)
            found["wrong"] = asked(url, "near", Message(role="user", text="too long"))
            found["stranger"] = asked(url, "near", shown, token="another")
            found["cut_off"] = cut_off(url)
        finally:
            ray_serve.shutdown()
            ray.shutdown()
    print(json.dumps(found))


if __name__ == "__main__":
    main()
