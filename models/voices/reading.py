"""A text read sentence by sentence, by whatever model: pauses, level, and when its words sound.

These models do not say when a word sounds. Each sentence is made by itself, so that its bounds are
exact. Within one, commas are looked for among its silences, and between them words are spread by
their letters over what is heard: good to about a syllable.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import NamedTuple

import numpy as np

from media.audio.activity import HOP_SAMPLES, heard
from media.audio.chain import Chain
from media.audio.loudness import SILENCE_LUFS, amplitude, measure_blocks
from media.audio.narration import NARRATION_LUFS, placed
from media.audio.pcm import Block
from media.clock import SAMPLE_RATE
from media.errors import InputError
from media.shots import Word
from media.workspace import Workspace
from models.preview.speech.engine import FASTEST_PACE, SLOWEST_PACE, recorded, silence
from models.preview.speech.text import check_length, speakable, words_of
from models.protocols.animatic import Speech

PAUSE_SAMPLES = SAMPLE_RATE // 4
"""Between two sentences, at the usual pace."""
LONGEST = 320
"""Letters that are read in one go: a longer sentence is cut behind a comma, else at a space."""
ENERGY_PACE = 0.1
"""Of the pace: what lies between stillness and frenzy. Nothing else follows mood or energy."""
_END = re.compile(r"(?<=[.!?…])[\"'”’)\]]*\s+|(?<=[。！？])")
_CUTS = (re.compile(r"(?<=[,;:，、；：])\s*"), re.compile(r"\s+"))

Reader = Callable[[str, float], tuple[Block, int]]
"""A sentence and a pace to mono samples and their rate."""


class Piece(NamedTuple):
    """A part of a text."""

    at: int
    """Index of its first code point."""
    text: str


def read_aloud(
    work: Workspace,
    reader: Reader,
    *,
    text: str,
    pace: float,
    energy: float,
    pronunciations: Mapping[str, str],
    longest: int = LONGEST,
) -> Speech:
    """Read a text; what holds nothing to say becomes half a second of silence without words.

    Args:
        work: where the recording goes.
        reader: the model, with the voice that it is to have.
        text: what is said.
        pace: factor on the voice's usual speed, 0.5 to 2.
        energy: 0 to 1, which alters the pace by a twentieth either way.
        pronunciations: respellings by word. Phonemes are left out: they are eSpeak's.
        longest: letters that are read in one go.

    Raises:
        InputError: the pace is out of range, or the text is too long.
    """
    if not SLOWEST_PACE <= pace <= FASTEST_PACE:
        raise InputError(
            f"a pace of {pace:g} cannot be spoken", "use 0.5 to 2", "pace", "PACE_OUT_OF_RANGE"
        )
    check_length(text)
    plain = speakable(text)
    pieces = [piece for piece in sentences(plain, longest) if words_of(piece.text)]
    if not pieces:
        return recorded(work, silence(), ())
    speed = min(max(pace * (1 + ENERGY_PACE * (energy - 0.5)), SLOWEST_PACE), FASTEST_PACE)
    gap = np.zeros((round(PAUSE_SAMPLES / speed), 1), np.float32)
    parts: list[Block] = []
    words: list[Word] = []
    at = 0
    for number, piece in enumerate(pieces):
        work.progress(number / len(pieces))
        sound = at_48_khz(*reader(respelt(piece.text, pronunciations), speed))
        words += [_moved(word, at, piece.at) for word in placed(piece.text, heard(sound))]
        parts += [sound, gap]
        at += len(sound) + len(gap)
    work.progress(1.0)
    return recorded(work, levelled(np.concatenate(parts[:-1])), tuple(words))


def sentences(text: str, longest: int = LONGEST) -> list[Piece]:
    """The sentences of a text, long ones in parts; nothing but spaces is lost."""
    found: list[Piece] = []
    start = 0
    for end in [*(match.end() for match in _END.finditer(text)), len(text)]:
        found += _cut(Piece(start, text[start:end]), longest)
        start = end
    return found


def _cut(piece: Piece, longest: int) -> list[Piece]:
    found: list[Piece] = []
    at, text = piece
    while len(text) > longest:
        ends = (max((m.end() for m in cut.finditer(text, 1, longest)), default=0) for cut in _CUTS)
        end = next((end for end in ends if end), longest)
        found.append(Piece(at, text[:end]))
        at, text = at + end, text[end:]
    return [*found, Piece(at, text)] if text.strip() else found


def respelt(text: str, pronunciations: Mapping[str, str]) -> str:
    """A text with words written as they are spoken."""
    how = {word.lower(): said for word, said in pronunciations.items() if word and "[[" not in said}
    if not how:
        return text
    longest_first = sorted(how, key=len, reverse=True)
    any_word = rf"(?<!\w)(?:{'|'.join(map(re.escape, longest_first))})(?!\w)"
    return re.sub(any_word, lambda match: how[match[0].lower()], text, flags=re.IGNORECASE)


def at_48_khz(sound: Block, sample_rate: int) -> Block:
    """Mono samples of any rate, with the silence around them cut off."""
    chain = Chain(
        ("aresample", f"{SAMPLE_RATE}:filter_size=64:phase_shift=10"),
        channels=1,
        sample_rate=sample_rate,
    )
    wide = np.concatenate([*chain.run([sound]), np.zeros((0, 1), np.float32)])
    audible = np.flatnonzero(heard(wide))
    if not len(audible):
        return wide[:0]
    return wide[audible[0] * HOP_SAMPLES : (audible[-1] + 1) * HOP_SAMPLES]


def levelled(sound: Block) -> Block:
    """A reading at the level of all voices."""
    loudness = measure_blocks([sound], 1).integrated_lufs if len(sound) else SILENCE_LUFS
    if loudness <= SILENCE_LUFS:
        return sound if len(sound) else silence()
    return sound * np.float32(amplitude(NARRATION_LUFS - loudness))


def _moved(word: Word, samples: int, letters: int) -> Word:
    return Word(
        text=word.text,
        start=word.start + samples,
        end=word.end + samples,
        offset=word.offset + letters,
    )
