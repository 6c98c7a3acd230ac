"""Guards language engines on a real Ray Serve: one behind HTTP, and one that holds cards elsewhere
as vLLM does; and what Ray's own class makes of what vLLM is told."""

import json
import shutil
import subprocess
import sys
import tempfile
import warnings
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

from media.errors import EngineUnavailable
from models.catalog.row import Engine
from models.weights.manifest import FOLDER, Manifest, folder_of, write_manifest

with warnings.catch_warnings():
    # Ray Serve warns of its own use of Pydantic when it is imported.
    warnings.simplefilter("ignore")
    from serve.app import Application
    from serve.language import config, deployed

ROOT = Path(__file__).parents[2]
DEADLINE_S = 200


@pytest.fixture(scope="module")
def talked() -> Iterator[dict[str, Any]]:
    folder = Path(tempfile.mkdtemp(prefix="kinora-"))  # Ray's sockets want a short path
    done = subprocess.run(
        [sys.executable, "-m", "tests.serve.talking", str(folder)],
        cwd=ROOT, capture_output=True, text=True, timeout=DEADLINE_S, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-3000:]
    yield json.loads(done.stdout.splitlines()[-1])
    shutil.rmtree(folder, ignore_errors=True)


@pytest.mark.slow
@pytest.mark.timeout(220)
def test_one_behind_http_is_asked_and_shown_pictures(talked: dict[str, Any]) -> None:
    *words, last = talked["far"]
    assert [word["text"] for word in words] == ["The ", "sea."]
    assert (last["ended"], last["usage"]) == ("stop", {"read": 7, "written": 2})
    assert talked["far_saw"].startswith("data:image/png;base64,iVBOR")


@pytest.mark.slow
@pytest.mark.timeout(220)
def test_one_that_is_held_elsewhere_is_asked_by_its_handle(talked: dict[str, Any]) -> None:
    *words, last = talked["near"]
    assert "".join(word["text"] for word in words) == "the sea "
    assert (last["ended"], last["usage"]) == ("stop", {"read": 5, "written": 2})
    assert talked["cut_off"] is True


@pytest.mark.slow
@pytest.mark.timeout(220)
def test_refusals_are_lines_with_a_code(talked: dict[str, Any]) -> None:
    found = {name: talked[name][-1]["error"] for name in ("blind", "wrong", "stranger")}
    assert {name: one["code"] for name, one in found.items()} == {
        "blind": "INVALID_INPUT", "wrong": "INVALID_INPUT", "stranger": "UNAUTHORIZED",
    }  # fmt: skip
    assert found["blind"]["field"] == "messages.0.images"
    assert found["wrong"]["message"] == "near: it is too long"


@pytest.fixture
def row(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Engine:
    monkeypatch.setenv(FOLDER, str(tmp_path))
    weights: Any = {"source": "hub:owner/name", "revision": "main"}
    gpu: Any = {"memory_gb": 20, "num_gpus": 2}
    row = Engine(
        id="qwen", family="vllm", runs="serve", licence="-", weights=weights, gpu=gpu,
        options={"engine": {"max_model_len": 4096, "tensor_parallel_size": 8}},
    )  # fmt: skip
    folder_of(row).mkdir()
    found = Manifest(source="hub:owner/name", revision="c", files=(), digest="0" * 64)
    write_manifest(folder_of(row), found)
    return row


def test_vllm_is_told_what_the_plan_says_before_what_the_row_does(row: Engine) -> None:
    options = (("accelerator_type", "H100"), ("resources", {"node:10.0.0.3": 0.001}))
    whole = Application(
        name="qwen", engine=row, replicas=3, num_gpus=2.0, memory_share=0.85,
        actor_options=options,
    )  # fmt: skip
    told = config(whole)
    assert told["model_loading_config"]["model_source"] == str(folder_of(row))
    assert told["engine_kwargs"] == {
        "max_model_len": 4096, "tensor_parallel_size": 2, "gpu_memory_utilization": 0.85,
    }  # fmt: skip
    bundle = {"GPU": 1.0, "node:10.0.0.3": 0.001, "accelerator_type:H100": 0.001}
    assert told["placement_group_config"] == {"bundles": [bundle] * 2, "strategy": "STRICT_PACK"}
    assert told["deployment_config"]["autoscaling_config"]["max_replicas"] == 3
    assert "runtime_env" not in told


def test_rays_own_class_takes_what_vllm_is_told(row: Engine) -> None:
    # `ray.serve.llm` is not imported without vLLM; the class behind its LLMConfig is.
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from ray.llm._internal.serve.core.configs.llm_config import LLMConfig

    half = row.but(gpu={"memory_gb": 4})
    told = config(
        Application(name="qwen", engine=half, replicas=1, num_gpus=0.45, memory_share=0.4)
    )
    read = LLMConfig(**told)
    assert read.model_id == "qwen" and read.engine_kwargs["tensor_parallel_size"] == 1
    assert read.runtime_env == {
        "env_vars": {"VLLM_RAY_PER_WORKER_GPUS": "0.45", "VLLM_DISABLE_COMPILE_CACHE": "1"}
    }
    assert getattr(read.accelerator_config, "kind", "") == "gpu"


def test_an_option_that_is_none_is_named(row: Engine) -> None:
    wrong = row.but(options={"max_model_len": 4096})
    with pytest.raises(EngineUnavailable, match=r"options\.max_model_len"):
        config(Application(name="qwen", engine=wrong, replicas=1, num_gpus=1.0))


@pytest.mark.skipif(find_spec("vllm") is not None, reason="vLLM is here")
def test_without_vllm_it_is_said_how_to_add_it(row: Engine) -> None:
    with pytest.raises(EngineUnavailable) as lacking:
        deployed(config(Application(name="qwen", engine=row, replicas=1, num_gpus=2.0)))
    assert lacking.value.remedy == "pip install 'kinora[vllm]'"
