"""What a model that animates is told of a shot: who does what, what stirs, how the camera moves."""

from __future__ import annotations

import re
from typing import Literal

from media.cast import Character
from media.shots import Shot
from models.preview.panels.scenery.catalog import setting_named
from pipelines.prompting.prompt import Prompt, company, said_in, sentences
from pipelines.prompting.vocabulary import vocabulary

Pace = Literal["still", "gentle", "lively", "fast"]

_FILMED = re.compile(
    r"\b(camera|panning|pans? (left|right|across)|zoom\w*|doll(y|ies)|tilt\w* (up|down)"
    r"|(push|pull)\w* (in|out|back)|tracking shot|tripod|handheld)\b",
    re.IGNORECASE,
)
"""Words of somebody who moves the camera himself."""


def motion_of(shot: Shot, cast: tuple[Character, ...] = ()) -> Prompt:
    """What happens in a shot's picture, in English.

    The model sees the picture: of what stands in it, only who moves is named.

    Args:
        shot: with its look; its own `prompt` says who does what, and may say how it is filmed.
        cast: who of those in the shot has a likeness.
    """
    words, look = vocabulary(), shot.look
    pace = pace_of(look.energy)
    own = shot.prompt.strip()
    camera = "" if _FILMED.search(own) else words.moves[look.move]
    if camera and look.move != "hold":
        camera = f"{camera}, {words.paces[pace]}"
    indoors = setting_named(look.setting).indoors
    parts = (
        own or company(shot, cast),
        said_in(shot),
        camera,
        words.movements[pace],
        "" if indoors else words.stirring[look.weather],
    )
    return Prompt(sentences(parts), words.avoid_moving)


def pace_of(energy: float) -> Pace:
    """How much moves, from how much happens."""
    if energy < 0.3:
        return "still"
    if energy < 0.55:
        return "gentle"
    return "lively" if energy < 0.8 else "fast"
