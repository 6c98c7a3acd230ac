"""A drawn sound, and the figures that the drawing shows."""

from __future__ import annotations

from media.model import Model
from media.types import Image


class Drawn(Model):
    """One figure a column, 1 being full scale."""

    image: Image
    peaks: tuple[float, ...]
    powers: tuple[float, ...]
    """Root mean squares."""
