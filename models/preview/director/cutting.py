"""Rules that look at the shot before: a scene opens wide, neighbours differ, who hears is near.

Each looks at what its neighbour was drawn as, not at what the rules made of it, so that a change
goes no further than the next shot. (In a film that exists, not even so far: see
`media.shot_list`.)
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from media.shots import Look, Shot, ShotSize
from models.preview.panels.lexicon import PEOPLE

CONTRAST: dict[ShotSize, tuple[ShotSize, ...]] = {
    "extreme_wide": ("medium", "wide"),
    "wide": ("medium", "close"),
    "medium": ("close", "wide"),
    "close": ("medium", "wide"),
    "extreme_close": ("medium", "wide"),
    "insert": ("insert", "insert"),
    "over_shoulder": ("close", "medium"),
}
"""What a shot becomes that would be of the same size as the one before."""
DESERTED: dict[ShotSize, tuple[ShotSize, ...]] = {
    "extreme_wide": ("wide", "medium"),
    "wide": ("extreme_wide", "medium"),
    "medium": ("wide", "extreme_wide"),
    "close": ("wide", "medium"),
    "extreme_close": ("wide", "medium"),
    "insert": ("insert",),
    "over_shoulder": ("wide",),
}
"""The same where nobody is there: a close shot of nothing shows nothing."""
STILL = ("stand", "sit", "talk")
"""Poses in which a face is what there is to see."""
MANY = frozenset({"crowd", "group"})
OPENING: tuple[ShotSize, ...] = ("wide", "extreme_wide")


def cut(shots: Sequence[Shot]) -> list[Shot]:
    """A section's shots, each with an eye on the one before it."""
    return [*shots[:1], *(_after(before, shot) for before, shot in pairwise(shots))]


def _after(before: Shot, shot: Shot) -> Shot:
    size = _size(before.look, shot.look)
    if shot.title or size == shot.look.size:
        return shot
    return shot.model_copy(update={"look": shot.look.model_copy(update={"size": size})})


def _reacts(before: Look, look: Look) -> bool:
    """Whether somebody spoke, and this is somebody else, who heard it."""
    if not before.subjects or not look.subjects:
        return False
    speaker, hearer = before.subjects[0], look.subjects[0]
    others = hearer.kind in PEOPLE - MANY and hearer.who != speaker.who
    return speaker.pose == "talk" and others and hearer.pose in STILL


def _size(before: Look, look: Look) -> ShotSize:
    if look.size == "insert":
        return look.size
    if look.setting != before.setting:
        return look.size if look.size in (*OPENING, "over_shoulder") else "wide"
    if _reacts(before, look):
        return "medium" if before.size == "close" else "close"
    if look.size == before.size:
        choices = CONTRAST[look.size] if look.subjects else DESERTED[look.size]
        return choices[look.seed % len(choices)]
    return look.size
