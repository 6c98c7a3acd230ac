"""A person's own recording of a shot's text: brought to level, and its words placed in time.

Nobody listens to it here: commas are looked for among the silences (`phrasing`), and between them
words are spread over what is heard by their length. That is good to about a syllable for an even
reader.
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
from media.audio.phrasing import Silence, paired
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
NOISY_DB = -16.0
"""Nearer to its loud parts than this nothing is taken for the room, whatever the room is like."""
ABOVE_ROOM_DB = 6.0
"""A voice is at least so much louder than the room that is heard behind it."""
ROOM_PERCENT = 4
"""This much of any recording is taken to be the room alone."""
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


def written_words(text: str) -> list[re.Match[str]]:
    """The words of a text as they are placed: with their punctuation, Chinese letter by letter."""
    return [match for match in _WORD.finditer(text) if any(c.isalnum() for c in match[0])]


def placed(text: str, voiced: NDArray[np.bool_]) -> tuple[Word, ...]:
    """The words of a text over the milliseconds in which a voice is heard."""
    words = written_words(text)
    if not words or not voiced.any():
        return ()
    edges = _edges([word[0] for word in words], voiced)
    return tuple(
        Word(
            text=word[0],
            start=int(first) * HOP_SAMPLES,
            end=int(_last_heard(voiced, first, last)) * HOP_SAMPLES,
            offset=word.start(),
        )
        for word, (first, last) in zip(words, pairwise(edges), strict=True)
    )


def _edges(words: list[str], voiced: NDArray[np.bool_]) -> NDArray[np.int_]:
    """Where words begin, and the end: by their letters, phrase by phrase between pauses."""
    heard = np.concatenate(([0], np.cumsum(voiced)))
    letters = np.concatenate(([0.0], np.cumsum([len(word) + 1.0 for word in words])))
    commas = [index for index in range(1, len(words)) if words[index - 1][-1] in _BREAK]
    pauses = [span for span in spans(~voiced) if span[1] - span[0] >= BREAK_MS]
    due = letters / letters[-1] * heard[-1]
    silences = [Silence(float(heard[first]), end - first) for first, end in pauses]
    anchors = {0: 0, len(words): len(voiced)}
    for comma, pause in paired([due[index] for index in commas], silences, heard[-1]).items():
        anchors[commas[comma]] = pauses[pause][1]
    at = sorted(anchors)
    # Between two anchors a word takes its share of what is heard there, not of the whole.
    shares = np.interp(letters, letters[at], heard[[anchors[index] for index in at]])
    edges = np.searchsorted(heard, shares, side="right").astype(int) - 1
    for index, ms in anchors.items():
        edges[index] = ms
    return np.maximum.accumulate(edges)


def _last_heard(voiced: NDArray[np.bool_], first: int, last: int) -> int:
    found = np.flatnonzero(voiced[first:last])
    return first + int(found[-1]) + 1 if len(found) else max(last, first + 1)


def _trimmed(mono: Block) -> tuple[NDArray[np.bool_], Block]:
    """Which milliseconds are heard, and the sound from the first to the last of them."""
    level = levels(mono)
    if not len(level) or not level.max():
        return np.zeros(0, np.bool_), mono[:0]
    voiced = level > _threshold(level)
    first, last = int(voiced.argmax()), len(voiced) - int(voiced[::-1].argmax())
    return voiced[first:last], mono[first * HOP_SAMPLES : last * HOP_SAMPLES]


def _threshold(level: NDArray[np.float32]) -> float:
    """The level above which a voice is heard: well below it, and above the noise of its room."""
    loud = float(np.percentile(level, 95))
    room = float(np.percentile(level, ROOM_PERCENT)) * amplitude(ABOVE_ROOM_DB)
    return min(max(room, loud * amplitude(QUIET_DB)), loud * amplitude(NOISY_DB))
