"""Guards where work runs, on a real Ray: side by side, refused, narrower, and stopped."""

import json
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from actors.dispatch import SPARE_TASKS
from actors.narrowing import MAX_DEATHS
from tests.actors.doze import Slept

ROOT = Path(__file__).parents[2]
DEADLINE_S = 120


@pytest.fixture(scope="module")
def placed() -> Iterator[dict[str, Any]]:
    folder = Path(tempfile.mkdtemp(prefix="kinora-"))  # Ray's sockets want a short path
    done = subprocess.run(
        [sys.executable, "-m", "tests.actors.placing", str(folder)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=DEADLINE_S,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    yield json.loads(done.stdout.splitlines()[-1])
    shutil.rmtree(folder, ignore_errors=True)


def test_two_that_need_more_than_half_a_gpu_run_on_two_at_once(placed: dict[str, Any]) -> None:
    one, other = (Slept.model_validate(slept) for slept in placed["slept"])
    assert max(one.began, other.began) < min(one.ended, other.ended)
    assert one.gpus and other.gpus and one.gpus != other.gpus


def test_what_no_node_can_give_is_refused_at_once(placed: dict[str, Any]) -> None:
    fault = placed["refused"]
    assert (fault["code"], fault["retryable"]) == ("INSUFFICIENT_RESOURCES", False)
    assert "5 GPU" in fault["message"] and "4 GPU" in fault["message"]
    assert placed["refused_after_s"] < 5


def test_what_is_killed_once_is_done_with_twice_the_cores_and_less_beside_it(
    placed: dict[str, Any],
) -> None:
    killed = placed["killed"]
    assert killed["once"] == {"cores": 2.0, "deaths": 1}
    assert killed["places"] == (6 + SPARE_TASKS) // 2


def test_what_is_always_killed_is_given_up_as_out_of_memory(placed: dict[str, Any]) -> None:
    killed = placed["killed"]
    fault = killed["always"]
    assert (fault["code"], fault["retryable"]) == ("OUT_OF_MEMORY", False)
    assert fault["remedy"] and killed["always_deaths"] == MAX_DEATHS
    assert killed["always_places"] == 1


def test_what_is_cancelled_stops_in_its_worker_and_in_a_stream_of_many(
    placed: dict[str, Any],
) -> None:
    assert max(placed["cancelled_s"]) < 10, "they would have taken a minute each"
