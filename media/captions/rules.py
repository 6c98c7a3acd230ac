"""Lays spoken words out as captions: which words share a cue, a line, and a moment.

Figures are those of the Netflix Timed Text Style Guide: at most two lines, 42 characters a line in
16:9, five sixths of a second to seven seconds on screen, two frames between cues; lines break after
punctuation and before conjunctions and prepositions, never between an article and its noun. Where
rules collide the order is: onset, gap, two lines, duration.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace
from functools import cache
from itertools import accumulate
from pathlib import Path

import yaml

from media.clock import FrameRate, nearest_frame
from media.shots import Word
from media.text.breaks import Unit, units
from media.timeline import CaptionWord, Cue

LINES = 2
GAP_FRAMES = 2
SHORTEST_S = 5 / 6
LONGEST_S = 7.0
LINGER_S = 0.5
"""A cue stays this long after its last word, where nothing follows."""

WIDE_CHARS = 2.5
"""Letters of Latin that a full-width one stands for: 16 of those are a line in the guides for
Chinese and Korean, 42 of these in the others."""

_SENTENCE_END = re.compile(r"[.!?…。！？؟۔।॥։።][^\w\s]*$")
_CLAUSE_END = re.compile(r"[,;:–—،؛、，；：၊፣][^\w\s]*$")


def _words(name: str) -> frozenset[str]:
    document = yaml.safe_load((Path(__file__).parent / "line_breaks.yaml").read_text())
    return frozenset(word for line in document[name] for word in line.split())


_BINDS_NEXT = _words("binds_next")
_STARTS_LINE = _words("starts_line")

BREAK_COST = {"sentence": 0.0, "clause": 1.0, "phrase": 3.0, "word": 8.0, "bound": 40.0}
CUE_COST = 4.0


@dataclass(frozen=True, slots=True)
class _Token:
    """A word as written, with its punctuation, and the frames during which it sounds."""

    text: str
    start: int
    end: int
    glued: bool
    """No space parts it from the one before."""
    width: float
    """In letters of Latin."""


def _token(text: str, start: int, end: int, glued: bool) -> _Token:
    return _Token(text, start, end, glued, sum(_letter_width(char) for char in text))


@cache
def _letter_width(char: str) -> float:
    if unicodedata.east_asian_width(char) in "WF":
        return WIDE_CHARS
    return 0.0 if unicodedata.category(char) in ("Mn", "Me", "Cf") else 1.0


def lay_cues(text: str, words: tuple[Word, ...], rate: FrameRate, max_chars: int) -> list[Cue]:
    """The cues of one shot, on the shot's own clock in frames.

    Args:
        text: the shot's text.
        words: the spoken words with their samples and offsets in `text`.
        rate: the film's frame rate.
        max_chars: characters a line holds.
    """
    tokens = _tokens(text, words, rate)
    groups = _group(tokens, max_chars, LONGEST_S * float(rate))
    return [
        _cue(group, groups[index + 1] if index + 1 < len(groups) else None, rate, max_chars)
        for index, group in enumerate(groups)
    ]


def _tokens(text: str, words: tuple[Word, ...], rate: FrameRate) -> list[_Token]:
    said: list[tuple[list[Word], list[Unit]]] = []
    for unit in units(text):
        spoken = [word for word in words if unit.start <= word.offset < unit.end]
        if spoken:
            said.append((spoken, [unit]))
        elif said:
            said[-1][1].append(unit)
    return [
        token
        for spoken, parts in said
        for token in _shared(
            parts, nearest_frame(spoken[0].start, rate), nearest_frame(spoken[-1].end, rate)
        )
    ]


def _shared(parts: list[Unit], start: int, end: int) -> list[_Token]:
    """What is said in one breath, each part with its share of the time by its width.

    What stands apart and is not said, such as a dash, belongs to the word before it.
    """
    tokens = [_token(parts[0].text, start, end, not parts[0].spaced)]
    for unit in parts[1:]:
        if unit.spaced:
            last = tokens[-1]
            tokens[-1] = _token(f"{last.text} {unit.text}", start, end, last.glued)
        else:
            tokens.append(_token(unit.text, start, end, glued=True))
    total, before = sum(token.width for token in tokens), 0.0
    for place, token in enumerate(tokens):
        first = start + round((end - start) * before / total)
        before += token.width
        last_frame = max(first + 1, start + round((end - start) * before / total))
        tokens[place] = replace(token, start=first, end=last_frame)
    return tokens


def _group(tokens: list[_Token], max_chars: int, longest: float) -> list[list[_Token]]:
    """The cheapest way to part the tokens into cues, by dynamic programming."""
    best: list[tuple[float, int]] = [(0.0, 0)]
    for end in range(1, len(tokens) + 1):
        choices: list[tuple[float, int]] = []
        for start in range(end - 1, -1, -1):
            group = tokens[start:end]
            fits = _split_lines(group, max_chars) is not None
            if start < end - 1 and not (fits and group[-1].end - group[0].start <= longest):
                break
            price = CUE_COST + (_break_cost(tokens, end) if end < len(tokens) else 0.0)
            choices.append((best[start][0] + price + _shape_cost(group, max_chars), start))
        best.append(min(choices))
    groups: list[list[_Token]] = []
    end = len(tokens)
    while end:
        start = best[end][1]
        groups.insert(0, tokens[start:end])
        end = start
    return groups


def _shape_cost(group: list[_Token], max_chars: int) -> float:
    """A cue of one or two short words flickers."""
    return max(0.0, 1.0 - _width(group) / (0.5 * max_chars)) * 6.0


def _width(group: list[_Token]) -> float:
    return sum([token.width + (not token.glued) for token in group]) - (not group[0].glued)


def _break_cost(tokens: list[_Token], index: int) -> float:
    """What it costs to break before the token at `index`."""
    before, after = tokens[index - 1].text, tokens[index].text.lower()
    if _SENTENCE_END.search(before):
        return BREAK_COST["sentence"]
    if _CLAUSE_END.search(before):
        return BREAK_COST["clause"]
    if before.lower() in _BINDS_NEXT or before.lower() in _STARTS_LINE:
        return BREAK_COST["bound"]
    return BREAK_COST["phrase" if after.strip("'\"“‘(") in _STARTS_LINE else "word"]


def _split_lines(group: list[_Token], max_chars: int) -> list[list[_Token]] | None:
    """The group in one line or two, or None where two lines do not hold it."""
    ends = list(accumulate((token.width + (not token.glued) for token in group), initial=0.0))

    def wide(start: int, end: int) -> float:
        return ends[end] - ends[start] - (not group[start].glued)

    num = len(group)
    if wide(0, num) <= max_chars:
        return [group]
    cuts = [
        (_break_cost(group, cut) + 0.3 * abs(wide(0, cut) - wide(cut, num)), cut)
        for cut in range(1, num)
        if max(wide(0, cut), wide(cut, num)) <= max_chars
    ]
    if not cuts:
        return None
    cut = min(cuts)[1]
    return [group[:cut], group[cut:]]


def _cue(
    group: list[_Token], following: list[_Token] | None, rate: FrameRate, max_chars: int
) -> Cue:
    start = group[0].start
    end = max(
        group[-1].end + round(LINGER_S * float(rate)), start + round(SHORTEST_S * float(rate))
    )
    end = min(end, start + round(LONGEST_S * float(rate)))
    if following is not None:
        end = min(end, following[0].start - GAP_FRAMES)
    end = max(end, start + 1)
    lines = _split_lines(group, max_chars) or [group]
    return Cue(
        start=start,
        end=end,
        lines=tuple(
            tuple(
                CaptionWord(
                    text=token.text,
                    start=token.start - start,
                    end=max(0, token.end - start),
                    glued=token.glued,
                )
                for token in line
            )
            for line in lines
        ),
    )
