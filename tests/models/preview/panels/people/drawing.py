"""What tests of people share: a stage to draw on, and figures told in a few words."""

from dataclasses import fields

from media.shots import Figure, Look
from models.preview.panels.cast.people.figure import acting, drawn
from models.preview.panels.cast.people.identity import person_of
from models.preview.panels.drawing import Dice
from models.preview.panels.palette import Palette, palette_for
from models.preview.panels.stage import Stage


class Recording(Palette):
    """A palette that notes which base colours are asked of it, before any light falls on them."""

    asked: list[str]

    def paint(self, base, near=1.0):
        self.asked.append(base)
        return super().paint(base, near)

    def skin(self, base):
        self.asked.append(base)
        return super().skin(base)


def stage(style="cinema", width=1920, height=1080, **look):
    chosen = Look(**{"setting": "sea", **look})
    palette = palette_for(chosen, style)
    recording = Recording(**{f.name: getattr(palette, f.name) for f in fields(Palette)})
    object.__setattr__(recording, "asked", [])
    return Stage(chosen, recording, width, height)


def figure(kind="woman", **more):
    return Figure(kind=kind, **more)


def actor(who, *, seed=0, view="side", seat=""):
    return acting(person_of(who, seed), who, Dice(seed, "gestures"), view, seat=seat)


def svg(who, *, seed=0, view="side", **look):
    return drawn(stage(seed=seed, **look), actor(who, seed=seed, view=view), Dice(seed, "held"))


def base_colours(who, *, view, style="cinema", seed=0, **look):
    """The cloth, skin and hair that somebody is painted with, before any light."""
    s = stage(style, seed=seed, **look)
    drawn(s, actor(who, seed=seed, view=view), Dice(seed, "held"))
    return set(s.palette.asked)
