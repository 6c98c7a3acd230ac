"""Where things go in the frame: the setting, the subjects by shot size, the weather before them.

The first subject stands on a line of thirds and looks into the picture; others face it. People
keep their headroom: heads at the upper third in medium shots, eyes there in close ones.
"""

from __future__ import annotations

from dataclasses import dataclass

from models.preview.panels.cast.catalog import subjects_named
from models.preview.panels.cast.registry import Subject
from models.preview.panels.drawing import Dice, box, disc, group
from models.preview.panels.scenery.catalog import setting_named
from models.preview.panels.scenery.registry import Setting
from models.preview.panels.sky import paint_weather
from models.preview.panels.stage import Stage
from models.preview.panels.terrain import shadow_on_ground

_MOST = 3
"""More subjects than this are clutter."""

_TALL = {"extreme_wide": 0.15, "wide": 0.36, "medium": 1.12, "close": 2.7, "extreme_close": 4.6}
"""A grown person's height against the frame's, by shot size."""

_CROWN = {"medium": 0.17, "close": 0.12, "extreme_close": -0.04}
"""Height of the crown in the frame where the feet are out of it."""

_GRAVITY = {"extreme_wide": 0.3, "wide": 0.68}
"""How far down from the horizon to the lower edge the feet are."""


@dataclass(frozen=True, slots=True)
class Spot:
    """A place for one subject: its foot and its height, in panel units."""

    x: float
    y: float
    tall: float
    flip: bool


def compose(s: Stage) -> None:
    """Draw a whole shot onto the stage."""
    place = setting_named(s.look.setting)
    place.paint(s)
    known = subjects_named(s.look.subjects)[:_MOST]
    flying = [item for item in known if item.where == "sky"]
    standing = [item for item in known if item.where in ("ground", "water")]
    lying = [item for item in known if item.where == "table"]
    for number, item in enumerate(flying):
        _fly(s, item, number)
    # The nearest is first in the look and last on the paper.
    for number in reversed(range(len(standing))):
        _stand(s, place, standing[number], number, len(standing))
    if lying:
        _lay(s, lying, alone=not standing)
    if not place.indoors and not place.adrift:
        paint_weather(s)


def _sketched(s: Stage, item: Subject, name: str, flip: bool) -> str:
    s.turned = flip
    try:
        return item.sketch(s, s.dice(name))
    finally:
        s.turned = False


def _share_of_width(s: Stage, number: int, count: int, dice: Dice) -> float:
    """Where across the frame: thirds, then the other third, then between."""
    if count == 1 and s.look.size in ("close", "extreme_close"):
        return 0.5 - s.light_side * 0.06 + dice.between(-0.02, 0.02)
    third = 0.36 if dice.chance(0.5) else 0.64
    wander = dice.between(-0.02, 0.02)
    spots = (third, 1.03 - third, 0.5)
    return spots[number % 3] + wander


def _spot(s: Stage, place: Setting, item: Subject, number: int, count: int) -> Spot:
    dice = s.dice("places")
    share = _share_of_width(s, number, count, dice)
    tall = _TALL[s.look.size] * s.height * item.tall
    if place.indoors and s.look.size in ("extreme_wide", "wide"):
        tall *= 1.35
    narrow = s.width / (item.wide * tall)
    most = 0.95 if s.look.size in ("medium", "close", "extreme_close") else 0.7
    if not item.person:
        tall *= min(1.0, narrow * most, 0.66 * s.height / tall)
    elif s.width < s.height:
        tall *= 0.8
    behind = 1 - 0.12 * number
    flip = share > 0.5
    crown = _CROWN.get(s.look.size)
    if crown is not None and item.person:
        grown = tall / item.tall
        drop = (1 - item.tall) * grown * (0.6 if s.look.size == "medium" else 0.02)
        return Spot(s.across(share), s.height * crown + drop + tall * behind, tall * behind, flip)
    down = _GRAVITY.get(s.look.size, 0.6) - 0.16 * number
    foot = s.horizon + (s.height - s.horizon) * down
    if crown is not None:
        foot = s.height * 0.84
    return Spot(s.across(share), foot, tall * behind, flip)


def _stand(s: Stage, place: Setting, item: Subject, number: int, count: int) -> None:
    spot = _spot(s, place, item, number, count)
    sketch = _sketched(s, item, f"{item.name} {number}", spot.flip)
    if not place.adrift:
        s.cast.add(shadow_on_ground(s, spot.x, spot.y, spot.tall * item.wide * 0.6))
    s.cast.add(group(sketch, at=(spot.x, spot.y), scale=spot.tall / 100, flip=spot.flip))


def _fly(s: Stage, item: Subject, number: int) -> None:
    dice = s.dice(f"flight {number}")
    flip = dice.chance(0.5)
    sketch = _sketched(s, item, f"{item.name} {number}", flip)
    if not sketch:
        return
    tall = s.height * 0.1 * item.tall * {"extreme_wide": 0.6, "wide": 1.0}.get(s.look.size, 1.8)
    x, y = s.across(dice.pick((0.34, 0.64))), s.height * dice.between(0.26, 0.36)
    s.cast.add(group(sketch, at=(x, y), scale=tall / 100, flip=flip))


def _lay(s: Stage, items: list[Subject], *, alone: bool) -> None:
    """Things on a table's edge before us: the whole of a close shot, a corner of a wide one."""
    close = {"extreme_wide": 0.16, "wide": 0.2, "medium": 0.26, "close": 0.4, "extreme_close": 0.56}
    tall = close[s.look.size] * min(s.height, s.width * 0.9) * (1.3 if alone else 0.72)
    edge = s.height * (0.8 if alone else 0.9)
    _table(s, edge)
    for number, item in enumerate(items):
        share = (
            (0.5 if len(items) == 1 and alone else (0.38, 0.68, 0.2)[number % 3])
            if alone
            else (0.8, 0.6, 0.92)[number % 3]
        )
        size = tall * item.tall * (1 - 0.1 * number)
        size = min(size, 0.62 * s.width / item.wide)
        x = s.across(share)
        s.cast.add(shadow_on_ground(s, x, edge + size * 0.05, size * item.wide * 0.5))
        sketch = _sketched(s, item, f"{item.name} {number}", share > 0.55)
        s.cast.add(group(sketch, at=(x, edge + size * 0.05), scale=size / 100, flip=share > 0.55))


def _table(s: Stage, edge: float) -> None:
    p = s.palette
    wood = p.paint(s.dice("table").pick(("#8a5f3e", "#6b4a35", "#a37b52")))
    top = edge - s.height * 0.045
    s.cast.add(
        box(
            s.left, top, s.span, s.bottom - top, s.paints.down(p.lit(wood, 0.24), p.dark(wood, 0.3))
        )
    )
    s.cast.add(box(s.left, top, s.span, 3, f"{p.light}@0.5"))
    s.cast.add(
        disc(s.sun_x, edge, s.width * 0.4, s.paints.round(f"{p.light}@0.3", f"{p.light}@0"), 0.16)
    )
