"""What is spoken for a written text: pronunciations first, then figures, then abbreviations."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from models.preview.speech.wording import numbers
from models.preview.speech.wording.document import Wording, wording
from models.preview.speech.wording.edits import Edit, Spoken, applied, chosen
from models.preview.speech.wording.numbers import Group, alternatives

FIGURES = (
    numbers.dates,
    numbers.years,
    numbers.money,
    numbers.measures,
    numbers.fractions,
    numbers.clock,
    numbers.ranges,
    numbers.marked_ordinals,
    numbers.pointed_ordinals,
    numbers.romans,
)
BRACKETS = str.maketrans("[]", "  ")
"""Double brackets would be phonemes; nobody says brackets."""


def spoken(text: str, language: str, pronunciations: Mapping[str, str]) -> Spoken:
    """What is said for a text.

    Args:
        text: as written.
        language: a BCP 47 tag; in the United States alone months come before days.
        pronunciations: respellings, or phonemes in double brackets, by word in any case.
    """
    written = text.translate(BRACKETS)
    return applied(written, chosen(_groups(written, language, pronunciations)))


def _groups(text: str, language: str, pronunciations: Mapping[str, str]) -> Iterator[Group]:
    yield from _pronounced(text, pronunciations)
    code, _, region = language.lower().replace("_", "-").partition("-")
    words = wording(code)
    if words is None:
        return
    if code == "en" and region not in ("", "us"):
        words = words.model_copy(
            update={"dates": words.dates.model_copy(update={"day_first": True})}
        )
    for rule in FIGURES:
        yield from rule(text, words)
    yield from _abbreviated(text, words)


def _pronounced(text: str, pronunciations: Mapping[str, str]) -> Iterator[Group]:
    said = {word.casefold(): how for word, how in pronunciations.items() if word.strip()}
    if not said:
        return
    pattern = rf"(?<!\w)(?:{alternatives(said)})(?!\w)"
    for found in re.finditer(pattern, text, re.IGNORECASE):
        how = said.get(found[0].casefold())
        if how is not None:
            yield (Edit(found.start(), found.end(), how),)


def _abbreviated(text: str, words: Wording) -> Iterator[Group]:
    for table, behind in (
        (words.before_number, r"(?=\s?\d)"),
        (words.before_name, r"(?=\s[^\W\d_a-z])"),
        (words.abbreviations, r"(?!\w)"),
    ):
        if table:
            for found in re.finditer(rf"(?<![\w.])({alternatives(table)}){behind}", text):
                yield (_kept(text, found, table[found[0]]),)


def _kept(text: str, found: re.Match[str], said: str) -> Edit:
    """The full stop of an abbreviation that ends the text ends the sentence too."""
    last = found[0].endswith(".") and not text[found.end() :].strip(" \"'”’»)")
    return Edit(found.start(), found.end() - last, said)
