"""An insert: one thing, very near, in a hand or before us; else the place itself."""

from __future__ import annotations

import math

from media.shots import Figure, Look
from models.preview.panels.cast.catalog import known_of
from models.preview.panels.cast.people.dressing import forearm
from models.preview.panels.cast.people.holding import carried
from models.preview.panels.cast.people.identity import KINDS, person_of
from models.preview.panels.cast.people.skeleton import Limb
from models.preview.panels.cast.registry import Subject
from models.preview.panels.composition.framing import Spot
from models.preview.panels.composition.laying import lay
from models.preview.panels.composition.placing import fly, put
from models.preview.panels.drawing import group
from models.preview.panels.scenery.registry import Setting
from models.preview.panels.stage import Stage

_HELD = 0.34
"""Height of what a hand holds against the frame's short side."""

_ACROSS = 0.62
"""Its width against the frame's, at most."""

_ARM = Limb((-62.0, 44.0), (-30.0, 22.0), (0.0, 0.0), math.degrees(math.atan2(30, -22)))
"""An arm that comes into the picture from below, in hundredths of a person's height."""


def bearer_of(look: Look) -> Figure | None:
    """Who holds what an insert shows, if somebody does."""
    for figure in look.subjects:
        if figure.kind in KINDS and carried(figure.holds):
            return figure
    return None


def thing_of(look: Look) -> Subject | None:
    """What an insert shows that nobody holds."""
    return next((item for _, item in known_of(look.subjects) if not item.person), None)


def draw_insert(s: Stage, place: Setting) -> None:
    """Draw the first thing, very near; the place alone where there is none."""
    bearer, item = bearer_of(s.look), thing_of(s.look)
    if bearer is not None:
        _in_hand(s, bearer)
    elif item is None:
        return
    elif item.where == "table":
        lay(s, [item], alone=True)
    elif item.where == "sky":
        fly(s, item, 0)
    else:
        _large(s, place, item)


def _large(s: Stage, place: Setting, item: Subject) -> None:
    """A thing of the ground or the water, as large as the picture allows."""
    foot = s.height * 0.84
    tall = min(0.68 * s.height, 0.84 * s.width / item.wide)
    put(s, place, s.cast, item, 0, Spot(s.across(0.5), foot, tall, s.dice("turn").chance(0.5)))


def _in_hand(s: Stage, bearer: Figure) -> None:
    item = carried(bearer.holds)
    if item is None:
        return
    person = person_of(bearer, s.look.seed)
    flip = s.dice("turn").chance(0.5)
    s.turned = flip
    try:
        content, size = forearm(s, person, _ARM, bearer.holds, s.dice("held 0"))
    finally:
        s.turned = False
    scale = _HELD * min(s.width, s.height) / max(5.0, size)
    scale = min(scale, _ACROSS * s.width / (max(5.0, size) * item.wide))
    at = (s.across(0.5), s.height * 0.46)
    s.cast.add(group(content, at=at, scale=scale, flip=flip))
