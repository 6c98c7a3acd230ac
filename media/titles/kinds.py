"""What a title is asked to be, and what comes of it."""

from __future__ import annotations

from typing import Literal

from media.model import Model
from media.types import Image, Video

Align = Literal["left", "middle"]
Height = Literal["top", "middle", "bottom"]


class Title(Model):
    """The words and their look."""

    text: str
    subtitle: str = ""
    align: Align = "middle"
    height: Height = "middle"
    scale: float = 1.0
    colour: str = "#ffffff"
    accent: str = ""
    shade: float = 0.0


class Card(Model):
    """A title as a picture."""

    image: Image


class Titled(Model):
    """A clip with its words."""

    clip: Video


class Line(Model):
    """A caption, and when it is said."""

    text: str
    start_s: float
    end_s: float
