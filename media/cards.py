"""Cards: shots that are set in type, such as a number, a quotation or the names at the end.

What a card says is data here; the panel engine draws it in the film's style. Its words are the
film's own or a person's, never made up.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Literal

from pydantic import Field, model_validator

from media.model import Model

CardKind = Literal[
    "none", "title", "number", "year", "share", "compare", "quote", "credits", "logo"
]
"""`none` is a person's word against a card that the director wants; a `title` is set into the
shot's picture."""

_NEEDS: dict[str, tuple[str, ...]] = {
    "number": ("figure",),
    "year": ("figure",),
    "share": ("figure", "share"),
    "compare": ("bars",),
    "credits": ("credits",),
}
"""What a card of a kind cannot be without. A quotation and a title take the shot's words."""
LONGEST_TEXT = 280


class Bar(Model):
    """One of two things that are compared."""

    value: float = Field(ge=0)
    figure: str = Field(min_length=1, max_length=24)
    """The value as it is written."""
    label: str = Field(default="", max_length=48)


class Credit(Model):
    """Who did what."""

    role: str = Field(default="", max_length=60)
    names: tuple[str, ...] = Field(min_length=1)


class Card(Model):
    """What a card says; each kind uses some of the fields."""

    kind: CardKind
    figure: str = Field(default="", max_length=24)
    """The number, year or share, as it is set large."""
    unit: str = Field(default="", max_length=40)
    """What the figure counts, beside it."""
    above: str = Field(default="", max_length=90)
    """Words of the sentence before the figure."""
    below: str = Field(default="", max_length=90)
    """Its words behind it."""
    share: float | None = Field(default=None, ge=0, le=1)
    of: int = Field(default=0, ge=0, le=20)
    """A share is shown as so many marks; as a ring for 0."""
    people: bool = False
    """The marks are persons."""
    bars: tuple[Bar, ...] = Field(default=(), max_length=2)
    """The two that are compared, the earlier one first."""
    text: str = Field(default="", max_length=LONGEST_TEXT)
    """The quotation, without its marks, or the title."""
    by: str = Field(default="", max_length=60)
    """Whose words a quotation is."""
    credits: tuple[Credit, ...] = ()

    @model_validator(mode="after")
    def _whole(self) -> Card:
        needed = _NEEDS.get(self.kind, ())
        lacking = [name for name in needed if getattr(self, name) in ("", (), None)]
        if self.kind == "compare" and len(self.bars) != 2:
            lacking = ["two bars"]
        if lacking:
            raise ValueError(f"a {self.kind} card needs {' and '.join(lacking)}")
        return self

    @property
    def words(self) -> Iterator[str]:
        """All that is written on the card."""
        yield from (self.figure, self.unit, self.above, self.below, self.text, self.by)
        for bar in self.bars:
            yield from (bar.figure, bar.label)
        for credit in self.credits:
            yield from (credit.role, *credit.names)


def card_named(value: Any) -> Any:
    """A card may be given by its kind alone."""
    return {"kind": value} if isinstance(value, str) else value
