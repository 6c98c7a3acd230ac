"""What a model that draws is told of a shot: its look in words, or a person's own words."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import NamedTuple

import yaml

from media.model import Model
from media.shots import Figure, Look, Shot
from models.preview.panels.scenery.catalog import setting_named

LONGEST_SENTENCE = 400
"""Code points of what is spoken that a prompt repeats: encoders read 77 to 512 tokens."""
COMPANY = 4
"""Figures that are described one by one; the others are company."""


class Prompt(NamedTuple):
    """Words to a model."""

    text: str
    avoid: str


class Vocabulary(Model):
    """`words.yaml`."""

    sizes: dict[str, str]
    angles: dict[str, str]
    times: dict[str, str]
    weathers: dict[str, str]
    seasons: dict[str, str]
    moods: dict[str, str]
    poses: dict[str, str]
    before: dict[str, str]
    styles: dict[str, str]
    avoid: str


def prompt_of(shot: Shot, style: str) -> Prompt:
    """What is to be drawn for a shot, in English, which these models know best.

    The most telling words come first: models weigh them most, and short encoders cut off the last.

    Args:
        shot: with its look; its own `prompt` goes in place of what the look says.
        style: a look of panels, which is said in a model's terms.
    """
    words = vocabulary()
    seen = shot.prompt.strip() or _seen(shot)
    return Prompt(f"{seen.rstrip('.')}. {_upper(words.styles.get(style, style))}.", words.avoid)


@cache
def vocabulary() -> Vocabulary:
    """How the parts of a look are said."""
    text = Path(__file__).with_name("words.yaml").read_text("utf-8")
    return Vocabulary.model_validate(yaml.safe_load(text))


def _seen(shot: Shot) -> str:
    words, look = vocabulary(), shot.look
    what = " and ".join(_figure(one) for one in look.subjects[:COMPANY])
    said = shot.text.strip()[:LONGEST_SENTENCE]
    head = words.sizes[look.size] + (f" of {what}" if what else "")
    parts = (
        _spaced(head, words.angles[look.angle], _place(look)),
        _spaced(words.seasons[look.season], words.times[look.time_of_day]),
        "" if setting_named(look.setting).indoors else words.weathers[look.weather],
        words.moods[look.mood],
    )
    # Without quotation marks: what stands in them, some models write into the picture.
    return _spaced(_joined(parts) + ".", said)


def _place(look: Look) -> str:
    if look.setting == "abstract":
        return ""
    plain = look.setting.replace("_", " ")
    return vocabulary().before.get(look.setting, f"in {_article(plain)}")


def _figure(figure: Figure) -> str:
    plain = figure.kind.replace("_", " ")
    role = figure.role.replace("_", " ")
    who = f"{_article(role)} ({plain})" if role and role != plain else _article(plain)
    pose = vocabulary().poses[figure.pose] if figure.pose != "stand" else ""
    held = f"holding {_article(figure.holds.replace('_', ' '))}" if figure.holds else ""
    return _spaced(who, pose, held)


def _upper(words: str) -> str:
    return words[:1].upper() + words[1:]


def _article(noun: str) -> str:
    return f"an {noun}" if noun[:1] in "aeiou" else f"a {noun}"


def _spaced(*parts: str) -> str:
    return " ".join(part for part in parts if part)


def _joined(parts: Iterable[str]) -> str:
    return ", ".join(part for part in parts if part)
