"""Reads a screenplay in Fountain: scenes are sections, action is narrated, characters speak.

What is written for the crew alone is left out: transitions, notes, the boneyard, synopses, the
names of sections, and what stands in parentheses in dialogue. See https://fountain.io/syntax.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from models.preview.director.dialogue import spoken_by
from models.preview.director.markup import plain
from models.preview.director.written import Paragraph, Part, Script

_SURE = re.compile(r"^(?:INT|EXT|EST|I/E)[./ ]", re.MULTILINE)
_HEADING = re.compile(
    r"^(?:(?:INT\.?/EXT|EXT\.?/INT|INT|EXT|EST|I/E)[. ]+|(?i:int/ext|int|ext|i/e)\.\s*)(?=\S)"
)
_FORCED_HEADING = re.compile(r"^\.(?=[^\s.])")
_NUMBER = re.compile(r"\s*#[^#]+#\s*$")
_TITLE_KEY = re.compile(r"^([^\W\d_][\w ]*):\s*(.*)$")
_LEFT_OUT = re.compile(r"/\*.*?\*/|\[\[.*?\]\]", re.DOTALL)
_TRANSITION = re.compile(r"^(?:[^a-z]*\bTO:|FADE (?:IN|OUT)\b[^a-z]*[:.]|CUT TO BLACK\.?)$")
_UNSAID = re.compile(r"^(?:#|=(?!=)|={3,}\s*$)")
_SUFFIX = re.compile(r"\s*(?:\([^()]*\)\s*)*\^?\s*$")
_END = [".END"]
"""A heading behind the last scene."""
_SMALL = frozenset(
    {"a", "an", "and", "at", "by", "in", "of", "on", "the", "to", "de", "del", "el", "en", "la"}
    | {"las", "los", "y", "du", "des", "et", "le", "les", "am", "im", "der", "die", "das", "und"}
)


def is_fountain(text: str) -> bool:
    """Whether a text is a screenplay: two scene headings, or one behind a title page."""
    headings = len(_SURE.findall(text))
    return headings > 1 or (headings == 1 and bool(_title_page(text)[0]))


def read_fountain(text: str) -> Script:
    """Part a screenplay into scenes and who says what in them."""
    facts, body = _title_page(_LEFT_OUT.sub("", text))
    title = plain(facts.get("title", ""))
    parts: list[Part] = []
    heading, said = "", list[Paragraph]()
    for block in [*_blocks(body), _END]:
        place = _place(block[0])
        if place is None:
            said += _spoken(block)
            continue
        if heading or said:
            parts.append(Part(title=heading, level=2 if heading else 0, paragraphs=tuple(said)))
        heading, said = place, list(_spoken(block[1:]) if block[1:] else ())
    return Script(title=title, titled=bool(title), parts=tuple(parts), staged=True)


def _title_page(text: str) -> tuple[dict[str, str], str]:
    """The `Key: value` lines that open a screenplay, and what is behind them."""
    head, _, body = text.lstrip("\n").partition("\n\n")
    facts: dict[str, str] = {}
    key = ""
    for line in head.split("\n"):
        found = None if line[:1].isspace() else _TITLE_KEY.match(line)
        if found and not _TRANSITION.match(line.strip()):
            key = found[1].strip().lower()
            facts[key] = found[2]
        elif key and line.strip():
            facts[key] = f"{facts[key]} {line.strip()}".strip()
        else:
            return {}, text
    return facts, body


def _blocks(text: str) -> Iterator[list[str]]:
    """Runs of lines between empty ones; a line of two spaces keeps a speech together."""
    block: list[str] = []
    for line in [*text.split("\n"), ""]:
        kept = line.strip() or ("" if line != "  " or not block else " ")
        if kept and not _UNSAID.match(kept):
            block.append(kept)
        elif not kept and block:
            yield block
            block = []


def _place(line: str) -> str | None:
    """What a scene heading says in words: `INT. MARA'S KITCHEN - NIGHT` is `Mara's Kitchen, Night`.

    None for a line that is no heading.
    """
    found = _FORCED_HEADING.match(line) or _HEADING.match(line)
    if not found:
        return None
    place = _NUMBER.sub("", line[found.end() :])
    parts = re.split(r"\s+[-–—]+\s+", plain(place))
    return ", ".join(_cased(part) for part in parts if part)


def _cased(text: str) -> str:
    """Capitals made readable; what has small letters is left as it is."""
    if not text.isupper():
        return text
    words = text.lower().split()
    return " ".join(
        word if index and word in _SMALL else word[:1].upper() + word[1:]
        for index, word in enumerate(words)
    )


def _spoken(block: list[str]) -> Iterator[Paragraph]:
    """The paragraphs of one block: a speech, or action."""
    if len(block) == 1 and _is_transition(block[0]):
        return
    if len(block) > 1 and _is_character(block[0]):
        name = _SUFFIX.sub("", block[0].removeprefix("@"))
        lines = (line.removeprefix("~") for line in block[1:])
        said = spoken_by(name, plain(" ".join(lines)))
    else:
        said = Paragraph(plain(" ".join(_action(line) for line in block)))
    if any(c.isalnum() for c in said.text):
        yield said


def _is_character(line: str) -> bool:
    name = _SUFFIX.sub("", line)
    forced = line.startswith("@") and len(line) > 1
    return forced or (name.isupper() and not line.startswith(("!", ">")) and line[-1] not in ".!?")


def _is_transition(line: str) -> bool:
    forced = line.startswith(">") and not line.endswith("<")
    return forced or bool(_TRANSITION.match(line))


def _action(line: str) -> str:
    if line.startswith(">") and line.endswith("<"):
        return line[1:-1]
    return line[1:] if line[0] in "!~" else line
