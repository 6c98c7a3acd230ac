"""Lower thirds: the name of who is in the picture, laid over it for a few seconds.

A strip is on only while its shot stands alone in the frame, so it belongs to one segment.
"""

from __future__ import annotations

from pydantic import Field

from media.model import Model

DELAY_S = 0.35
"""From when the picture stands alone to the strip."""
LONGEST_S = 4.5
"""It is on for so long, or for as long as its shot leaves."""
SHORTEST_S = 0.8
"""Where a shot leaves less than this, a name cannot be read and is left out."""


PLATE_OPACITY = 0.86
"""How much of a strip's plate hides the picture."""


class StripLook(Model):
    """The colours of a film's lower thirds."""

    plate: str = "#0b0d12"
    ink: str = "#ffffff"
    quiet: str = "#d5d8de"
    accent: str = "#ffc062"


class Strip(Model):
    """A lower third on its clip's clock."""

    name: str = Field(min_length=1)
    role: str = ""
    start: int
    """First frame of the clip on which it is seen."""
    frames: int = Field(gt=0)
    raised: bool = False
    """Captions are burned in below it."""
    look: StripLook = StripLook()


def named(text: str) -> tuple[str, str]:
    """The name and what they are, out of `Name | what they are`."""
    name, _, role = text.partition("|")
    return name.strip(), role.strip()


def strip_for(
    text: str, *, first: int, end: int, fps: float, raised: bool, look: StripLook
) -> Strip | None:
    """A strip within the frames of a clip from `first` to behind the last; none if too few.

    Args:
        text: `Name | what they are`; none without a name.
        first: the clip's first frame that no transition has.
        end: the frame behind its last.
        fps: frames in a second.
        raised: whether captions are burned in.
        look: its colours.
    """
    name, role = named(text)
    delay = min(round(DELAY_S * fps), max(0, (end - first) // 8))
    start = first + delay
    frames = min(end - start - delay // 2, round(LONGEST_S * fps))
    if not name or frames < SHORTEST_S * fps:
        return None
    return Strip(name=name, role=role, start=start, frames=frames, raised=raised, look=look)
