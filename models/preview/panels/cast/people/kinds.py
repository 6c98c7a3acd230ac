"""The kinds of people, and of people together, by name."""

from __future__ import annotations

from dataclasses import replace

from media.shots import Figure
from models.preview.panels.cast.people.bystander import bystander
from models.preview.panels.cast.people.figure import acting, drawn
from models.preview.panels.cast.people.identity import KINDS, person_of
from models.preview.panels.cast.people.skeleton import View
from models.preview.panels.cast.registry import Sketch, subject
from models.preview.panels.drawing import Dice, blob, disc, group, shape
from models.preview.panels.stage import Stage

_NEAR = ("medium", "close", "extreme_close", "insert", "over_shoulder")


def view_in(s: Stage) -> View:
    """How people are seen: wide shots show profiles, which read small; nearer ones show faces."""
    return "front" if s.look.size in _NEAR else "side"


def _sketch_of(kind: str) -> Sketch:
    def sketch(s: Stage, dice: Dice) -> str:
        figure = Figure(kind=kind)
        person = person_of(figure, dice.count(0, 2**31))
        return drawn(s, acting(person, figure, dice, view_in(s)), dice)

    return sketch


for _name, _kind in KINDS.items():
    subject(_name, where="ground", tall=_kind.tall, wide=0.34, person=True)(_sketch_of(_name))


def _somebody(s: Stage, dice: Dice, kind: str, *, pose: str = "stand", deep: bool = False) -> str:
    """Anybody of a kind; `deep` in a crowd they are drawn in few shapes."""
    figure = Figure.model_validate({"kind": kind, "pose": pose})
    person = person_of(figure, dice.count(0, 2**31))
    if deep:
        on_foot = replace(person, wheelchair=False)
        return bystander(s, acting(on_foot, figure, dice, "side"))
    return drawn(s, acting(person, figure, dice, view_in(s)), dice)


def _mirrored(s: Stage, dice: Dice, kind: str, *, pose: str = "stand", deep: bool = False) -> str:
    """Somebody who will be mirrored, lit as the others are."""
    s.turned = not s.turned
    try:
        return _somebody(s, dice, kind, pose=pose, deep=deep)
    finally:
        s.turned = not s.turned


@subject("crowd", where="ground", tall=1.0, wide=1.7, person=True)
def crowd(s: Stage, dice: Dice) -> str:
    """Many people, the near ones larger."""
    kinds = ("man", "woman", "man", "woman", "teenager", "child", "old_man", "old_woman")
    parts: list[str] = []
    for count, scale, lift, deep in ((5, 0.8, -9, True), (4, 0.9, -4, True), (3, 1.0, 0, False)):
        for i in range(count):
            x = (i - (count - 1) / 2) * (56 - 4 * count) + dice.between(-8, 8) + 9 * (count % 2)
            kind = dice.pick(kinds)
            size = scale * KINDS[kind].tall * dice.between(0.95, 1.03)
            pose, flip = dice.pick(("stand", "stand", "walk")), dice.chance(0.4)
            person = (_mirrored if flip else _somebody)(s, dice, kind, pose=pose, deep=deep)
            parts.append(group(person, at=(x, lift), scale=size, flip=flip))
    return "".join(parts)


@subject("group", where="ground", tall=1.0, wide=1.3, person=True)
def few(s: Stage, dice: Dice) -> str:
    """Three to five people who talk, turned to one another."""
    count = dice.count(3, 5)
    kinds = ("man", "woman", "woman", "man", "teenager", "old_man", "old_woman")
    order = sorted(range(count), key=lambda i: -abs(i - (count - 1) / 2))
    parts: list[str] = []
    for i in order:
        kind = dice.pick(kinds)
        x = (i - (count - 1) / 2) * 27 + dice.between(-2, 2)
        pose = dice.pick(("talk", "stand", "stand"))
        flip = x > 1
        person = (_mirrored if flip else _somebody)(s, dice, kind, pose=pose)
        parts.append(group(person, at=(x, -1.5 * (i % 2)), scale=KINDS[kind].tall, flip=flip))
    return "".join(parts)


@subject("couple", where="ground", tall=1.0, wide=0.62, person=True)
def couple(s: Stage, dice: Dice) -> str:
    """Two people close together."""
    first = _somebody(s, dice, "woman")
    second = _mirrored(s, dice, "man")
    return group(second, at=(11, 0), flip=True) + group(first, at=(-11, 0), scale=0.95)


@subject("ghost", where="ground", tall=1.0, wide=0.5, person=True)
def ghost(s: Stage, dice: Dice) -> str:
    """A pale shape that floats and ends in nothing."""
    p = s.palette
    pale = p.lit(p.paint("#dfe9f2"), 0.4)
    body = s.paints.down(f"{pale}@0.95", f"{pale}@0.85", f"{pale}@0.6", f"{pale}@0.1")
    outline = (
        (2, -101), (14, -95), (18, -80), (20, -66), (34, -62), (37, -54), (24, -50), (25, -34),
        (23, -14), (16, -22), (8, -9), (0, -20), (-10, -8), (-16, -19), (-25, -10), (-24, -34),
        (-24, -48), (-36, -46), (-36, -54), (-22, -64), (-14, -82), (-9, -96),
    )  # fmt: skip
    dark = p.dark(p.paint("#39445a"), 0.3)
    sway = dice.between(-1.5, 1.5)
    glow = s.paints.round(f"{pale}@0.4", f"{pale}@0")
    return (
        disc(0, -56, 62, glow)
        + blob(outline, body)
        + disc(0 + sway, -82, 2.7, dark, 1.5)
        + disc(9 + sway, -82, 2.4, dark, 1.5)
        + shape(
            f"M{2 + sway:.1f}-72Q{5.4 + sway:.1f}-75 {8.4 + sway:.1f}-72"
            f"Q{5.6 + sway:.1f}-63 {2 + sway:.1f}-72Z",
            f"{dark}@0.8",
        )
    )
