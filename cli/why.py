"""`kinora why SHOT`: why the segments of a shot were made again.

The latest run of a film is laid beside the one before it. A shot is known again by its place in a
diff of the two shot lists, so a changed word is told as a change and not as a new shot.
"""

from __future__ import annotations

import difflib
from dataclasses import dataclass
from typing import Any

from cli.client import Client
from media.errors import NotFound
from pipelines.values import Values
from store.repositories import runs as run_rows

Json = dict[str, Any]


@dataclass(frozen=True, kw_only=True)
class Made:
    """One run of a film: its shot list, timeline, segments and the states of their steps."""

    shots: list[Json]
    clips: list[Json]
    specs: list[Json]
    states: list[str]
    starts: list[int]


async def why(client: Client, shot: str, project: str | None) -> list[str]:
    """Lines that explain each segment of a shot, given by its number or its id.

    Raises:
        NotFound: no finished film, or no such shot.
    """
    async with client.database.begin(client.tenant) as connection:
        rows = await run_rows.newest(connection, limit=50, project=project)
    finished = [row for row in rows if row.state == "succeeded" and is_film(row.flow)]
    if not finished:
        raise NotFound("no film was finished here yet", "make one with `kinora make`")
    now = await _made(client, finished[0])
    earlier = [row for row in finished[1:] if row.project == finished[0].project]
    before = await _made(client, earlier[0]) if earlier else None
    index = _index(now, shot)
    text = now.shots[index]["text"] or now.shots[index]["title"]
    lines = [f"shot {index + 1} ({now.shots[index]['id']}): {text}"]
    for path in _segments_of(now, index):
        lines.append(_line(now, before, index, path))
    return lines


def is_film(flow: Json) -> bool:
    """Whether a run's flow makes a film, and not its shot list alone."""
    return any(node["id"] == "film" for node in flow["nodes"])


async def _made(client: Client, row: Any) -> Made:
    steps = await client.steps(row.id)
    values = Values(client.objects, client.tenant, client.scratch)
    outputs = {step.node: step.outputs for step in steps if not step.path}
    cut = values.unpack(outputs["cut"])
    segments = sorted((step for step in steps if step.node == "segment"), key=lambda s: s.path)
    return Made(
        shots=values.unpack(outputs["direct"])["shots"].value(),
        clips=cut["timeline"].value()["clips"],
        specs=cut["segments"].value(),
        states=[step.state for step in segments],
        starts=cut["starts"].value(),
    )


def _index(made: Made, shot: str) -> int:
    for index, known in enumerate(made.shots):
        if shot in (str(index + 1), known["id"]):
            return index
    raise NotFound(f"there is no shot {shot}", f"give a number from 1 to {len(made.shots)}", "SHOT")


def _segments_of(made: Made, index: int) -> list[int]:
    """The segments that show a clip: its body and the blends at its ends."""
    clip = made.clips[index]
    first, behind = clip["start"], clip["start"] + clip["frames"]
    return [
        path
        for path, (start, spec) in enumerate(zip(made.starts, made.specs, strict=True))
        if start < behind and start + spec["frames"] > first
    ]


def _line(now: Made, before: Made | None, index: int, path: int) -> str:
    spec, state = now.specs[path], now.states[path]
    name = _segment_name(now, index, path)
    if state == "cached":
        return f"  {name}: reused, nothing that it shows has changed"
    if before is None:
        return f"  {name}: rendered, this was the first time"
    if spec in before.specs:
        return f"  {name}: rendered, its earlier rendering was no longer kept"
    return f"  {name}: rendered, {_reason(now, before, path)}"


def _segment_name(made: Made, index: int, path: int) -> str:
    blend = made.specs[path]["blend"]
    if blend is None:
        return "picture"
    if blend in ("fade_in", "fade_out"):
        return blend.replace("_", " ")
    enters = made.starts[path] < made.clips[index]["start"]
    return f"{blend} {'from the shot before' if enters else 'to the shot behind'}"


def _reason(now: Made, before: Made, path: int) -> str:
    shown = [_shot_of(now, picture, path) for picture in now.specs[path]["pictures"]]
    partners = _partners(before.shots, now.shots)
    reasons: list[str] = []
    for index in dict.fromkeys(shown):
        old = partners.get(index)
        name = f"shot {index + 1}"
        if old is None:
            reasons.append(f"{name} is new")
        elif before.shots[old] != now.shots[index]:
            reasons.append(f"{name} changed: {_difference(before.shots[old], now.shots[index])}")
    if reasons:
        return "; ".join(reasons)
    if len(shown) == 2 and partners.get(shown[1], -1) != partners.get(shown[0], -2) + 1:
        return "its two shots did not stand side by side before"
    known = {_shown(picture) for spec in before.specs for picture in spec["pictures"]}
    if any(_shown(picture) not in known for picture in now.specs[path]["pictures"]):
        return "its picture was made anew"
    old_spec = before.specs[0]
    changed = [
        k
        for k in ("size", "rate", "caption_style", "encoding")
        if old_spec[k] != now.specs[path][k]
    ]
    return f"the film's {' and '.join(changed)} changed" if changed else "its captions changed"


def _shown(picture: Json) -> tuple[str, str]:
    """The digests of a panel and of the clip that is played in its place."""
    footage = picture.get("footage")
    return picture["panel"]["digest"], footage["clip"]["digest"] if footage else ""


def _shot_of(made: Made, picture: Json, path: int) -> int:
    start = made.starts[path] - picture["first"]
    return next(index for index, clip in enumerate(made.clips) if clip["start"] == start)


def _partners(before: list[Json], now: list[Json]) -> dict[int, int]:
    """For each shot of now the one of before that it continues."""
    old, new = ([shot["id"] for shot in shots] for shots in (before, now))
    partners: dict[int, int] = {}
    for kind, a, b, c, d in difflib.SequenceMatcher(a=old, b=new, autojunk=False).get_opcodes():
        if kind == "equal" or (kind == "replace" and b - a == d - c):
            partners |= {c + step: a + step for step in range(d - c)}
    return partners


def _difference(old: Json, new: Json) -> str:
    if old["text"] != new["text"]:
        before, after = old["text"].split(), new["text"].split()
        parts = difflib.SequenceMatcher(a=before, b=after, autojunk=False).get_opcodes()
        for kind, a, b, c, d in parts:
            if kind != "equal":
                return f"“{' '.join(before[a:b])}” became “{' '.join(after[c:d])}”"
    fields = [name for name in old["look"] if old["look"][name] != new["look"][name]]
    return ", ".join(fields) or "its section"
