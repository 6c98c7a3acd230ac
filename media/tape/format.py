"""A sound in another container, with other channels."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from media.audio.aac import encode_aac
from media.audio.pcm import Block
from media.ids import uuid7
from media.tape.reel import Reel, record, reel
from media.types import Audio
from media.workspace import Workspace

Format = Literal["wav", "m4a"]
Channels = Literal["as_is", "mono", "stereo"]


def convert(work: Workspace, *, sound: Audio, format: Format, channels: Channels) -> Audio:
    """A sound as WAV at 48 kHz, or as AAC at 192 kbit/s in M4A, which is always stereo."""
    source = reel(work, sound)
    count = {"as_is": source.channels, "mono": 1, "stereo": 2}[channels]
    if format == "wav":
        return record(work, _blocks(source, count), count)
    path = work.scratch(f"{uuid7()}.m4a")
    told: list[int] = []
    encode_aac(path, _counted(_as_two(_blocks(source, count)), told))
    return work.save(path, Audio, format="m4a", channels=2, samples=sum(told))


def _blocks(source: Reel, channels: int) -> Iterator[Block]:
    if channels == source.channels:
        return source.blocks()
    return source.mono() if channels == 1 else source.stereo()


def _as_two(blocks: Iterator[Block]) -> Iterator[Block]:
    return (block if block.shape[1] == 2 else block.repeat(2, axis=1) for block in blocks)


def _counted(blocks: Iterator[Block], told: list[int]) -> Iterator[Block]:
    for block in blocks:
        told.append(len(block))
        yield block
