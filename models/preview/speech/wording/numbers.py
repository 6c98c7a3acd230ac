"""Figures that eSpeak NG does not say as people do: dates, years, money, measures, numerals."""

from __future__ import annotations

import re
from collections.abc import Iterator

from models.preview.speech.wording.document import Currency, Wording
from models.preview.speech.wording.edits import Edit

Group = tuple[Edit, ...]

NUMBER = r"(?<![\w.,])\d+(?:[.,\u00a0\u202f]\d+)*"
_ISO = re.compile(r"(?<![\w-])(?P<year>\d{4})-(?P<month>\d{2})-(?P<day>\d{2})(?![\w-])")
_DATE = re.compile(r"(?<![\w/.])(\d{1,2})([/.])(\d{1,2})\2(\d{4})(?![\w/])")
_RANGE = re.compile(r"(?<![\w.,/–-])\d+(?:[.,]\d+)?([-–])(?=\d+(?:[.,]\d+)?(?![\w/–-]))")
_ROMAN = re.compile(r"(?<=\s)(?=[IVX])X{0,3}(?:IX|IV|V?I{0,3})(?![\w-])")
_INITIAL = re.compile(r"\.\s[A-ZÀ-Þ]")
"""Behind a single letter: `John V. Smith` is no ruler."""
_VALUES = (("X", 10), ("IX", 9), ("V", 5), ("IV", 4), ("I", 1))


def alternatives(words: object) -> str:
    """A pattern for any of some words, the longest first."""
    assert isinstance(words, dict | tuple)
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


def dates(text: str, wording: Wording) -> Iterator[Group]:
    """`2024-03-12` and `12/03/2024`."""
    for found in _ISO.finditer(text):
        day, month, year = (int(found[name]) for name in ("day", "month", "year"))
        yield from _date(found, day, month, year, wording)
    for found in _DATE.finditer(text):
        first, second, year = int(found[1]), int(found[3]), int(found[4])
        # What cannot be a month is a day, whatever the language's order.
        day_first = found[2] == "." or (second <= 12 and (wording.dates.day_first or first > 12))
        day, month = (first, second) if day_first else (second, first)
        yield from _date(found, day, month, year, wording)


def _date(
    found: re.Match[str], day: int, month: int, year: int, wording: Wording
) -> Iterator[Group]:
    if not (1 <= day <= 31 and 1 <= month <= 12):
        return
    ordinals = wording.ordinals
    said = wording.dates.said.format(
        day=day,
        ordinal=ordinals[day - 1] if day <= len(ordinals) else day,
        month=wording.dates.months[month - 1],
        year=_year(year, wording),
    )
    yield (Edit(found.start(), found.end(), said),)


def years(text: str, wording: Wording) -> Iterator[Group]:
    """Four figures behind a word that makes them a year, or two of them with a dash."""
    if wording.years is None:
        return
    behind = alternatives(wording.years.behind)
    pattern = re.compile(
        rf"(?:(?<!\w)(?i:{behind})\s+(?:\d{{1,2}}(?:st|nd|rd|th)?,?\s+)?|(?<=\d{{4}}[-–]))"
        r"(?P<year>1[1-9]\d\d|20\d\d)(?P<s>s?)(?![\w%]|[.,:]\d)"
        r"|(?<![\w.,-])(?P<first>1[1-9]\d\d|20\d\d)(?=[-–](?:\d\d|\d{4})(?!\w))"
    )
    for found in pattern.finditer(text):
        name = "year" if found["year"] else "first"
        said = _year(int(found[name]), wording)
        yield (Edit(found.start(name), found.end(name), said),)


def _year(year: int, wording: Wording) -> str:
    forms = wording.years
    century, rest = divmod(year, 100)
    if forms is None or not (11 <= century < 20 or (year >= 2010 and forms.two_thousands)):
        return str(year)
    form = forms.hundred if century < 20 else forms.two_thousands
    if rest < 10:
        form = forms.small if rest else forms.even
    return form.format(century=century, rest=rest)


def money(text: str, wording: Wording) -> Iterator[Group]:
    """`$3.50` and `3,50 €`, and with a scale `$5 million`."""
    signs, scales = alternatives(wording.currencies), alternatives(wording.scales)
    scale = rf"(?P<scale>\s(?:{scales})\b)?"
    before = re.compile(rf"(?P<sign>{signs})\s?(?P<number>\d+(?:[.,]\d+)*){scale}")
    behind = re.compile(rf"(?P<number>{NUMBER}){scale}[\s\u00a0]?(?P<sign>{signs})(?!\w)")
    for pattern in (before, behind):
        for found in pattern.finditer(text):
            currency = wording.currencies[found["sign"]]
            if found["scale"]:
                yield _scaled(found, currency)
            else:
                said = _sum(found["number"], currency, wording)
                yield (Edit(found.start(), found.end(), said),)


def _scaled(found: re.Match[str], currency: Currency) -> Group:
    said = f" {currency.scaled}"
    if found.start("sign") > found.start("scale"):
        return (Edit(found.end("scale"), found.end("sign"), said),)
    behind = Edit(found.end("scale"), found.end("scale"), said)
    return (Edit(found.start("sign"), found.end("sign"), ""), behind)


