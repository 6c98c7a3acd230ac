"""A piece of music of the user's, made to last as long as the film."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from pathlib import Path

import numpy as np

from media.audio.decode import decode_audio
from media.audio.pcm import Block, PcmWriter
from media.clock import SAMPLE_RATE, FrameRate, sample_at_frame
from media.errors import InputError
from media.ids import uuid7
from media.types import Audio
from media.workspace import Workspace

CROSSFADE_SAMPLES = 2 * SAMPLE_RATE
"""Where the music ends before the film does, it blends into its own beginning for two seconds."""
FADE_IN_SAMPLES = SAMPLE_RATE // 2
FADE_OUT_SAMPLES = 4 * SAMPLE_RATE


def fit(work: Workspace, *, source: Audio, frames: int, rate: FrameRate) -> Audio:
    """Cut the music, or repeat it with a blend, to exactly `frames`, and fade it in and out.

    Args:
        work: where the music comes from and goes.
        source: a file of any format that FFmpeg reads, whatever its facts say.
        frames: length of the film.
        rate: of the frames.

    Raises:
        InputError: the file cannot be read, or is shorter than two crossfades.
    """
    samples = sample_at_frame(frames, rate)
    target = work.scratch(f"{uuid7()}.wav")
    with PcmWriter(target, channels=2) as writer:
        for block in looped(work.open(source)):
            kept = block[: samples - writer.samples]
            writer.write(kept * faded(writer.samples, len(kept), samples))
            if writer.samples >= samples:
                break
    return work.save(target, Audio, channels=2, samples=samples)


def looped(path: Path) -> Iterator[Block]:
    """A sound over and over, each end blended into the next beginning."""
    ending = np.zeros((0, 2), np.float32)
    while True:
        body = 0
        blended = 0
        tail = ending
        for block, is_last in with_tail(decode_audio(path), CROSSFADE_SAMPLES):
            if is_last:
                ending = block
                break
            body += len(block)
            count = min(len(block), len(tail) - blended)
            if count > 0:
                block[:count] = blend(tail[blended : blended + count], block[:count], blended)
                blended += count
            yield block
        if body < CROSSFADE_SAMPLES:
            raise InputError(
                f"{path.name} is too short for a music bed",
                f"use at least {2 * CROSSFADE_SAMPLES // SAMPLE_RATE} s of sound",
                "music",
                "BAD_AUDIO",
            )


def with_tail(blocks: Iterable[Block], length: int) -> Iterator[tuple[Block, bool]]:
    """Blocks as they come, and the last `length` samples by themselves, marked."""
    waiting = np.zeros((0, 2), np.float32)
    for block in blocks:
        waiting = np.concatenate((waiting, block))
        if len(waiting) > 2 * length:
            yield waiting[:-length].copy(), False
            waiting = waiting[-length:]
    if len(waiting) > length:
        yield waiting[:-length].copy(), False
    yield waiting[-length:], True


def blend(ending: Block, beginning: Block, done: int) -> Block:
    """One sound into another at equal power, `done` samples into the crossfade."""
    share = (np.arange(done, done + len(ending)) / CROSSFADE_SAMPLES)[:, None]
    mixed = ending * np.cos(share * math.pi / 2) + beginning * np.sin(share * math.pi / 2)
    return mixed.astype(np.float32)


def faded(start: int, count: int, samples: int) -> Block:
    """The gain of `count` samples from `start`, up at the film's start and down at its end."""
    at = np.arange(start, start + count)[:, None]
    fade_out = max(1, min(FADE_OUT_SAMPLES, samples // 3))
    up = np.clip(at / max(1, min(FADE_IN_SAMPLES, samples // 4)), 0, 1)
    return (up * np.clip((samples - 1 - at) / fade_out, 0, 1)).astype(np.float32)
