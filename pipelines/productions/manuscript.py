"""A script as sections and sentences that can be edited one by one, without losing a letter.

Every letter of the script is in exactly one place: a heading, a sentence, or the blanks and marks
before or after one. So all places, one after the other, are the script.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher

from media.errors import InputError
from models.preview.director.fountain import is_fountain
from models.preview.director.markup import plain
from models.preview.director.sentences import split

_HEADING = re.compile(r"^#{1,6}[ \t]+(?P<title>\S.*?)[ \t]*#*[ \t]*$", re.M)
_SCENE = re.compile(
    r"^(?:(?:INT\.?/EXT|EXT\.?/INT|INT|EXT|EST|I/E)[. ]+(?=\S)|\.(?=[^\s.]))(?P<title>.*)$", re.M
)
_UNSAID = re.compile(r"<!--.*?-->|^[ \t]*(```|~~~).*?^[ \t]*\1[^\n]*$|/\*.*?\*/", re.S | re.M)
"""Comments and blocks of code, which are kept and not spoken."""
_BLOCK = re.compile(r"\S[^\n]*(?:\n[ \t]*\S[^\n]*)*")
_LINE = re.compile(r"\S[^\n]*")
_MARKS = re.compile(r"^(?:[ \t]*(?:[-*+>]|\d+[.)])[ \t]+)+")

ALIKE = 0.6
"""A sentence of which so much is another one's is that one, reworded."""
MOST_COMPARED = 2500
"""Pairs, each of which takes about 50 us; above it, what is new is new."""


@dataclass(slots=True)
class Sentence:
    """What is spoken in one breath, and what stands around it."""

    text: str
    before: str = ""
    after: str = ""


@dataclass(slots=True)
class Section:
    """A heading as it is written, its words, and the sentences below it."""

    title: str
    heading: str
    sentences: list[Sentence] = field(default_factory=list[Sentence])


def part(script: str, language: str) -> list[Section]:
    """Part a script; `joined` gives it back to the letter.

    Raises:
        InputError: a paragraph cannot be split.
    """
    unsaid = [found.span() for found in _UNSAID.finditer(script)]
    staged = is_fountain(script)
    heads = [
        found
        for found in (_SCENE if staged else _HEADING).finditer(script)
        if not _within(found.start(), unsaid)
    ]
    starts = [0, *(found.start() for found in heads)]
    ends = [*starts[1:], len(script)]
    sections = [
        _section(script, start, end, head, unsaid, language, staged)
        for start, end, head in zip(starts, ends, [None, *heads], strict=True)
    ]
    if len(sections) > 1 and not sections[0].sentences:
        # Nothing is said before the first heading: what stands there belongs to it.
        opening = sections.pop(0)
        sections[0].heading = opening.heading + sections[0].heading
    return sections


def _section(
    script: str,
    start: int,
    end: int,
    head: re.Match[str] | None,
    unsaid: Sequence[tuple[int, int]],
    language: str,
    staged: bool,
) -> Section:
    body = head.end() if head else start
    section = Section(plain(head["title"]) if head else "", script[start:body])
    told = body
    for first, last in _spoken(script, body, end, unsaid, language, staged):
        section.sentences.append(Sentence(script[first:last], before=script[told:first]))
        told = last
    if section.sentences:
        section.sentences[-1].after = script[told:end]
    else:
        section.heading = script[start:end]
    return section


def _spoken(
    script: str,
    start: int,
    end: int,
    unsaid: Sequence[tuple[int, int]],
    language: str,
    staged: bool,
) -> Iterator[tuple[int, int]]:
    """Where each sentence begins and ends."""
    hidden = list(script[start:end])
    for first, last in unsaid:
        for place in range(max(first, start), min(last, end)):
            hidden[place - start] = "\n"
    for block in (_LINE if staged else _BLOCK).finditer("".join(hidden)):
        marks = _MARKS.match(block[0])
        offset = start + block.start() + (marks.end() if marks else 0)
        yield from _sentences(script[offset : start + block.end()], offset, language)


def _sentences(block: str, offset: int, language: str) -> Iterator[tuple[int, int]]:
    place = 0
    for sentence in split(block.replace("\n", " "), language):
        if not any(letter.isalnum() for letter in sentence):
            continue
        words = r"\s*".join(re.escape(word) for word in sentence.split())
        found = re.compile(words).search(block, place)
        if found is None:
            raise InputError(f"a paragraph cannot be split: {block[:40]}...", "", "script")
        yield offset + found.start(), offset + found.end()
        place = found.end()


def _within(place: int, spans: Sequence[tuple[int, int]]) -> bool:
    return any(start <= place < end for start, end in spans)


def joined(sections: Sequence[Section]) -> str:
    """The script that the sections are."""
    return "".join(
        section.heading + "".join(one.before + one.text + one.after for one in section.sentences)
        for section in sections
    )


def spoken_alone(text: str, language: str) -> bool:
    """Whether a text is spoken whole where a sentence stood: no heading, no mark, no blank line."""
    found = part(text, language)
    return (
        len(found) == 1
        and not found[0].heading
        and bool(found[0].sentences)
        and not found[0].sentences[0].before
        and not found[0].sentences[-1].after
        and "\n" not in text
    )


def carried_over(former: Sequence[str], now: Sequence[str]) -> list[int | None]:
    """Which former text each text of now is: the same, or one that is much like it in its place."""
    places: list[int | None] = [None] * len(now)
    matcher = SequenceMatcher(a=former, b=now, autojunk=False)
    for kind, first, last, start, end in matcher.get_opcodes():
        if kind == "equal" or (kind == "replace" and last - first == end - start):
            places[start:end] = range(first, last)
        elif kind == "replace" and (last - first) * (end - start) <= MOST_COMPARED:
            for place, number in _alike(former, now, range(first, last), range(start, end)):
                places[number] = place
    return places


def _alike(
    former: Sequence[str], now: Sequence[str], places: range, numbers: range
) -> Iterator[tuple[int, int]]:
    """Pairs of texts that are much alike, in the order of both."""
    begin = numbers.start
    for place in places:
        for number in range(begin, numbers.stop):
            if SequenceMatcher(a=former[place], b=now[number]).ratio() >= ALIKE:
                yield place, number
                begin = number + 1
                break
