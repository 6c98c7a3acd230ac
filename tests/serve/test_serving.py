"""Guards engines on a real Ray Serve with logical GPUs: told, cancelled, crowded, batched, killed,
asleep, and eight of them on two cards as planned."""

import json
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
DEADLINE_S = 280

pytestmark = [pytest.mark.slow, pytest.mark.timeout(300)]


@pytest.fixture(scope="module")
def served() -> Iterator[dict[str, Any]]:
    folder = Path(tempfile.mkdtemp(prefix="kinora-"))  # Ray's sockets want a short path
    done = subprocess.run(
        [sys.executable, "-m", "tests.serve.serving", str(folder)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=DEADLINE_S,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    yield json.loads(done.stdout.splitlines()[-1])
    shutil.rmtree(folder, ignore_errors=True)


def test_steps_are_told_and_then_the_result(served: dict[str, Any]) -> None:
    assert served["told"]["value"][1] == 4
    assert served["told"]["fractions"] == [0.25, 0.5, 0.75, 1.0]


def test_a_cancel_frees_the_replica_within_a_step(served: dict[str, Any]) -> None:
    cancelled = served["cancelled"]
    assert cancelled["steps_at_last"] <= cancelled["steps_at_cancel"] + 1, "the one under way"


def test_who_finds_the_queue_full_is_told_so_and_the_others_where_they_stand(
    served: dict[str, Any],
) -> None:
    assert served["crowded"]["codes"] == {"done": 4, "QUEUE_FULL": 2}
    assert served["crowded"]["places"] and min(served["crowded"]["places"]) >= 1


def test_a_style_goes_where_it_is_loaded_unless_others_are_idle(served: dict[str, Any]) -> None:
    turns = served["styled"]["turns"]
    at = {style: {pid for one, pid in turns if one == style} for style in ("ink", "oil")}
    assert len(at["ink"]) == len(at["oil"]) == 1
    assert min(Counter(served["styled"]["at_once"]).values()) >= 2
    # Of nine at random, one replica of two would get all once in 256 times.
    assert len(set(served["styled"]["own"])) == 1


def test_those_who_may_go_together(served: dict[str, Any]) -> None:
    batched = served["batched"]
    assert batched["values"] == [*range(2, 33, 2), None]
    assert batched["codes"][-1] == "INTERNAL_ERROR" and not any(batched["codes"][:-1])


def test_an_order_outlives_a_replica(served: dict[str, Any]) -> None:
    assert served["killed"] == "alive"


def test_who_wakes_an_engine_is_told_how_long_it_takes(served: dict[str, Any]) -> None:
    assert served["asleep"] == {"value": 8, "starting_s": [7.0]}


def test_eight_models_come_up_on_two_cards_as_planned_and_serve_at_once(
    served: dict[str, Any],
) -> None:
    on_cards = served["on_cards"]
    assert on_cards["cards"] == served["planned"]
    assert set(served["planned"].values()) == {"0", "1"}
    # Each takes two seconds: one after the other they would take sixteen.
    assert on_cards["seconds"] < 8
    assert served["served"] == sorted(served["planned"])


def test_one_that_cannot_fit_is_refused_at_once(served: dict[str, Any]) -> None:
    assert served["refused"]["state"] == "refused"
    assert "90 GB" in served["refused"]["detail"] and served["refused"]["remedy"]
