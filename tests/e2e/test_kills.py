"""Guards the main job against interruption: whatever is stopped or killed, little is done again."""

import contextlib
import json
import os
import signal
import subprocess
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import psutil
import pytest

from tests.e2e.kinora import DEADLINE_S, SCRIPT, Kinora

pytestmark = [pytest.mark.slow, pytest.mark.timeout(600)]


@pytest.fixture(scope="module")
def kinora(tmp_path_factory: pytest.TempPathFactory, open_folder: Path) -> Kinora:
    folder = open_folder / "kills"
    folder.mkdir()
    home = Kinora(folder)
    home.make(SCRIPT)
    return home


def test_ctrl_c_stops_tidily_and_the_same_command_goes_on(kinora: Kinora) -> None:
    text = SCRIPT.replace("Rain", "Heavy rain").replace("evening", "quiet evening")
    process = kinora.start(text)
    _await_event(process, lambda event: event.get("stage") == "rendering")
    process.send_signal(signal.SIGINT)
    _, errors = process.communicate(timeout=DEADLINE_S)
    assert process.returncode == 130
    assert json.loads(errors.splitlines()[-1])["code"] == "INTERRUPTED"
    assert _processes_of(process.pid) == []
    report = kinora.make(text)
    assert report["steps"]["speech.say"].get("made", 0) == 0


@pytest.mark.parametrize(
    "victim", ["ray::Executor", "/bin/postgres", "ray::_perform", "raylet", "command"]
)
def test_a_killed_process_costs_only_what_was_in_flight(kinora: Kinora, victim: str) -> None:
    text = SCRIPT.replace(
        "strange", f"strange and {victim.strip('/').replace('/', ' ').replace('::_', ' ')}"
    )
    out = kinora.folder / "killed"
    process = kinora.start(text, out=out)
    _await_event(process, lambda event: event.get("stage") == "rendering" and event["done"] >= 1)
    pid = process.pid if victim == "command" else _find(process.pid, victim)
    os.kill(pid, signal.SIGKILL)
    process.communicate(timeout=DEADLINE_S)
    report = kinora.make(text, out=out)
    assert report["quality"]["findings"] == []
    fresh = kinora.make(text)
    assert fresh["steps"]["video.segment"].get("made", 0) == 0
    assert (out / "film.mp4").read_bytes() == (kinora.out / "film.mp4").read_bytes()


def _await_event(process: subprocess.Popen[str], wanted: Callable[[dict[str, Any]], bool]) -> None:
    assert process.stdout is not None
    deadline = time.monotonic() + DEADLINE_S
    for line in process.stdout:
        if wanted(json.loads(line)):
            return
        assert time.monotonic() < deadline
    raise AssertionError("the command ended before its event came")


def _find(root: int, name: str) -> int:
    deadline = time.monotonic() + DEADLINE_S
    while time.monotonic() < deadline:
        for child in psutil.Process(root).children(recursive=True):
            with contextlib.suppress(psutil.Error):
                if name in " ".join(child.cmdline()):
                    return child.pid
        time.sleep(0.01)
    raise AssertionError(f"no process {name}")


def _processes_of(group: int) -> list[str]:
    alive: list[str] = []
    for process in psutil.process_iter():
        try:
            if os.getpgid(process.pid) == group and process.status() != psutil.STATUS_ZOMBIE:
                alive.append(" ".join(process.cmdline()))
        except (ProcessLookupError, psutil.Error):
            continue
    return alive
