"""Things in hands: which kinds fit there, how large they are, and how they are gripped."""

from __future__ import annotations

from models.preview.panels.cast.people.skeleton import Limb, ahead
from models.preview.panels.cast.registry import SUBJECTS_BY_NAME, Subject
from models.preview.panels.drawing import Dice, group, turned
from models.preview.panels.stage import Stage

_PALM = 2.6
"""How far beyond the wrist the palm is."""

_SLANT = 12.0
"""How far what is long leans forward, in degrees."""

_MUG = 9.4
"""Height of a mug in hundredths of a grown person: a little larger than life, so that it reads."""

_HUGGED = 18.0
"""From this height on a thing is held against the chest."""

_LARGEST = 0.5
"""Height of the largest animal or thing of the ground that is carried, against a person's."""

_HUNG = frozenset(
    ("lantern", "bag", "basket", "bucket", "suitcase", "briefcase", "handbag", "kettle", "birdcage",
     "watering_can", "lunchbox")
)  # fmt: skip
_LONG = frozenset(
    ("sword", "staff", "spear", "umbrella", "broom", "oar", "axe", "shovel", "rifle", "wand",
     "hammer", "knife", "pen", "pencil", "paintbrush", "flag", "torch", "fishing_rod", "stick")
)  # fmt: skip


def carried(kind: str) -> Subject | None:
    """The subject in a hand; None where nobody could hold one."""
    item = SUBJECTS_BY_NAME.get(kind)
    if item is None or item.person or item.where not in ("table", "ground"):
        return None
    fits = item.where == "table" or item.tall <= _LARGEST
    return item if fits and not item.rooted else None


def grip_of(kind: str) -> str:
    """How a thing is held: from above, along the arm, or upright; empty for nothing at all."""
    if carried(kind) is None:
        return ""
    if height_of(kind, 1.0) > _HUGGED:
        return "hug"
    if kind in _HUNG:
        return "hang"
    return "long" if kind in _LONG else "upright"


def height_of(kind: str, tall: float) -> float:
    """Height of a thing in hundredths of its bearer, who is `tall` against a grown person."""
    item = carried(kind)
    if item is None:
        return 0.0
    size = item.tall * (_MUG if item.where == "table" else 100.0) / tall
    return min(size, 46.0, 40.0 / item.wide)


def in_hand(s: Stage, arm: Limb, kind: str, dice: Dice, tall: float) -> str:
    """A thing at the end of an arm; `tall` is its bearer's height against a grown person's."""
    item = carried(kind)
    if item is None:
        return ""
    size = height_of(kind, tall)
    sketch = group(item.sketch(s, dice), scale=size / 100)
    grip = grip_of(kind)
    low = 0.42 if item.wide < 1.3 else 0.2
    drop = {"hang": 1.0, "long": 0.3, "upright": low, "hug": 0.5}[grip] * size
    placed = group(sketch, at=(0, drop))
    placed = turned(placed, _SLANT) if grip == "long" else placed
    return group(placed, at=ahead(arm.end, arm.angle, _PALM))
