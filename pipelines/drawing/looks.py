"""Colours and signs of a drawn flow; each state has a sign besides, for who sees few colours."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

PAPER, CARD, RIM, INK, QUIET = "#f6f5f1", "#ffffff", "#d3d0c8", "#1d2126", "#69707a"
FRAME, FRAME_RIM, CHIP = "#3a3426", "#c9c5ba", "#e7e4db"
FRAME_DEPTH = 0.045
"""How opaque a frame is: one within another is darker."""
ORDER = "#a9a69d"

HANDLES: Mapping[str, str] = {
    "video": "#3a5fc8", "image": "#2a8c6d", "mask": "#6f9a2c", "audio": "#c2600f",
    "text": "#8a4fb0", "json": "#6a7480", "any": "#9a9488", "flow": "#b0416f",
    "log": "#9a9488", "scene": "#2f8fa8", "brain": "#b0416f", "capture": "#2f8fa8",
    "ctx": "#8a4fb0", "": ORDER,
}  # fmt: skip
"""By what an edge carries; none for one that only orders."""


class Look(NamedTuple):
    """How a state is shown: a fill, a strong colour, and a sign in a square from -5 to 5."""

    fill: str
    strong: str
    sign: str


LOOKS: Mapping[str, Look] = {
    "succeeded": Look("#e3f3e8", "#1e7f4a", "M-4 .4L-1.2 3.4L4.2-3.4"),
    "cached": Look("#e2edfa", "#2463b4", "M3.9-1.6A4.2 4.2 0 1 0 4.2 .9M4.4-4.6V-1.2H1"),
    "running": Look("#fdf2cf", "#946200", "M-2.6-4.2L4-0L-2.6 4.2Z"),
    "waiting": Look("#fbe7d5", "#a8500d", "M-2.1-3.8V3.8M2.1-3.8V3.8"),
    "failed": Look("#f9dcda", "#b3261e", "M-3.4-3.4L3.4 3.4M3.4-3.4L-3.4 3.4"),
    "cancelled": Look("#e6e5e2", "#5d6168", "M-3.6 0H3.6"),
    "skipped": Look("#f0efeb", "#7b7f86", "M-3.6-3.2L-.4 0L-3.6 3.2M.6-3.2L3.8 0L.6 3.2"),
    "pending": Look(CARD, "#8b8f96", "M0-3.2V0L2.4 1.8"),
}  # fmt: skip
URGENT = ("failed", "running", "waiting", "cancelled", "pending", "succeeded", "cached", "skipped")
"""Of several states of a node's steps the one that is shown."""


def shown(states: Mapping[str, int]) -> str:
    """The state that stands for those of a node's steps."""
    return next((state for state in URGENT if states.get(state)), "pending")
