"""One card, two processes: is each held to its share, and do they gain by working at once?"""

from __future__ import annotations

import math
from pathlib import Path
from typing import Any

from benchmarks.card.worker import Worker

SHARE = 0.4
MOST_BATCH = 256
"""Of a picture of SDXL's size each takes a gigabyte and more: no card's share holds so many."""


def shares_kept(folder: Path, device: str, *, tiny: bool, total_gb: float) -> dict[str, Any]:
    """A process that asks for more than its share fails; the one beside it works on."""
    with (
        Worker("sdxl", folder, device, SHARE, tiny=tiny) as greedy,
        Worker("sdxl", folder, device, SHARE, tiny=tiny) as modest,
    ):
        greedy.answer()
        modest.answer()
        modest.ask(calls=2)
        before = modest.answer()
        found: dict[str, Any] = {}
        beside: list[dict[str, Any]] = []
        batch = 4 if tiny else 16
        while batch <= (8 if tiny else MOST_BATCH):
            greedy.ask(calls=1, batch=batch)
            modest.ask(calls=2)
            found = greedy.answer()
            beside.append(modest.answer())
            if found["fault"] or found["eased"]:
                break
            batch *= 2
        greedy.ask(calls=1)
        after = greedy.answer()
    return {
        "share": SHARE,
        "share_gb": round(SHARE * total_gb, 1),
        "most_reserved_gb": round(max(found["reserved_gb"], after["reserved_gb"]), 2),
        "batch_that_was_too_large": batch if found["fault"] or found["eased"] else None,
        "fault": found["fault"],
        "eased": found["eased"],
        "works_again": not after["fault"] and len(after["times"]) == 1,
        "beside_calls": sum(len(one["times"]) for one in beside),
        "beside_faults": [one["fault"] for one in beside if one["fault"]],
        "beside_s": round(max(max(one["times"]) for one in beside), 3),
        "alone_s": round(min(before["times"]), 3),
    }


def packed(folders: dict[str, Path], device: str, *, tiny: bool, seconds: float) -> dict[str, Any]:
    """Two models at once on one card, against one after the other.

    Each is given as many calls as fill about the same time alone.
    """
    one, other = "sdxl", "wan"
    with (
        Worker(one, folders[one], device, SHARE, tiny=tiny) as first,
        Worker(other, folders[other], device, SHARE, tiny=tiny) as second,
    ):
        both = {one: first, other: second}
        for worker in both.values():
            worker.answer()
        counts: dict[str, int] = {}
        alone: dict[str, dict[str, Any]] = {}
        for name, worker in both.items():
            worker.ask(calls=1)
            counts[name] = max(1, math.ceil(seconds / worker.answer()["seconds"]))
        for name, worker in both.items():
            worker.ask(calls=counts[name])
            alone[name] = worker.answer()
        for name, worker in both.items():
            worker.ask(calls=counts[name])
        together = {name: worker.answer() for name, worker in both.items()}
    in_turn_s = sum(answer["seconds"] for answer in alone.values())
    at_once_s = max(answer["seconds"] for answer in together.values())
    return {
        "calls": counts,
        "alone_s": {name: round(answer["seconds"], 3) for name, answer in alone.items()},
        "together_s": {name: round(answer["seconds"], 3) for name, answer in together.items()},
        "in_turn_s": round(in_turn_s, 3),
        "at_once_s": round(at_once_s, 3),
        "ratio": round(in_turn_s / at_once_s, 3),
        "faults": [one["fault"] for one in together.values() if one["fault"]],
        "eased": [ease for one in (*alone.values(), *together.values()) for ease in one["eased"]],
    }
