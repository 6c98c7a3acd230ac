"""How near a picture is: sizes and lines of the frame, by shot size.

Everything keeps clear of the frame's lower fifth where captions are set, but for what people
stand on.
"""

from __future__ import annotations

from dataclasses import dataclass

from models.preview.panels.stage import Stage

TALL = {
    "extreme_wide": 0.15,
    "wide": 0.36,
    "medium": 1.12,
    "over_shoulder": 1.75,
    "close": 2.7,
    "insert": 2.7,
    "extreme_close": 5.2,
}
"""A grown person's height against the frame's, by shot size."""

CROWN = 0.17
"""Height of a grown person's crown in a medium shot."""

EYES = {"over_shoulder": 0.31, "close": 0.33, "insert": 0.33, "extreme_close": 0.35}
"""Height of the line where eyes meet, in the shots where heads fill the picture."""

DOWN = {
    "extreme_wide": 0.32,
    "wide": 0.55,
    "medium": 0.62,
    "over_shoulder": 0.62,
    "close": 0.66,
    "insert": 0.66,
    "extreme_close": 0.7,
}
"""How far down from the horizon to the lower edge the feet are where they show."""

LYING = {
    "extreme_wide": 0.16,
    "wide": 0.2,
    "medium": 0.28,
    "over_shoulder": 0.3,
    "close": 0.42,
    "insert": 0.46,
    "extreme_close": 0.58,
}
"""Height of a mug against the frame's, by shot size."""

_NEAR = ("close", "extreme_close", "over_shoulder", "insert")


@dataclass(frozen=True, slots=True)
class Spot:
    """A place for one subject: its foot and its height, in panel units."""

    x: float
    y: float
    tall: float
    flip: bool


def is_wide(s: Stage) -> bool:
    """Whether whole figures are seen, on one ground with the scenery."""
    return s.look.size in ("extreme_wide", "wide")


def share_of_width(s: Stage, number: int, count: int) -> float:
    """Where across the frame: a third, then the other third, then between."""
    near = s.look.size in _NEAR
    wander = s.dice(f"place {number}").between(-0.02, 0.02)
    first = s.third
    if count == 1 and near:
        return 0.5 + (first - 0.5) * 0.4 + wander
    if near:
        first = 0.27 if first < 0.5 else 0.73
    return (first, 1 - first, 0.5)[number % 3] + wander


def inside(s: Stage, x: float, wide: float) -> float:
    """A place at which something so wide is not cut by the frame."""
    edge = min(0.5 * wide + 0.04 * s.width, 0.5 * s.width)
    return min(max(x, edge), s.width - edge)
