"""What a model that draws is told of a shot: its look in words, or a person's own words."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from media.cast import Character, is_of
from media.shots import Figure, Look, Shot
from models.preview.panels.scenery.catalog import setting_named
from pipelines.prompting.colours import palette
from pipelines.prompting.vocabulary import vocabulary

LONGEST_SENTENCE = 400
"""Code points of what is spoken that a prompt repeats: encoders read 77 to 512 tokens."""
COMPANY = 4
"""Figures that are described one by one; the others are company."""


class Prompt(NamedTuple):
    """Words to a model."""

    text: str
    avoid: str


def prompt_of(
    shot: Shot, style: str, *, cast: tuple[Character, ...] = (), brand: tuple[str, ...] = ()
) -> Prompt:
    """What is to be drawn for a shot, in English, which these models know best.

    The most telling words come first: models weigh them most, and short encoders cut off the last.

    Args:
        shot: with its look; its own `prompt` goes in place of what the look says.
        style: a look of panels, which is said in a model's terms.
        cast: who of those in the shot has a likeness.
        brand: colours that the picture bends to, the main one first.
    """
    words = vocabulary()
    seen = shot.prompt.strip() or _seen(shot, cast)
    colours = palette(brand)
    parts = (seen, words.styles.get(style, style), f"colour palette: {colours}" if colours else "")
    return Prompt(sentences(parts), words.avoid)


def sentences(parts: Iterable[str]) -> str:
    """Each part as a sentence; what is empty is left out."""
    return " ".join(_upper(_ended(part.rstrip("."))) for part in parts if part)


def said_in(shot: Shot) -> str:
    """What is spoken, as much of it as a prompt repeats.

    Without quotation marks: what stands in them, some models write into the picture.
    """
    return shot.text.strip()[:LONGEST_SENTENCE]


def company(shot: Shot, cast: tuple[Character, ...]) -> str:
    """Who and what is in a shot, in words."""
    return " and ".join(_figure(one, cast) for one in shot.look.subjects[:COMPANY])


def _seen(shot: Shot, cast: tuple[Character, ...]) -> str:
    words, look = vocabulary(), shot.look
    what = company(shot, cast)
    head = words.sizes[look.size] + (f" of {what}" if what else "")
    parts = (
        _spaced(head, words.angles[look.angle], _place(look)),
        _spaced(words.seasons[look.season], words.times[look.time_of_day]),
        "" if setting_named(look.setting).indoors else words.weathers[look.weather],
        words.moods[look.mood],
    )
    return _spaced(_joined(parts) + ".", said_in(shot))


def _place(look: Look) -> str:
    if look.setting == "abstract":
        return ""
    plain = look.setting.replace("_", " ")
    return vocabulary().before.get(look.setting, f"in {_article(plain)}")


def _figure(figure: Figure, cast: tuple[Character, ...]) -> str:
    plain = figure.kind.replace("_", " ")
    role = figure.role.replace("_", " ")
    who = f"{_article(role)} ({plain})" if role and role != plain else _article(plain)
    who = next((one.phrase for one in cast if one.phrase and is_of(figure, one.name)), who)
    pose = vocabulary().poses[figure.pose] if figure.pose != "stand" else ""
    held = f"holding {_article(figure.holds.replace('_', ' '))}" if figure.holds else ""
    return _spaced(who, pose, held)


def _ended(words: str) -> str:
    return words if words.endswith(("!", "?", "…", "。")) else f"{words}."


def _upper(words: str) -> str:
    return words[:1].upper() + words[1:]


def _article(noun: str) -> str:
    return f"an {noun}" if noun[:1] in "aeiou" else f"a {noun}"


def _spaced(*parts: str) -> str:
    return " ".join(part for part in parts if part)


def _joined(parts: Iterable[str]) -> str:
    return ", ".join(part for part in parts if part)
