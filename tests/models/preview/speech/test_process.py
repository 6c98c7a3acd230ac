"""Guards the helper process: restarted when dead, ended on a deadline, gone with its parent."""

import os
import signal
import subprocess
import sys
import time

import psutil
import pytest

from media.errors import DeadlineExceeded
from models.preview.speech import process
from models.preview.speech.process import Helper

HELLO = {"do": "say", "text": "hello", "voice": "gmw/en-US", "words_per_minute": 160, "max_s": 60}


@pytest.fixture
def helper():
    one = Helper()
    yield one
    one.close()


def test_one_helper_answers_many_requests(helper):
    first = helper.ask(HELLO)
    pid = helper.pid
    assert helper.ask(HELLO) == first
    assert helper.pid == pid


def test_a_killed_helper_is_replaced(helper):
    first = helper.ask(HELLO)
    pid = helper.pid
    os.kill(pid, signal.SIGKILL)
    assert helper.ask(HELLO) == first
    assert helper.pid != pid


def test_a_helper_that_hangs_is_ended_at_the_deadline(helper, monkeypatch):
    helper.ask(HELLO)
    pid = helper.pid
    monkeypatch.setattr(process, "GRACE_S", 0.1)
    os.kill(pid, signal.SIGSTOP)
    with pytest.raises(DeadlineExceeded):
        helper.ask(HELLO, deadline_s=0.1)
    assert not psutil.pid_exists(pid)


def test_the_helper_ends_with_its_parent():
    script = (
        "import os; from models.preview.speech.process import shared_helper\n"
        "shared_helper().ask({'do': 'voices'}); print(shared_helper().pid, flush=True)\n"
        "os.kill(os.getpid(), 9)"
    )
    said = subprocess.run([sys.executable, "-c", script], capture_output=True, timeout=60)
    pid = int(said.stdout)
    until = time.monotonic() + 20
    while psutil.pid_exists(pid) and time.monotonic() < until:
        time.sleep(0.02)
    assert not psutil.pid_exists(pid)


def test_the_library_is_never_loaded_into_this_process(helper):
    helper.ask(HELLO)
    loaded = [entry.path for entry in psutil.Process().memory_maps()]
    assert not any("espeak" in path for path in loaded)


def test_a_fork_that_fails_costs_its_own_request_alone(helper):
    first = helper.ask(HELLO)
    pid = helper.pid
    header, samples = helper.ask({"do": "say", "voice": "gmw/en-US"})
    assert header == {"error": "died", "exit_code": 1}
    assert samples == b""
    assert helper.ask(HELLO) == first
    assert helper.pid == pid
