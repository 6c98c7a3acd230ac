"""A person's own recording of a shot's text: brought to level, and its words placed in time.

Nobody listens to it here: words are spread over what is heard by their length, and a comma is
looked for in the nearest silence. That is good to about a syllable for an even reader.
"""

from __future__ import annotations

import re
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from media.audio.activity import HOP_SAMPLES, levels, spans
from media.audio.decode import decode_audio
from media.audio.loudness import SILENCE_LUFS, amplitude, measure_blocks
from media.audio.pcm import Block, PcmWriter
from media.errors import InputError
from media.ids import uuid7
from media.layout import Voice
from media.shots import Word
from media.types import Audio
from media.workspace import Workspace

NARRATION_LUFS = -20.0
"""The level of every voice before the mix."""
QUIET_DB = -34.0
"""Below the recording's loud parts: a room is quieter than this, breath about as loud."""
BREAK_MS = 160
"""A silence this long may be a comma; shorter ones are stops inside words."""
_WORD = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]|[^\s\u3040-\u30ff\u3400-\u9fff]+")
_BREAK = ",;:.!?…—–،。，、；：！？"


def align(work: Workspace, *, sound: Audio, text: str) -> Voice:
    """Trim the recording, bring it to the level of other voices, and place the text's words in it.

    Args:
        work: where the recording comes from and goes.
        sound: any file that FFmpeg reads.
        text: what is said in it, as far as anybody knows.

    Raises:
        InputError: the file cannot be read, or holds nothing but silence.
    """
    path = work.open(sound)
    blocks = list(decode_audio(path))
    mono = np.concatenate(blocks).mean(axis=1, keepdims=True) if blocks else np.zeros((0, 1))
    voiced, mono = _trimmed(np.asarray(mono, np.float32))
    loudness = measure_blocks([mono], 1).integrated_lufs if len(mono) else SILENCE_LUFS
    if loudness <= SILENCE_LUFS:
        raise InputError(
            "a shot's own sound is silent", "record it again", "sound", code="SILENT_SOUND"
        )
    target = work.scratch(f"{uuid7()}.wav")
    with PcmWriter(target, channels=1) as writer:
        writer.write(mono * amplitude(NARRATION_LUFS - loudness))
    audio = work.save(target, Audio, channels=1, samples=len(mono))
    return Voice(audio=audio, words=placed(text, voiced))


def placed(text: str, voiced: NDArray[np.bool_]) -> tuple[Word, ...]:
    """The words of a text over the milliseconds in which a voice is heard."""
    words = [match for match in _WORD.finditer(text) if any(c.isalnum() for c in match[0])]
    if not words or not voiced.any():
        return ()
    lengths = np.array([len(word[0]) + 1.0 for word in words])
    shares = np.concatenate(([0.0], np.cumsum(lengths) / lengths.sum()))
    heard = np.concatenate(([0], np.cumsum(voiced))) / voiced.sum()
    edges = np.searchsorted(heard, shares, side="left").astype(int)
    edges = _snapped(edges, [word[0] for word in words], voiced)
    return tuple(
        Word(
            text=word[0],
            start=int(first) * HOP_SAMPLES,
            end=int(_last_heard(voiced, first, last)) * HOP_SAMPLES,
            offset=word.start(),
        )
        for word, (first, last) in zip(words, pairwise(edges), strict=True)
    )


def _snapped(
    edges: NDArray[np.int_], words: list[str], voiced: NDArray[np.bool_]
) -> NDArray[np.int_]:
    """Word edges behind a comma, moved to the end of the nearest silence between their like."""
    ends = np.array([end for first, end in spans(~voiced) if end - first >= BREAK_MS and first > 0])
    moved = edges.copy()
    for index in range(1, len(words)):
        if words[index - 1][-1] not in _BREAK or not len(ends):
            continue
        nearest = int(ends[np.abs(ends - edges[index]).argmin()])
        if moved[index - 1] < nearest < edges[index + 1]:
            moved[index] = nearest
    return np.maximum.accumulate(moved)


def _last_heard(voiced: NDArray[np.bool_], first: int, last: int) -> int:
    found = np.flatnonzero(voiced[first:last])
    return first + int(found[-1]) + 1 if len(found) else max(last, first + 1)


def _trimmed(mono: Block) -> tuple[NDArray[np.bool_], Block]:
    """Which milliseconds are heard, and the sound from the first to the last of them."""
    level = levels(mono)
    if not len(level) or not level.max():
        return np.zeros(0, np.bool_), mono[:0]
    voiced = level > np.percentile(level, 95) * 10 ** (QUIET_DB / 20)
    first, last = int(voiced.argmax()), len(voiced) - int(voiced[::-1].argmax())
    return voiced[first:last], mono[first * HOP_SAMPLES : last * HOP_SAMPLES]
