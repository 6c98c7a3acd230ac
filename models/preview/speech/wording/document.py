"""How a language says what is written in figures and abbreviations, where eSpeak NG does not know.

What eSpeak NG says well, such as plain numbers and percentages, is left to it.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

import yaml
from pydantic import Field

from media.model import Model

FOLDER = Path(__file__).parent

Forms = tuple[str, str]
"""For one, and for many."""


class Currency(Model):
    """What a currency sign is called."""

    whole: Forms
    cents: Forms
    scaled: str
    """Behind a scale: `5 millions d'euros`."""


class Dates(Model):
    """How dates are said."""

    months: tuple[str, ...] = Field(min_length=12, max_length=12)
    said: str
    """With `{day}`, `{ordinal}`, `{month}` and `{year}`."""
    day_first: bool = True


class Years(Model):
    """How years are said in two halves: `nineteen eighty-seven`."""

    behind: tuple[str, ...]
    """Words behind which four figures are a year."""
    hundred: str
    """Between the halves; figures stand for `{century}` and `{rest}`."""
    even: str
    """For a year that ends in two noughts."""
    small: str
    """For one that ends in less than ten."""
    two_thousands: str = ""
    """From 2010 on; as a plain number when empty."""


class Romans(Model):
    """How Roman numerals are said."""

    counted: tuple[str, ...]
    """Words behind which one is a plain number, in lower case."""
    ruler: str
    """Behind a name, with `{ordinal}`."""
    rulers: int
    """The highest that is said as an ordinal; the others are plain numbers."""
    alone: bool = True
    """Whether a lone `I` behind a name is a numeral."""


class Wording(Model):
    """One language."""

    abbreviations: dict[str, str]
    """Whole words, as written."""
    before_number: dict[str, str]
    """Only before a figure."""
    before_name: dict[str, str] = Field(default_factory=dict)
    """Only before a capital letter."""
    units: dict[str, Forms]
    """Only behind a figure."""
    currencies: dict[str, Currency]
    scales: tuple[str, ...]
    """Words between a number and its currency, such as `million`."""
    and_cents: str
    """Between whole and cents, with spaces."""
    decimal: str
    ranges: str
    """Between two figures with a dash, with spaces."""
    fractions: dict[str, str]
    ordinals: tuple[str, ...]
    """The first, the second and so on."""
    ordinal_marks: tuple[str, ...] = ()
    """What follows figures to make them ordinals where eSpeak NG does not know it."""
    ordinals_behind: dict[str, str] = Field(default_factory=dict)
    """Words behind which a figure with a full stop is an ordinal, and its ending there."""
    clock: dict[str, str] = Field(default_factory=dict)
    """Patterns of times, and how they are said."""
    dates: Dates
    years: Years | None = None
    romans: Romans


@cache
def wording(code: str) -> Wording | None:
    """The wording of a language by its bare code; None where there is none."""
    path = FOLDER / f"{code}.yaml"
    if not path.exists():
        return None
    return Wording.model_validate(yaml.safe_load(path.read_text(encoding="utf-8")))
