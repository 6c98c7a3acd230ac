"""Writes a finished run's files into the user's folder, each whole or not at all."""

from __future__ import annotations

import json
import os
import time
import uuid
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from cli.client import Client
from cli.shot_list import write
from cli.usage import Usage
from media.cast import Likeness, absent
from media.errors import InputError
from media.shot_list import ShotList
from media.shots import Plan
from pipelines.productions.files import FILES, STEMS
from pipelines.values import Held, Values

KINDS = {
    "speech.say": "speech",
    "speech.clone": "speech",
    "panel.draw": "drawing",
    "panel.generate": "drawing",
    "panel.likeness": "drawing",
    "panel.animate": "animation",
    "panel.prolong": "animation",
    "video.segment": "encode",
    "quality.segment": "check",
    "quality.film": "check",
    "audio.music": "sound",
    "audio.fit": "sound",
    "audio.mix": "sound",
}
"""The words of the report for node types; the rest is `planning and joining`."""


@dataclass(frozen=True, kw_only=True)
class Delivered:
    """What a command made, and where."""

    out: Path
    report: dict[str, Any]


async def deliver(
    client: Client,
    run_id: uuid.UUID,
    out: Path,
    *,
    listed: Path,
    stems: bool,
    times: dict[str, float],
    usage: Usage,
    cast: dict[str, Likeness],
) -> Delivered:
    """Copy the film's files and write timeline and report.

    Raises:
        InputError: the folder cannot be written.
    """
    steps = await client.steps(run_id)
    outputs = {step.node: step.outputs for step in steps if not step.path}
    values = Values(client.objects, client.tenant, client.scratch)
    for name, file in (FILES | (STEMS if stems else {})).items():
        client.fetch(outputs[file.node][file.port]["digest"], out / name)
    cut = values.unpack(outputs["cut"])
    timeline = cut["timeline"].value()
    _write(out / "timeline.json", json.dumps(timeline, ensure_ascii=False, indent=1))
    directed = values.unpack(outputs["direct"])
    write(listed, ShotList.model_validate(directed["shot_list"].value()))
    made = _Made(timeline, cut["segments"], cut["starts"].value())
    check = values.unpack(outputs["check"])["check"].value()
    report = _report(run_id, steps, made, check)
    plan = Plan.model_validate(directed["plan"].value())
    report["absent"] = list(absent(plan.shots, cast))
    usage.sample()
    report |= {
        "times": {name: round(value, 3) for name, value in times.items()},
        "cpu_s": round(usage.cpu_s, 2),
        "peak_bytes": usage.peak_bytes,
        "made_at": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime()),
    }
    _write(out / "report.json", json.dumps(report, ensure_ascii=False, indent=1))
    return Delivered(out=out, report=report)


class _Made(NamedTuple):
    """What was laid out: the timeline, the segments, and the frame at which each starts."""

    timeline: dict[str, Any]
    segments: Held
    starts: list[int]


def _report(
    run_id: uuid.UUID, steps: Sequence[Any], made: _Made, check: dict[str, Any]
) -> dict[str, Any]:
    timeline = made.timeline
    states: dict[str, Counter[str]] = defaultdict(Counter)
    cpu: dict[str, float] = defaultdict(float)
    for step in steps:
        states[step.type]["reused" if step.state == "cached" else "made"] += 1
        if step.state == "succeeded":
            cpu[KINDS.get(step.type, "planning and joining")] += step.cpu_seconds or 0.0
    num, den = (int(part) for part in timeline["rate"].split("/"))
    segments = states["video.segment"]
    return {
        "run": str(run_id),
        "film": {
            "frames": timeline["frames"],
            "seconds": round(timeline["frames"] * den / num, 3),
            "size": timeline["size"],
            "rate": timeline["rate"],
            "shots": len(timeline["clips"]),
            "segments": segments["made"] + segments["reused"],
            "starts": made.starts,
        },
        "shots": _shots_touched(steps, made),
        "steps": {kind: dict(counts) for kind, counts in sorted(states.items())},
        "cpu_by_work_s": {kind: round(spent, 2) for kind, spent in sorted(cpu.items())},
        "quality": check,
    }


def _shots_touched(steps: Sequence[Any], made: _Made) -> dict[str, Any]:
    """How many shots were rendered and how many were reused whole.

    A shot counts as rendered when the segment of its body was; the blends at its ends are counted
    among `transitions_rendered`.
    """
    rendered: set[int] = set()
    transitions = 0
    shots = {clip["start"]: clip["shot_id"] for clip in made.timeline["clips"]}
    for step in steps:
        if step.node != "segment" or step.state != "succeeded":
            continue
        spec, start = made.segments.item(step.path[0]), made.starts[step.path[0]]
        if spec["blend"] is None:
            rendered.add(start - spec["pictures"][0]["first"])
        else:
            transitions += 1
    return {
        "rendered": len(rendered),
        "reused": len(shots) - len(rendered),
        "transitions_rendered": transitions,
    }


def _write(path: Path, text: str) -> None:
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        part.write_text(text + "\n", encoding="utf-8")
        os.replace(part, path)
    except OSError as error:
        part.unlink(missing_ok=True)
        raise InputError(
            f"{path} cannot be written: {error.strerror}", "free room or choose --out", "out"
        ) from error
