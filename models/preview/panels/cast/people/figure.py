"""A whole person: bones, clothes, head and hands, laid over one another from back to front.

Drawn 100 units tall with the feet at y = 0, facing right, and fit to be cropped at the waist or at
the shoulders.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property

from media.shots import Figure
from models.preview.panels.cast.people import holding
from models.preview.panels.cast.people.dressing import arm, leg
from models.preview.panels.cast.people.heads import Head, head_of
from models.preview.panels.cast.people.identity import Person
from models.preview.panels.cast.people.outline import cornered, tight
from models.preview.panels.cast.people.poses import Stance, stance_of
from models.preview.panels.cast.people.seats import Seat, seat_under
from models.preview.panels.cast.people.skeleton import Rig, View, posed
from models.preview.panels.cast.people.trimmings import behind, trimmed, wrapped
from models.preview.panels.cast.people.trunk import Trunk
from models.preview.panels.cast.people.visage import AHEAD, Gaze
from models.preview.panels.cast.people.wardrobe import CUTS
from models.preview.panels.cast.people.worn import Worn
from models.preview.panels.drawing import Dice, group, line, turned
from models.preview.panels.stage import Stage


@dataclass(frozen=True)
class Actor:
    """A person in one picture: what they do there and how they are seen."""

    person: Person
    figure: Figure
    stance: Stance
    view: View
    seat: Seat = ""
    gaze: Gaze = AHEAD

    @cached_property
    def rig(self) -> Rig:
        """The joints of the posed body."""
        kind = self.person.kind
        broad = kind.broad * self.person.girth
        return posed(
            self.stance, head=kind.head, broad=broad, view=self.view, legs=kind.legs, sunk=kind.sunk
        )

    @property
    def reach(self) -> tuple[float, float]:
        """How far limbs, head and seat extend, left and right of the foot."""
        rig = self.rig
        points = [rig.near_arm, rig.far_arm, rig.near_leg, rig.far_leg]
        across = [x for limb in points for x in (limb.bend[0], limb.end[0])] + [rig.crown[0]]
        return min(*across) - 7, max(*across) + 7


def acting(
    person: Person,
    figure: Figure,
    gestures: Dice,
    view: View,
    *,
    seat: Seat = "",
    gaze: Gaze | None = None,
) -> Actor:
    """A person in a pose."""
    seat = "wheelchair" if person.wheelchair else seat
    baby = person.kind.age == "baby"
    stance = stance_of(
        figure.pose,
        gestures,
        seated=bool(person.wheelchair or baby),
        grip=holding.grip_of(figure.holds),
        turned=view == "front",
    )
    if baby:
        stance = replace(stance, near_leg=(80, 88), far_leg=(74, 84), lean=4, lift=0)
        seat = ""
    return Actor(person, figure, stance, view, seat, gaze or AHEAD)


def drawn(s: Stage, actor: Actor, dice: Dice) -> str:
    """An actor's whole figure."""
    return "".join(sheets(s, actor, dice))


def sheets(s: Stage, actor: Actor, dice: Dice) -> tuple[str, str]:
    """A figure in two sheets: all but the near arm, and the near arm, which may embrace."""
    person, rig = actor.person, actor.rig
    trunk = Trunk(rig, actor.view, person)
    worn = Worn(s, trunk, person.outfit)
    talking = actor.figure.pose == "talk"
    head = head_of(s, person, actor.view, actor.gaze, talking=talking)
    parts = [
        seat_under(s, actor.seat, -rig.hip[1] - 5.4 * rig.scale),
        behind(worn),
        _placed(head.behind, rig),
        _arm(s, actor, dice, far=True),
        leg(s, person, rig.far_leg, rig.scale, far=True),
        leg(s, person, rig.near_leg, rig.scale, far=False),
        *_dressed(s, actor, trunk, worn, head),
        _stick(s, actor),
    ]
    near = _arm(s, actor, dice, far=False) + wrapped(worn)
    return _tall("".join(parts), person), _tall(near, person)


def _tall(content: str, person: Person) -> str:
    return group(tight(content), scale=person.stature)


def _placed(content: str, rig: Rig) -> str:
    """What is drawn in hundredths of a head, on the neck."""
    if not content:
        return ""
    moved = group(content, at=(rig.chin[0] + 1.0, rig.chin[1]), scale=rig.head / 100)
    return turned(moved, rig.nod, rig.chin)


def _dressed(s: Stage, actor: Actor, trunk: Trunk, worn: Worn, head: Head) -> list[str]:
    """Neck, garment, and the face over its collar."""
    outfit, p = actor.person.outfit, s.palette
    grow = 0.5 * outfit.bulk + (1.6 if outfit.bulk > 1.2 else 0)
    parts = [_placed(head.neck, actor.rig)]
    if outfit.lower == "skirt" and actor.person.outfit.cut not in ("dress", "gown", "tutu"):
        parts.append(cornered(trunk.skirt(CUTS["dress"]), s.shaded(p.paint(outfit.legs), 0.36)))
    outline = trunk.garment(outfit.shape, grow)
    thin = 0.55 if actor.view == "side" else 0.32
    rim = [(x + s.light_side * thin, y - 0.15) for x, y in outline]
    parts.append(cornered(rim, f"{p.lit(p.light, 0.4)}@0.8"))
    parts.append(cornered(outline, s.shaded(worn.coat, 0.4)))
    parts.append(_folds(s, actor, worn))
    parts.append(trimmed(worn))
    parts.append(_placed(head.front, actor.rig))
    return parts


def _folds(s: Stage, actor: Actor, worn: Worn) -> str:
    """Pleats of what hangs long."""
    hem = actor.person.outfit.shape.hem
    if hem < 0.4:
        return ""
    rig = actor.rig
    lines = ""
    for start, share in ((-3.4, 0.25), (0.6, 0.55), (3.6, 0.8)):
        near, far = rig.near_leg.at(hem * 0.92), rig.far_leg.at(hem * 0.92)
        end = (near[0] - 3 + (far[0] - near[0] + 6) * share, near[1] + (far[1] - near[1]) * share)
        lines += f"M{rig.hip[0] + start:.1f} {rig.hip[1] - 1:.1f}L{end[0]:.1f} {end[1]:.1f}"
    return line(lines, f"{worn.fold}@0.4", 0.55)


def _arm(s: Stage, actor: Actor, dice: Dice, *, far: bool) -> str:
    """One of the arms, with what is in its hand."""
    arms, rig = actor.stance.arms, actor.rig
    limb = rig.far_arm if far else rig.near_arm
    kind = actor.figure.holds if far == actor.stance.holds_far else ""
    return arm(
        s,
        actor.person,
        limb,
        rig.scale,
        kind=arms.far_hand if far else arms.near_hand,
        held=holding.in_hand(s, limb, kind, dice, actor.person.kind.tall),
        far=far,
    )


def _stick(s: Stage, actor: Actor) -> str:
    """A walking stick for old people who are on their feet, in the far hand."""
    rig = actor.rig
    on_foot = actor.figure.pose in ("stand", "walk") and not actor.seat
    if not actor.person.stick or not on_foot or actor.figure.holds:
        return ""
    x, y = rig.far_arm.end
    wood = s.palette.paint("#5a4232")
    return line(
        f"M{x - 2.6:.1f} {y + 1:.1f}Q{x + 1:.1f} {y - 3:.1f} {x + 2:.1f} {y + 3:.1f}L{x + 4:.1f} 0",
        wood,
        1.4,
    )
