"""What a text is set in, as it travels: its language, and the font that somebody chose for it."""

from __future__ import annotations

from media.model import Model
from media.text.family import Family, family
from media.types import Document
from media.workspace import Workspace

FONT_TYPE = "font/sfnt"
"""The media type of font files, OpenType and TrueType alike (RFC 8081)."""


class Typeface(Model):
    """Part of the key of whatever is drawn with it."""

    language: str = ""
    font: Document | None = None
    """Counts before the faces that Kinora knows; what it lacks is drawn by them."""

    def opened(self, work: Workspace) -> Family:
        """The fonts themselves, where the work is done."""
        return family(self.language, work.open(self.font) if self.font else None)


PLAIN = Typeface()
"""Nothing said: the faces that Kinora knows, for no language."""
