"""Known words found among heard ones; what was misheard lies between what was not.

A transcript of a recording whose text is known differs from it by spelling, numbers and names. The
two are laid side by side, and a word that has no counterpart takes its share, by its letters, of
the time between its neighbours.
"""

from __future__ import annotations

import re
import unicodedata
from array import array
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from itertools import groupby, pairwise
from typing import NamedTuple

from media.audio.narration import written_words
from media.clock import SAMPLE_RATE
from media.errors import InputError
from media.shots import Word

LEAST_HEARD = 0.5
"""Of the known words; with fewer, the recording is of another text."""
ALIKE = 0.6
"""How much of two spellings must be equal for them to be the same word."""
LETTER_SAMPLES = SAMPLE_RATE // 15
"""For a word before the first that was heard, or behind the last: an even reader's pace."""
LEAST_SAMPLES = SAMPLE_RATE // 50
"""A word is not shorter; where there is no such room, the word before it gives some of its own."""


class Span(NamedTuple):
    """Samples from the first to behind the last."""

    start: int
    end: int


def matched(text: str, heard: Sequence[Word], num_samples: int) -> tuple[Word, ...]:
    """The words of `text`, placed by what was heard.

    Args:
        text: what is said.
        heard: the words of a transcript, in order.
        num_samples: the recording's length.

    Raises:
        InputError: too few of the words were heard.
    """
    known = written_words(text)
    if not known:
        return ()
    spelt, pieces = [_plain(word[0]) for word in known], list(_pieces(heard))
    found = {
        index: pieces[other][1]
        for index, other in _pairs(spelt, [spelling for spelling, _ in pieces])
    }
    if len(found) < LEAST_HEARD * len(known):
        raise InputError(
            f"{len(found)} of the text's {len(known)} words are heard in the recording",
            "give the text that is spoken in it",
            "text",
            "TEXT_NOT_SPOKEN",
        )
    spans = _filled([len(word) + 1 for word in spelt], found, num_samples)
    return tuple(
        Word(text=word[0], start=span.start, end=span.end, offset=word.start())
        for word, span in zip(known, spans, strict=True)
    )


def _plain(word: str) -> str:
    """A word without case, accents and punctuation."""
    split = unicodedata.normalize("NFKD", word.casefold())
    return "".join(letter for letter in split if letter.isalnum())


def _pieces(heard: Sequence[Word]) -> Iterator[tuple[str, Span]]:
    """Heard words cut as a text's are, for models cut Chinese in their own way."""
    for word in heard:
        parts: list[re.Match[str]] = written_words(word.text)
        step = (word.end - word.start) / max(len(parts), 1)
        for number, part in enumerate(parts):
            first, last = word.start + number * step, word.start + (number + 1) * step
            yield _plain(part[0]), Span(round(first), round(last))


def _pairs(known: list[str], heard: list[str]) -> Iterator[tuple[int, int]]:
    """Which known word is which heard one, in order: equal ones, and between them those alike."""
    before = (-1, -1)
    for pair in [*_common(known, heard), (len(known), len(heard))]:
        ours, theirs = range(before[0] + 1, pair[0]), range(before[1] + 1, pair[1])
        yield from _alike(known, heard, ours, theirs)
        if pair[0] < len(known):
            yield pair
        before = pair


def _common(known: list[str], heard: list[str]) -> list[tuple[int, int]]:
    """The longest run of words that both have in this order; `difflib` may find a shorter one."""
    # counts[i][j] is its length from the i-th known and the j-th heard word on.
    counts = [array("H", bytes(2 * len(heard) + 2)) for _ in range(len(known) + 1)]
    for index in range(len(known) - 1, -1, -1):
        word, row, below = known[index], counts[index], counts[index + 1]
        for other in range(len(heard) - 1, -1, -1):
            if heard[other] == word:
                row[other] = below[other + 1] + 1
            else:
                row[other] = max(below[other], row[other + 1])
    found: list[tuple[int, int]] = []
    index = other = 0
    while index < len(known) and other < len(heard):
        if known[index] == heard[other]:
            found.append((index, other))
            index, other = index + 1, other + 1
        elif counts[index + 1][other] >= counts[index][other + 1]:
            index += 1
        else:
            other += 1
    return found


def _alike(
    known: list[str], heard: list[str], ours: range, theirs: range
) -> Iterator[tuple[int, int]]:
    """Words that were written differently: each goes with the next that is much like it."""
    at = theirs.start
    for index in ours:
        # As many words may be passed over on either side as one block has more than the other.
        reach = min(theirs.stop, at + 1 + abs(len(ours) - len(theirs)))
        for other in range(at, reach):
            if SequenceMatcher(None, known[index], heard[other]).ratio() >= ALIKE:
                yield index, other
                at = other + 1
                break


def _filled(letters: list[int], found: dict[int, Span], num_samples: int) -> list[Span]:
    """A span for every word: that which was found, or a share of the time between such."""
    spans = [found.get(index) for index in range(len(letters))]
    whole: list[Span] = []
    at = 0
    for missing, group in groupby(spans, lambda span: span is None):
        run = list(group)
        if missing:
            behind = spans[at + len(run)] if at + len(run) < len(spans) else None
            whole = _shared(whole, letters, at, at + len(run), behind, num_samples)
        else:
            whole += [span for span in run if span is not None]
        at += len(run)
    return _in_order(whole, num_samples)


def _shared(
    before: list[Span],
    letters: list[int],
    first: int,
    last: int,
    behind: Span | None,
    num_samples: int,
) -> list[Span]:
    """Spans for the words from `first` to `last`, added to those before them."""
    length = LETTER_SAMPLES * sum(letters[first:last])
    start = before[-1].end if before else max(0, behind.start - length if behind else 0)
    end = behind.start if behind else min(num_samples, start + length)
    kept = before
    if end - start < LEAST_SAMPLES * (last - first) and before:
        kept, first, start = before[:-1], first - 1, before[-1].start
    edges, total = [start], sum(letters[first:last])
    for index in range(first, last):
        edges.append(edges[-1] + (end - start) * letters[index] // total)
    edges[-1] = end
    return [*kept, *(Span(one, two) for one, two in pairwise(edges))]


def _in_order(spans: list[Span], num_samples: int) -> list[Span]:
    """The same, none before the one before it and none outside the recording."""
    found: list[Span] = []
    until = 0
    for span in spans:
        start = min(max(span.start, until), num_samples)
        until = min(max(span.end, start), num_samples)
        found.append(Span(start, until))
    return found
