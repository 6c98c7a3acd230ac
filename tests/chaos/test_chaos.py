"""Guards what nothing may cost: a dead process, whichever it is, while money is being spent.

A round of the trials of `make chaos`, one for each misfortune.
"""

import json
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
DEADLINE_S = 240


@pytest.mark.timeout(DEADLINE_S + 30)
def test_whatever_dies_nothing_is_lost_or_paid_twice() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "tests.chaos.trials", "--trials", "6", "--seed", "7"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=DEADLINE_S,
        check=False,
    )
    lines = [json.loads(line) for line in done.stdout.splitlines() if line.startswith("{")]
    assert lines, done.stderr[-2000:]
    *trials, summary = lines
    assert [trial["wrong"] for trial in trials] == [[]] * 6
    assert {trial["misfortune"] for trial in trials if trial["did"]} >= {
        "kill_executor", "kill_node", "kill_postgres", "stop_executor", "drop_answers",
    }  # fmt: skip
    assert summary["bad"] == 0
    assert done.returncode == 0
