"""What a face is drawn from: where its features are by age, and how a mood bends them.

Coordinates of faces are hundredths of a head's height: the chin at (0, 0), the crown at y = -100.
"""

from __future__ import annotations

from dataclasses import dataclass

from media.shots import Mood
from models.preview.panels.cast.people.identity import Person
from models.preview.panels.colour import mix
from models.preview.panels.stage import Stage


@dataclass(frozen=True, slots=True)
class Expression:
    """How a mood bends a face, in hundredths of a head."""

    inner: float = 0.0
    """How far the inner ends of the brows are lowered."""
    outer: float = 0.0
    smile: float = 1.0
    """How far the corners of the mouth are raised."""
    lids: float = 0.0
    """How far the upper lids are lowered: 0 awake, 1 shut."""
    skew: float = 0.0
    """How much higher one side of the face is than the other."""
    open: float = 0.0
    """How far the mouth is open."""


EXPRESSIONS: dict[Mood, Expression] = {
    "calm": Expression(0.0, 0.0, 1.6, 0.1),
    "tense": Expression(3.2, -1.0, -1.6, 0.16),
    "joyful": Expression(-2.0, -0.6, 5.0, 0.06, open=3.6),
    "sad": Expression(-3.6, 2.2, -3.2, 0.34),
    "mysterious": Expression(1.0, -1.2, 1.4, 0.3, skew=1.8),
    "grand": Expression(0.4, -1.4, 2.0, 0.02),
}


@dataclass(frozen=True, slots=True)
class Features:
    """Where a face's features are, by age."""

    eyes: float
    """Height of the eyes above the chin."""
    eye: float
    """Size of the eyes against a grown person's."""
    nose: float
    mouth: float
    """Height of the mouth above the chin."""
    cheek: float
    """Roundness of the cheeks."""
    jaw: float


FEATURES = {
    "baby": Features(38, 1.3, 0.55, 14.5, 2.8, 0.98),
    "child": Features(41, 1.24, 0.68, 15.5, 2.8, 0.96),
    "teen": Features(45, 1.1, 0.86, 16.5, 1.0, 0.97),
    "grown": Features(47, 1.0, 1.0, 17.5, 0.0, 1.0),
    "old": Features(47, 0.9, 1.12, 17.5, -0.4, 1.02),
}


@dataclass(frozen=True, slots=True)
class Gaze:
    """Where someone looks: across and down, each -1 to 1, where 0 is straight ahead of the face."""

    across: float = 0.6
    down: float = 0.0


AHEAD = Gaze()
"""Along the way the face is turned."""


@dataclass(frozen=True, slots=True)
class Visage:
    """A face while it is drawn."""

    s: Stage
    person: Person
    mood: Mood
    gaze: Gaze
    talking: bool

    @property
    def skin(self) -> str:
        """The complexion in this light."""
        return self.s.palette.skin(self.person.skin)

    @property
    def features(self) -> Features:
        """Where things are."""
        return FEATURES[self.person.kind.age]

    @property
    def expression(self) -> Expression:
        """How the mood bends it."""
        return EXPRESSIONS[self.mood]

    @property
    def stepped(self) -> bool:
        """Whether the style turns shading into flat steps, which would cut a face in two."""
        return self.s.palette.treatment in ("flat", "paper_cut")

    @property
    def soft(self) -> str:
        """Lines of the skin: its own colour, deeper and warmer."""
        return mix(self.skin, self.s.palette.skin("#4a1c16"), 0.58)
