"""People from behind, near and out of focus: a shoulder to look over.

Coordinates are those of `face.py`; they look to the right, away from us.
"""

from __future__ import annotations

from models.preview.panels.cast.people import headwear
from models.preview.panels.cast.people.hair import EARS_FREE
from models.preview.panels.cast.people.identity import Person
from models.preview.panels.cast.people.outline import cornered
from models.preview.panels.drawing import disc, shape
from models.preview.panels.stage import Stage

_SHADE = 0.36
"""How dark what stands between us and the light is."""


def from_behind(s: Stage, person: Person) -> str:
    """Head and shoulders of someone whom the camera looks past."""
    p = s.palette
    skin = p.dark(p.skin(person.skin), _SHADE)
    coat = p.dark(p.paint(person.outfit.colour), _SHADE)
    wide = person.girth * person.kind.broad * (1.0 if person.kind.age != "child" else 0.72)
    shoulders = (
        (-24, 14), (-60 * wide, 34), (-108 * wide, 52), (-136 * wide, 108), (-150 * wide, 400),
        (-150 * wide, 400), (140 * wide, 400), (140 * wide, 400), (126 * wide, 104),
        (98 * wide, 52), (56 * wide, 34), (24, 14),
    )  # fmt: skip
    neck = ((-31, -40), (-28, 0), (-36, 30), (34, 30), (24, 0), (22, -30))
    cheek = ((10, -80), (32, -66), (38, -44), (33, -20), (16, -6), (-6, -20))
    return "".join(
        (
            cornered(neck, skin),
            cornered(shoulders, s.shaded(coat, 0.4)),
            cornered(cheek, skin),
            _head(s, person),
            _ear(s, person, skin),
        )
    )


def _ear(s: Stage, person: Person, skin: str) -> str:
    free = person.hair in EARS_FREE and not person.cover
    return disc(17, -40, 6.6, s.palette.lit(skin, 0.1), 1.6) if free else ""


def _head(s: Stage, person: Person) -> str:
    p = s.palette
    hat = headwear.hat_of(person.outfit.hat, person.cover)
    cloth = person.outfit.trim if person.cover else person.outfit.hat_colour
    own = cloth if hat is not None and hat.bare else person.hair_colour
    bald = person.hair == "bald" and hat is None
    colour = p.dark(p.paint(own), _SHADE)
    if bald:
        colour = p.dark(p.skin(person.skin), _SHADE)
    skull = (
        (-6, -105), (20, -100), (35, -82), (31, -62), (20, -52), (15, -30), (8, -14), (-12, -8),
        (-32, -16), (-46, -42), (-50, -68), (-38, -94),
    )  # fmt: skip
    parts = [cornered(skull, s.shaded(colour, 0.36))]
    if person.hair in ("long", "wavy", "bob"):
        end = 10 if person.hair == "bob" else 84
        fall = (
            f"M-50-70C-62-30 -64 10 -56 {end}C-30 {end + 12} 0 {end + 10} 22 {end - 2}C30 -20"
            " 34-60 30-84Z"
        )
        parts.append(shape(fall, s.shaded(colour, 0.36)))
    if person.hair == "bun":
        parts.append(disc(-26, -102, 18, s.shaded(colour, 0.4)))
    if person.hair == "afro":
        parts.append(disc(-6, -70, 58, s.shaded(colour, 0.36), 0.9))
    if hat is not None and not hat.bare:
        parts.append(headwear.laid(s, hat.front, cloth))
    return "".join(parts)
