"""What a language says numbers and quotations with: one YAML document for each."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import yaml

from media.model import Model

_FOLDER = Path(__file__).parent


class Wording(Model):
    """Words and patterns of a language; `en.yaml` says what each is."""

    decimal: str
    thousands: str
    """The marks, any of which parts thousands."""
    spaced: bool = True
    """Words are parted by spaces."""
    words: dict[str, int]
    scales: dict[str, int]
    links: tuple[str, ...] = ()
    """Said between the words of a number."""
    joint: str = ""
    """Joins a unit to its tens in one word."""
    article: str = ""
    """Stands for one before a scale."""
    percent: tuple[str, ...]
    coin: tuple[str, ...]
    unit: tuple[str, ...]
    share: tuple[str, ...]
    share_said: str
    """How a share is written on its card."""
    part_of: str
    """Behind a percentage it makes a share of it."""
    hundredths: str = ""
    """A percentage that is said before its number."""
    ranges: tuple[str, ...]
    years_apart: tuple[str, ...]
    """The same thing in two years."""
    multiples: dict[str, float]
    """Comparisons, with how many times."""
    times: tuple[str, ...]
    grown: dict[str, float]
    """Verbs that may mean something else."""
    money: tuple[str, ...]
    year: tuple[str, ...]
    never: tuple[str, ...]
    """Ages, hours and numbered things: never the point of a sentence."""
    verbs: tuple[str, ...]
    """Between a quotation and its author."""
    role: str
    """Behind a name and a comma: what somebody is."""
    titles: tuple[str, ...]
    people: tuple[str, ...] = ()
    """Who is counted as persons, though no picture shows them."""


@cache
def wording(language: str) -> Wording | None:
    """The words of a language, if it has any here."""
    path = _FOLDER / f"{language.split('-')[0].lower()}.yaml"
    if not path.is_file():
        return None
    return Wording.model_validate(yaml.safe_load(path.read_text(encoding="utf-8")))
