"""A whole head for a figure: skull, face, hair and hat, in profile or in three quarters.

Drawn with a height of 100, the chin at (0, 0), facing right.
"""

from __future__ import annotations

from dataclasses import dataclass

from models.preview.panels.cast.people import face, hair, headwear, profile
from models.preview.panels.cast.people.identity import Person
from models.preview.panels.cast.people.outline import coarse
from models.preview.panels.cast.people.skeleton import View
from models.preview.panels.cast.people.visage import Gaze, Visage
from models.preview.panels.drawing import group
from models.preview.panels.stage import Stage


@dataclass(frozen=True, slots=True)
class Head:
    """A head in three sheets, which the trunk goes between."""

    behind: str
    """Hair and cloth that hang behind the shoulders."""
    neck: str
    """What the garment is worn over."""
    front: str


def head_of(s: Stage, person: Person, view: View, gaze: Gaze, *, talking: bool) -> Head:
    """A person's head as it is seen."""
    return _side(s, person) if view == "side" else _front(s, person, gaze, talking=talking)


def _front(s: Stage, person: Person, gaze: Gaze, *, talking: bool) -> Head:
    v = Visage(s, person, s.look.mood, gaze, talking)
    colour = s.palette.paint(person.hair_colour)
    hat = headwear.hat_of(person.outfit.hat, person.cover)
    style = _under(person.hair, hat)
    behind = hair.behind(s, style, colour) if style else ""
    parts = [face.face(v)]
    if style:
        parts.append(hair.over(s, style, colour))
    if style in hair.EARS_FREE:
        parts.append(face.ear(v))
    parts += [_gear(s, person, profiled=False), _hat(s, person, hat)]
    return Head(
        coarse(behind + _hat(s, person, hat, back=True)),
        coarse(face.neck(v)),
        coarse("".join(parts)),
    )


def _side(s: Stage, person: Person) -> Head:
    colour = s.palette.paint(person.hair_colour)
    hat = headwear.hat_of(person.outfit.hat, person.cover)
    covered = hat is not None and hat.bare
    behind = "" if covered else profile.back_hair(s, person, colour)
    over = "" if covered else profile.hair(s, person, colour, hatted=hat is not None and hat.hides)
    skull = profile.neck_and_skull(s, person) + profile.features(s, person)
    return Head(
        group(behind, scale=100) + _hat(s, person, hat, back=True),
        group(skull, over, scale=100) + _gear(s, person, profiled=True) + _hat(s, person, hat),
        "",
    )


def _under(style: str, hat: headwear.Hat | None) -> str:
    """What hair shows with a hat on."""
    if hat is None or not hat.hides:
        return style
    if hat.bare:
        return ""
    tamed = {"afro": "cropped", "curls": "cropped", "bun": "slick", "tousled": "short"}
    return tamed.get(style, "slick" if style in ("swept", "parted", "tuft") else style)


def _hat(s: Stage, person: Person, hat: headwear.Hat | None, *, back: bool = False) -> str:
    if hat is None:
        if person.outfit.hat == headwear.BUBBLE and not back:
            return headwear.bubble(s, person.outfit.hat_colour)
        return ""
    colour = person.outfit.trim if person.cover else person.outfit.hat_colour
    return headwear.laid(s, hat.back if back else hat.front, colour)


def _gear(s: Stage, person: Person, *, profiled: bool) -> str:
    parts: list[str] = []
    if "mask" in person.outfit.parts:
        parts.append(headwear.surgeon_mask(s, person.outfit.trim, profile=profiled))
    if "eye_mask" in person.outfit.parts:
        parts.append(headwear.eye_mask(s))
    if "goggles" in person.outfit.parts:
        parts.append(headwear.goggles(s))
    return "".join(parts)
