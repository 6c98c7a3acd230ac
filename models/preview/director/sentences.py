"""Sentences and their parts: where a thought ends, and where a long one may be divided."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import Any

import pysbd

from media.errors import InputError

CHARACTERS_PER_S = 14.5
"""How fast the preview voice speaks at pace 1, measured over English and Spanish prose."""
CJK_CHARACTERS_PER_S = 4.5
LONGEST_S = 8.0
SHORTEST_S = 2.0
MAX_SENTENCE = 4000
"""pysbd's regular expressions take long on a paragraph without end; it is cut at spaces first."""

_CJK = re.compile("[\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff]")
_CLAUSE = re.compile(r"(?<=[,;:،؛、，；：])\s*|\s+(?=[—–]\s)|(?<=[—–])\s*")
_WEAK = re.compile(
    r"\s+(?=(?:and|but|or|so|because|while|when|where|which|who|that|then|y|pero|"
    r"porque|mientras|cuando|donde|que|und|aber|weil|wenn|et|mais|quand)\s)"
)
_TITLE = re.compile(
    r"(?:^|\s)(?:Sr|Sra|Srta|Dr|Dra|D|Dña|Ud|Uds|Mr|Mrs|Ms|Prof|Hr|Fr|Mme|Mlle|St|Sto|Sta)\.$"
)
"""Titles at whose full stop pysbd ends a sentence in some languages."""
_SPACE = re.compile(r"\s+|(?<=[\u2e80-\u9fff])")


@cache
def _segmenter(language: str) -> Any:
    from pysbd.languages import LANGUAGE_CODES

    code = language.split("-")[0].lower()
    return pysbd.Segmenter(language=code if code in LANGUAGE_CODES else "en", clean=False)


def split(paragraph: str, language: str) -> list[str]:
    """The sentences of a paragraph, in order.

    Raises:
        InputError: the paragraph cannot be split.
    """
    sentences: list[str] = []
    for piece in _bounded(paragraph):
        try:
            found = _segmenter(language).segment(piece)
        except (re.error, IndexError, ValueError) as error:
            raise InputError(
                f"a paragraph cannot be split: {piece[:40]}...", str(error), "SCRIPT"
            ) from error
        sentences += [str(sentence).strip() for sentence in found]
    return _whole([sentence for sentence in sentences if sentence])


def _bounded(paragraph: str) -> list[str]:
    pieces: list[str] = []
    while len(paragraph) > MAX_SENTENCE:
        cut = paragraph.rfind(" ", 0, MAX_SENTENCE)
        cut = cut if cut > 0 else MAX_SENTENCE
        pieces.append(paragraph[:cut])
        paragraph = paragraph[cut:].lstrip()
    return [*pieces, paragraph]


def _whole(sentences: list[str]) -> list[str]:
    """Mend cuts: a piece without letters, or one behind a title, belongs to what is before it."""
    kept: list[str] = []
    for sentence in sentences:
        cut_off = kept and (_TITLE.search(kept[-1]) or not any(c.isalnum() for c in sentence))
        if cut_off:
            kept[-1] += " " + sentence
        else:
            kept.append(sentence)
    return kept


def spoken_s(text: str, pace: float) -> float:
    """About how long the text takes to say, in seconds."""
    cjk = len(_CJK.findall(text))
    return ((len(text) - cjk) / CHARACTERS_PER_S + cjk / CJK_CHARACTERS_PER_S) / pace


def divide(sentence: str, pace: float) -> list[str]:
    """A sentence in parts of at most eight seconds, cut at clauses where there are any."""
    if spoken_s(sentence, pace) <= LONGEST_S:
        return [sentence]
    for pattern in (_CLAUSE, _WEAK, _SPACE):
        cut = _middle_cut(sentence, pattern, pace)
        if cut is not None:
            head, tail = sentence[:cut].strip(), sentence[cut:].strip()
            return divide(head, pace) + divide(tail, pace)
    return [sentence]


def _middle_cut(sentence: str, pattern: re.Pattern[str], pace: float) -> int | None:
    """The cut nearest the middle that leaves both sides long enough, if there is one."""
    middle = len(sentence) / 2
    cuts = [
        found.start()
        for found in pattern.finditer(sentence)
        if spoken_s(sentence[: found.start()], pace) >= SHORTEST_S
        and spoken_s(sentence[found.start() :], pace) >= SHORTEST_S
    ]
    return min(cuts, key=lambda cut: abs(cut - middle), default=None)


def join_short(sentences: Sequence[str], pace: float) -> list[str]:
    """Join each sentence too short for a shot to the one behind it, as long as both fit.

    Only runs of short sentences are touched, so what is far from an edit stays as it is.
    """
    joined: list[str] = []
    held = ""
    for sentence in sentences:
        both = f"{held} {sentence}".strip()
        if held and spoken_s(both, pace) > LONGEST_S:
            joined.append(held)
            both = sentence
        if spoken_s(both, pace) < SHORTEST_S:
            held = both
            continue
        joined.append(both)
        held = ""
    return [*joined, held] if held else joined
