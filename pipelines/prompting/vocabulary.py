"""The words of prompts, as data: how the parts of a shot's look are said."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import yaml

from media.model import Model


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
    moves: dict[str, str]
    paces: dict[str, str]
    movements: dict[str, str]
    stirring: dict[str, str]
    avoid_moving: str
    colours: dict[str, str]


@cache
def vocabulary() -> Vocabulary:
    """How the parts of a look are said."""
    text = Path(__file__).with_name("words.yaml").read_text("utf-8")
    return Vocabulary.model_validate(yaml.safe_load(text))
