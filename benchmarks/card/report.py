"""What was measured, as Markdown for RESULTS.md; and on what."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from importlib.metadata import version
from typing import Any

import torch

PACKAGES = ("torch", "diffusers", "transformers")
GOAL = 0.97


def machine(device: str) -> dict[str, Any]:
    """Card, driver and versions."""
    told: dict[str, Any] = {name: version(name) for name in PACKAGES}
    if not device.startswith("cuda"):
        return {"card": "none (tiny models on a processor)", **told}
    total = torch.cuda.mem_get_info(device)[1]
    return {
        "card": torch.cuda.get_device_name(device), "memory_gb": round(total / 1e9, 1),
        "driver": _driver(), "cuda": torch.version.cuda, **told,
    }  # fmt: skip


def reached(found: dict[str, Any]) -> bool:
    """Whether each goal that was measured is met."""
    speeds = [found[name] for name in ("sdxl", "wan") if name in found]
    fast = all(one["ratio"] >= GOAL for speed in speeds for one in speed["batches"])
    whole = not any(speed["eased"] for speed in speeds)
    return fast and whole and _kept(found.get("memory"))


def _kept(shares: dict[str, Any] | None) -> bool:
    return shares is None or bool(
        (shares["fault"] or shares["eased"])
        and shares["most_reserved_gb"] <= shares["share_gb"]
        and shares["works_again"]
        and not shares["beside_faults"]
    )


def markdown(found: dict[str, Any]) -> str:
    """All of it."""
    return "\n".join(_lines(found))


def _lines(found: dict[str, Any]) -> Iterator[str]:
    yield ", ".join(f"{name} {value}" for name, value in found["machine"].items()) + "."
    for name in ("sdxl", "wan"):
        if name in found:
            yield from _speed(found[name])
    if "memory" in found:
        yield from _shares(found["memory"])
    if "packing" in found:
        yield from _packing(found["packing"])


def _speed(one: dict[str, Any]) -> Iterator[str]:
    yield f"\n{one['what']}, {one['steps']} steps, random weights; medians, in turn.\n"
    yield "| batch | Kinora | diffusers | ratio | with files | its PNG | ratio | apart | waits |"
    yield "|---|---|---|---|---|---|---|---|---|"
    for row in one["batches"]:
        yield (
            f"| {row['batch']} | {row['ours_s']:.3f} s | {row['bare_s']:.3f} s | {row['ratio']:.3f}"
            f" | {row['ours_files_s']:.3f} s | {_seconds(row.get('bare_files_s'))}"
            f" | {_number(row['ratio_files'])} | {row['difference']} of 255"
            f" | {row['waits']['ours']}, {row['waits']['bare']} |"
        )
    memory = one["memory"]
    peaks = ", ".join(f"{gb:.2f} GB at batch {size}" for size, gb in memory["peak_gb"].items())
    yield (
        f"\nMemory as torch counts it: {memory['resident_gb']:.2f} GB loaded (declared"
        f" {memory['declared_gb']:g}), peak {peaks} (declared {memory['declared_peak_gb']:g})."
    )
    if one["eased"]:
        yield f"\n**Memory ran out; {', '.join(one['eased'])} were needed: no fair measure.**"


def _shares(one: dict[str, Any]) -> Iterator[str]:
    what = one["fault"] or f"it went on with {', '.join(one['eased'])}"
    if one["batch_that_was_too_large"] is None:
        what = "nothing was refused: there is no limit here, or it is not kept"
    again = "worked" if one["works_again"] else "did not work"
    yield (
        f"\nShare of {one['share']:g} ({one['share_gb']} GB) by two processes of SDXL's size. Batch"
        f" {one['batch_that_was_too_large']} in one: {what}. It had taken"
        f" {one['most_reserved_gb']:.2f} GB at most, and {again} again after it. The other made"
        f" {one['beside_calls']} pictures meanwhile with {len(one['beside_faults'])} faults,"
        f" {one['beside_s']:.2f} s the slowest ({one['alone_s']:.2f} s alone)."
    )


def _packing(one: dict[str, Any]) -> Iterator[str]:
    calls = " and ".join(f"{count} calls of {name}" for name, count in one["calls"].items())
    yield (
        f"\nTwo models on one card: {calls} take {one['in_turn_s']:.1f} s one after the other and"
        f" {one['at_once_s']:.1f} s at once: ratio {one['ratio']:.2f}, {len(one['faults'])} faults."
    )


def _seconds(value: float | None) -> str:
    return f"{value:.3f} s" if value is not None else "-"


def _number(value: float | None) -> str:
    return f"{value:.3f}" if value is not None else "-"


def _driver() -> str:
    command = ["nvidia-smi", "--query-gpu=driver_version", "--format=csv,noheader"]
    try:
        told = subprocess.run(command, capture_output=True, text=True, timeout=20, check=True)
    except (OSError, subprocess.SubprocessError):
        return "unknown"
    return told.stdout.splitlines()[0].strip()
