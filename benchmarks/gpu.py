"""What Kinora costs on a card beside bare diffusers: `python -m benchmarks.gpu`.

Architectures of SDXL's and Wan's size get random weights, made on the card and saved once, so that
nothing is fetched: it runs where nothing outside can be reached. Kinora's engine and a plain
`DiffusionPipeline` load the same folder, and draw the same pictures in turn: same scheduler, steps,
size, types. A ratio is ours per second by bare per second; goal: 0.97. What is timed ends with
pictures in memory; a second ratio is with PNG files, which take a processor and no card. Then: two
processes with a share of the card each, one of which asks for more; and two models at once against
one after the other.

Each part, `--only sdxl`, `wan`, `memory` or `packing`, is to end within ten minutes on a large
card; with `--weights` they share the weights. Without a card it exits with 2, unless tiny models on
the processor are asked for, which show that all of it runs and nothing of speed.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from importlib import import_module
from pathlib import Path
from typing import Any

from models.setup import device_name

PARTS = ("sdxl", "wan", "memory", "packing")
NO_CARD = 2


def main(arguments: list[str] | None = None) -> int:
    """Measure what is asked for; 0: each goal is met."""
    asked = _parser().parse_args(arguments)
    if not asked.tiny and not _card():
        print("There is no GPU here, so nothing is measured: see --tiny.", file=sys.stderr)
        return NO_CARD
    from benchmarks.card.report import machine, markdown, reached

    device = "cpu" if asked.tiny else "cuda:0"
    if asked.tiny:
        # Threads that wait for each other would be most of what tiny models take.
        import_module("torch").set_num_threads(1)
    found: dict[str, Any] = {"machine": machine(device)}
    with tempfile.TemporaryDirectory(prefix="kinora-") as scratch:
        weights = Path(asked.weights or f"{scratch}/weights")
        for part in [asked.only] if asked.only else PARTS:
            print(f"{part} ...", file=sys.stderr, flush=True)
            found[part] = _part(part, weights, Path(scratch), device, asked)
            # Each part is kept: whoever lends a card may take it back.
            Path(asked.out).write_text(json.dumps(found, indent=1))
    print(markdown(found))
    return 0 if asked.tiny or reached(found) else 1


def _part(
    part: str, weights: Path, scratch: Path, device: str, asked: argparse.Namespace
) -> dict[str, Any]:
    from benchmarks.card.cases import full, small
    from benchmarks.card.sharing import packed, shares_kept
    from benchmarks.card.speed import compared

    cases = small() if asked.tiny else full(quick=asked.quick)
    needed = ["sdxl", "wan"] if part == "packing" else ["sdxl" if part == "memory" else part]
    folders = {name: cases[name].saved(weights, device) for name in needed}
    _let_go(device)
    if part == "memory":
        found = shares_kept(folders["sdxl"], device, tiny=asked.tiny, total_gb=_total_gb(device))
    elif part == "packing":
        seconds = 0.1 if asked.tiny else 20.0 if asked.quick else 60.0
        found = packed(folders, device, tiny=asked.tiny, seconds=seconds)
    else:
        rounds = 1 if asked.tiny else 3 if asked.quick else 5
        found = compared(cases[part], folders[part], scratch, device, rounds)
    _let_go(device)
    return found


def _let_go(device: str) -> None:
    """Leave the card to what comes next."""
    import gc

    import torch

    gc.collect()
    if device.startswith("cuda"):
        torch.cuda.empty_cache()


def _total_gb(device: str) -> float:
    import torch

    return torch.cuda.mem_get_info(device)[1] / 1e9 if device.startswith("cuda") else 0.0


def _card() -> bool:
    try:
        import_module("torch")
    except ImportError:
        return False
    return device_name() != "cpu"


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.gpu", description=__doc__)
    parser.add_argument("--only", choices=PARTS, help="one part of it")
    parser.add_argument("--quick", action="store_true", help="fewer steps and rounds")
    parser.add_argument("--tiny", action="store_true", help="tiny models on the processor")
    parser.add_argument("--weights", help="where weights are made, and found by the next part")
    parser.add_argument("--out", default="gpu.json", help="where all numbers go")
    return parser


if __name__ == "__main__":
    sys.exit(main())
