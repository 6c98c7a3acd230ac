"""What moves over a picture by itself, painted frame by frame: rain, snow, fog, glitter, flicker.

Every frame is a function of the clip's seed and the clip's frame. Particles are tiles of light that
move over the frame and wrap, in whole pixels: they are soft or quick enough that no step is seen.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

import cv2
import numpy as np

from media.life import Stir
from media.picture import particles
from media.picture.yuv import BLACK, Plane, Planes

BREATH = 0.003
"""How far who breathes sways up and down, as a share of the frame's height, from the middle to an
end."""
BREATH_S = 3.5

FLICKER = 0.02
"""How far the light of a flame wanders from its mean."""

DRAWINGS_PER_S = 10
"""Particles move so many times a second: what moves in many places at once is dear to encode."""

_SMOOTH = ("fog", "clouds")
"""What is wide and slow moves in every frame."""

_WHITE = 235
_FOG = 0.42
"""How thick fog is where it is thickest."""
_CLOUD = 0.2
_RING_PHASES = 10
_RING_S = 0.9
_ADDED = ("rain", "ripples", "snow", "dust", "glitter")
"""What is light laid over light, which must not become whiter than white."""


class Moment(NamedTuple):
    """When and where something is painted."""

    planes: Planes
    time_s: float
    """On the clip's clock."""
    seed: int
    light: int
    """Luma of what floats in the air there."""

    @property
    def rows(self) -> int:
        """Height of the frame."""
        return self.planes.y.shape[0]


@dataclass(frozen=True, slots=True)
class Life:
    """All that moves by itself in a clip."""

    stirs: tuple[Stir, ...]
    seed: int
    fps: float
    light: int = 206
    """Luma of what floats in the air there: fog at night is dark."""

    def paint(self, target: Planes, frame: int) -> None:
        """Paint it over a frame of the clip."""
        # As in drawn films, not every frame has a drawing of its own.
        hold = max(1, round(self.fps / DRAWINGS_PER_S))
        for stir in self.stirs:
            paint = _PAINTERS.get(stir)
            if paint is not None:
                shown = frame if stir in _SMOOTH else frame // hold * hold
                paint(Moment(target, shown / self.fps, self.seed, self.light))
        if any(stir in _ADDED for stir in self.stirs):
            np.minimum(target.y, _WHITE, out=target.y)

    def breath(self, frame: int) -> float:
        """How far the cast has sunk at a frame, in frame heights."""
        if "breath" not in self.stirs:
            return 0.0
        first = 2 * math.pi * (self.seed % 701) / 701
        return BREATH * math.sin(2 * math.pi * frame / self.fps / BREATH_S + first)


def _rain(now: Moment) -> None:
    lean = 0.17 if now.seed & 1 else -0.17
    for speed, count, length, light, seed in ((1.5, 46, 66, 18, 21), (2.3, 13, 120, 30, 22)):
        tile = particles.streaks(now.rows, lean, count, length, light, seed)
        _lay(now, tile, -lean * speed, speed, seed)


def _snow(now: Moment) -> None:
    wind = 0.02 if now.seed & 1 else -0.02
    for speed, count, radius, light, seed in (
        (0.09, 80, 2.0, 80, 31),
        (0.15, 34, 3.4, 100, 32),
        (0.26, 9, 8.0, 70, 33),
    ):
        tile = particles.flakes(now.rows, count, radius, light, seed)
        sway = 0.012 * math.sin(2 * math.pi * now.time_s / 4.2 + seed)
        _lay(now, tile, wind, speed, seed, aside=sway)


def _dust(now: Moment) -> None:
    for speed, count, radius, light, seed in ((-0.012, 26, 2.4, 44, 41), (0.02, 12, 5.5, 26, 42)):
        tile = particles.flakes(now.rows, count, radius, light, seed)
        sway = 0.02 * math.sin(2 * math.pi * now.time_s / 9 + seed)
        _lay(now, tile, 0.03, speed, seed, aside=sway)


def _ripples(now: Moment) -> None:
    phase = math.floor(now.time_s / _RING_S * _RING_PHASES) % _RING_PHASES / _RING_PHASES
    tile = particles.rings(now.rows, phase, 28, 30, 51)
    _lay(now, tile, 0.0, 0.0, 51, top=0.66)


def _glitter(now: Moment) -> None:
    water = now.planes.y[round(now.rows * 0.64) :]
    places = (_travelled(now, 0.022, 61), _travelled(now, -0.03, 62))
    cv2.add(water, _flashes(now.rows, *water.shape, *places), dst=water)


