"""A recording of somebody, in whose voice text is to be spoken."""

from __future__ import annotations

from pydantic import Field

from media.model import Model
from media.types import Audio

NARRATOR = "narrator"
"""The name by which samples go that are of no speaker of a script."""


class VoiceSample(Model):
    """Some seconds of a voice alone."""

    sound: Audio
    text: str = Field("", max_length=2_000)
    """What is spoken in it; models that need none leave it aside."""
