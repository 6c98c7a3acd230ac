"""Kinora's engine and bare diffusers in turn, on one card; medians of rounds."""

from __future__ import annotations

import gc
import time
import warnings
from collections.abc import Callable
from pathlib import Path
from statistics import median
from typing import Any

import torch

from benchmarks.card.cases import Case
from benchmarks.card.sides import Bare, Ours, difference, setup_for

GB = 1e9


def compared(case: Case, folder: Path, scratch: Path, device: str, rounds: int) -> dict[str, Any]:
    """Memory of ours alone, then seconds of both."""
    setup = setup_for(case, folder, device)
    ours = Ours(case, setup, scratch)
    memory = taken(case, ours, device)
    bare = Bare(case, setup, scratch)
    return {
        "what": case.what,
        "steps": case.steps,
        "memory": memory,
        "batches": [timed_batch(case, ours, bare, size, device, rounds) for size in case.batches],
        # A call that ran out of memory and went another way would be no measure.
        "eased": list(ours.engine.take_eased()),
    }


def taken(case: Case, ours: Ours, device: str) -> dict[str, Any]:
    """What it holds at rest and at work, beside what its row declares."""
    gpu = case.row.gpu
    assert gpu is not None
    on_card = device.startswith("cuda")
    resident = torch.cuda.memory_allocated(device) / GB if on_card else 0.0
    peaks: dict[str, float] = {}
    for size in case.batches:
        if on_card:
            torch.cuda.reset_peak_memory_stats(device)
        ours.pictures(range(size))
        peaks[str(size)] = round(ours.engine.measured_peak_gb(), 2)
    return {
        "declared_gb": gpu.memory_gb, "declared_peak_gb": gpu.needed_gb,
        "resident_gb": round(resident, 2), "peak_gb": peaks,
    }  # fmt: skip


def timed_batch(
    case: Case, ours: Ours, bare: Bare, size: int, device: str, rounds: int
) -> dict[str, Any]:
    """Both in turn, whoever began last time second."""
    seeds = range(size)
    # Their first calls choose kernels; what they drew shows whether they did the same work.
    apart = difference(ours.pictures(seeds), bare.pictures(seeds))
    seen: dict[str, list[float]] = {"ours": [], "bare": [], "ours_files": [], "bare_files": []}
    acts: list[tuple[str, Callable[[], Any]]] = [
        ("ours", lambda: ours.pictures(seeds)),
        ("bare", lambda: bare.pictures(seeds)),
    ]
    for _ in range(rounds):
        for name, act in acts:
            took, found = timed(act, device)
            seen[name].append(took)
            if name == "bare" and not case.frames:
                wrote, _ = timed(lambda found=found: bare.files(found), device)
                seen["bare_files"].append(took + wrote)
            del found
        seen["ours_files"].append(timed(lambda: ours.files(seeds), device)[0])
        acts.reverse()
    middle = {name: round(median(times), 4) for name, times in seen.items() if times}
    return {
        "batch": size,
        **{f"{name}_s": value for name, value in middle.items()},
        "ratio": round(middle["bare"] / middle["ours"], 4),
        "ratio_files": _ratio(middle, "bare_files", "ours_files"),
        "difference": apart,
        "waits": {name: waits(act, device) for name, act in acts},
    }


def waits(act: Callable[[], Any], device: str) -> int | None:
    """How often the processor waited for the card in a call; a step that waits leaves it idle."""
    if not device.startswith("cuda"):
        return None
    torch.cuda.set_sync_debug_mode("warn")
    try:
        with warnings.catch_warnings(record=True) as heard:
            warnings.simplefilter("always")
            act()
    finally:
        torch.cuda.set_sync_debug_mode("default")
    return sum("synchronizing CUDA operation" in str(one.message) for one in heard)


def timed(act: Callable[[], Any], device: str) -> tuple[float, Any]:
    """Seconds until the card has done it, and what came of it."""
    gc.collect()
    _wait(device)
    began = time.perf_counter()
    found = act()
    _wait(device)
    return time.perf_counter() - began, found


def _ratio(middle: dict[str, float], one: str, other: str) -> float | None:
    return round(middle[one] / middle[other], 4) if one in middle else None


def _wait(device: str) -> None:
    if device.startswith("cuda"):
        torch.cuda.synchronize(device)
