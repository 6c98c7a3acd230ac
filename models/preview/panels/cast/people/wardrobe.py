"""What people wear: the outfits of `roles.yaml`, chosen for one person."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Literal

import yaml

from models.preview.panels.drawing import Dice

Front = Literal[
    "plain", "round", "vee", "collar", "buttons", "zip", "lapels", "open", "suit", "double",
    "wrap", "check",
]  # fmt: skip
Lower = Literal["trousers", "skirt", "shorts"]


@dataclass(frozen=True, slots=True)
class Cut:
    """The shape of a garment for the trunk."""

    hem: float
    """How far down the legs it reaches: 0 the hips, 1 the ankles."""
    flare: float
    """Half width of its hem more than that of the legs."""
    pinch: float = 1.0
    """Width of the waist against a straight one."""


CUTS: Mapping[str, Cut] = {
    "shirt": Cut(0.03, 0.4, 0.96),
    "sweater": Cut(0.08, 0.7),
    "jacket": Cut(0.17, 0.9),
    "tunic": Cut(0.27, 1.6, 0.96),
    "coat": Cut(0.52, 2.6, 0.98),
    "trench": Cut(0.62, 3.4, 0.9),
    "robe": Cut(0.93, 4.4, 0.98),
    "dress": Cut(0.5, 4.8, 0.84),
    "gown": Cut(0.98, 9.5, 0.8),
    "tutu": Cut(0.2, 9.5, 0.78),
}


@dataclass(frozen=True, slots=True)
class Outfit:
    """What one person wears. Colours are the cloth's own, before any light."""

    cut: str = "shirt"
    colour: str = "#8c8f94"
    front: Front = "plain"
    inner: str = "#e6dccb"
    """Of the shirt that shows at an open front."""
    trim: str = "#7a3b3b"
    """Of ties, scarves, belts and badges."""
    apron: str = "#e9dfcb"
    sleeves: Literal["long", "short", "none"] = "long"
    lower: Lower = "trousers"
    legs: str = "#3b4a5a"
    shoes: str = "#3f302a"
    boots: bool = False
    gloves: str = ""
    """Colour of gloves; empty for bare hands."""
    parts: tuple[str, ...] = ()
    """What is worn over it, by names of `trimmings.py` and of `headwear.py`."""
    hat: str = ""
    hat_colour: str = "#5b5148"
    bulk: float = 1.0
    """Thickness of the cloth."""
    metal: bool = False
    """Sleeves and legs are of armour."""
    hair: str = ""
    beard: str = ""
    glasses: bool = False
    short: bool = False
    """A coat that ends above the knee."""

    @property
    def shape(self) -> Cut:
        """How the trunk's garment is cut."""
        cut = CUTS[self.cut]
        return Cut(0.3, 1.6, cut.pinch) if self.short else cut

    @property
    def bare_legs(self) -> bool:
        """Whether legs show as stockings rather than as trousers."""
        return self.lower == "skirt" or self.cut in ("dress", "gown", "tutu")


@cache
def _book() -> dict[str, Any]:
    text = files("models.preview.panels.cast.people").joinpath("roles.yaml").read_text("utf-8")
    return yaml.safe_load(text)


def roles() -> frozenset[str]:
    """Names of roles that have clothes of their own."""
    return frozenset(_book()["roles"])


def dressed(role: str, everyday: str, *, woman: bool, dice: Dice) -> Outfit:
    """An outfit for a role; everyday clothes of a kind of person where it has none."""
    known = _book()["roles"]
    name = role.strip().lower().replace(" ", "_")
    if name not in known:
        return _chosen(dice.pick(_book()["everyday"][everyday]), dice)
    entry = known[name]
    entry = known[entry["like"]] if "like" in entry else entry
    plain = {key: value for key, value in entry.items() if key != "women"}
    return _chosen({**plain, **entry.get("women", {})} if woman else plain, dice)


def _chosen(entry: Mapping[str, Any], dice: Dice) -> Outfit:
    """An entry with each of its choices made; lists of parts are no choices."""
    made: dict[str, Any] = {}
    for key, value in sorted(entry.items()):
        if key == "parts":
            made[key] = tuple(value)
        else:
            made[key] = dice.pick(value) if isinstance(value, list) else value
    return Outfit(**made)