@lru_cache(maxsize=2)
def _flashes(rows: int, height: int, width: int, one: int, other: int) -> Plane:
    """Two fields of glints that go against each other: where both meet, a wave flashes."""
    near = particles.glints(rows, 900, 26, 235, 61), particles.glints(rows, 900, 34, 235, 62)
    parts = [
        np.take(
            tile[:, (np.arange(width) - x) % tile.shape[1]],
            np.arange(height) % tile.shape[0],
            axis=0,
        )
        for tile, x in zip(near, (one, other), strict=True)
    ]
    # Less in upright frames, where the water is near.
    strength = 0.35 if width > height else 0.25
    return np.asarray(cv2.multiply(parts[0], parts[1], scale=strength / 255), np.uint8)


def air_light(luma: Plane) -> int:
    """Luma of fog in a scene, from that of its backdrop."""
    return min(206, max(72, 8 * round(float(luma.mean() + 56) / 8)))


def _fog(now: Moment) -> None:
    _drift(now, _veil(*now.planes.y.shape, _FOG, now.light, True), 0.016)


def _clouds(now: Moment) -> None:
    _drift(now, _veil(*now.planes.y.shape, _CLOUD, now.light, False), 0.009)


def _flicker(now: Moment) -> None:
    first = 2 * math.pi * (now.seed % 331) / 331
    swing = 0.6 * math.sin(2 * math.pi * 0.83 * now.time_s + first)
    swing += 0.4 * math.sin(2 * math.pi * 2.1 * now.time_s + 2 * first)
    gain = 1 + FLICKER * swing
    luma = now.planes.y
    cv2.addWeighted(luma, gain, luma, 0, BLACK[0] * (1 - gain), dst=luma)


_PAINTERS: dict[Stir, Callable[[Moment], None]] = {
    "rain": _rain,
    "ripples": _ripples,
    "snow": _snow,
    "fog": _fog,
    "clouds": _clouds,
    "dust": _dust,
    "glitter": _glitter,
    "flicker": _flicker,
}


def _lay(
    now: Moment,
    tile: Plane,
    right: float,
    down: float,
    seed: int,
    *,
    aside: float = 0.0,
    top: float = 0.0,
) -> None:
    """Add a tile that travels at a speed, in frame heights a second, below `top`."""
    part = now.planes.y[round(now.rows * top) :]
    x = _travelled(now, right, seed, aside) % tile.shape[1]
    y = _travelled(now, down, seed + 7) % tile.shape[0]
    for start_y in range(y - tile.shape[0], part.shape[0], tile.shape[0]):
        for start_x in range(x - tile.shape[1], part.shape[1], tile.shape[1]):
            box = part[max(0, start_y) : start_y + tile.shape[0]]
            box = box[:, max(0, start_x) : start_x + tile.shape[1]]
            if box.size:
                from_y, from_x = max(0, -start_y), max(0, -start_x)
                piece = tile[from_y : from_y + box.shape[0], from_x : from_x + box.shape[1]]
                cv2.add(box, piece, dst=box)


def _travelled(now: Moment, speed: float, seed: int, aside: float = 0.0) -> int:
    """Pixels from where the clip's seed begins."""
    begin = (now.seed % 9_973) * (seed % 89) % 4_099
    return begin + round((speed * now.time_s + aside) * now.rows)


class _Veil(NamedTuple):
    """Something between us and the picture, twice as wide as the frame: it repeats."""

    kept: Planes
    """What it lets through, 255 for all."""
    light: Planes
    """What it adds."""


@lru_cache(maxsize=2)
def _veil(height: int, width: int, thick: float, light: int, low: bool) -> _Veil:
    y = ((np.arange(height) + 0.5) / height)[:, None]
    # Fog lies over the ground and thins out before us; clouds are above.
    profile = np.exp(-np.square((y - 0.62) / 0.3)) if low else np.clip(1 - y / 0.5, 0, 1) ** 0.7
    alpha = (particles.haze(height, width, 71 + low) / 255 * profile * thick).astype(np.float32)
    alpha = alpha if low else alpha[: height // 4 * 2]
    half = cv2.resize(alpha, (width // 2, len(alpha) // 2), interpolation=cv2.INTER_AREA)

    def twice(values: np.ndarray) -> Plane:
        plane = np.rint(values).astype(np.uint8)
        return np.hstack([plane, plane])

    kept, rest = twice(255 * (1 - alpha)), twice(255 * (1 - half))
    grey = twice(128 * half)
    return _Veil(Planes(kept, rest, rest), Planes(twice(light * alpha), grey, grey))


def _drift(now: Moment, veil: _Veil, speed: float) -> None:
    """Lay a veil over the picture where it has drifted to; chroma in the same place."""
    width, reach = now.planes.y.shape[1], veil.kept.y.shape[0] / now.rows
    x = -2 * (_travelled(now, speed / 2, 73) % (width // 2)) % width
    for plane, kept, light in zip(now.planes, veil.kept, veil.light, strict=True):
        at = x * plane.shape[1] // width
        part = slice(at, at + plane.shape[1])
        over = plane[: round(plane.shape[0] * reach)]
        cv2.multiply(over, kept[:, part], dst=over, scale=1 / 255)
        cv2.add(over, light[:, part], dst=over)
