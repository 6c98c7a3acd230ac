"""Work for the placing of work: it sleeps, and says when and where it did."""

import os
import time
from typing import Any

from media.model import Model


class Slept(Model):
    began: float
    ended: float
    gpus: str


def doze(work: Any, seconds: float) -> Slept:
    began = time.time()
    time.sleep(seconds)
    return Slept(began=began, ended=time.time(), gpus=os.environ.get("CUDA_VISIBLE_DEVICES", ""))
