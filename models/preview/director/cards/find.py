"""What a sentence's numbers come to: a card of one number, a share, a comparison or a year.

Wrong is worse than plain. Only what a pattern of the language surely names becomes a card, and its
words are those of the sentence before and behind the number.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache
from typing import NamedTuple

from media.cards import Bar, Card
from models.preview.director.cards.document import Wording, wording
from models.preview.director.cards.numbers import Numbers

LONGEST = 68
"""Letters on either side of a number that are still read at a glance."""
LARGE = 100
"""A count from which on it is one."""
ICONS = (3, 20)
"""A share of so few to so many is shown figure by figure."""
TENS = ("10", "20", "100", "1000")
_YEAR = r"(?:1[0-9]{3}|20[0-9]{2})(?![\d.,]?\d)"
_QUOTES = re.compile('["“”„«»「」『』‹›]')
_CLAUSE = re.compile(r"[,;:，；：—–](?!\d)|[.!?](?=\s|$)|[。！？]")
_PARTICLE = 3
_EDGES = " \t,;:.!?…—–-，。；：！？"


class Found(NamedTuple):
    """A card that a sentence could be."""

    card: Card
    sure: bool
    """A percentage or a comparison: its number is the point wherever it stands."""


def card_of(text: str, language: str) -> Found | None:
    """The card of a sentence, if its number is the point of it."""
    reader = _reader(language)
    if reader is None or _QUOTES.search(text):
        return None
    return reader.read(" ".join(text.split()))


@cache
def _reader(language: str) -> _Reader | None:
    words = wording(language)
    return _Reader(words) if words else None


class _Reader:
    """The patterns of a language, ready to be looked for."""

    def __init__(self, words: Wording) -> None:
        self._words = words
        self.numbers = Numbers(words)
        self._never = self._compiled(words.never)
        self._any = self._pattern("{a}")
        percent = (
            ("{a}\\s?{percent}", words.hundredths) if words.hundredths else ("{a}\\s?{percent}",)
        )
        count = "{a} {unit}(?!\\w)" if words.spaced else "{a}\\s?{unit}"
        self._kinds: tuple[tuple[tuple[re.Pattern[str], ...], _Maker], ...] = (
            (self._compiled(words.years_apart), self._compare),
            (self._compiled(words.ranges), self._compare),
            (self._compiled(words.share), self._share),
            (self._compiled(percent), self._percent),
            (self._compiled(tuple(words.multiples)), self._multiple),
            (self._compiled(words.times), self._times),
            (self._compiled(words.money), self._money),
            (self._compiled((count,)), self._count),
            (self._compiled(tuple(words.grown)), self._grown),
            (self._compiled(words.year), self._year),
        )

    def _compiled(self, patterns: tuple[str, ...]) -> tuple[re.Pattern[str], ...]:
        return tuple(self._pattern(pattern) for pattern in patterns)

    def _pattern(self, pattern: str) -> re.Pattern[str]:
        number, words = self.numbers.pattern, self._words
        tens = "|".join((*TENS, *(w for w, v in words.words.items() if v in (10, 20))))
        known = {
            "a": f"(?P<a>{number})",
            "b": f"(?P<b>{number})",
            "tens": rf"(?P<b>\b(?:{tens})\b)",
            "y": rf"(?P<y>(?<!\d){_YEAR})",
            "z": rf"(?P<z>(?<!\d){_YEAR})",
        }
        for name in ("percent", "unit", "coin"):
            listed = sorted(getattr(words, name), key=len, reverse=True)
            either = "|".join(re.escape(word) for word in listed)
            known |= {name: f"(?P<{name}>{either})", f"{name}_": f"(?:{either})"}
        # Only names in braces are filled in: a pattern has braces of its own.
        filled = re.sub(r"\{([a-z]+_?)\}", lambda name: known.get(name[1], name[0]), pattern)
        return re.compile(filled, re.IGNORECASE)

    def read(self, text: str) -> Found | None:
        """The first kind of card that the sentence surely is."""
        for patterns, make in self._kinds:
            for pattern in patterns:
                match = pattern.search(text)
                if match is None or self._barred(text, match):
                    continue
                found = make(match)
                if found is not None:
                    return _told(found, text, match, spaced=self._words.spaced)
        return None

    def _barred(self, text: str, match: re.Match[str]) -> bool:
        """Whether it is an age, an hour or a name, or one number of many."""
        for pattern in self._never:
            for bar in pattern.finditer(text):
                if bar.start() < match.end() and match.start() < bar.end():
                    return True
        others = (
            each
            for each in self._any.finditer(text)
            if each.end() <= match.start() or each.start() >= match.end()
        )
        return sum((self.numbers.value(each[0]) or 0) > 2 for each in others) > 1

    def _compare(self, match: re.Match[str]) -> Found | None:
        named = match.groupdict()
        first, second = self.numbers.value(named["a"]), self.numbers.value(named["b"])
        if first is None or second is None or first == second:
            return None
        sign = " %" if named.get("percent") else ""
        labels = named.get("y") or "", named.get("z") or ""
        bars = tuple(
            Bar(value=value, figure=self._short(said) + sign, label=label)
            for value, said, label in zip(
                (first, second), (named["a"], named["b"]), labels, strict=True
            )
        )
        unit = named.get("unit") or named.get("coin") or ""
        return Found(Card(kind="compare", bars=bars, unit=unit), True)

    def _short(self, said: str) -> str:
        return " ".join(part for part in self.numbers.written(said) if part)

    def _share(self, match: re.Match[str]) -> Found | None:
        part, whole = (self.numbers.value(match[name]) for name in "ab")
        if part is None or whole is None or not 0 < part < whole <= 1000 or whole < ICONS[0]:
            return None
        if part != int(part) or whole != int(whole):
            return None
        said = self._words.share_said.format(
            a=self.numbers.shown(part), b=self.numbers.shown(whole)
        )
        what = match.groupdict().get("what") or ""
        icons = int(whole) if whole <= ICONS[1] else 0
        card = Card(kind="share", figure=said, share=part / whole, of=icons, below=what)
        return Found(card, True)

    def _percent(self, match: re.Match[str]) -> Found | None:
        value = self.numbers.value(match["a"])
        if value is None:
            return None
        figure = self.numbers.shown(value)
        part_of = re.match(rf"\s?{self._words.part_of}(?!\w)", match.string[match.end() :], re.I)
        if not self._words.spaced:
            part_of = re.match(self._words.part_of, match.string[match.end() :])
        if part_of and 0 < value < 100:
            return Found(Card(kind="share", figure=f"{figure} %", share=value / 100), True)
        return Found(Card(kind="number", figure=figure, unit="%"), True)

    def _multiple(self, match: re.Match[str]) -> Found | None:
        return Found(_times(self._worth(match, self._words.multiples)), True)

    def _grown(self, match: re.Match[str]) -> Found | None:
        return Found(_times(self._worth(match, self._words.grown)), False)

    def _worth(self, match: re.Match[str], table: dict[str, float]) -> float:
        compiled = (value for said, value in table.items() if self._pattern(said) == match.re)
        return next(compiled)

    def _times(self, match: re.Match[str]) -> Found | None:
        value = self.numbers.value(match["a"])
        if value is None or value < 2:
            return None
        return Found(Card(kind="number", figure=f"{self.numbers.shown(value)}×"), True)

    def _money(self, match: re.Match[str]) -> Found | None:
        figure, scale = self.numbers.written(match["a"])
        coin = match.groupdict().get("coin") or ""
        sign = next((c for c in match[0] if c in "$€£¥￥"), "")
        unit = " ".join(part for part in (scale, coin) if part)
        return Found(Card(kind="number", figure=sign + figure, unit=unit), False)

    def _count(self, match: re.Match[str]) -> Found | None:
        value = self.numbers.value(match["a"])
        if value is None or value < LARGE:
            return None
        figure, scale = self.numbers.written(match["a"])
        unit = " ".join(part for part in (scale, match["unit"]) if part)
        return Found(Card(kind="number", figure=figure, unit=unit), False)

    def _year(self, match: re.Match[str]) -> Found | None:
        return Found(Card(kind="year", figure=match["y"]), False)


_Maker = Callable[[re.Match[str]], Found | None]


def _times(value: float) -> Card:
    return Card(kind="number", figure="½×" if value == 0.5 else f"{value:g}×")


def _told(found: Found, text: str, match: re.Match[str], *, spaced: bool) -> Found | None:
    """The card with the words around its number; None where they are too many or none."""
    parts = _CLAUSE.split(text[: match.start()])
    above = _bare(parts[-1])
    if found.card.kind == "compare" and found.card.bars[0].label:
        above, below = _bare(parts[-1]), ""
    else:
        below = _bare(next(iter(_spoken(_CLAUSE.split(text[match.end() :]))), ""))
    below = below if spaced else below.removeprefix("的")
    below = " ".join(part for part in (found.card.below, below) if part)
    # An article or a preposition says nothing by itself.
    above = "" if found.card.kind == "year" or (spaced and len(above) <= _PARTICLE) else above
    if max(len(above), len(below)) > LONGEST or not (above or below or found.card.unit):
        return None
    return found._replace(card=found.card.model_copy(update={"above": above, "below": below}))


def _spoken(parts: list[str]) -> Iterator[str]:
    yield from (part for part in parts[:1] if any(c.isalnum() for c in part))


def _bare(words: str) -> str:
    return words.strip(_EDGES)
