"""Work for the placing of work: it sleeps, or is killed, and says when and where it was done."""

import os
import signal
import time
from pathlib import Path
from typing import Any

import ray

from media.model import Model


class Slept(Model):
    began: float
    ended: float
    gpus: str


def doze(work: Any, seconds: float) -> Slept:
    began = time.time()
    time.sleep(seconds)
    return Slept(began=began, ended=time.time(), gpus=os.environ.get("CUDA_VISIBLE_DEVICES", ""))


class Done(Model):
    cores: float
    deaths: int


def be_killed(work: Any, marks: str, times: int) -> Done:
    """End as what the kernel kills for its memory does, so many times; then be done."""
    found = Path(marks)
    deaths = len(found.read_text()) if found.exists() else 0
    if deaths < times:
        found.write_text("x" * (deaths + 1))
        os.kill(os.getpid(), signal.SIGKILL)
    return Done(cores=ray.get_runtime_context().get_assigned_resources()["CPU"], deaths=deaths)
