"""Who appears in a film, as pictures and words show them: told to models that draw."""

from __future__ import annotations

from collections.abc import Iterable

from pydantic import Field

from media.model import Model
from media.shots import Figure, Shot
from media.types import Image

MOST_PICTURES = 4
LONGEST_PHRASE = 300
_ARTICLES = ("the ", "a ", "an ")


class Likeness(Model):
    """What somebody looks like."""

    phrase: str = Field(default="", max_length=LONGEST_PHRASE)
    """As in `a tall old man with a white beard and a blue coat`."""
    pictures: tuple[Image, ...] = Field(default=(), max_length=MOST_PICTURES)
    """The most telling one first."""


class Character(Likeness):
    """Somebody with a likeness, in a shot."""

    name: str


def appearing(
    shot: Shot, cast: dict[str, Likeness], most_pictures: int = 0
) -> tuple[Character, ...]:
    """Who of a cast is in a shot, in the order in which they are nearest.

    Args:
        shot: with its look.
        cast: by name, whatever its capitals.
        most_pictures: of all of them; each gets a first one before anybody gets a second.
    """
    placed = [
        (place, name, likeness)
        for name, likeness in cast.items()
        if (place := _nearness(name, shot)) is not None
    ]
    found = [
        Character(name=name, phrase=likeness.phrase, pictures=likeness.pictures)
        for _, name, likeness in sorted(placed, key=lambda one: one[:2])
    ]
    shares = _shares([len(one.pictures) for one in found], most_pictures)
    return tuple(
        one.model_copy(update={"pictures": one.pictures[:share]})
        for one, share in zip(found, shares, strict=True)
    )


def absent(shots: Iterable[Shot], cast: dict[str, Likeness]) -> tuple[str, ...]:
    """Those of a cast whom no shot has, by name: mistyped, or called otherwise there."""
    left = dict(cast)
    for shot in shots:
        for one in appearing(shot, left):
            del left[one.name]
    return tuple(left)


def is_of(figure: Figure, name: str) -> bool:
    """Whether a figure is the one that a name means: who it is, or what it does."""
    # Whoever has no name is told apart by what they are, as in `keeper of The Last Lamp`.
    who = figure.who.partition(" of ")[0]
    return plain(name) in {plain(word) for word in (who, figure.role) if word}


def plain(name: str) -> str:
    """A name as it is compared: without an article, in small letters."""
    small = " ".join(name.casefold().replace("_", " ").split())
    article = next((each for each in _ARTICLES if small.startswith(each)), "")
    return small.removeprefix(article)


def _nearness(name: str, shot: Shot) -> int | None:
    """The place of the first figure that a name means; of a speaker whom nobody drew, the last."""
    for place, figure in enumerate(shot.look.subjects):
        if is_of(figure, name):
            return place
    speaks = bool(shot.speaker) and plain(shot.speaker) == plain(name)
    return len(shot.look.subjects) if speaks else None


def _shares(counts: list[int], most: int) -> list[int]:
    """How many of their pictures each may show."""
    shares = [0] * len(counts)
    while sum(shares) < min(most, sum(counts)):
        for place, count in enumerate(counts):
            if shares[place] < count and sum(shares) < most:
                shares[place] += 1
    return shares
