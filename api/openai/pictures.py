"""Pictures as they are answered: in base64, or by links."""

from __future__ import annotations

import asyncio
import base64
import time
from collections.abc import Mapping, Sequence
from typing import Any, Literal

from fastapi import Response
from pydantic import Field

from api.call import Call
from api.openai.bodies import MOST_SEED, Answered, ImageFormat
from api.openai.serving import ENGINE
from api.openai.sharing import shared
from api.openai.working import Work, file_of, node, worked
from models.catalog.row import Engine

Json = dict[str, Any]
Kept = Literal["url", "b64_json"]
USUAL_COMPRESSION = 100


class Picture(Answered):
    """One picture."""

    b64_json: str | None = None
    url: str | None = Field(default=None, description="Good for an hour; no key is needed.")
    revised_prompt: str | None = None


class Pictures(Answered):
    """All that were asked for."""

    created: int
    data: list[Picture]
    background: Literal["transparent", "opaque"] | None = "opaque"
    output_format: ImageFormat
    quality: Literal["low", "medium", "high"] | None = None
    size: str
    engine: str = Field(description="Which engine made them.")


def wanted(
    number: int,
    made: Json,
    edges: Sequence[tuple[str, str]],
    inputs: Mapping[str, Any],
    form: ImageFormat,
    compression: int | None,
    seed: int,
) -> Work:
    """A flow that makes some pictures alike, each from a seed of its own.

    Args:
        number: how many.
        made: the node that makes one, without a seed.
        edges: what each of them is given, as (source, port).
        inputs: of the flow.
        form: how each is written.
        compression: of JPEG and WebP, as their quality from 0 to 100.
        seed: of the first.
    """
    nodes, links = [], []
    for index in range(number):
        name, written = f"picture_{index}", f"written_{index}"
        seeded = {"seed": (seed + index) % MOST_SEED}
        nodes.append({**made, "id": name, "params": made["params"] | seeded})
        quality = max(1, USUAL_COMPRESSION if compression is None else compression)
        nodes.append(node(written, "image.convert", format=form, quality=quality))
        links += [(source, f"{name}.{port}") for source, port in edges]
        links.append((f"{name}.image", f"{written}.image"))
        links.append((f"{written}.image", f"outputs.{name}"))
    return Work(nodes=nodes, edges=links, inputs=dict(inputs))


async def pictured(
    call: Call,
    work: Work,
    engine: Engine | None,
    response: Response,
    *,
    named: str,
    form: ImageFormat,
    kept: Kept,
) -> Pictures:
    """Have pictures made, and answer with them.

    Args:
        call: of whoever asks.
        work: see `wanted`.
        engine: makes them, where one does.
        response: is told who made them.
        named: who makes them, in words.
        form: how they are written.
        kept: how they are answered.
    """
    outputs = await worked(call, work, engine)
    assets = [outputs[name] for name in sorted(outputs, key=lambda one: int(one.split("_")[1]))]
    response.headers[ENGINE] = named
    return Pictures(
        created=int(time.time()),
        data=[await _picture(call, asset, kept) for asset in assets],
        output_format=form,
        size=f"{assets[0]['width']}x{assets[0]['height']}",
        engine=named,
    )


async def _picture(call: Call, asset: Json, kept: Kept) -> Picture:
    if kept == "url":
        return Picture(url=await shared(call, asset))
    path = await file_of(call, asset)
    data = await asyncio.to_thread(path.read_bytes)
    return Picture(b64_json=base64.b64encode(data).decode())
