"""How shots are taken: the tables of `grammar.yaml`, and the weights that follow from them."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any, Literal, NamedTuple

import yaml

from media.shots import Figure, Mood
from models.preview.panels.lexicon import HANDY, LOW, PEOPLE

PLAIN = "abstract"
"""The setting of words that name no place."""
SURE_PLACE = 1.0
"""What the words must weigh to show a place where nothing else is known; see `sense`."""
LEAVES_SECTION = 2.0
"""What they must weigh to leave the place that the section's heading names."""
SURELY = 3.0
"""What they weigh where they name a place outright."""
FEWEST_VOTES = 2
"""Sentences that must name a place before it is that of their neighbours too."""
MAX_PEOPLE = 2
MAX_SUBJECTS = 3


class SetInType(NamedTuple):
    """What is set in type, under a preset."""

    cards: Literal["all", "sure", "none"]
    """Which numbers."""
    quotes: bool
    """Quotations by somebody."""
    named: bool
    """Who somebody is, when they are first seen."""


Choice = Literal["sizes", "moves", "angles"]
Weights = dict[str, float]


@cache
def grammar() -> dict[str, Any]:
    """The whole document."""
    path = Path(__file__).parent / "grammar.yaml"
    return yaml.safe_load(path.read_text(encoding="utf-8"))


def presets() -> tuple[str, ...]:
    """Names of the ways to direct, the usual one first."""
    return tuple(grammar()["presets"])


def pauses(preset: str) -> float:
    """The factor on pauses."""
    return grammar()["presets"][preset].get("pauses", 1.0)


def setting_of_type(preset: str) -> SetInType:
    """What a preset sets in type instead of showing it."""
    given = grammar()["presets"][preset]
    return SetInType(
        given.get("cards", "none"), given.get("quotes", False), given.get("named", False)
    )


def energy(mood: Mood, preset: str) -> float:
    """How much happens, 0 to 1."""
    base = grammar()["energy"][mood] + grammar()["presets"][preset].get("energy", 0.0)
    return min(1.0, max(0.0, round(base, 3)))


def weights(choice: Choice, mood: Mood, preset: str, shown: str = "") -> Weights:
    """How often each value of a choice is drawn.

    Args:
        choice: what is chosen.
        mood: of the shot.
        preset: the way to direct.
        shown: what `kind_of_picture` says of its figures, or nothing.
    """
    factors = [grammar()["presets"][preset].get(choice, {})]
    factors += [grammar()["shown"].get(shown, {}).get(choice, {})]
    found = dict(grammar()[choice][mood])
    for by in factors:
        found = {name: weight * by.get(name, 1.0) for name, weight in found.items()}
    return found if any(found.values()) else dict(grammar()[choice][mood])


def kind_of_picture(figures: tuple[Figure, ...]) -> str:
    """What the figures ask of the camera; nothing in particular for a thing at hand."""
    if not figures:
        return "nobody"
    first = figures[0]
    if first.kind in ("crowd", "group"):
        return "crowd"
    if first.pose in ("walk", "run"):
        return "travel"
    if first.pose in ("talk", "embrace", "fall"):
        return first.pose
    if first.kind in PEOPLE:
        return "somebody"
    if first.kind in LOW:
        return "low"
    return "" if first.kind in HANDY else "large"
