"""Who someone is: body, age, face and clothes, drawn from a name and from nothing else.

A figure that is named looks the same in each shot of a film; one without a name is somebody else
in each. All colours here are their own, before any light.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from media.shots import Figure
from models.preview.panels.cast.people.wardrobe import Outfit, dressed
from models.preview.panels.drawing import Dice

Age = Literal["baby", "child", "teen", "grown", "old"]
Cover = Literal["", "hijab", "turban", "headscarf"]
Beard = Literal["", "stubble", "moustache", "full", "long"]

SKINS = ("#f3d0b2", "#e6b48c", "#d29a6e", "#b07a50", "#8a5a3c", "#643f2c")
_DARK_HAIRS = ("#231d1c", "#32261f", "#46332a")
_HAIRS = (*_DARK_HAIRS, "#6b4730", "#8a5c36", "#8c3f28", "#b5602f", "#c99a5a", "#dcc08a")
_GREYS = ("#d5d2cb", "#b9b6b0", "#e6e3dc", "#9a9691")
_GLASSES = {"baby": 0.0, "child": 0.12, "teen": 0.16, "grown": 0.16, "old": 0.38}
"""How many wear glasses, by age."""
_EYES = ("#4a3324", "#3a2a20", "#5a4630", "#4f6b5a", "#4f7390", "#6b5a3a")
_MEN = ("short", "short", "parted", "tousled", "cropped", "curls", "bald", "swept")
_WOMEN = ("long", "wavy", "bob", "bun", "ponytail", "curls", "afro", "braid", "pixie")
_BOYS = ("short", "tousled", "bowl", "curls", "parted")
_GIRLS = ("bob", "ponytail", "braids", "long", "curls", "bun")


@dataclass(frozen=True, slots=True)
class Kind:
    """What all people of one kind share."""

    age: Age
    everyday: str
    """Whose clothes they wear without a role, by `roles.yaml`."""
    tall: float
    """Height against a grown person's."""
    head: float
    """Height of the head in hundredths of the body's."""
    feminine: float
    """How many of them are women or girls."""
    broad: float = 1.0
    legs: float = 1.0
    sunk: float = 0.0
    """How much shorter the neck is than a grown person's, in hundredths of the body."""
    role: str = ""
    """What they are when nothing else is said."""


KINDS: Mapping[str, Kind] = {
    "man": Kind("grown", "man", 1.0, 13.6, 0.0),
    "woman": Kind("grown", "woman", 0.95, 13.8, 1.0, broad=0.86),
    "old_man": Kind("old", "old_man", 0.95, 14.0, 0.0, broad=0.96),
    "old_woman": Kind("old", "old_woman", 0.89, 14.4, 1.0, broad=0.88),
    "child": Kind("child", "child", 0.66, 20.0, 0.5, broad=0.86, legs=0.92, sunk=1.4),
    "girl": Kind("child", "girl", 0.66, 20.0, 1.0, broad=0.84, legs=0.92, sunk=1.4),
    "boy": Kind("child", "child", 0.67, 20.0, 0.0, broad=0.88, legs=0.92, sunk=1.4),
    "teenager": Kind("teen", "child", 0.9, 15.4, 0.5, broad=0.86, legs=0.99),
    "baby": Kind("baby", "child", 0.5, 27.0, 0.5, broad=0.9, legs=0.74, sunk=4.5),
    "astronaut": Kind("grown", "man", 1.02, 13.6, 0.5, role="astronaut"),
}


@dataclass(frozen=True, slots=True)
class Person:
    """One person, in all that stays from shot to shot."""

    kind: Kind
    woman: bool
    skin: str
    hair: str
    hair_colour: str
    eyes: str
    beard: Beard
    glasses: bool
    cover: Cover
    wheelchair: bool
    girth: float
    """Thickness of trunk and limbs against the usual."""
    belly: float
    stature: float
    """Height against the usual one of their kind."""
    jaw: float
    """Width of the lower face against the usual."""
    nose: float
    brows: float
    stick: bool
    outfit: Outfit


