"""What is in the sky."""

from __future__ import annotations

from models.preview.panels.cast.registry import subject
from models.preview.panels.drawing import Dice
from models.preview.panels.stage import Stage


@subject("moon", where="sky", tall=1.0, wide=1.0)
def moon(s: Stage, dice: Dice) -> str:
    """The moon is part of the sky, which draws it large when it is a subject."""
    del s, dice
    return ""


@subject("sun", where="sky", tall=1.0, wide=1.0)
def sun(s: Stage, dice: Dice) -> str:
    """The sun likewise."""
    del s, dice
    return ""
