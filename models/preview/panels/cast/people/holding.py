"""Things in hands: which kinds fit there, how large they are, and how they are gripped."""

from __future__ import annotations

from models.preview.panels.cast.people.skeleton import Limb, ahead
from models.preview.panels.cast.registry import SUBJECTS_BY_NAME, Subject
from models.preview.panels.drawing import Dice, group, turned
from models.preview.panels.stage import Stage

_PALM = 2.6
"""How far beyond the wrist the palm is."""

_TURNS = {"long": 12.0, "tool": -38.0}
"""How far what is held by one end leans, in degrees clockwise."""

_MUG = 9.4
"""Height of a mug in hundredths of a grown person: a little larger than life, so that it reads."""

_HUGGED = 18.0
"""From this height on a thing is held against the chest."""

_LARGEST, _WIDEST = 0.5, 0.7
"""What is carried of animals and things of the ground, against a person's height."""

_HUNG = frozenset(
    ("lantern", "bag", "basket", "bucket", "suitcase", "briefcase", "handbag", "kettle", "bell",
     "lamp")
)  # fmt: skip
_LONG = frozenset(
    ("sword", "staff", "spear", "umbrella", "broom", "axe", "torch", "flag", "wand")
)  # fmt: skip
_TOOLS = frozenset(
    ("hammer", "knife", "spoon", "wrench", "saw", "key", "syringe", "trumpet", "pan", "fork")
)  # fmt: skip


def carried(kind: str) -> Subject | None:
    """The subject in a hand; None where nobody could hold one."""
    item = SUBJECTS_BY_NAME.get(kind)
    if item is None or item.person or item.rooted or item.where not in ("table", "ground"):
        return None
    small = item.tall <= _LARGEST and item.tall * item.wide <= _WIDEST
    return item if item.where == "table" or small or kind in _LONG else None


def grip_of(kind: str) -> str:
    """How a thing is held, by a name that poses know; empty for nothing at all."""
    if carried(kind) is None:
        return ""
    for grip, kinds in (("hang", _HUNG), ("long", _LONG), ("tool", _TOOLS)):
        if kind in kinds:
            return grip
    return "hug" if height_of(kind, 1.0) > _HUGGED else "upright"


def height_of(kind: str, tall: float) -> float:
    """Height of a thing in hundredths of its bearer, who is `tall` against a grown person."""
    item = carried(kind)
    if item is None:
        return 0.0
    size = item.tall * (_MUG if item.where == "table" else 100.0) / tall
    return min(size, 70.0 if kind in _LONG else 46.0, 40.0 / item.wide)


def in_hand(s: Stage, arm: Limb, kind: str, dice: Dice, tall: float) -> str:
    """A thing at the end of an arm; `tall` is its bearer's height against a grown person's."""
    item = carried(kind)
    if item is None:
        return ""
    size = height_of(kind, tall)
    sketch = group(item.sketch(s, dice), scale=size / 100)
    grip = grip_of(kind)
    low = 0.42 if item.wide < 1.3 else 0.2
    drop = {"hang": 1.0, "long": 0.3, "tool": 0.4, "upright": low, "hug": 0.5}[grip] * size
    placed = turned(group(sketch, at=(0, drop)), _TURNS.get(grip, 0.0))
    return group(placed, at=ahead(arm.end, arm.angle, _PALM))
