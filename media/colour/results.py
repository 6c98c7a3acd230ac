"""What colour work gives back."""

from __future__ import annotations

from media.model import Model
from media.types import Image, Video


class Changed(Model):
    """The picture or the clip in its colours."""

    picture: Image | Video


class Palette(Model):
    """Colours from the most frequent to the least, and a picture of them."""

    colours: tuple[str, ...]
    shares: tuple[float, ...]
    """Of all pixels, for each colour; together 1."""
    swatch: Image
