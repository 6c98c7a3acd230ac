"""The cards of this machine, as their driver names them."""

from __future__ import annotations

import subprocess

from media.errors import WorldError
from serve.packing.cards import Card, Gpu

ASK = ("nvidia-smi", "--query-gpu=name,memory.total", "--format=csv,noheader,nounits")
DEADLINE_S = 20.0
GB = 1e9
MIB = 2**20


def gpus_here() -> tuple[Gpu, ...]:
    """One for each card; none where there is no driver.

    Raises:
        WorldError: the driver does not answer.
    """
    try:
        asked = subprocess.run(ASK, capture_output=True, text=True, timeout=DEADLINE_S, check=True)
    except FileNotFoundError:
        return ()
    except (subprocess.CalledProcessError, subprocess.TimeoutExpired) as error:
        raise WorldError("the driver of the GPUs does not answer", "run nvidia-smi") from error
    return tuple(_read(line) for line in asked.stdout.splitlines() if line.strip())


def _read(line: str) -> Gpu:
    """A card from a line such as `NVIDIA H100 80GB HBM3, 81559`."""
    name, _, mib = line.rpartition(",")
    short = name.replace("NVIDIA", "").replace("GeForce", "").split()
    known = short[0].partition("-")[0] if short else "card"
    memory_gb = int(mib) * MIB / GB
    return Gpu(card=Card(memory_gb=memory_gb, name=known), node="here")
