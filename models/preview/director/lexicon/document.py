"""The form of a language's lexicon, checked when it is read."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Annotated, Literal

import yaml
from pydantic import BeforeValidator, Field

from media.model import Model
from media.shots import Mood, Pose

FOLDER = Path(__file__).parent
USUAL = "en"

PersonKind = Literal[
    "man", "woman", "child", "girl", "boy", "baby", "old_man", "old_woman", "any", "many"
]
Hour = Literal["dawn", "day", "dusk", "night"]
Weather = Literal["rain", "snow", "fog", "cloud"]
Season = Literal["spring", "summer", "autumn", "winter"]


def _text(value: object) -> str:
    """YAML reads `no` and `1984` as other things than words."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value)


Word = Annotated[str, BeforeValidator(_text), Field(min_length=1)]
Words = tuple[Word, ...]


class PlaceCues(Model):
    """Words that name a place, that go with it, and that need another beside them."""

    sure: Words = ()
    hint: Words = ()
    faint: Words = ()


class MoodCues(Model):
    """Words of a mood."""

    strong: Words = ()
    mild: Words = ()


class Unseen(Model):
    """Words behind which nothing is in the picture."""

    rest_of_clause: Words = ()
    """They compare or wish: `like`, `than`."""
    end: Words = ()
    """They close what was compared, where a language says so: the 一样 of 像猫一样."""
    next_words: Words = ()
    """They deny: `without`."""
    called: Words = ()
    """They call one thing another: in `memory is a bucket` is neither bucket nor well."""


class Lexicon(Model):
    """One language. A star in a word stands for any letters, at its end or its beginning.

    A single word with a capital is found with a capital only: the `Weg`, not `weg`.
    """

    endings: Words = ()
    """What a word with a star before it may end in: `*schiff` finds the `Segelschiffes`."""
    places: dict[str, PlaceCues]
    ignore: Words = ()
    """Idioms, whose words mean nothing that could be drawn."""
    unseen: Unseen = Unseen()
    within: Words = ()
    """Prepositions that put the action into the place behind them."""
    beyond: Words = ()
    """Prepositions that put it elsewhere: `behind the mosque`, `since the funeral`."""
    stated: Words = ()
    """Words of figures, laws and dealings, which are told and not seen: a place that the words
    beside them only hint at is not shown."""
    heads: Words = ()
    """Words right behind another that make it the name of something else: `egg prices`."""
    titles: Words = ()
    """Words for people that beside an animal are the animal: `mother hen`."""
    surnames: Words = ()
    """Words for things that right before somebody are a name: 马经理."""
    verbs: Words = ()
    """Words for somebody or something that may be verbs: `cook`, `guards`."""
    doers: Words = ()
    """Words behind which these are verbs: `they cook`, `to book`."""
    determiners: Words = ()
    """Words behind which they are not, and in front of which they are: `the cook`, `cooks the`."""
    possessive: Words = ()
    """A word behind somebody to whom belongs what follows: 弟弟的弹珠."""
    people: dict[str, dict[PersonKind, Words]]
    """By role (`plain` for everyday clothes) and who that is; `many` makes a crowd."""
    articles: dict[Literal["man", "woman"], Words] = Field(default_factory=dict)
    """Words before a person that tell the sex where the noun does not: `la artista`."""
    apart: Words = ()
    """Words between two who are not one: `Ana and her mother`."""
    pronouns: dict[Literal["man", "woman", "many"], Words]
    """`many` are words of more than one, whom the picture leaves out: nobody says who they are."""
    owners: dict[Literal["man", "woman"], Words] = Field(default_factory=dict)
    """Pronouns of whose things or actions are meant: they tell a sex, and show nobody."""
    things: dict[str, Words]
    hours: dict[Hour, Words]
    weather: dict[Weather, Words]
    seasons: dict[Season, Words]
    moods: dict[Mood, MoodCues]
    poses: dict[Pose, Words]
    aged: Words = ()
    """Words that make the person beside them old."""
    several: Words = ()
    """Words that make the person behind them many: `two fishermen`."""
    names: dict[Literal["man", "woman"], Words] = Field(default_factory=dict)
    """First names, in lower case."""


def languages() -> tuple[str, ...]:
    """Codes of the languages that have a lexicon."""
    return tuple(sorted(path.stem for path in FOLDER.glob("*.yaml")))


def lexicon(language: str) -> Lexicon:
    """The lexicon of a language (BCP 47); the English one where a language has none."""
    code = language.split("-")[0].lower()
    return _lexicon(code if code in languages() else USUAL)


@cache
def _lexicon(code: str) -> Lexicon:
    text = (FOLDER / f"{code}.yaml").read_text(encoding="utf-8")
    return Lexicon.model_validate(yaml.safe_load(text))
