"""What painters of places share: how large a landmark is, what snow does, where the light is."""

from __future__ import annotations

from models.preview.panels import terrain
from models.preview.panels.stage import Stage


def under_snow(s: Stage, colour: str) -> str:
    """A ground's colour, white where snow falls."""
    return terrain.SNOW if s.look.weather == "snow" else colour


def landmark(s: Stage, units: float, *, wide: float = 1.0, share: float = 0.84) -> float:
    """The height of what a place is known by, so that it stays in the frame in closer shots.

    Args:
        s: where it is drawn.
        units: its height in scenery units, where there is room.
        wide: its width against its height.
        share: how much of what is above the horizon it may take.
    """
    return min(units * s.unit, share * s.horizon, 0.86 * s.width / wide)


def broad(s: Stage) -> float:
    """The unit of what is repeated across the picture: in the widest shots it is not more of it."""
    return max(s.unit, s.span / 200)


def aside(s: Stage, share: float) -> float:
    """Where across the picture a landmark stands: in near shots on the side that people leave."""
    reach = {"medium": 0.24, "close": 0.3, "extreme_close": 0.34}.get(s.look.size)
    if reach is None or not s.peopled:
        return s.across(share)
    return s.across(0.5 + (reach if s.third < 0.5 else -reach))


def sides(s: Stage, colour: str, depth: float = 0.3) -> tuple[str, str]:
    """A painted colour on the left and on the right face of a body."""
    lit, dark = s.palette.lit(colour, 0.18), s.palette.dark(colour, depth)
    return (lit, dark) if s.light_side < 0 else (dark, lit)
