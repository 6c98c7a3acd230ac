"""Impacts that are seen in a clip, and the sound made for them."""

from __future__ import annotations

from media.model import Model
from media.types import Audio


class Impact(Model):
    """A moment at which something is hit."""

    at_s: float
    strength: float
    """Against the strongest of the clip, up to 1."""
    across: float
    """Where, from 0 at the left to 1 at the right."""


class Foley(Model):
    """The sound, as long as the clip, and the impacts it stands for."""

    sound: Audio
    impacts: tuple[Impact, ...]
