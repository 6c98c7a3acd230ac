"""The camera over a panel: seven moves, eased, with parallax and a breath of drift.

A view is a pure function of the move and a real-valued frame number, smooth everywhere, so that it
runs on through the handles under a transition. Nothing here knows pixels but `placement`.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from media.shots import CameraMove

_SOFTNESS = 0.62
"""How much slower a move is at its ends than in its middle: 0 none, 1 standing still."""

_DRIFT = 0.0022
"""Amplitude of the drift, as part of the frame's width: about 4 pixels at 1080p."""

_REFERENCE_S = 5.0
"""Moves have their nominal length on a shot of this many seconds and shrink on shorter ones, or
a short shot would rush."""


@dataclass(frozen=True, slots=True)
class View:
    """What the camera frames, against the frame as composed."""

    zoom: float
    """Enlargement, 1 as composed."""
    x: float
    """Shift of the view to the right, in frame widths."""
    y: float
    """Shift of the view downwards, in frame heights."""

    def at_depth(self, depth: float) -> View:
        """The view of a layer: near ones (1) move more than far ones (0)."""
        factor = 0.45 + 0.75 * depth
        return View(self.zoom**factor, self.x * factor, self.y * factor)


def view(
    move: CameraMove, *, energy: float, seed: int, frame: float, clip_frames: int, fps: float
) -> View:
    """The camera's view at a frame, which may lie before 0 or behind `clip_frames`."""
    progress = _eased(frame / clip_frames)
    length = min(1.1, max(0.5, math.sqrt(clip_frames / fps / _REFERENCE_S)))
    zoom_range = (0.045 + 0.05 * energy) * length
    pan_range = (0.035 + 0.045 * energy) * length
    away = progress - 0.5
    zoom, x, y = 1.02, 0.0, 0.0
    if move == "push_in":
        zoom = 1.03 + away * zoom_range
    elif move == "pull_out":
        zoom = 1.03 - away * zoom_range
    elif move in ("pan_left", "pan_right"):
        x = away * pan_range * (1 if move == "pan_right" else -1)
    elif move in ("tilt_up", "tilt_down"):
        y = away * pan_range * (1 if move == "tilt_down" else -1)
    return _breathing(View(zoom, x, y), seed, frame / fps)


def _eased(t: float) -> float:
    """0 to 1 over a clip: slow, faster, slow, never still, and bounded in long handles."""
    smooth = t - _SOFTNESS * math.sin(2 * math.pi * t) / (2 * math.pi)
    return 0.5 + 0.9 * math.tanh((smooth - 0.5) / 0.9)


def _breathing(still: View, seed: int, time_s: float) -> View:
    """Add two slow swings that never rest together, as of a camera on a fluid head."""
    first = 2 * math.pi * (seed % 997) / 997
    second = 2 * math.pi * (seed % 613) / 613
    x = _DRIFT * math.sin(2 * math.pi * 0.093 * time_s + first)
    y = _DRIFT * math.cos(2 * math.pi * 0.071 * time_s + second)
    zoom = 1 + 0.0018 * math.sin(2 * math.pi * 0.057 * time_s + first + second)
    return View(still.zoom * zoom, still.x + x, still.y + y)