def person_of(figure: Figure, seed: int, number: int = 0) -> Person:
    """Who a figure is: by its name, else by the shot's seed and its number in the picture."""
    kind = KINDS[figure.kind]
    role = figure.role or kind.role
    if figure.who.strip():
        name = figure.who.strip().casefold()
        body, clothes = Dice(0, f"{figure.kind} {name}"), Dice(1, f"{figure.kind} {name} {role}")
    else:
        body = Dice(seed, f"{figure.kind} {number}")
        clothes = Dice(seed, f"clothes {figure.kind} {number} {role}")
    woman = body.chance(kind.feminine)
    outfit = dressed(role, _everyday(kind, woman), woman=woman, dice=clothes)
    return _born(kind, woman, outfit, body, wheels=not role)


def _everyday(kind: Kind, woman: bool) -> str:
    return "girl" if kind.age == "child" and woman and kind.everyday == "child" else kind.everyday


def _born(kind: Kind, woman: bool, outfit: Outfit, dice: Dice, *, wheels: bool) -> Person:
    """A person's body. Every choice is thrown for, so that clothes do not change the rest."""
    skin = dice.count(0, len(SKINS) - 1)
    grown = kind.age in ("grown", "old")
    figure = dice.pick(("slim", "usual", "usual", "broad", "round")) if grown else "usual"
    girth = {"slim": 0.88, "usual": 1.0, "broad": 1.12, "round": 1.17}[figure]
    hair, colour = _hair(kind, woman, skin, dice), _hair_colour(kind, skin, dice)
    beard, cover = _beard(kind, woman, dice), _cover(kind, woman, skin, dice)
    return Person(
        kind=kind,
        woman=woman,
        skin=SKINS[skin],
        hair=outfit.hair or hair,
        hair_colour=colour,
        eyes=_EYES[dice.count(0, 2) if skin > 2 else dice.count(0, len(_EYES) - 1)],
        beard=(outfit.beard or beard) if not woman else "",  # pyright: ignore[reportArgumentType]
        glasses=dice.chance(_GLASSES[kind.age]) or outfit.glasses,
        cover="" if outfit.hat or outfit.hair else cover,
        wheelchair=dice.chance(0.035) and wheels and kind.age != "baby",
        girth=girth * dice.between(0.98, 1.03),
        belly=2.4 if figure == "round" else dice.between(0, 0.5) if grown else 0.3,
        stature=dice.between(0.965, 1.035),
        jaw=dice.between(0.94, 1.06) * (0.95 if woman else 1.03) * (1.04 if girth > 1.1 else 1.0),
        nose=dice.between(0.88, 1.14),
        brows=dice.between(0.85, 1.15) * (0.8 if woman else 1.15),
        stick=kind.age == "old" and dice.chance(0.6),
        outfit=outfit,
    )


def _hair(kind: Kind, woman: bool, skin: int, dice: Dice) -> str:
    if kind.age == "baby":
        return dice.pick(("tuft", "cropped"))
    if kind.age == "old":
        return dice.pick(("bun", "bob", "curls") if woman else ("bald", "bald", "short", "swept"))
    if kind.age in ("child", "teen"):
        styles = _GIRLS if woman else _BOYS
    else:
        styles = _WOMEN if woman else _MEN
    chosen = dice.pick(styles)
    natural = dice.pick(("afro", "curls", "braids") if woman else ("cropped", "curls", "afro"))
    return natural if skin >= 4 and dice.chance(0.6) else chosen


def _hair_colour(kind: Kind, skin: int, dice: Dice) -> str:
    grey, dark, any_colour = dice.pick(_GREYS), dice.pick(_DARK_HAIRS), dice.pick(_HAIRS)
    if kind.age == "old":
        return grey
    return dark if skin >= 3 else any_colour


def _beard(kind: Kind, woman: bool, dice: Dice) -> Beard:
    bearded, beard = dice.chance(0.42), dice.pick(("full", "stubble", "moustache", "full"))
    old, white = dice.chance(0.65), dice.pick(("full", "moustache", "full"))
    if woman or kind.age not in ("grown", "old"):
        return ""
    if kind.age == "old":
        return white if old else ""
    return beard if bearded else ""


def _cover(kind: Kind, woman: bool, skin: int, dice: Dice) -> Cover:
    thrown = dice.between(0, 1)
    if kind.age in ("baby", "child"):
        return ""
    if woman:
        if thrown < 0.08:
            return "hijab"
        return "headscarf" if kind.age == "old" and thrown < 0.35 else ""
    return "turban" if thrown < 0.05 and skin >= 1 else ""
