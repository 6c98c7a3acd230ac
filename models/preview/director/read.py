"""Reads a script: Markdown headings are sections, blank lines part paragraphs.

A screenplay in Fountain is known by its scene headings, whatever its file is called.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from media.errors import InputError
from models.preview.director.dialogue import Cast
from models.preview.director.fountain import is_fountain, read_fountain
from models.preview.director.markup import plain
from models.preview.director.written import Paragraph, Part, Script

FIELD = "SCRIPT"
"""What a user calls it, in errors."""
MAX_BYTES = 2_000_000
"""A script of three hours has about 150,000 characters; ten times that is no script."""
MAX_WORD = 120
"""Letters in a word. The longest words of natural languages stay under this."""

_LONG_WORD = re.compile(rf"[^\W\d_\u2e80-\U0003ffff]{{{MAX_WORD + 1},}}")
_HEADING = re.compile(r"^(#{1,6})\s+(.*?)\s*#*\s*$")
_FENCE = re.compile(r"^\s*(```|~~~)")
_RULE = re.compile(r"^\s*([-*_])(\s*\1){2,}\s*$")
_BULLET = re.compile(r"^\s*(?:[-*+]|\d+[.)])\s+")
_AUTHOR = re.compile(r"^\s*>?\s*(?:[—–―]|--)\s*\w")
_QUOTE = re.compile(r"^\s*>\s?")


def decode(data: bytes) -> str:
    """A script file's bytes as text.

    Raises:
        InputError: the file is empty, too large, binary, or not UTF-8.
    """
    if len(data) > MAX_BYTES:
        raise InputError(
            f"the script has {len(data):,} bytes",
            f"keep it under {MAX_BYTES:,}",
            FIELD,
            "TOO_LARGE",
        )
    if b"\x00" in data and not data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise InputError("this is a binary file", "give a text file", FIELD, "NOT_TEXT")
    try:
        utf16 = data.startswith((b"\xff\xfe", b"\xfe\xff"))
        text = data.decode("utf-16" if utf16 else "utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputError(
            f"the script is not UTF-8: byte {error.start} is {data[error.start]:#04x}",
            "save it as UTF-8, for example by `iconv -f latin1 -t utf-8`",
            FIELD,
            "WRONG_ENCODING",
        ) from None
    return check(text)


def check(text: str) -> str:
    """Text that a film can be made of, line ends and control characters put right.

    Raises:
        InputError: nothing to say, or a word that is none.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    text = "".join(c for c in text if c in "\n\t" or unicodedata.category(c) not in ("Cc", "Cs"))
    if not any(c.isalnum() for c in text):
        raise InputError(
            "the script is empty", "write at least one sentence", FIELD, "EMPTY_SCRIPT"
        )
    found = _LONG_WORD.search(text)
    if found:
        number = text.count("\n", 0, found.start()) + 1
        raise InputError(
            f"line {number} has a word of {len(found[0]):,} letters: {found[0][:20]}...",
            "remove it or part it by spaces",
            FIELD,
            "WORD_TOO_LONG",
        )
    return text


def read(text: str) -> Script:
    """Part a script into sections and paragraphs."""
    if is_fountain(text):
        return read_fountain(text)
    parts = _parts(text)
    headings = [part for part in parts if part.level]
    title = headings[0].title if len(headings) == 1 else ""
    tops = sum(part.level == 1 for part in headings)
    above = len(headings) > 1 and parts[0].level == 1 and tops == 1
    if above:
        title = parts[0].title
        head = Part(title="", level=0, paragraphs=parts[0].paragraphs)
        parts = ([head] if head.paragraphs else []) + parts[1:]
    return Script(title=title, titled=above, parts=tuple(parts))


def _parts(text: str) -> list[Part]:
    written = _spoken_lines(text)
    cast = Cast(_line(line) for line in written)
    parts: list[Part] = []
    heading, level = "", 0
    lines: list[str] = []
    for line in [*written, "# end"]:
        found = _HEADING.match(line)
        if not found:
            lines.append(line)
            continue
        paragraphs = _paragraphs(lines, cast)
        if paragraphs or heading:
            parts.append(Part(title=heading, level=level, paragraphs=paragraphs))
        heading, level, lines = plain(found[2]), len(found[1]), []
    return parts


def _spoken_lines(text: str) -> list[str]:
    kept: list[str] = []
    fenced = False
    for line in re.sub(r"<!--.*?-->", "", text, flags=re.S).split("\n"):
        if _FENCE.match(line):
            fenced = not fenced
        elif not fenced:
            kept.append("" if _RULE.match(line) else line)
    return kept


def _paragraphs(lines: Iterable[str], cast: Cast) -> tuple[Paragraph, ...]:
    paragraphs: list[_Lines] = [_Lines()]
    for line in lines:
        quoted = bool(_QUOTE.match(line))
        if not _QUOTE.sub("", line).strip():
            paragraphs.append(_Lines())
            continue
        # Who is quoted stands in the quote, or on the line below it.
        enters = quoted != paragraphs[-1].quoted and not _AUTHOR.match(line)
        if enters or _BULLET.match(line) or cast.opens(_line(line)):
            paragraphs.append(_Lines(quoted=quoted))
        paragraphs[-1].lines.append(_unmarked(line))
    said = ((part, cast.paragraph(plain(" ".join(part.lines)))) for part in paragraphs)
    return tuple(
        replace(one, quoted=part.quoted) for part, one in said if any(c.isalnum() for c in one.text)
    )


@dataclass(slots=True)
class _Lines:
    """A paragraph as it is read."""

    quoted: bool = False
    lines: list[str] = field(default_factory=list[str])


def _line(line: str) -> str:
    return plain(_unmarked(line))


def _unmarked(line: str) -> str:
    return _BULLET.sub("", _QUOTE.sub("", line))