def _sum(number: str, currency: Currency, wording: Wording) -> str:
    whole, mark, cents = number.rpartition(wording.decimal)
    if not mark or len(cents) != 2:
        return f"{number} {_form(number, currency.whole)}"
    if not int(cents):
        return f"{whole} {_form(whole, currency.whole)}"
    small = f"{int(cents)} {_form(cents, currency.cents)}"
    if whole == "0":
        return small
    said = f"{whole} {_form(whole, currency.whole)}{wording.and_cents}"
    return said + (str(int(cents)) if int(cents) >= 10 else small)


def _form(number: str, forms: tuple[str, str]) -> str:
    return forms[number.lstrip("0") != "1"]


def measures(text: str, wording: Wording) -> Iterator[Group]:
    """Units behind a figure."""
    pattern = re.compile(rf"({NUMBER})(\s?)({alternatives(wording.units)})(?![\w/])")
    for found in pattern.finditer(text):
        joint = "" if found[2] else " "
        said = joint + _form(found[1], wording.units[found[3]])
        yield (Edit(found.start(3), found.end(3), said),)


def ranges(text: str, wording: Wording) -> Iterator[Group]:
    """`10-12` is ten to twelve."""
    for found in _RANGE.finditer(text):
        yield (Edit(found.start(1), found.end(1), wording.ranges),)


def fractions(text: str, wording: Wording) -> Iterator[Group]:
    """`1/2` is one half."""
    pattern = rf"(?<![\w/.,])(?:{alternatives(wording.fractions)})(?![\w/]|[.,]\d)"
    for found in re.finditer(pattern, text):
        yield (Edit(found.start(), found.end(), wording.fractions[found[0]]),)


def clock(text: str, wording: Wording) -> Iterator[Group]:
    """Times of the day that are read as they are written."""
    for pattern, said in wording.clock.items():
        for found in re.finditer(pattern, text):
            yield (Edit(found.start(), found.end(), found.expand(said)),)


def marked_ordinals(text: str, wording: Wording) -> Iterator[Group]:
    """`2e fois`, `XXIe siècle`."""
    if not wording.ordinal_marks:
        return
    marks = alternatives(wording.ordinal_marks)
    for found in re.finditer(rf"(?<![\w.,])(\d{{1,2}}|[IVX]+)(?:{marks})(?!\w)", text):
        number = int(found[1]) if found[1].isdigit() else roman(found[1])
        if 1 <= number <= len(wording.ordinals):
            yield (Edit(found.start(), found.end(), wording.ordinals[number - 1]),)


def pointed_ordinals(text: str, wording: Wording) -> Iterator[Group]:
    """`am 3. März`, `der 2. Platz`."""
    if not wording.ordinals_behind:
        return
    words = alternatives(wording.ordinals_behind)
    months = alternatives(wording.dates.months)
    pattern = re.compile(
        rf"(?<!\w)(?P<word>(?i:{words}))\s+(?P<behind>\d{{1,2}})\.(?=\s\w)"
        rf"|(?<![\w.])(?P<month>\d{{1,2}})\.(?=\s(?:{months}))"
    )
    for found in pattern.finditer(text):
        name = "behind" if found["behind"] else "month"
        number = int(found[name])
        if 1 <= number <= len(wording.ordinals):
            ending = wording.ordinals_behind.get((found["word"] or "").lower(), "")
            said = wording.ordinals[number - 1] + ending
            yield (Edit(found.start(name), found.end(name) + 1, said),)


def romans(text: str, wording: Wording) -> Iterator[Group]:
    """`Chapter IV` is four, `Henry VIII` the eighth."""
    for found in _ROMAN.finditer(text):
        words = re.findall(r"[\w'’]+", text[: found.start()])
        before = words[-1] if words and text[found.start() - 2].isalnum() else ""
        counted = before.lower() in wording.romans.counted
        if not found[0] or found[0] == "X" or not (counted or before[:1].isupper()):
            continue
        if found[0] == "I" and not (counted or wording.romans.alone):
            continue
        if len(found[0]) == 1 and _INITIAL.match(text, found.end()):
            continue
        # `Ludwig XIV. regierte`: the full stop of the numeral ends no sentence.
        stop = re.match(r"\.(?=\s[^\W\d_A-ZÀ-Þ])", text[found.end() :])
        end = found.end() + (1 if stop else 0)
        yield (Edit(found.start(), end, _numeral(roman(found[0]), counted, wording)),)


def _numeral(number: int, counted: bool, wording: Wording) -> str:
    if counted or number > min(wording.romans.rulers, len(wording.ordinals)):
        return str(number)
    return wording.romans.ruler.format(ordinal=wording.ordinals[number - 1])


def roman(numeral: str) -> int:
    """The value of a Roman numeral below forty."""
    value = 0
    for sign, worth in _VALUES:
        while numeral.startswith(sign):
            numeral, value = numeral[len(sign) :], value + worth
    return value if not numeral else 0
